import type { Admin } from 'kafkajs';

/** How far one group is behind on one topic, in records. */
export interface TopicLag {
  readonly topic: string;
  readonly lag: number;
}

/** Records of each topic that the group has not committed yet. Partitions it never committed count in full. */
export async function consumerLag(
  admin: Admin,
  group: string,
  topics: readonly string[],
): Promise<TopicLag[]> {
  const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  return Promise.all(
    topics.map(async (topic) => {
      const partitions = committed.find((entry) => entry.topic === topic)?.partitions ?? [];
      const next = new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      const ends = await admin.fetchTopicOffsets(topic);
      const lag = ends.reduce(
        (sum, { partition, high, low }) =>
          sum + Math.max(0, Number(high) - Math.max(next.get(partition) ?? 0, Number(low))),
        0,
      );
      return { topic, lag };
    }),
  );
}

/** Records ever written to each topic that are still there. */
export async function recordCounts(
  admin: Admin,
  topics: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = await Promise.all(
    topics.map(async (topic) => {
      const ends = await admin.fetchTopicOffsets(topic);
      return [topic, ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0)] as const;
    }),
  );
  return new Map(counts);
}
