import { plan } from '../../lib/capacity/plan';
import type { Plan, PlanStage } from '../../lib/capacity/plan-model';
import type { WorkloadInput } from '../../lib/workload/workload';
import { stageOf } from '../support/stage-of';
import { streamInput, workloadOf } from '../support/workload-of';

/** Records of 2,000 bytes, read by two jobs. */
function planOf(
  recordsPerSecond: number,
  overrides: Partial<WorkloadInput> = {},
  stage: PlanStage = stageOf(),
): Plan {
  const load = { peakPerSecond: recordsPerSecond, averagePerSecond: recordsPerSecond, recordBytes: 2_000 };
  const workload = workloadOf({
    streams: { orders: streamInput({ load, retentionHours: 168 }) },
    consumers: {
      analytics: { runtime: 'flink', reads: ['orders'] },
      training: { runtime: 'flink', reads: ['orders'] },
    },
    ...overrides,
  });
  return plan(workload, stage);
}

describe('the choice of a cluster', () => {
  test('is the cheapest that carries the load; the others follow by price', () => {
    const { cluster } = planOf(10_000);

    const prices = [cluster, ...cluster.alternatives].map(({ usdPerMonth }) => usdPerMonth ?? 0);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect([cluster, ...cluster.alternatives].every(({ rejected }) => rejected === undefined)).toBe(true);
  });

  test('counts whole zones', () => {
    const { cluster } = planOf(10_000);

    for (const { brokers } of [cluster, ...cluster.alternatives]) expect(brokers % 3).toBe(0);
  });

  test('keeps to the family the workload asks for', () => {
    const { cluster } = planOf(10_000, { cluster: { family: 'standard' } });

    expect(cluster.family).toBe('standard');
    expect(cluster.infeasible.filter(({ family }) => family === 'express')).toHaveLength(7);
    expect(cluster.infeasible[1]?.rejected).toBe('the workload asks for standard brokers');
  });

  test('X4: 10 GB/s for 7 days fits Express only: 20 GB/s out need 21 × express.m7g.16xlarge', () => {
    const { cluster } = planOf(5e6);
    const standard = cluster.infeasible.filter(({ family }) => family === 'standard');

    const largest = cluster.alternatives.find(({ instanceType }) => instanceType === 'express.m7g.16xlarge');
    expect([cluster, ...cluster.alternatives].every(({ family }) => family === 'express')).toBe(true);
    expect(standard).toHaveLength(16);
    expect((largest ?? cluster).brokers).toBe(Math.ceil(Math.ceil(20_000 / 1_000) / 3) * 3);
  });

  test('rejects a type with the limit that would need too many', () => {
    const { cluster } = planOf(5e6);

    const large = cluster.infeasible.find(({ instanceType }) => instanceType === 'express.m7g.large');
    expect(large?.rejected).toBe(
      `ingress needs ${Math.ceil(Math.ceil(10_000 / 15.6) / 3) * 3} brokers, a cluster has at most 60`,
    );
  });

  test('shows the closest cluster, rejected, when nothing carries the load, and does not throw', () => {
    const { cluster, findings } = planOf(50e6);

    expect(cluster.rejected).toContain('a cluster has at most 60');
    expect(cluster.alternatives).toEqual([]);
    expect(findings[0]).toMatchObject({ id: 'no-feasible-cluster', severity: 'problem' });
  });

  test('shows the closest of the family asked for, and what would be possible without asking', () => {
    const { cluster, findings } = planOf(5e6, { cluster: { family: 'standard' } });

    expect(cluster.family).toBe('standard');
    expect(cluster.rejected).toBeDefined();
    const offer = findings.find(({ id }) => id === 'no-feasible-cluster')?.counterOffer;
    expect(offer).toContain("cluster.family 'cheapest'");
    expect(offer).toContain('express.m7g');
  });

  test('needs three zones', () => {
    const { cluster } = planOf(1_000, {}, stageOf({ availabilityZones: ['us-west-1a', 'us-west-1b'] }));

    expect(cluster.rejected).toContain('3 zones, the stage names 2');
  });

  test('offers one of 4.1 and 4.2 per family', () => {
    expect(planOf(5_000, { cluster: { kafkaVersion: '4.1.x.kraft' } }).cluster.family).toBe('standard');
    expect(planOf(5_000, { cluster: { kafkaVersion: '4.2.x.kraft' } }).cluster.family).toBe('express');
  });

  test('counts connections of every task to every broker', () => {
    const { cluster, services, demand } = planOf(1_000);

    const tasks = services.reduce((sum, { tasks: { count } }) => sum + count, 0);
    expect(demand.cluster.connections).toBe(tasks * cluster.brokers * 2);
  });
});
