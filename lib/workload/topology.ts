import { deadLetterTopic, retryTopic } from './topic-names';
import type { Workload } from './workload';

/** A topic and why it exists. Sizes come from the plan. */
export interface TopologyTopic {
  readonly name: string;
  readonly purpose: 'stream' | 'retry' | 'dead-letter';
  /** The stream it carries, when its purpose is 'stream'. */
  readonly stream?: string;
  /** The consumer it was generated for, when its purpose is 'retry' or 'dead-letter'. */
  readonly consumer?: string;
  /** How long a record waits in a retry topic, in seconds. */
  readonly delaySeconds?: number;
}

/** A program that talks to Kafka, with exactly what it reads and writes. */
export interface KafkaClient {
  /** Name of the service: `edge`, `archiver`, `fraud-detector`. */
  readonly name: string;
  readonly role: 'source' | 'consumer' | 'archiver';
  /** SCRAM user. Starts with the workload's name, which marks what is ours on a shared cluster. */
  readonly username: string;
  /** Topics it reads. */
  readonly reads: readonly string[];
  /** Topics it writes. */
  readonly writes: readonly string[];
  /** Its consumer group, if it reads. */
  readonly group?: string;
  /** Prefix of its transactional ids, if its results are exactly-once. */
  readonly transactionalIdPrefix?: string;
}

/** Who reads and writes what: everything that follows from a workload before any number is known. */
export interface Topology {
  readonly topics: readonly TopologyTopic[];
  readonly clients: readonly KafkaClient[];
}

/** A workload never changes once it is checked, and a plan asks for its topology again and again. */
const known = new WeakMap<Workload, Topology>();

/** Derives topics, users and groups from a workload. Deterministic: same order as the file. */
export function topologyOf(workload: Workload): Topology {
  const before = known.get(workload);
  if (before !== undefined) return before;
  const topology = { topics: topicsOf(workload), clients: clientsOf(workload) };
  known.set(workload, topology);
  return topology;
}

/** Streams kept in the archive, in the order of the file. */
export function archivedStreams(workload: Workload): string[] {
  return Object.entries(workload.streams)
    .filter(([, stream]) => stream.archive !== undefined)
    .map(([name]) => name);
}

function topicsOf(workload: Workload): TopologyTopic[] {
  const streams = Object.keys(workload.streams).map(
    (name): TopologyTopic => ({ name, purpose: 'stream', stream: name }),
  );
  return [...streams, ...Object.keys(workload.consumers).flatMap((name) => failureTopics(workload, name))];
}

/** Only services retry record by record; at-most-once gives up by definition, and Flink restarts from its checkpoint. */
function failureTopics(workload: Workload, name: string): TopologyTopic[] {
  const consumer = workload.consumers[name];
  if (consumer?.runtime !== 'service' || consumer.delivery === 'at-most-once') return [];
  const retries = consumer.retryDelaysSeconds.map(
    (delaySeconds): TopologyTopic => ({
      name: retryTopic(name, delaySeconds),
      purpose: 'retry',
      consumer: name,
      delaySeconds,
    }),
  );
  return [...retries, { name: deadLetterTopic(name), purpose: 'dead-letter', consumer: name }];
}

function clientsOf(workload: Workload): KafkaClient[] {
  const username = (client: string) => `${workload.name}.${client}`;

  const sources = Object.entries(workload.sources).map(
    ([name, source]): KafkaClient => ({
      name,
      role: 'source',
      username: username(name),
      reads: [],
      writes: source.streams,
    }),
  );
  const consumers = Object.entries(workload.consumers).map(([name, consumer]): KafkaClient => {
    const failures = failureTopics(workload, name);
    return {
      name,
      role: 'consumer',
      username: username(name),
      reads: [
        ...consumer.reads,
        ...failures.filter(({ purpose }) => purpose === 'retry').map((topic) => topic.name),
      ],
      writes: [...consumer.writes, ...failures.map((topic) => topic.name)],
      group: consumer.group ?? name,
      ...(consumer.delivery === 'exactly-once' && { transactionalIdPrefix: `${name}.` }),
    };
  });

  const archived = archivedStreams(workload);
  const archiver: KafkaClient[] =
    archived.length === 0
      ? []
      : [
          {
            name: 'archiver',
            role: 'archiver',
            username: username('archiver'),
            reads: archived,
            writes: [],
            group: 'archiver',
          },
        ];
  return [...sources, ...consumers, ...archiver];
}
