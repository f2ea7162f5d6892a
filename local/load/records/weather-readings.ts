import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MakerOptions, RecordMaker } from './record-maker';

interface WeatherDay {
  readonly location: string;
  readonly precipitationMm: number;
  readonly temperatureMaxC: number;
  readonly temperatureMinC: number;
  readonly windMetersPerSecond: number;
  readonly condition: string;
}

/**
 * Real measurements: NOAA's daily records of Seattle and New York, 2012 to 2015, from the npm package vega-datasets.
 * The stations are simulated: each replays the days of its city in order, from a day of its own, one day per
 * reading, and says it measured them now. The measured values are untouched.
 */
export function weatherReadings({ keyField = 'deviceId', keys, random }: MakerOptions): RecordMaker {
  const days = weatherDays();
  const cities = [...new Set(days.map(({ location }) => location))].map(
    (city) => [city, days.filter(({ location }) => location === city)] as const,
  );
  const stations = Array.from({ length: keys }, (_, rank) => {
    const [location, observed] = cities[rank % cities.length] ?? ['', []];
    const name = `station-${location.toLowerCase().replaceAll(' ', '-')}-${rank.toString().padStart(5, '0')}`;
    return { name, observed, next: Math.floor(random() * observed.length) };
  });

  return {
    keys,
    make({ rank, at }) {
      const station = stations[rank];
      if (station === undefined) throw new Error(`no station ${rank}: there are ${keys}`);
      const day = station.observed[station.next % station.observed.length];
      station.next += 1;
      return { [keyField]: station.name, observedAt: at, ...day };
    },
  };
}

/**
 * The package describes wind as kilometres per hour; NOAA's AWND is metres per second, and so are the values
 * (Seattle's mean of 3.2 is the airport's usual breeze).
 */
function weatherDays(): WeatherDay[] {
  const file = join(dirname(require.resolve('vega-datasets')), '..', 'data', 'weather.csv');
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  if (header !== 'location,date,precipitation,temp_max,temp_min,wind,weather') {
    throw new Error(
      `${file} has other columns than expected: install the pinned version of vega-datasets with npm ci`,
    );
  }
  return lines.map((line) => {
    const [location = '', , precipitation, max, min, wind, condition = ''] = line.split(',');
    return {
      location,
      precipitationMm: Number(precipitation),
      temperatureMaxC: Number(max),
      temperatureMinC: Number(min),
      windMetersPerSecond: Number(wind),
      condition,
    };
  });
}
