import { type TopologyTopic, topologyOf } from '../workload/topology';
import { orderingOf, type Workload } from '../workload/workload';
import type { Catalog } from './catalog/catalog';
import type { PlanStage, StreamDemand } from './plan-model';

/** Who reads a topic, and how. */
export interface Reader {
  /** Consumer group. */
  readonly group: string;
  readonly runtime: 'service' | 'flink' | 'archiver';
}

/** What one topic must carry in a stage. */
export interface TopicDemand {
  readonly topic: TopologyTopic;
  readonly ordering: 'per-key' | 'none' | 'global';
  readonly peakPerSecond: number;
  readonly averagePerSecond: number;
  /** One record before compression, in bytes. */
  readonly recordBytes: number;
  /** One record after compression, in bytes. */
  readonly wireBytes: number;
  /** Bytes per second into the topic at peak, after compression. */
  readonly ingressBytesPerSecond: number;
  readonly averageIngressBytesPerSecond: number;
  readonly readers: readonly Reader[];
  readonly retentionHours: number;
  /** Load at the end of the horizon ÷ load today; 1 where partitions can be added later. */
  readonly growthRatio: number;
}

/** What every topic must carry, in the order of the topology. */
export function topicDemands(workload: Workload, stage: PlanStage, catalog: Catalog): TopicDemand[] {
  const { topics } = topologyOf(workload);
  const readers = readersByTopic(workload);
  return topics.map((topic) => {
    const common = { topic, readers: readers.get(topic.name) ?? [] };
    return topic.purpose === 'stream'
      ? { ...common, ...streamLoad(workload, stage, topic.name) }
      : { ...common, ...failureLoad(workload, stage, topic, catalog) };
  });
}

/** The demand of a stream, as the plan shows it. */
export function streamDemand(demand: TopicDemand): StreamDemand {
  return {
    stream: demand.topic.name,
    peakPerSecond: demand.peakPerSecond,
    averagePerSecond: demand.averagePerSecond,
    wireBytes: demand.wireBytes,
    ingressBytesPerSecond: demand.ingressBytesPerSecond,
    averageIngressBytesPerSecond: demand.averageIngressBytesPerSecond,
    fanOut: demand.readers.length,
    egressBytesPerSecond: egressOf(demand),
    retentionHours: demand.retentionHours,
    storedBytes: storedBytesOf(demand),
  };
}

/** Bytes per second out of the topic at peak: once per group that reads it. */
export function egressOf(demand: TopicDemand): number {
  return demand.ingressBytesPerSecond * demand.readers.length;
}

/**
 * Most bytes the topic holds, one copy. The average is that of a whole day; a shorter retention may fall
 * into hours at peak.
 */
export function storedBytesOf(demand: TopicDemand): number {
  const hours = demand.retentionHours;
  const atPeak = demand.ingressBytesPerSecond * hours;
  const atAverage = demand.averageIngressBytesPerSecond * Math.max(hours, 24);
  return Math.min(atPeak, atAverage) * 3600;
}

type Load = Omit<TopicDemand, 'topic' | 'readers'>;

function streamLoad(workload: Workload, stage: PlanStage, name: string): Load {
  const stream = workload.streams[name];
  if (stream === undefined) throw new Error(`the topology names stream "${name}", the workload does not`);
  const { yearlyRatio, horizonMonths } = workload.growth;
  const peakPerSecond = stream.load.peakPerSecond * stage.loadScale;
  const averagePerSecond = stream.load.averagePerSecond * stage.loadScale;
  const wireBytes = stream.load.recordBytes / stream.load.compressionRatio;
  return {
    ordering: orderingOf(stream),
    peakPerSecond,
    averagePerSecond,
    recordBytes: stream.load.recordBytes,
    wireBytes,
    ingressBytesPerSecond: peakPerSecond * wireBytes,
    averageIngressBytesPerSecond: averagePerSecond * wireBytes,
    retentionHours: cappedRetention(stream.retentionHours, stage),
    growthRatio: stream.key === undefined ? 1 : yearlyRatio ** (horizonMonths / 12),
  };
}

/** Every retry topic and the dead-letter topic of a consumer may see the whole share of records that fail. */
function failureLoad(workload: Workload, stage: PlanStage, topic: TopologyTopic, catalog: Catalog): Load {
  const reads = workload.consumers[topic.consumer ?? '']?.reads ?? [];
  const inputs = reads.map((name) => streamLoad(workload, stage, name));
  const failing = (value: (input: Load) => number) =>
    inputs.reduce((sum, input) => sum + value(input), 0) * workload.objectives.errorRate;
  const peakPerSecond = failing((input) => input.peakPerSecond);
  const ingressBytesPerSecond = failing((input) => input.ingressBytesPerSecond);
  const bytesPerSecond = failing((input) => input.peakPerSecond * input.recordBytes);
  const { retryRetention, deadLetterRetention } = catalog.rules;
  const retention = topic.purpose === 'retry' ? retryRetention : deadLetterRetention;
  return {
    ordering: 'none',
    peakPerSecond,
    averagePerSecond: failing((input) => input.averagePerSecond),
    recordBytes: peakPerSecond === 0 ? 0 : bytesPerSecond / peakPerSecond,
    wireBytes: peakPerSecond === 0 ? 0 : ingressBytesPerSecond / peakPerSecond,
    ingressBytesPerSecond,
    averageIngressBytesPerSecond: failing((input) => input.averageIngressBytesPerSecond),
    retentionHours: cappedRetention(retention.value, stage),
    growthRatio: 1,
  };
}

function cappedRetention(hours: number, stage: PlanStage): number {
  return Math.min(hours, stage.retentionHoursAtMost ?? Number.POSITIVE_INFINITY);
}

/** Groups that read each topic. Two consumers that share a group share the records, so they count once. */
function readersByTopic(workload: Workload): Map<string, Reader[]> {
  const byTopic = new Map<string, Reader[]>();
  for (const client of topologyOf(workload).clients) {
    const { group } = client;
    if (group === undefined) continue;
    const runtime =
      client.role === 'archiver' ? 'archiver' : (workload.consumers[client.name]?.runtime ?? 'service');
    for (const topic of client.reads) {
      const readers = byTopic.get(topic) ?? [];
      if (!readers.some((reader) => reader.group === group)) readers.push({ group, runtime });
      byTopic.set(topic, readers);
    }
  }
  return byTopic;
}
