import { setTimeout as sleep } from 'node:timers/promises';
import { type Broker, type MessageRecord, NumericMap, Producer, produceV11 } from '@platformatic/kafka';
import type { CommonSettings } from '../common-environment';
import type { Logger } from '../logger';
import { classifyProduceError } from './classify-produce-error';
import { clientOptions } from './client-options';
import { kafkaUnusable } from './kafka-unusable';
import { sizeOf, throwWorst } from './outgoing-records';
import { type Attempt, type LaneBatch, PartitionLane } from './partition-lane';
import { partitionOf } from './partition-of';
import { protocolCodes } from './protocol-codes';
import { type OutgoingRecord, ProduceError, type RecordProducer } from './record-producer';

/** Wait for all in-sync replicas. */
const ALL_REPLICAS = -1;
/** How long the leader waits for its replicas. Below the request's own time limit, so that its answer arrives. */
const REPLICATION_TIMEOUT_MS = 7_000;
/** How soon a broker that hangs is noticed; about as soon as the cluster replaces it. */
const REQUEST_TIMEOUT_MS = 10_000;
/** A failed broker is replaced within about 10 s; a record waits that long and more before it is given up. */
const DELIVERY_TIMEOUT_MS = 30_000;
/** Topics take 1 MiB after compression by default. */
const BATCH_BYTES = 512 * 1024;
/** Lanes have one request each under way; this many may share a connection. */
const REQUESTS_PER_CONNECTION = 64;

/**
 * A producer over the protocol functions of `@platformatic/kafka`. Its own `Producer.send` puts several partitions into one
 * sequence bookkeeping, which duplicates records when a broker fails: here every partition is a lane with an identity of its own.
 */
export class PlatformaticProducer implements RecordProducer {
  readonly #client: Producer;
  readonly #bootstrap: readonly string[];
  readonly #logger: Logger;
  readonly #lanes = new Map<string, PartitionLane>();
  /** Known without waiting, so that calls one after another keep their order even while leaders move. */
  readonly #partitionCounts = new Map<string, number>();
  #pendingBytes = 0;
  #unkeyed = 0;
  #failingSince: number | undefined;
  #closed = false;

