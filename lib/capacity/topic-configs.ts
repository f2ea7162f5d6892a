import type { Stream, Workload } from '../workload/workload';
import type { TopicDemand } from './demand';
import type { BrokerFamily, Finding } from './plan-model';

/**
 * Topic settings MSK Express accepts: the complete list.
 * https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-express-read-write.html, read 2026-11-21
 */
const EXPRESS_SETTINGS: readonly string[] = [
  'cleanup.policy',
  'compression.type',
  'delete.retention.ms',
  'max.compaction.lag.ms',
  'max.message.bytes',
  'message.timestamp.after.max.ms',
  'message.timestamp.before.max.ms',
  'message.timestamp.type',
  'min.compaction.lag.ms',
  'retention.bytes',
  'retention.ms',
];

/** Topic settings of Apache Kafka 3.9: https://kafka.apache.org/39/documentation.html#topicconfigs, read 2026-11-21 */
const KAFKA_SETTINGS: readonly string[] = [
  ...EXPRESS_SETTINGS,
  'compression.gzip.level',
  'compression.lz4.level',
  'compression.zstd.level',
  'file.delete.delay.ms',
  'flush.messages',
  'flush.ms',
  'follower.replication.throttled.replicas',
  'index.interval.bytes',
  'leader.replication.throttled.replicas',
  'local.retention.bytes',
  'local.retention.ms',
  'message.downconversion.enable',
  'min.cleanable.dirty.ratio',
  'min.insync.replicas',
  'preallocate',
  'remote.log.copy.disable',
  'remote.log.delete.on.disable',
  'remote.storage.enable',
  'segment.bytes',
  'segment.index.bytes',
  'segment.jitter.ms',
  'segment.ms',
  'unclean.leader.election.enable',
];

const HOUR_MS = 3_600_000;
/** What a broker takes without being told otherwise. */
const DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

/** Settings of one topic, and those of the workload that its brokers refuse. */
export interface TopicConfigs {
  readonly configs: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

/**
 * Settings of a topic for a broker family: what the planner derives, then the workload's own on top.
 * A setting the family refuses is left out and reported.
 */
export function topicConfigs(demand: TopicDemand, family: BrokerFamily, workload: Workload): TopicConfigs {
  const stream = demand.topic.stream === undefined ? undefined : workload.streams[demand.topic.stream];
  const own = Object.entries(stream?.configs ?? {});
  const accepted = family === 'express' ? EXPRESS_SETTINGS : KAFKA_SETTINGS;
  const isRefused = ([key, value]: readonly [string, string]) =>
    !accepted.includes(key) || refusedValue(family, key, value) !== undefined;
  const derived = derivedConfigs(demand, family, stream);
  const kept = own.filter((entry) => !isRefused(entry));
  return {
    configs: { ...derived, ...Object.fromEntries(kept) },
    findings: [
      ...own.filter(isRefused).map(([key, value]) => refusal(demand.topic.name, family, key, value)),
      ...kept.flatMap(([key, value]) => contradiction(demand.topic.name, key, value, derived[key])),
    ],
  };
}

/** Sizes follow from what the planner derives; a setting that says otherwise makes them wrong. */
function contradiction(stream: string, key: string, value: string, derived: string | undefined): Finding[] {
  if (derived === undefined || derived === value) return [];
  return [
    {
      id: 'config-overrides-plan',
      severity: 'warning',
      path: `streams.${stream}.configs.${key}`,
      message: `${key}=${value} replaces the ${derived} that follows from the stream; sizes are computed without it`,
      counterOffer: 'say it with kind, retentionHours or load where that is possible',
    },
  ];
}

function derivedConfigs(
  demand: TopicDemand,
  family: BrokerFamily,
  stream: Stream | undefined,
): Record<string, string> {
  const retentionMs = String(Math.ceil(demand.retentionHours * HOUR_MS));
  return {
    ...(stream?.kind === 'compacted'
      ? { 'cleanup.policy': 'compact', 'delete.retention.ms': retentionMs }
      : { 'cleanup.policy': 'delete', 'retention.ms': retentionMs }),
    // Append time makes retention exact, closes archive hours, and lets replays of old records in: Express refuses
    // producer timestamps older than a day. The producer's own time is ce_time.
    'message.timestamp.type': 'LogAppendTime',
    ...(family === 'standard' && { 'min.insync.replicas': '2' }),
    ...maxMessage(demand.recordBytes),
  };
}

/** The workload states a mean; twice that must still pass. */
function maxMessage(recordBytes: number): Record<string, string> {
  const needed = Math.ceil(recordBytes * 2);
  return needed > DEFAULT_MAX_MESSAGE_BYTES ? { 'max.message.bytes': String(needed) } : {};
}

/** Express bounds max.compaction.lag.ms from below by seven days. */
function refusedValue(family: BrokerFamily, key: string, value: string): string | undefined {
  const isTooShort = family === 'express' && key === 'max.compaction.lag.ms' && Number(value) < 168 * HOUR_MS;
  return isTooShort ? `at least ${168 * HOUR_MS} (7 days), got ${value}` : undefined;
}

function refusal(stream: string, family: BrokerFamily, key: string, value: string): Finding {
  const wrongValue = refusedValue(family, key, value);
  const path = `streams.${stream}.configs.${key}`;
  if (wrongValue !== undefined) {
    return {
      id: 'config-refused',
      severity: 'warning',
      path,
      message: `Express brokers accept ${wrongValue}: left out`,
      counterOffer: `write ${168 * HOUR_MS} or more, or set cluster.family to 'standard'`,
    };
  }
  if (key === 'min.insync.replicas' && value === '2') {
    return {
      id: 'config-refused',
      severity: 'note',
      path,
      message: 'Express brokers fix min.insync.replicas at 2 and do not let topics name it: left out',
    };
  }
  if (KAFKA_SETTINGS.includes(key)) {
    return {
      id: 'config-refused',
      severity: 'warning',
      path,
      message: `Express brokers do not let topics set ${key}: left out`,
      counterOffer: "remove it, or set cluster.family to 'standard'",
    };
  }
  return {
    id: 'config-refused',
    severity: 'problem',
    path,
    message: `Kafka has no topic setting "${key}": left out`,
    counterOffer: 'check its spelling, or remove it',
  };
}
