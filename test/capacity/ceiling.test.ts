import fc from 'fast-check';
import { ceilingOf, type GivenCluster } from '../../lib/capacity/ceiling';
import { plan } from '../../lib/capacity/plan';
import { stageOf } from '../support/stage-of';
import { streamInput, workloadOf } from '../support/workload-of';
import { workloads } from './workload-arbitrary';

/** One megabyte a second into one stream that one group reads, nothing else. */
const PLAIN = workloadOf({
  objectives: { endToEndP99Ms: 100, availability: 0.999, errorRate: 0 },
  streams: {
    orders: streamInput({ load: { peakPerSecond: 1_000, averagePerSecond: 1_000, recordBytes: 1_000 } }),
  },
});
const THREE_LARGE: GivenCluster = { instanceType: 'express.m7g.large', brokers: 3 };

describe('the highest load a cluster carries', () => {
  test('three express.m7g.large take in 46.8 times one megabyte a second', () => {
    const { scale, boundBy, peakPerSecond } = ceilingOf(PLAIN, stageOf(), THREE_LARGE);

    // Sustained 3 × 15.6 MB/s; with a zone lost 3 × 23.4 ÷ 1.5 MB/s, the same.
    expect(scale).toBeCloseTo(3 * 15.6, 9);
    expect(boundBy).toBe('ingress (sustained; zone lost: maximum)');
    expect(peakPerSecond).toBeCloseTo(46_800, 6);
  });

  test('twice the brokers carry twice as much', () => {
    expect(ceilingOf(PLAIN, stageOf(), { ...THREE_LARGE, brokers: 6 }).scale).toBeCloseTo(2 * 46.8, 9);
  });

  test('Standard brokers stay at half of the disk throughput their volumes have', () => {
    const { scale, limits } = ceilingOf(PLAIN, stageOf(), { instanceType: 'kafka.m7g.large', brokers: 3 });

    // The instance moves 78.75 MB/s, each byte in moves 6.5, half of it is planned for.
    expect(limits.find(({ limit }) => limit === 'disk throughput')?.scale).toBeCloseTo(
      (3 * 78.75 * 0.5) / 6.5,
      9,
    );
    expect(scale).toBe(Math.min(...limits.map((limit) => limit.scale)));
  });

  test('small volumes bind first', () => {
    const storage = { volumeGiB: 100 };
    const { scale, boundBy } = ceilingOf(PLAIN, stageOf(), {
      instanceType: 'kafka.m7g.large',
      brokers: 3,
      storage,
    });

    expect(boundBy).toBe('disk space');
    // Three copies of a day at 1 MB/s on three volumes of 100 GiB, half full.
    expect(scale).toBeCloseTo((3 * 100 * 2 ** 30 * 0.5) / (3 * 86_400 * 1e6), 9);
  });

  test('partitions fixed by hand do not grow with the load', () => {
    const fixed = workloadOf({
      streams: {
        orders: streamInput({
          load: { peakPerSecond: 1_000, averagePerSecond: 1_000, recordBytes: 1_000 },
          partitions: 3,
        }),
      },
    });

    expect(ceilingOf(fixed, stageOf(), { ...THREE_LARGE, brokers: 60 })).toMatchObject({
      scale: 45,
      boundBy: 'the 3 partitions of orders',
    });
  });

  test('a cluster nobody can buy is called so', () => {
    expect(ceilingOf(PLAIN, stageOf(), { ...THREE_LARGE, brokers: 90 }).rejected).toContain('at most 60');
    expect(() => ceilingOf(PLAIN, stageOf(), { instanceType: 'c5.2xlarge', brokers: 12 })).toThrow(
      'no broker type "c5.2xlarge": choose one of kafka.t3.small',
    );
  });

  test('every planned cluster carries its load, and not more than its ceiling', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const { cluster } = plan(workload, stageOf());
        if (cluster.rejected !== undefined) return;
        const { scale } = ceilingOf(workload, stageOf(), cluster);
        expect(scale).toBeGreaterThanOrEqual(1 - 1e-9);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('more brokers never carry less', () => {
    fc.assert(
      fc.property(workloads, fc.constantFrom(3, 6, 30), (workload, brokers) => {
        const at = (count: number) =>
          ceilingOf(workload, stageOf(), { instanceType: 'express.m7g.xlarge', brokers: count }).scale;
        expect(at(brokers + 3)).toBeGreaterThanOrEqual(at(brokers));
      }),
      { numRuns: 30, seed: 2 },
    );
  });
});
