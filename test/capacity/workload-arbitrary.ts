import fc from 'fast-check';
import { parseWorkload } from '../../lib/workload/parse-workload';
import type { Workload, WorkloadInput } from '../../lib/workload/workload';
import { streamInput } from '../support/workload-of';

/** Between 10^from and 10^to, every magnitude as likely as another. */
const magnitude = (from: number, to: number) =>
  fc.double({ min: from, max: to, noNaN: true }).map((exponent) => 10 ** exponent);

const load = fc
  .record({
    peakPerSecond: magnitude(2, 6.5),
    peakToAverage: fc.double({ min: 1, max: 20, noNaN: true }),
    recordBytes: magnitude(2, 4).map(Math.round),
    compressionRatio: fc.double({ min: 1, max: 4, noNaN: true }),
  })
  .map(({ peakToAverage, ...rest }) => ({ ...rest, averagePerSecond: rest.peakPerSecond / peakToAverage }));

const stream = fc
  .record({
    load,
    retentionHours: magnitude(0, 2.8),
    isKeyed: fc.boolean(),
    isArchived: fc.boolean(),
  })
  .map(({ isKeyed, isArchived, ...rest }) =>
    streamInput({
      ...rest,
      ...(!isKeyed && { key: undefined }),
      ...(isArchived && { archive: { days: 30 } }),
    }),
  );

const sinks = fc.record(
  {
    cache: fc.record({
      keys: magnitude(0, 9).map(Math.round),
      bytesPerKey: magnitude(0, 4).map(Math.round),
      writesPerRecord: magnitude(-3, 0.5),
    }),
    database: fc.record({
      rowsPerRecord: magnitude(-5, 0.5),
      rowBytes: magnitude(1, 4).map(Math.round),
      retentionDays: fc.integer({ min: 1, max: 1_000 }),
    }),
  },
  { requiredKeys: [] },
);

/** Workloads of one to four streams and up to four consumers, from a trickle to more than any cluster carries. */
export const workloads: fc.Arbitrary<Workload> = fc
  .record({
    streams: fc.array(stream, { minLength: 1, maxLength: 4 }),
    consumers: fc.array(
      fc.record({
        runtime: fc.constantFrom('service' as const, 'flink' as const),
        picks: fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
        sinks,
        stateBytes: magnitude(0, 12),
      }),
      { maxLength: 4 },
    ),
    growth: fc.record({
      yearlyRatio: fc.double({ min: 1, max: 4, noNaN: true }),
      horizonMonths: fc.integer({ min: 0, max: 36 }),
    }),
    errorRate: fc.constantFrom(0, 0.001, 0.05),
  })
  .map(({ streams, consumers, growth, errorRate }) => {
    const names = streams.map((_, index) => `stream-${index + 1}`);
    const input: WorkloadInput = {
      name: 'generated',
      objectives: { endToEndP99Ms: 200, availability: 0.999, errorRate },
      growth,
      streams: Object.fromEntries(streams.map((entry, index) => [`stream-${index + 1}`, entry])),
      sources: { edge: { kind: 'http', streams: names } },
      consumers: Object.fromEntries(
        consumers.map(({ runtime, picks, ...rest }, index) => [
          `consumer-${index + 1}`,
          {
            runtime,
            reads: [...new Set(picks.map((pick) => `stream-${(pick % names.length) + 1}`))],
            ...rest,
          },
        ]),
      ),
    };
    return parseWorkload('generated', input);
  });
