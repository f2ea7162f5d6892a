import { parseWorkload } from '../../lib/workload/parse-workload';
import type { Workload, WorkloadInput } from '../../lib/workload/workload';

/**
 * A workload of that many streams and consumers. Every stream is read by several consumers, every third is archived,
 * loads span four powers of ten. The same numbers give the same workload.
 */
export function largeWorkload(streams: number, consumers: number): Workload {
  const names = Array.from({ length: streams }, (_, index) => `stream-${index + 1}`);
  const perConsumer = Math.max(1, Math.floor((streams * 2) / consumers));
  const input: WorkloadInput = {
    name: 'large',
    objectives: { endToEndP99Ms: 200, availability: 0.999 },
    streams: Object.fromEntries(names.map((name, index) => [name, streamOf(index)])),
    sources: { edge: { kind: 'http', streams: names } },
    consumers: Object.fromEntries(
      Array.from({ length: consumers }, (_, index) => [
        `consumer-${index + 1}`,
        {
          runtime: index % 4 === 3 ? 'flink' : 'service',
          reads: Array.from(
            { length: perConsumer },
            (_, step) => names[(index * perConsumer + step * 7) % streams] ?? '',
          ).filter((name, position, all) => all.indexOf(name) === position),
        } as const,
      ]),
    ),
  };
  return parseWorkload('a generated workload', input);
}

function streamOf(index: number): WorkloadInput['streams'][string] {
  const averagePerSecond = 10 ** (index % 4);
  return {
    kind: 'raw',
    ...(index % 2 === 0 && { key: 'id' }),
    schema: 'schemas/user-event.v1.json',
    load: {
      peakPerSecond: averagePerSecond * 3,
      averagePerSecond,
      recordBytes: 200 + (index % 10) * 100,
      compressionRatio: 1 + (index % 3),
    },
    retentionHours: 24 * (1 + (index % 7)),
    ...(index % 3 === 0 && { archive: { days: 90 } }),
  };
}