  constructor(settings: CommonSettings, logger: Logger) {
    this.#client = new Producer({
      ...clientOptions(settings),
      ...{ requestTimeout: REQUEST_TIMEOUT_MS, maxInflights: REQUESTS_PER_CONNECTION },
    });
    this.#bootstrap = settings.KAFKA_BOOTSTRAP;
    this.#logger = logger;
    // An error without a listener would end the process; requests under way get it anyway.
    this.#client.connections.on('connecting', ({ connection }) => connection.on('error', () => {}));
  }

  /** Connects to all brokers, so that the first record need not wait for it. Fails when they cannot be reached or do not know the topics. */
  async connect(topics: readonly string[]): Promise<void> {
    const { brokers } = await this.#client.metadata({ topics: [...topics] }).catch((error: unknown) => {
      throw kafkaUnusable(this.#bootstrap, error);
    });
    for (const topic of topics) await this.#metadata(topic);
    // One broker that is away must not keep the others from being used.
    await Promise.allSettled([...brokers.values()].map((broker) => this.#client.connections.get(broker)));
  }

  /** Since when no attempt has succeeded, in milliseconds since 1970. Undefined while all is well. */
  get failingSince(): number | undefined {
    return this.#failingSince;
  }

  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  async send(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    if (this.#closed) throw new ProduceError('not-written', 'closed', 'the producer is closed');
    const bytes = sizeOf(records);
    this.#pendingBytes += bytes;
    try {
      const lanes = this.#split(
        topic,
        records,
        this.#partitionCounts.get(topic) ?? (await this.#partitions(topic)),
      );
      throwWorst(
        await Promise.allSettled(lanes.map(([partition, part]) => this.#lane(topic, partition).send(part))),
      );
    } finally {
      this.#pendingBytes -= bytes;
    }
  }

  async close(timeoutMs: number): Promise<void> {
    this.#closed = true;
    const deadline = Date.now() + timeoutMs;
    while (this.#pendingBytes > 0 && Date.now() < deadline) await sleep(20);
    await this.#client.close(true);
  }

  async #partitions(topic: string): Promise<number> {
    try {
      const { topics } = await this.#metadata(topic);
      return topics.get(topic)?.partitionsCount ?? 0;
    } catch (error) {
      throw new ProduceError('not-written', 'unavailable', `${topic}: ${messageOf(error)}`);
    }
  }

  async #metadata(topic: string) {
    const metadata = await this.#client.metadata({ topics: [topic] });
    const count = metadata.topics.get(topic)?.partitionsCount;
    if (count !== undefined) this.#partitionCounts.set(topic, count);
    return metadata;
  }

  #split(
    topic: string,
    records: readonly OutgoingRecord[],
    partitions: number,
  ): [number, OutgoingRecord[]][] {
    if (partitions === 0) throw new ProduceError('not-written', 'unavailable', `${topic}: has no partitions`);
    const spare = this.#unkeyed++ % partitions;
    const parts = new Map<number, OutgoingRecord[]>();
    for (const record of records) {
      const partition = record.key === null ? spare : partitionOf(record.key, partitions);
      const part = parts.get(partition);
      if (part === undefined) parts.set(partition, [record]);
      else part.push(record);
    }
    return [...parts];
  }

  #lane(topic: string, partition: number): PartitionLane {
    const name = `${topic}/${partition}`;
    const existing = this.#lanes.get(name);
    if (existing !== undefined) return existing;
    const lane = new PartitionLane(
      { topic, partition },
      {
        newIdentity: async () => {
          const { producerId, producerEpoch } = await this.#client.initIdempotentProducer({});
          return { id: producerId, epoch: producerEpoch };
        },
        attempt: async (batch) => {
          const result = await this.#attempt(batch);
          if (result.kind === 'written') this.#failingSince = undefined;
          else this.#failingSince ??= Date.now();
          return result;
        },
        now: Date.now,
        sleep: (ms) => sleep(ms),
      },
      { deliveryTimeoutMs: DELIVERY_TIMEOUT_MS, batchBytes: BATCH_BYTES },
    );
    this.#lanes.set(name, lane);
    return lane;
  }

  async #attempt(batch: LaneBatch): Promise<Attempt> {
    const { topic, partition } = batch;
    const connection = await this.#leaderConnection(batch).catch((error: unknown) => messageOf(error));
    if (typeof connection === 'string') {
      this.#logger.warn('leader-unreachable', { topic, partition, message: connection });
      this.#client.clearMetadata();
      return { kind: 'rejected', message: connection };
    }
    try {
      await produceV11.api.async(
        connection,
        ALL_REPLICAS,
        REPLICATION_TIMEOUT_MS,
        batch.records.map(toMessage(batch)),
        {
          compression: 'zstd',
          producerId: batch.identity.id,
          producerEpoch: batch.identity.epoch,
          sequences: new NumericMap([[`${topic}:${partition}`, batch.sequence]]),
        },
      );
      return { kind: 'written' };
    } catch (error) {
      const failed = { codes: protocolCodes(error), message: messageOf(error) };
      this.#client.clearMetadata();
      this.#logger.warn('produce-attempt-failed', {
        topic,
        partition,
        codes: failed.codes,
        message: failed.message,
      });
      return classifyProduceError(failed);
    }
  }

  async #leaderConnection({ topic, partition }: LaneBatch) {
    const { topics, brokers } = await this.#metadata(topic);
    const leader = topics.get(topic)?.partitions[partition]?.leader ?? -1;
    const broker: Broker | undefined = brokers.get(leader);
    if (broker === undefined) throw new Error('the partition has no leader now');
    return this.#client.connections.get(broker);
  }
}

function toMessage({ topic, partition }: LaneBatch) {
  return ({ key, value, headers }: OutgoingRecord): MessageRecord => ({
    topic,
    partition,
    value,
    ...(key !== null && { key }),
    headers: new Map(headers),
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
