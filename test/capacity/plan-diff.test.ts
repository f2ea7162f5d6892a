import { plan } from '../../lib/capacity/plan';
import { costDifference, planDiff } from '../../lib/capacity/plan-diff';
import type { Plan } from '../../lib/capacity/plan-model';
import { clusterPlanOf, planOf, servicePlanOf, standardClusterPlanOf, topicPlanOf } from '../support/plan-of';
import { stageOf } from '../support/stage-of';
import { streamInput, workloadOf } from '../support/workload-of';

const KEYED = new Set(['orders']);
const UNKEYED = new Set<string>();

/** The one change between two plans of one thing. */
function change(from: Partial<Plan>, to: Partial<Plan>, keyed: ReadonlySet<string> = KEYED) {
  const { changes } = planDiff(planOf(from), planOf(to), keyed);
  expect(changes).toHaveLength(1);
  return changes[0];
}

describe('what a resize changes', () => {
  test('the same plan changes nothing', () => {
    const small = plan(workloadOf(), stageOf());

    expect(planDiff(small, small, KEYED)).toMatchObject({
      changes: [],
      cost: [],
      newFindings: [],
      resolvedFindings: [],
    });
  });

  test('more Express brokers are added in place, and partitions follow', () => {
    const found = change({ cluster: clusterPlanOf() }, { cluster: clusterPlanOf({ brokers: 6 }) });

    expect(found).toMatchObject({ what: 'brokers', from: '3', to: '6', kind: 'in place' });
    expect(found?.effect).toContain('by themselves');
  });

  test('more Standard brokers stay empty until partitions are moved', () => {
    const found = change(
      { cluster: standardClusterPlanOf() },
      { cluster: standardClusterPlanOf({ brokers: 6 }) },
    );

    expect(found?.effect).toContain('stay empty');
  });

  test('another family is another cluster', () => {
    expect(change({ cluster: standardClusterPlanOf() }, { cluster: clusterPlanOf() })).toMatchObject({
      what: 'broker family',
      kind: 'rebuild',
    });
  });

  test('volumes grow without a way back, and never shrink', () => {
    const volume = (volumeGiB: number) => ({ cluster: standardClusterPlanOf({ storage: { volumeGiB } }) });

    expect(change(volume(500), volume(600))).toMatchObject({ kind: 'one way', from: '500', to: '600' });
    expect(change(volume(600), volume(500))?.kind).toBe('rebuild');
  });

  test('Kafka goes up, and not back', () => {
    const version = (kafkaVersion: string) => ({ cluster: clusterPlanOf({ kafkaVersion }) });

    expect(change(version('3.9.x.kraft'), version('4.2.x.kraft'))?.kind).toBe('one way');
    expect(change(version('4.2.x.kraft'), version('3.9.x.kraft'))?.kind).toBe('rebuild');
    expect(change(version('3.9.x.kraft'), version('3.10.x.kraft'))?.kind).toBe('one way');
  });

  test('partitions of a keyed stream cannot be added in place, those of another can', () => {
    const partitions = (count: number) => ({ topics: [topicPlanOf({ partitions: count })] });

    expect(change(partitions(6), partitions(12), KEYED)).toMatchObject({ kind: 'rebuild' });
    expect(change(partitions(6), partitions(12), KEYED)?.effect).toContain('keys would go to other');
    expect(change(partitions(6), partitions(12), UNKEYED)).toMatchObject({ kind: 'one way' });
    expect(change(partitions(12), partitions(6), UNKEYED)?.effect).toContain('cannot remove partitions');
  });

  test('a shorter retention deletes records, a longer one does not', () => {
    const retention = (ms: string) => ({ topics: [topicPlanOf({ configs: { 'retention.ms': ms } })] });

    expect(change(retention('2000'), retention('1000'))).toMatchObject({
      kind: 'one way',
      effect: 'older records are deleted at once',
    });
    expect(change(retention('1000'), retention('2000'))?.kind).toBe('in place');
  });

  test('topics whose setting changes alike share a row', () => {
    const topics = (ms: string) => ({
      topics: ['orders', 'refunds'].map((name) => topicPlanOf({ name, configs: { 'retention.ms': ms } })),
    });

    expect(change(topics('2000'), topics('1000'))).toMatchObject({
      what: '2 topics: retention.ms',
      effect: 'older records are deleted at once: orders, refunds',
    });
  });

  test('a topic that goes takes its records along', () => {
    expect(change({}, { topics: [] })?.effect).toContain('deleted');
    expect(change({ topics: [] }, {})).toMatchObject({ kind: 'in place', to: '6 partitions' });
  });

  test('tasks follow in place', () => {
    const tasks = (count: number) => ({
      services: [servicePlanOf({ tasks: { count, boundBy: 'rate', constraints: [] } })],
    });

    expect(change(tasks(2), tasks(5))).toMatchObject({ what: 'service edge: tasks', from: '2', to: '5' });
  });

  test('what cannot be undone stands first', () => {
    const { changes } = planDiff(
      planOf(),
      planOf({ cluster: clusterPlanOf({ brokers: 6 }), topics: [topicPlanOf({ partitions: 12 })] }),
      KEYED,
    );

    expect(changes.map(({ kind }) => kind)).toEqual(['rebuild', 'in place']);
  });
});

describe('what a resize costs', () => {
  const at = (peakPerSecond: number) =>
    plan(
      workloadOf({
        streams: {
          orders: streamInput({ load: { peakPerSecond, averagePerSecond: 500, recordBytes: 1_000 } }),
        },
      }),
      stageOf(),
    );

  test('the differences of the lines add up to the difference of the totals', () => {
    const diff = planDiff(at(1_000), at(200_000), KEYED);
    const sum = diff.cost.reduce(
      (total, { fromUsdPerMonth = 0, toUsdPerMonth = 0 }) => total + toUsdPerMonth - fromUsdPerMonth,
      0,
    );

    // Differences below half a cent are left out of the lines.
    expect(sum).toBeCloseTo(diff.toUsdPerMonth - diff.fromUsdPerMonth, 1);
    expect(diff.toUsdPerMonth).toBeGreaterThan(diff.fromUsdPerMonth);
  });

  test('says the difference in dollars and as a share', () => {
    const diff = planDiff(planOf(), planOf(), KEYED);

    expect(costDifference({ ...diff, fromUsdPerMonth: 1_000, toUsdPerMonth: 1_250 })).toBe(
      '+$250 a month (+25 %)',
    );
    expect(costDifference({ ...diff, fromUsdPerMonth: 1_000, toUsdPerMonth: 900 })).toBe(
      '−$100 a month (−10 %)',
    );
  });
});
