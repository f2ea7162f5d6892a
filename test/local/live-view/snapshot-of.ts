import type { LiveSnapshot, LiveStream } from '../../../local/live-view/live-snapshot';

export const BUSY_STREAM: LiveStream = {
  stream: 'user-events',
  sentPerSecond: 1_204.4,
  acknowledgedPerSecond: 1_198,
  consumedPerSecond: 1_190,
  lag: 42,
  acknowledgedMs: { p50Ms: 14.25, p99Ms: 48 },
  endToEndMs: { p50Ms: 22, p99Ms: 96 },
  acknowledged: 50_000,
  archivedRecords: 48_500,
  archivedObjects: 37,
  deadLetters: 0,
};

/** A snapshot of a run with one busy stream. Set only what the test is about. */
export function snapshotOf(overrides: Partial<LiveSnapshot> = {}): LiveSnapshot {
  return {
    workload: 'realtime-analytics',
    elapsedSeconds: 65.4,
    streams: [BUSY_STREAM],
    processes: [],
    links: [],
    events: [],
    unmeasured: [],
    ...overrides,
  };
}
