import { type ClusterMetadata, type Connection, FetchIsolationLevels, fetchV16 } from '@platformatic/kafka';

/** A partition that is being read. */
export interface Reading {
  readonly topic: string;
  readonly partition: number;
  readonly topicId: string;
  position: number;
  /** A replica nearby the leader has named, and until when to believe it. */
  nearest: { readonly node: number; readonly until: number } | undefined;
}

/** A partition in a request, and the offset it was asked from. */
export interface Asked {
  readonly reading: Reading;
  readonly position: number;
}

/** What a broker says of one partition. */
export type PartitionAnswer = fetchV16.FetchResponse['responses'][number]['partitions'][number];

/** How long a broker waits for data before it answers with none. */
const MAX_WAIT_MS = 250;
const MIN_BYTES = 1;
/** Bounds what a broker sends at once, and with it the memory of a fetch. One whole batch comes in any case. */
const MAX_BYTES = 4 * 1024 ** 2;
const MAX_BYTES_PER_PARTITION = 1024 ** 2;
/** Answers without fetch sessions: each request names its partitions, so pausing one is leaving it out. */
const NO_SESSION = 0;
const FINAL_EPOCH = -1;
const NO_EPOCH = -1;

/** Asks one broker for committed records. Rejects when it does not answer, or reports a fault in any partition. */
export function fetchFrom(
  connection: Connection,
  asked: readonly Asked[],
  rack: string,
): Promise<fetchV16.FetchResponse> {
  return fetchV16.api.async(
    connection,
    ...([
      MAX_WAIT_MS,
      MIN_BYTES,
      MAX_BYTES,
      FetchIsolationLevels.READ_COMMITTED,
      NO_SESSION,
      FINAL_EPOCH,
    ] as const),
    topicsOf(asked),
    [],
    rack,
  );
}

/** The answers of a response, each with what was asked. */
export function answersTo(
  asked: readonly Asked[],
  { responses }: fetchV16.FetchResponse,
): [Asked, PartitionAnswer][] {
  const byPartition = new Map(asked.map((one) => [`${one.reading.topicId}/${one.reading.partition}`, one]));
  return responses.flatMap(({ topicId, partitions }) =>
    partitions.flatMap((answer): [Asked, PartitionAnswer][] => {
      const found = byPartition.get(`${topicId}/${answer.partitionIndex}`);
      return found === undefined ? [] : [[found, answer]];
    }),
  );
}

/** The client turns a response with a fault in any partition into an error that carries the response. */
export function responseIn(error: unknown): fetchV16.FetchResponse | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const response: unknown = Reflect.get(error, 'response');
  return typeof response === 'object' && response !== null && 'responses' in response
    ? (response as fetchV16.FetchResponse)
    : undefined;
}

/** Which broker to ask: the replica nearby while the leader's word on it counts, else the leader; -1 when there is none now. */
export function nodeOf({ topic, partition, nearest }: Reading, { topics, brokers }: ClusterMetadata): number {
  if (nearest !== undefined && nearest.until > Date.now() && brokers.has(nearest.node)) return nearest.node;
  return topics.get(topic)?.partitions[partition]?.leader ?? -1;
}

function topicsOf(asked: readonly Asked[]) {
  const byTopic = Map.groupBy(asked, ({ reading }) => reading.topicId);
  return [...byTopic].map(([topicId, ofTopic]) => ({
    topicId,
    partitions: ofTopic.map(({ reading, position }) => ({
      partition: reading.partition,
      fetchOffset: BigInt(position),
      currentLeaderEpoch: NO_EPOCH,
      lastFetchedEpoch: NO_EPOCH,
      partitionMaxBytes: MAX_BYTES_PER_PARTITION,
    })),
  }));
}
