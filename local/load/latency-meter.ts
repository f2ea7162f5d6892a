import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** Percentiles of a latency, in milliseconds. */
export interface LatencyStats {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Percentiles of a latency over a whole run, and over its last seconds. */
export interface LatencyMeter {
  readonly record: (milliseconds: number) => void;
  readonly total: () => LatencyStats;
  /** Of the last ten seconds. */
  readonly recent: () => LatencyStats;
}

/** The recent past is a ring of histograms of this length each. */
const SLICE_MS = 1_000;
const SLICES = 10;
/** Three significant digits: an error of at most 0.1 %. */
const FIGURES = 3;
/** Ten minutes; longer ones count as this. */
const LONGEST_MS = 600_000;

/** @param now clock in milliseconds; only differences matter */
export function latencyMeter(now: () => number): LatencyMeter {
  const whole = newHistogram();
  const slices = Array.from({ length: SLICES }, () => ({
    started: Number.NEGATIVE_INFINITY,
    histogram: newHistogram(),
  }));

  const currentSlice = () => {
    const started = Math.floor(now() / SLICE_MS);
    const slice = slices[started % SLICES];
    if (slice !== undefined && slice.started !== started) {
      slice.started = started;
      slice.histogram.reset();
    }
    return slice?.histogram;
  };

  return {
    record(milliseconds) {
      const microseconds = Math.max(1, Math.round(Math.min(milliseconds, LONGEST_MS) * 1_000));
      whole.record(microseconds);
      currentSlice()?.record(microseconds);
    },
    total: () => statsOf(whole),
    recent() {
      const oldest = Math.floor(now() / SLICE_MS) - SLICES;
      const merged = newHistogram();
      for (const { started, histogram } of slices) {
        if (started > oldest && histogram.count > 0) merged.add(histogram);
      }
      return statsOf(merged);
    },
  };
}

function newHistogram(): RecordableHistogram {
  return createHistogram({ lowest: 1, highest: LONGEST_MS * 1_000, figures: FIGURES });
}

function statsOf(histogram: RecordableHistogram): LatencyStats {
  if (histogram.count === 0) return { count: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 };
  return {
    count: histogram.count,
    p50Ms: histogram.percentile(50) / 1_000,
    p99Ms: histogram.percentile(99) / 1_000,
    maxMs: histogram.max / 1_000,
  };
}
