import { plan } from '../../lib/capacity/plan';
import { LOCAL_STAGE, stageNamed } from '../../lib/config/stages';
import { loadWorkload } from '../../lib/project/load-workload';
import type { Workload } from '../../lib/workload/workload';

const { workload } = loadWorkload('realtime-analytics');
const prod = plan(workload, stageNamed('prod'));

function withRate(stream: string, factor: number): Workload {
  const found = workload.streams[stream];
  if (found === undefined) throw new Error(`no stream ${stream}`);
  const { peakPerSecond, averagePerSecond } = found.load;
  const load = {
    ...found.load,
    peakPerSecond: peakPerSecond * factor,
    averagePerSecond: averagePerSecond * factor,
  };
  return { ...workload, streams: { ...workload.streams, [stream]: { ...found, load } } };
}

describe('the plan of realtime-analytics', () => {
  test('has a topic for every stream, every retry and every dead letter', () => {
    expect(prod.topics.map(({ name }) => name)).toEqual([
      'user-events',
      'transactions',
      'iot-readings',
      'fraud-alerts',
      'fraud-detector.retry.10s',
      'fraud-detector.retry.60s',
      'fraud-detector.retry.600s',
      'fraud-detector.dead-letter',
      'notifier.retry.10s',
      'notifier.retry.60s',
      'notifier.retry.600s',
      'notifier.dead-letter',
    ]);
  });

  test('is deployable: no problem among its findings', () => {
    expect(prod.cluster.rejected).toBeUndefined();
    expect(prod.findings.filter(({ severity }) => severity === 'problem')).toEqual([]);
  });

  test('sums what comes in: 600,000 × 150 + 100,000 × 225 + 300,000 × 75 + 1,000 × 350 bytes, and failures', () => {
    const streams = 600_000 * 150 + 100_000 * 225 + 300_000 * 75 + 1_000 * 350;
    const failures = (100_000 * 225 + 1_000 * 350) * 0.001 * 4;

    expect(prod.demand.cluster.ingressBytesPerSecond).toBeCloseTo(streams + failures, 3);
  });

  test('with ten times the transactions has more partitions, more brokers and a higher bill', () => {
    const busier = plan(withRate('transactions', 10), stageNamed('prod'));
    const partitions = (of: typeof prod) =>
      of.topics.find(({ name }) => name === 'transactions')?.partitions ?? 0;

    expect(partitions(busier)).toBeGreaterThan(partitions(prod) * 5);
    expect(busier.cluster.constraints.find(({ name }) => name === 'ingress')?.arithmetic).not.toBe(
      prod.cluster.constraints.find(({ name }) => name === 'ingress')?.arithmetic,
    );
    expect([busier.cluster.instanceType, busier.cluster.brokers]).not.toEqual([
      prod.cluster.instanceType,
      prod.cluster.brokers,
    ]);
    expect(busier.cost.usdPerMonth).toBeGreaterThan(prod.cost.usdPerMonth);
  });

  test('on this machine has few partitions and keeps a day at most', () => {
    const local = plan(workload, LOCAL_STAGE);

    expect(local.topics.map(({ name }) => name)).toEqual(prod.topics.map(({ name }) => name));
    for (const { partitions, configs } of local.topics) {
      expect(partitions).toBe(3);
      expect(Number(configs['retention.ms'])).toBeLessThanOrEqual(24 * 3_600_000);
    }
  });

  test('names an arithmetic for every limit, and a source wherever the number is not the planner’s own', () => {
    const sized = [
      ...prod.topics.map(({ sizing }) => sizing),
      ...prod.services.map(({ tasks }) => tasks),
      prod.cluster,
    ];
    for (const { constraints, boundBy } of sized) {
      expect(constraints.map(({ name }) => name)).toContain(boundBy);
      for (const constraint of constraints) {
        expect(constraint.arithmetic).not.toBe('');
        const isOurs = ['zones', 'availability', 'order', 'fixed'].includes(constraint.name);
        expect(isOurs || constraint.source !== undefined).toBe(true);
      }
    }
  });
});
