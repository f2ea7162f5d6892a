import { readFileSync } from 'node:fs';
import { compatibilityPartitioner, Producer } from '@platformatic/kafka';
import type { ClusterAccess } from '../measurement';
import type { BenchProducer } from './bench-client';
import type { ClientName } from './client-names';
import { KafkajsClient } from './kafkajs-client';

/**
 * The client's own idempotent producer, for sends that hold several partitions. The services do not use
 * `@platformatic/kafka`'s: this is here to show why.
 */
export async function carelessProducer(name: ClientName, cluster: ClusterAccess): Promise<BenchProducer> {
  if (name === 'kafkajs') return new KafkajsClient(cluster).producer();
  const { brokers, caFile, username, password } = cluster;
  const producer = new Producer<Buffer, Buffer, Buffer, Buffer>({
    clientId: 'bench',
    bootstrapBrokers: [...brokers],
    tls: { ca: readFileSync(caFile, 'utf8') },
    sasl: { mechanism: 'SCRAM-SHA-512', username, password },
    idempotent: true,
    compression: 'zstd',
    retryDelay: 250,
    // The default takes 32 bits of the hash where Java's clients take 31, which puts half of the keys elsewhere.
    partitioner: compatibilityPartitioner,
  });
  return {
    send: async (topic, records) => {
      await producer.send({
        acks: -1,
        messages: records.map(({ key, value }) => ({ topic, value, ...(key !== null && { key }) })),
      });
    },
    close: async () => {
      await producer.close(true);
    },
  };
}
