import { readFileSync } from 'node:fs';
import { CompressionTypes, Kafka, logLevel, type Message, Partitioners } from 'kafkajs';
import type { OutgoingRecord } from '../../../services/runtime/kafka/record-producer';
import type { ClusterAccess } from '../measurement';
import type { BenchClient, BenchConsumerOptions, BenchProducer, Closable } from './bench-client';
import { registerZstd } from './zstd-codec';

/** kafkajs through its documented interface. */
export class KafkajsClient implements BenchClient {
  readonly #kafka: Kafka;

  constructor({ brokers, caFile, username, password }: ClusterAccess) {
    registerZstd();
    this.#kafka = new Kafka({
      clientId: 'bench',
      brokers: [...brokers],
      ssl: { ca: readFileSync(caFile, 'utf8') },
      sasl: { mechanism: 'scram-sha-512', username, password },
      logLevel: logLevel.NOTHING,
    });
  }

  async producer(): Promise<BenchProducer> {
    const producer = this.#kafka.producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      // Endless, as idempotence asks for; the longest pause shortened from 30 s.
      retry: { retries: Number.MAX_SAFE_INTEGER, initialRetryTime: 250, maxRetryTime: 1_000 },
    });
    await producer.connect();
    return {
      send: async (topic, records) => {
        await producer.send({
          topic,
          acks: -1,
          compression: CompressionTypes.ZSTD,
          messages: messagesOf(records),
        });
      },
      close: () => producer.disconnect(),
    };
  }

  async consumer({ topic, group, onRecord }: BenchConsumerOptions): Promise<Closable> {
    const consumer = this.#kafka.consumer({
      groupId: group,
      sessionTimeout: 10_000,
      heartbeatInterval: 2_000,
      rebalanceTimeout: 30_000,
      maxWaitTimeInMs: 250,
      maxBytes: 4 * 1024 ** 2,
      maxBytesPerPartition: 1024 ** 2,
      retry: { retries: Number.MAX_SAFE_INTEGER, initialRetryTime: 250, maxRetryTime: 1_000 },
    });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommitInterval: 200,
      partitionsConsumedConcurrently: 12,
      eachBatch: async ({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary }) => {
        for (const { offset, value } of batch.messages) {
          if (value !== null) onRecord({ partition: batch.partition, offset: Number(offset), value });
        }
        resolveOffset(batch.lastOffset());
        await commitOffsetsIfNecessary();
        await heartbeat();
      },
    });
    return { close: () => consumer.disconnect() };
  }
}

/** The translation is ours, not the client's: batches that are sent again and again are translated once. */
const TRANSLATED = new WeakMap<readonly OutgoingRecord[], Message[]>();

function messagesOf(records: readonly OutgoingRecord[]): Message[] {
  const known = TRANSLATED.get(records);
  if (known !== undefined) return known;
  const messages = records.map(({ key, value, headers }) => ({
    key,
    value,
    headers: Object.fromEntries(headers.map(([name, header]) => [name.toString(), header])),
  }));
  TRANSLATED.set(records, messages);
  return messages;
}
