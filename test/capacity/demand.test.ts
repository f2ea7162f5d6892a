import { CATALOG } from '../../lib/capacity/catalog/catalog';
import { egressOf, storedBytesOf, type TopicDemand, topicDemands } from '../../lib/capacity/demand';
import type { PlanStage } from '../../lib/capacity/plan-model';
import type { WorkloadInput } from '../../lib/workload/workload';
import { stageOf } from '../support/stage-of';
import { streamInput, workloadOf } from '../support/workload-of';

const ARCHIVED = streamInput({
  load: { peakPerSecond: 1_000, averagePerSecond: 400, recordBytes: 1_000, compressionRatio: 4 },
  retentionHours: 48,
  archive: { days: 30 },
});

function demandOf(
  name: string,
  overrides: Partial<WorkloadInput>,
  stage: PlanStage = stageOf(),
): TopicDemand {
  const demand = topicDemands(workloadOf(overrides), stage, CATALOG).find(({ topic }) => topic.name === name);
  if (demand === undefined) throw new Error(`no demand for ${name}`);
  return demand;
}

describe('the demand of a stream', () => {
  test('is bytes on the wire: records × size ÷ compression', () => {
    expect(demandOf('orders', { streams: { orders: ARCHIVED } }).ingressBytesPerSecond).toBe(
      (1_000 * 1_000) / 4,
    );
  });

  test('goes out once per group, the archiver included', () => {
    const demand = demandOf('orders', { streams: { orders: ARCHIVED } });

    expect(demand.readers.map(({ group }) => group)).toEqual(['billing', 'archiver']);
    expect(egressOf(demand)).toBe(250_000 * 2);
  });

  test('goes out once to two consumers that share a group', () => {
    const demand = demandOf('orders', {
      consumers: {
        billing: { runtime: 'service', reads: ['orders'], group: 'shared' },
        shipping: { runtime: 'service', reads: ['orders'], group: 'shared' },
      },
    });

    expect(demand.readers).toHaveLength(1);
  });

  test('keeps the average rate for as long as retention says', () => {
    expect(storedBytesOf(demandOf('orders', { streams: { orders: ARCHIVED } }))).toBe(400 * 250 * 48 * 3600);
  });

  test('may keep peak hours alone when retention is shorter than a day', () => {
    const oneHour = { ...ARCHIVED, retentionHours: 1 };

    expect(storedBytesOf(demandOf('orders', { streams: { orders: oneHour } }))).toBe(1_000 * 250 * 3600);
  });

  test('never keeps more than a day at the average in less than a day', () => {
    const twentyHours = { ...ARCHIVED, retentionHours: 20 };

    expect(storedBytesOf(demandOf('orders', { streams: { orders: twentyHours } }))).toBe(
      400 * 250 * 24 * 3600,
    );
  });

  test('shrinks with the stage, in rate and in retention', () => {
    const dev = stageOf({ loadScale: 0.01, retentionHoursAtMost: 24 });
    const demand = demandOf('orders', { streams: { orders: ARCHIVED } }, dev);

    expect(demand.peakPerSecond).toBe(10);
    expect(demand.retentionHours).toBe(24);
  });

  test('X1: 5 M records/s of 2 kB are 864 TB a day before replication, not 86', () => {
    const firehose = streamInput({
      load: { peakPerSecond: 5e6, averagePerSecond: 5e6, recordBytes: 2_000 },
      retentionHours: 24,
    });

    expect(storedBytesOf(demandOf('orders', { streams: { orders: firehose } }))).toBe(864e12);
  });
});

describe('the demand of retry and dead-letter topics', () => {
  const objectives = { endToEndP99Ms: 100, availability: 0.999, errorRate: 0.01 };

  test('is the share of its consumer’s input that may fail', () => {
    const demand = demandOf('billing.dead-letter', { objectives });

    expect(demand.peakPerSecond).toBe(1_000 * 0.01);
    expect(demand.averagePerSecond).toBe(500 * 0.01);
    expect(demand.wireBytes).toBe(1_000);
  });

  test('weighs record sizes by rate when the consumer reads several streams', () => {
    const small = { peakPerSecond: 3_000, averagePerSecond: 3_000, recordBytes: 200 };
    const demand = demandOf('billing.dead-letter', {
      objectives,
      streams: { orders: streamInput(), clicks: streamInput({ load: small }) },
      sources: { edge: { kind: 'http', streams: ['orders', 'clicks'] } },
      consumers: { billing: { runtime: 'service', reads: ['orders', 'clicks'] } },
    });

    expect(demand.ingressBytesPerSecond).toBeCloseTo((1_000 * 1_000 + 3_000 * 200) * 0.01, 6);
  });

  test('is read again for a retry, and by nobody for a dead letter', () => {
    expect(demandOf('billing.retry.10s', {}).readers).toHaveLength(1);
    expect(demandOf('billing.dead-letter', {}).readers).toHaveLength(0);
  });
});
