import { clientNamed } from './clients/client-named';
import type { ClusterAccess } from './measurement';
import { sampleBatch } from './sample-records';

export interface Filling {
  readonly topic: string;
  readonly partitions: number;
  /** Number of records, over all partitions. */
  readonly records: number;
}

const BATCH = 500;

/** Writes sample records, the same number to each partition, up to the last batch. */
export async function fillTopic(
  cluster: ClusterAccess,
  { topic, partitions, records }: Filling,
): Promise<void> {
  const producer = await clientNamed('platformatic', cluster).producer(topic);
  const lane = async (partition: number) => {
    const batch = sampleBatch(BATCH, partition, partitions);
    const own = Math.floor(records / partitions) + (partition < records % partitions ? 1 : 0);
    for (let written = 0; written < own; written += BATCH) {
      await producer.send(topic, batch.slice(0, own - written));
    }
  };
  await Promise.all(Array.from({ length: partitions }, (_, partition) => lane(partition)));
  await producer.close();
}
