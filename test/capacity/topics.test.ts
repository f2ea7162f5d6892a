import { plan } from '../../lib/capacity/plan';
import type { TopicPlan } from '../../lib/capacity/plan-model';
import type { WorkloadInput } from '../../lib/workload/workload';
import { stageOf } from '../support/stage-of';
import { streamInput, workloadOf } from '../support/workload-of';

type StreamInput = WorkloadInput['streams'][string];

const FLINK_READER: WorkloadInput['consumers'] = { analytics: { runtime: 'flink', reads: ['orders'] } };
const NO_GROWTH = { yearlyRatio: 1 };

function topicOf(stream: Partial<StreamInput>, overrides: Partial<WorkloadInput> = {}): TopicPlan {
  const workload = workloadOf({
    consumers: FLINK_READER,
    growth: NO_GROWTH,
    cluster: { family: 'express' },
    streams: { orders: streamInput(stream) },
    ...overrides,
  });
  const topic = plan(workload, stageOf()).topics.find(({ name }) => name === 'orders');
  if (topic === undefined) throw new Error('the plan has no topic "orders"');
  return topic;
}

function needs(topic: TopicPlan, name: string): number | undefined {
  return topic.sizing.constraints.find((constraint) => constraint.name === name)?.needs;
}

/** Compressed so well that bytes before compression keep the Flink reader busy, or not at all. */
const load = (peakPerSecond: number, recordBytes: number, compressionRatio = 1) => ({
  peakPerSecond,
  averagePerSecond: peakPerSecond,
  recordBytes,
  compressionRatio,
});

describe('partitions', () => {
  test('carry half of the 15 MB/s an Express partition takes', () => {
    const topic = topicOf({ load: load(45_000, 1_000) }, { consumers: {} });

    expect(needs(topic, 'throughput')).toBe(45 / (15 * 0.5));
    expect(topic.partitions).toBe(6);
    expect(topic.sizing.boundBy).toBe('throughput');
  });

  test('carry half of the 10 MB/s assumed for a Standard partition', () => {
    const topic = topicOf({ load: load(45_000, 1_000) }, { consumers: {}, cluster: { family: 'standard' } });

    expect(needs(topic, 'throughput')).toBe(45 / (10 * 0.5));
    expect(topic.partitions).toBe(9);
  });

  test('are two per busy task of the slowest group', () => {
    const topic = topicOf({ load: load(100_000, 1_000, 10) });

    expect(needs(topic, 'parallelism')).toBe((100 / 10) * 2);
    expect(topic.sizing.boundBy).toBe('parallelism');
    expect(topic.partitions).toBe(21);
  });

  test('are as many as zones at least, and a multiple of them', () => {
    expect(topicOf({ load: load(1, 100) }).partitions).toBe(3);
    expect(topicOf({ load: load(30_000, 1_000) }, { consumers: {} }).partitions).toBe(6);
  });

  test('of a keyed stream are sized for the load at the end of the horizon', () => {
    const growth = { yearlyRatio: 2, horizonMonths: 24 };
    const keyed = topicOf({ load: load(45_000, 1_000) }, { consumers: {}, growth });
    const unkeyed = topicOf({ load: load(45_000, 1_000), key: undefined }, { consumers: {}, growth });

    expect(needs(keyed, 'throughput')).toBe(6 * 2 ** 2);
    expect(needs(unkeyed, 'throughput')).toBe(6);
  });

  test('are one for global order, with every other limit still shown', () => {
    const topic = topicOf({ load: load(45_000, 1_000), ordering: 'global' });

    expect(topic.partitions).toBe(1);
    expect(topic.sizing.boundBy).toBe('order');
    expect(needs(topic, 'throughput')).toBe(6);
  });

  test('stay as fixed by hand', () => {
    const topic = topicOf({ partitions: 48 });

    expect(topic.partitions).toBe(48);
    expect(topic.sizing.boundBy).toBe('fixed');
  });

  test('of retry and dead-letter topics are few', () => {
    const { topics } = plan(workloadOf(), stageOf());

    expect(topics.filter(({ purpose }) => purpose !== 'stream').map(({ partitions }) => partitions)).toEqual([
      3, 3, 3, 3,
    ]);
  });

  test('show their arithmetic', () => {
    const topic = topicOf({ load: load(45_000, 1_000) }, { growth: { yearlyRatio: 1.5 } });

    expect(topic.sizing.constraints.map(({ arithmetic }) => arithmetic)).toEqual([
      '45 MB/s × 1.5 (growth) ÷ (15 MB/s × 0.5) = 9',
      'analytics: 45,000 records/s × 1,000 bytes ÷ 10 MB/s = 4.5 source tasks; × 1.5 (growth) × 2 (headroom) = 13.5',
      'one leader in each of 3 zones = 3',
    ]);
  });
});

test('every topic has three replicas', () => {
  const { topics } = plan(workloadOf(), stageOf());

  expect(new Set(topics.map(({ replicationFactor }) => replicationFactor))).toEqual(new Set([3]));
});
