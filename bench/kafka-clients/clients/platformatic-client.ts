import { PlatformaticConsumer } from '../../../services/runtime/kafka/platformatic-consumer';
import { PlatformaticProducer } from '../../../services/runtime/kafka/platformatic-producer';
import type { ConsumedBatch } from '../../../services/runtime/kafka/record-consumer';
import { type Logger, silentLogger } from '../../../services/runtime/logger';
import type { ClusterAccess } from '../measurement';
import type { BenchClient, BenchConsumerOptions, BenchProducer, Closable } from './bench-client';

const COMMIT_INTERVAL_MS = 200;

/** `@platformatic/kafka` exactly as the services use it. */
export class PlatformaticClient implements BenchClient {
  readonly #settings: ConstructorParameters<typeof PlatformaticProducer>[0];
  readonly #logger: Logger = silentLogger;

  constructor({ brokers, caFile, username, password }: ClusterAccess) {
    this.#settings = {
      SERVICE_NAME: 'bench',
      KAFKA_BOOTSTRAP: [...brokers],
      KAFKA_CREDENTIALS: { username, password },
      KAFKA_CA_FILE: caFile,
      HTTP_HOST: '127.0.0.1',
      OPS_PORT: 0,
      LOG_LEVEL: 'silent',
    };
  }

  async producer(topic: string): Promise<BenchProducer> {
    const producer = new PlatformaticProducer(this.#settings, this.#logger);
    await producer.connect([topic]);
    return {
      send: (to, records) => producer.send(to, records),
      close: () => producer.close(1_000),
    };
  }

  async consumer({ topic, group, onRecord }: BenchConsumerOptions): Promise<Closable> {
    const consumer = new PlatformaticConsumer(this.#settings, { group, topics: [topic] }, this.#logger);
    const reached = new Map<number, number>();
    await consumer.start({
      assigned: (partitions) => partitions.map(({ committed, logStart }) => committed ?? logStart),
      batch: ({ partition, records, nextOffset }: ConsumedBatch) => {
        for (const { offset, value } of records) if (value !== null) onRecord({ partition, offset, value });
        reached.set(partition, nextOffset);
      },
      lost: () => {},
    });
    const committing = setInterval(() => {
      const offsets = [...reached];
      reached.clear();
      for (const [partition, offset] of offsets) void consumer.commit({ topic, partition }, offset);
    }, COMMIT_INTERVAL_MS);
    return {
      close: async () => {
        clearInterval(committing);
        await consumer.close();
      },
    };
  }
}
