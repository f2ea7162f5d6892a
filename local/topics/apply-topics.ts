import { setTimeout as delay } from 'node:timers/promises';
import { type Admin, ConfigResourceTypes, ConfigSource, KafkaJSError } from 'kafkajs';
import { type ActualTopic, type DesiredTopic, type TopicChange, topicChanges } from './topic-changes';

/** Creating many topics at once takes a broker longer than kafkajs's default of 5 s. */
const CREATE_TIMEOUT_MS = 30_000;
const LEADER_POLL_MS = 100;

/**
 * Makes the local cluster hold the planned topics; on AWS, CloudFormation does this. Running it again changes nothing.
 * @param admin a connected kafkajs admin client; connecting and disconnecting stay with the caller
 * @returns what was changed
 * @throws when a topic cannot become what is planned; nothing was changed then
 */
export async function applyTopics(admin: Admin, desired: readonly DesiredTopic[]): Promise<TopicChange[]> {
  const changes = topicChanges(desired, await actualTopics(admin, desired));

  const created = changes.flatMap((change) => (change.kind === 'create' ? [change.topic] : []));
  if (created.length > 0) {
    await admin.createTopics({
      timeout: CREATE_TIMEOUT_MS,
      // Its own wait gives up when it asks a broker that has not heard of the topic yet.
      waitForLeaders: false,
      topics: created.map(({ name, partitions, replicationFactor, configs }) => ({
        topic: name,
        numPartitions: partitions,
        replicationFactor,
        configEntries: configEntries(configs),
      })),
    });
    await waitForLeaders(
      admin,
      created.map(({ name }) => name),
    );
  }

  const grown = changes.flatMap((change) => (change.kind === 'add-partitions' ? [change] : []));
  if (grown.length > 0) {
    await admin.createPartitions({
      timeout: CREATE_TIMEOUT_MS,
      topicPartitions: grown.map(({ name, to }) => ({ topic: name, count: to })),
    });
  }

  const configured = changes.flatMap((change) => (change.kind === 'set-configs' ? [change] : []));
  if (configured.length > 0) {
    await admin.alterConfigs({
      validateOnly: false,
      resources: configured.map(({ name, configs }) => ({
        type: ConfigResourceTypes.TOPIC,
        name,
        configEntries: configEntries(configs),
      })),
    });
  }
  return changes;
}

/** Until every partition has a leader: a client that comes earlier is told that the topic does not exist. */
async function waitForLeaders(admin: Admin, names: readonly string[]): Promise<void> {
  const deadline = Date.now() + CREATE_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (await haveLeaders(admin, names)) return;
    await delay(LEADER_POLL_MS);
  }
  throw new Error(
    `no leaders for the new topics after ${CREATE_TIMEOUT_MS / 1_000} s: see the brokers' logs`,
  );
}

async function haveLeaders(admin: Admin, names: readonly string[]): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
    return topics.every(
      ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
    );
  } catch (error) {
    if (error instanceof KafkaJSError && error.retriable) return false;
    throw error;
  }
}

async function actualTopics(admin: Admin, desired: readonly DesiredTopic[]): Promise<ActualTopic[]> {
  const existing = new Set(await admin.listTopics());
  const names = desired.map(({ name }) => name).filter((name) => existing.has(name));
  if (names.length === 0) return [];

  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  const configs = new Map(
    resources.map(({ resourceName, configEntries: entries }) => [
      resourceName,
      Object.fromEntries(
        entries
          .filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG)
          .map(({ configName, configValue }) => [configName, configValue]),
      ),
    ]),
  );
  return topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.length,
    replicationFactor: partitions[0]?.replicas.length ?? 0,
    configs: configs.get(name) ?? {},
  }));
}

function configEntries(configs: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(configs).map(([name, value]) => ({ name, value }));
}
