import type { LoadStats } from '../load/load-stats';
import { type Bucket, histogramQuantile } from './histogram-quantile';
import type { LiveStream, Percentiles } from './live-snapshot';
import type { StreamTotals } from './service-metrics';

/** What was known at a moment: what the generator counted and what the services did, per stream. */
export interface LiveReading {
  /** On a clock that never jumps. */
  readonly atMs: number;
  readonly load?: LoadStats;
  readonly totals: ReadonlyMap<string, StreamTotals>;
}

/** Rates are taken over this long: short enough to follow a burst, long enough to be steady. */
const RATE_MS = 3_000;
/** Percentiles are taken over this long. */
const PERCENTILES_MS = 10_000;

/** The last seconds of readings, from which rates and percentiles of the moment come. */
export class LiveHistory {
  #readings: LiveReading[] = [];

  add(reading: LiveReading): void {
    // One older reading is kept: a period needs a beginning.
    const firstInside = this.#readings.findIndex(({ atMs }) => atMs > reading.atMs - PERCENTILES_MS);
    this.#readings = [...this.#readings.slice(Math.max(0, firstInside - 1)), reading];
  }

  /** A stream as of the latest reading. */
  stream(stream: string): LiveStream {
    const latest = this.#readings.at(-1);
    const load = latest?.load?.streams.find((one) => one.stream === stream);
    const totals = latest?.totals.get(stream);
    return defined({
      stream,
      sentPerSecond: this.#rate((reading) => loadOf(reading, stream)?.sent),
      acknowledgedPerSecond: this.#rate((reading) => loadOf(reading, stream)?.acknowledged),
      consumedPerSecond: this.#rate((reading) => reading.totals.get(stream)?.consumed),
      lag: totals?.lag,
      acknowledgedMs:
        load === undefined || load.recentLatency.count === 0 ? undefined : percentilesOf(load.recentLatency),
      endToEndMs: this.#recentDelay(stream),
      acknowledged: load?.acknowledged,
      archivedRecords: totals?.archivedRecords,
      archivedObjects: totals?.archivedObjects,
    });
  }

  #rate(count: (reading: LiveReading) => number | undefined): number | undefined {
    const latest = this.#readings.at(-1);
    const earlier = this.#since(RATE_MS);
    const [now, before] = [latest && count(latest), earlier && count(earlier)];
    if (latest === undefined || earlier === undefined || now === undefined || before === undefined)
      return undefined;
    return ((now - before) * 1_000) / (latest.atMs - earlier.atMs);
  }

  #recentDelay(stream: string): Percentiles | undefined {
    const latest = this.#readings.at(-1)?.totals.get(stream)?.delay ?? [];
    const earlier = this.#since(PERCENTILES_MS)?.totals.get(stream)?.delay ?? [];
    return delayPercentiles(latest.map((bucket, index) => minus(bucket, earlier[index])));
  }

  /** The youngest reading that is at least that old, or else the oldest; never the latest. */
  #since(ms: number): LiveReading | undefined {
    const latest = this.#readings.at(-1);
    if (latest === undefined) return undefined;
    const before = this.#readings.slice(0, -1);
    return before.findLast(({ atMs }) => atMs <= latest.atMs - ms) ?? before[0];
  }
}

/** The percentiles of a histogram of seconds; undefined when it is empty. */
export function delayPercentiles(buckets: readonly Bucket[]): Percentiles | undefined {
  const [p50, p99] = [histogramQuantile(buckets, 0.5), histogramQuantile(buckets, 0.99)];
  return p50 === undefined || p99 === undefined ? undefined : { p50Ms: p50 * 1_000, p99Ms: p99 * 1_000 };
}

function minus(bucket: Bucket, earlier: Bucket | undefined): Bucket {
  return { upTo: bucket.upTo, count: bucket.count - (earlier?.count ?? 0) };
}

function loadOf({ load }: LiveReading, stream: string) {
  return load?.streams.find((one) => one.stream === stream);
}

function percentilesOf({ p50Ms, p99Ms }: Percentiles): Percentiles {
  return { p50Ms, p99Ms };
}

/** Leaves out what is undefined, so that it is absent in JSON and in comparisons too. */
function defined(stream: { [Field in keyof LiveStream]: LiveStream[Field] | undefined }): LiveStream {
  return Object.fromEntries(
    Object.entries(stream).filter(([, value]) => value !== undefined),
  ) as unknown as LiveStream;
}
