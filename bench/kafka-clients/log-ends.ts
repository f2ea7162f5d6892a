import { readFileSync } from 'node:fs';
import { Admin, ListOffsetTimestamps } from '@platformatic/kafka';
import type { ClusterAccess } from './measurement';

/** The offset after the last record of each partition. */
export async function logEnds(
  { brokers, caFile, username, password }: ClusterAccess,
  topic: string,
  partitions: number,
): Promise<number[]> {
  const admin = new Admin({
    clientId: 'bench-log-ends',
    bootstrapBrokers: [...brokers],
    tls: { ca: readFileSync(caFile, 'utf8') },
    sasl: { mechanism: 'SCRAM-SHA-512', username, password },
    retries: 20,
    retryDelay: 250,
  });
  const asked = Array.from({ length: partitions }, (_, partitionIndex) => ({
    partitionIndex,
    timestamp: ListOffsetTimestamps.LATEST,
  }));
  const [listed] = await admin.listOffsets({ topics: [{ name: topic, partitions: asked }] });
  await admin.close();
  const ends = Array<number>(partitions).fill(0);
  for (const { partitionIndex, offset } of listed?.partitions ?? []) ends[partitionIndex] = Number(offset);
  return ends;
}
