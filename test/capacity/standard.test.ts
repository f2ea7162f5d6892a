import { plan } from '../../lib/capacity/plan';
import type { ClusterCandidate, Plan } from '../../lib/capacity/plan-model';
import type { WorkloadInput } from '../../lib/workload/workload';
import { stageOf } from '../support/stage-of';
import { streamInput, workloadOf } from '../support/workload-of';

const MIB = 2 ** 20;

/** 1,024 records a second of 1,024 bytes are 1 MiB/s. Kept an hour, so that disks are small. */
function planOf(mebibytesPerSecond: number, overrides: Partial<WorkloadInput> = {}): Plan {
  const rate = mebibytesPerSecond * 1_024;
  const workload = workloadOf({
    objectives: { endToEndP99Ms: 1_000, availability: 0.999, errorRate: 0 },
    streams: {
      orders: streamInput({
        load: { peakPerSecond: rate, averagePerSecond: rate / 100, recordBytes: 1_024 },
        retentionHours: 1,
      }),
    },
    consumers: { analytics: { runtime: 'flink', reads: ['orders'] } },
    cluster: { family: 'standard' },
    ...overrides,
  });
  return plan(workload, stageOf());
}

function candidates({ cluster }: Plan, instanceType: string): ClusterCandidate[] {
  return [cluster, ...cluster.alternatives, ...cluster.infeasible].filter(
    (other) => other.instanceType === instanceType,
  );
}

function plain(planned: Plan, instanceType: string): ClusterCandidate | undefined {
  return candidates(planned, instanceType).find(
    ({ storage }) => storage?.provisionedThroughputMiBPerSecond === undefined,
  );
}

function provisioned(planned: Plan, instanceType: string): ClusterCandidate | undefined {
  return candidates(planned, instanceType).find(
    ({ storage }) => storage?.provisionedThroughputMiBPerSecond !== undefined,
  );
}

function needs(of: ClusterCandidate | undefined, name: string): number | undefined {
  return of?.constraints.find((constraint) => constraint.name === name)?.needs;
}

describe('Standard brokers', () => {
  test('with 1,000 MiB/s bought carry 1,000 ÷ 6.5 = 153.8 MiB/s, half of it planned: the figure AWS publishes', () => {
    const bought = provisioned(planOf(1_000), 'kafka.m7g.16xlarge');

    expect(1_000 / 6.5).toBeCloseTo(153.8, 1);
    expect(needs(bought, 'ingress')).toBe(1_000 / ((1_000 / 6.5) * 0.5));
    expect(bought?.constraints.find(({ name }) => name === 'ingress')?.arithmetic).toBe(
      '1,000 MiB/s ÷ (153.8 MiB/s × 0.5) = 13, where 153.8 = 1,000 MiB/s (provisioned) ÷ 6.5',
    );
  });

  test('without buying throughput have the 250 MiB/s of every volume, however large the type', () => {
    for (const type of ['kafka.m5.2xlarge', 'kafka.m7g.4xlarge', 'kafka.m7g.16xlarge']) {
      expect(needs(plain(planOf(1_000), type), 'ingress')).toBe(Math.ceil((1_000 * 6.5) / (250 * 0.5)));
    }
  });

  test('of small types have less than their volume: the instance bounds them', () => {
    const instanceMiB = 78.75e6 / MIB;

    expect(needs(plain(planOf(100), 'kafka.m7g.large'), 'ingress')).toBe(
      Math.ceil((100 * 6.5) / (instanceMiB * 0.5)),
    );
  });

  test('buy only the throughput that their number needs', () => {
    const bought = provisioned(planOf(200), 'kafka.m7g.16xlarge');

    expect(bought?.brokers).toBe(3);
    expect(bought?.storage?.provisionedThroughputMiBPerSecond).toBe(Math.ceil((200 * 6.5) / 0.5 / 3));
  });

  test('are not offered throughput that would change nothing', () => {
    expect(provisioned(planOf(10), 'kafka.m7g.16xlarge')).toBeUndefined();
  });

  test('move 5.7 bytes per byte in and 1.5 per byte out over the network', () => {
    const networkMiB = 0.937e9 / 8 / MIB;

    expect(needs(plain(planOf(100), 'kafka.m7g.large'), 'egress')).toBe(
      Math.ceil((100 * 5.7 + 100 * 1.5) / (networkMiB * 0.5)),
    );
  });

  test('keep three copies and open segments on half of the disk', () => {
    const rate = 1_024 * 100;
    const streams = {
      orders: streamInput({
        load: { peakPerSecond: rate, averagePerSecond: rate, recordBytes: 1_024 },
        retentionHours: 240,
      }),
    };
    const planned = planOf(100, { streams });
    const keptGiB = (100 * 240 * 3600) / 1_024;
    const segmentsGiB = planned.demand.cluster.partitionReplicas;
    const totalGiB = (keptGiB * 3 + segmentsGiB) / 0.5;

    expect(needs(planned.cluster, 'storage')).toBe(Math.ceil(totalGiB / 16_384));
    expect(planned.cluster.storage?.volumeGiB).toBe(Math.ceil(totalGiB / planned.cluster.brokers));
  });

  test('X21: have disks no smaller than 60 h of ingress, so that auto scaling keeps up', () => {
    const rate = 1_024 * 100;
    const streams = {
      orders: streamInput({
        load: { peakPerSecond: rate, averagePerSecond: rate, recordBytes: 1_024 },
        retentionHours: 1,
      }),
    };
    const { cluster } = planOf(100, { streams });

    const sixtyHoursGiB = (100 * 60 * 3600 * 3) / 1_024;
    expect(cluster.storage?.volumeGiB).toBe(Math.ceil(sixtyHoursGiB / cluster.brokers));
  });

  test('X2: cannot keep 7 days of 10 GB/s: 1,032 full disks of three copies, twice that half full', () => {
    const streams = {
      orders: streamInput({
        load: { peakPerSecond: 5e6, averagePerSecond: 5e6, recordBytes: 2_000 },
        retentionHours: 168,
      }),
    };
    const { cluster } = planOf(0, { streams });

    const fullDisks = (10e9 * 7 * 86_400 * 3) / 2 ** 30 / 16_384;
    expect(Math.ceil(fullDisks)).toBe(1_032);
    expect(needs(cluster, 'storage')).toBeGreaterThanOrEqual(Math.ceil(fullDisks * 2));
    expect(cluster.rejected).toContain('a cluster has at most 60');
  });

  test('cannot be kafka.t3.small, nor run Kafka 4.2', () => {
    expect(plain(planOf(1), 'kafka.t3.small')?.rejected).toContain('without ZooKeeper');
    expect(planOf(1, { cluster: { family: 'standard', kafkaVersion: '4.2.x.kraft' } }).cluster.rejected).toBe(
      'Standard brokers do not offer Kafka 4.2',
    );
  });

  test('cost brokers, disks and bought throughput', () => {
    const bought = provisioned(planOf(200), 'kafka.m7g.16xlarge');

    const { volumeGiB = 0, provisionedThroughputMiBPerSecond = 0 } = bought?.storage ?? {};
    expect(bought?.usdPerMonth).toBeCloseTo(
      3 * (730 * 6.528 + volumeGiB * 0.1 + provisionedThroughputMiBPerSecond * 0.08),
      6,
    );
  });
});
