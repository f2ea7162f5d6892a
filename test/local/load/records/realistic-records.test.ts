import { randomFrom } from '../../../../local/load/random';
import { transactions } from '../../../../local/load/records/transactions';
import { userEvents } from '../../../../local/load/records/user-events';
import { weatherReadings } from '../../../../local/load/records/weather-readings';

const options = { keys: 4, random: randomFrom('setup') };
const random = randomFrom('records');
const occasion = (rank: number, number: number) => ({
  rank,
  id: `id-${number}`,
  at: '2026-01-01T08:00:00.000Z',
  random,
});

describe('userEvents', () => {
  test('a visit begins with sign-in, keeps its session, and ends with sign-out', () => {
    const maker = userEvents(options);

    const events = Array.from({ length: 500 }, (_, index) => maker.make(occasion(1, index)));

    for (const [index, event] of events.entries()) {
      const before = events[index - 1];
      const isNewVisit = before === undefined || before['action'] === 'sign-out';
      expect(event['action'] === 'sign-in').toBe(isNewVisit);
      expect(event['sessionId'] === before?.['sessionId']).toBe(!isNewVisit);
      expect(event['device']).toEqual(events[0]?.['device']);
    }
  });
});

describe('transactions', () => {
  test('amounts are log-normal: the median of groceries is near 38 dollars, the mean well above it', () => {
    const maker = transactions({ ...options, keys: 1_000 });

    const amounts = Array.from({ length: 20_000 }, (_, index) => maker.make(occasion(index % 1_000, index)))
      .filter(({ currency, merchant }) => currency === 'USD' && Object(merchant).category === '5411')
      .map(({ amount }) => Number(amount))
      .sort((a, b) => a - b);

    const median = amounts[Math.floor(amounts.length / 2)] ?? 0;
    const mean = amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length;
    expect(Math.abs(median - 38)).toBeLessThan(4);
    // A log-normal's mean is its median × e^(0.8² ÷ 2) ≈ 1.38 × the median.
    expect(Math.abs(mean / median - Math.exp(0.8 ** 2 / 2))).toBeLessThan(0.2);
  });

  test('a yen has no cents', () => {
    const maker = transactions({ ...options, keys: 500 });
    const inYen = Array.from({ length: 3_000 }, (_, index) =>
      maker.make(occasion(index % 500, index)),
    ).filter(({ currency }) => currency === 'JPY');

    expect(inYen.length).toBeGreaterThan(0);
    expect(inYen.every(({ amount }) => Number.isInteger(amount))).toBe(true);
  });
});

describe('weatherReadings', () => {
  test('replays what was measured: the hottest day of Seattle in those years was 35.6 °C, the coldest −7.1 °C', () => {
    const maker = weatherReadings({ ...options, keys: 1 });
    const days = 3 * 365 + 366;

    const readings = Array.from({ length: days }, (_, index) => maker.make(occasion(0, index)));
    const again = maker.make(occasion(0, days));

    expect(new Set(readings.map(({ location }) => location))).toEqual(new Set(['Seattle']));
    expect(Math.max(...readings.map((reading) => Number(reading['temperatureMaxC'])))).toBe(35.6);
    expect(Math.min(...readings.map((reading) => Number(reading['temperatureMinC'])))).toBe(-7.1);
    expect(again).toEqual(readings[0]);
  });

  test('half of the stations are in New York', () => {
    const maker = weatherReadings(options);

    expect([0, 1, 2, 3].map((rank) => maker.make(occasion(rank, 0))['deviceId'])).toEqual([
      'station-seattle-00000',
      'station-new-york-00001',
      'station-seattle-00002',
      'station-new-york-00003',
    ]);
  });
});
