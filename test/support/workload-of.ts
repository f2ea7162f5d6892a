import { parseWorkload } from '../../lib/workload/parse-workload';
import type { Workload, WorkloadInput } from '../../lib/workload/workload';

/** A small, valid workload file: one source, one raw stream, one consumer. */
export const SMALL_WORKLOAD: WorkloadInput = {
  name: 'small',
  objectives: { endToEndP99Ms: 100, availability: 0.999 },
  streams: { orders: streamInput() },
  sources: { edge: { kind: 'http', streams: ['orders'] } },
  consumers: { billing: { runtime: 'service', reads: ['orders'] } },
};

/** A valid raw stream. Set only what the test is about. */
export function streamInput(
  overrides: Partial<WorkloadInput['streams'][string]> = {},
): WorkloadInput['streams'][string] {
  return {
    kind: 'raw',
    key: 'orderId',
    schema: 'schemas/order.v1.json',
    load: { peakPerSecond: 1_000, averagePerSecond: 500, recordBytes: 1_000 },
    retentionHours: 24,
    ...overrides,
  };
}

/** A checked workload that differs from the small one only in the given parts. */
export function workloadOf(overrides: Partial<WorkloadInput> = {}): Workload {
  return parseWorkload('test', { ...SMALL_WORKLOAD, ...overrides });
}
