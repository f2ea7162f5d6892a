import { plan } from '../../lib/capacity/plan';
import type { ClusterCandidate, Plan } from '../../lib/capacity/plan-model';
import type { WorkloadInput } from '../../lib/workload/workload';
import { stageOf } from '../support/stage-of';
import { streamInput, workloadOf } from '../support/workload-of';

/** Records of 1,000 bytes, so that 1,000 a second are 1 MB/s; read by so many Flink jobs; nothing fails. */
function planOf(megabytesPerSecond: number, groups: number, overrides: Partial<WorkloadInput> = {}): Plan {
  const rate = megabytesPerSecond * 1_000;
  const names = Array.from({ length: groups }, (_, index) => `job-${index + 1}`);
  const workload = workloadOf({
    objectives: { endToEndP99Ms: 1_000, availability: 0.999, errorRate: 0 },
    streams: {
      orders: streamInput({ load: { peakPerSecond: rate, averagePerSecond: rate, recordBytes: 1_000 } }),
    },
    consumers: Object.fromEntries(
      names.map((name) => [name, { runtime: 'flink' as const, reads: ['orders'] }]),
    ),
    cluster: { family: 'express' },
    ...overrides,
  });
  return plan(workload, stageOf());
}

function candidate({ cluster }: Plan, instanceType: string): ClusterCandidate | undefined {
  return [cluster, ...cluster.alternatives, ...cluster.infeasible].find(
    (other) => other.instanceType === instanceType,
  );
}

function needs(of: ClusterCandidate | undefined, name: string): number | undefined {
  return of?.constraints.find((constraint) => constraint.name === name)?.needs;
}

describe('Express brokers', () => {
  test('AWS’s worked example: 45 MB/s in and 90 MB/s out are 3 × express.m7g.large', () => {
    const { cluster } = planOf(45, 2);

    expect([cluster.brokers, cluster.instanceType]).toEqual([3, 'express.m7g.large']);
    expect(45 / 3).toBeLessThanOrEqual(15.6);
    expect(90 / 3).toBeLessThanOrEqual(31.2);
  });

  test('are sized by the sustained quota, in whole zones', () => {
    const large = candidate(planOf(100, 1), 'express.m7g.large');

    expect(needs(large, 'ingress')).toBe(Math.ceil(100 / 15.6));
    expect(large?.brokers).toBe(9);
    expect(large?.boundBy).toBe('ingress');
  });

  test('carry what is read as well as what is written', () => {
    const large = candidate(planOf(45, 4), 'express.m7g.large');

    expect(needs(large, 'egress')).toBe(Math.ceil((45 * 4) / 31.2));
    expect(large?.boundBy).toBe('egress');
  });

  test('stay below the quota MSK throttles at when a zone is lost', () => {
    const large = candidate(planOf(100, 1), 'express.m7g.large');

    expect(needs(large, 'ingress, one zone lost')).toBe(Math.ceil((100 * 3) / 2 / 23.4));
    expect((100 * 3) / 2 / (large?.brokers ?? 0)).toBeLessThanOrEqual(23.4);
  });

  test('hold the recommended number of replicas, Kafka’s own topics included', () => {
    const streams = { orders: streamInput({ partitions: 3_000 }) };
    const large = candidate(planOf(1, 1, { streams }), 'express.m7g.large');

    expect(needs(large, 'partitions')).toBe(Math.ceil((3_000 * 3 + 100 * 3) / 1_000));
  });

  test('cost brokers, one copy of what is kept, and what comes in', () => {
    const { cluster, cost } = planOf(45, 2);

    const keptGiB = (45e6 * 24 * 3600) / 2 ** 30;
    const inGiB = (45e6 * 730 * 3600) / 2 ** 30;
    expect(cluster.usdPerMonth).toBeCloseTo(3 * 730 * 0.408 + keptGiB * 0.1 + inGiB * 0.01, 6);
    expect(cost.lines.slice(0, 3).map(({ usdPerMonth }) => usdPerMonth)).toEqual([
      expect.closeTo(3 * 730 * 0.408, 6),
      expect.closeTo(keptGiB * 0.1, 6),
      expect.closeTo(inGiB * 0.01, 6),
    ]);
  });

  test('have no volume', () => {
    expect(planOf(45, 2).cluster.storage).toBeUndefined();
  });

  test('cannot run Kafka 4.1', () => {
    const { cluster } = planOf(45, 2, { cluster: { family: 'express', kafkaVersion: '4.1.x.kraft' } });

    expect(cluster.rejected).toBe('Express brokers do not offer Kafka 4.1');
  });

  test('show how full they are, and how full when a zone is lost', () => {
    const [ingress] = planOf(45, 2).cluster.utilization;

    expect(ingress?.ratio).toBeCloseTo(45 / (3 * 15.6), 9);
    expect(ingress?.ratioOneZoneLost).toBeCloseTo(45 / (2 * 23.4), 9);
  });
});
