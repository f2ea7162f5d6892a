import type { StandardBroker } from './catalog/brokers';
import type { Catalog } from './catalog/catalog';
import type { ClusterCandidate, TopicPlan } from './plan-model';

/** What a topic nobody planned keeps, and how long MSK remembers offsets of a stopped group, at least. */
const WEEK_MINUTES = 7 * 24 * 60;

/**
 * Broker settings. Each family gets only what its MSK configuration accepts: Express fixes replication, in-sync
 * replicas and threads itself and refuses a configuration that names them.
 * https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html and
 * https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-express-read-write.html, read 2026-11-21
 */
export function serverProperties(
  candidate: ClusterCandidate,
  topics: readonly TopicPlan[],
  catalog: Catalog,
): Record<string, string> {
  const common = {
    'allow.everyone.if.no.acl.found': 'false',
    'auto.create.topics.enable': 'false',
    'log.retention.ms': String(WEEK_MINUTES * 60_000),
    'offsets.retention.minutes': String(Math.max(WEEK_MINUTES, longestRetentionMinutes(topics))),
    'replica.selector.class': 'org.apache.kafka.common.replica.RackAwareReplicaSelector',
  };
  const broker = catalog.brokers.find(({ type }) => type === candidate.instanceType);
  if (broker?.family !== 'standard') return common;
  return {
    ...common,
    'default.replication.factor': String(catalog.rules.replicationFactor.value),
    'min.insync.replicas': '2',
    'unclean.leader.election.enable': 'false',
    ...threads(broker, candidate),
  };
}

/** A group that stopped must find its place for as long as the records it has not read are there. */
function longestRetentionMinutes(topics: readonly TopicPlan[]): number {
  const milliseconds = topics.map(({ configs }) => Number(configs['retention.ms'] ?? 0));
  return Math.ceil(Math.max(0, ...milliseconds) / 60_000);
}

/** Network threads are never raised without io threads. Fetchers make provisioned throughput usable. */
function threads(broker: StandardBroker, { storage }: ClusterCandidate): Record<string, string> {
  const fetchers = broker.replicaFetchersWithProvisionedThroughput;
  return {
    ...(broker.ioThreads !== undefined && { 'num.io.threads': String(broker.ioThreads) }),
    ...(broker.networkThreads !== undefined && { 'num.network.threads': String(broker.networkThreads) }),
    ...(storage?.provisionedThroughputMiBPerSecond !== undefined &&
      fetchers !== undefined && { 'num.replica.fetchers': String(fetchers) }),
  };
}
