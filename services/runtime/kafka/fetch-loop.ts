import { setTimeout as sleep } from 'node:timers/promises';
import { type Broker, type ClusterMetadata, ConnectionPool } from '@platformatic/kafka';
import type { CommonSettings } from '../common-environment';
import type { Logger } from '../logger';
import { clientOptions } from './client-options';
import { committedBatch } from './committed-batch';
import {
  type Asked,
  answersTo,
  fetchFrom,
  nodeOf,
  type PartitionAnswer,
  type Reading,
  responseIn,
} from './fetch-request';
import { type PartitionHandler, partitionName, type TopicPartition } from './record-consumer';

/** A partition to read, and from where. */
export interface FetchTarget extends TopicPartition {
  readonly topicId: string;
  readonly position: number;
}

export interface FetchLoopOptions {
  readonly settings: CommonSettings;
  readonly topics: readonly string[];
  readonly logger: Logger;
  /** Who leads what; asked anew when told that the last answer was wrong. */
  readonly metadata: (refresh: boolean) => Promise<ClusterMetadata>;
}

const RETRY_DELAY_MS = 200;
const NEAREST_REPLICA_MS = 300_000;
const NONE = 0;
const OFFSET_OUT_OF_RANGE = 1;

/** Reads partitions from their brokers, one request at a time to each, and hands the records over in order. */
export class FetchLoop {
  readonly #options: FetchLoopOptions;
  readonly #pool: ConnectionPool;
  readonly #rack: string;
  readonly #busy = new Map<number, Promise<void>>();
  readonly #paused = new Set<string>();
  #readings = new Map<string, Reading>();
  #handler: PartitionHandler | undefined;
  #running = false;
  #planning = false;
  #planAgain = false;

  constructor(options: FetchLoopOptions) {
    this.#options = options;
    const { clientId, ...connection } = clientOptions(options.settings);
    this.#pool = new ConnectionPool(clientId, connection);
    this.#pool.on('connecting', (made) => made.connection.on('error', () => {}));
    this.#rack = options.settings.KAFKA_CLIENT_RACK ?? '';
  }

  start(handler: PartitionHandler): void {
    this.#handler = handler;
    this.#running = true;
  }

  /** Reads these partitions and no others from now on. Answers under way for others are dropped. */
  assign(targets: readonly FetchTarget[]): void {
    this.#readings = new Map(
      targets.map((target) => [partitionName(target), { ...target, nearest: undefined }]),
    );
    this.#wake();
  }

  has(partition: TopicPartition): boolean {
    return this.#readings.has(partitionName(partition));
  }

  pause(partition: TopicPartition): void {
    this.#paused.add(partitionName(partition));
  }

  resume(partition: TopicPartition): void {
    if (this.#paused.delete(partitionName(partition))) this.#wake();
  }

  seek(partition: TopicPartition, offset: number): void {
    const reading = this.#readings.get(partitionName(partition));
    if (reading !== undefined) reading.position = offset;
  }

  /** Hands over nothing more. Its partitions stay its own. */
  async stop(): Promise<void> {
    this.#running = false;
    await Promise.allSettled(this.#busy.values());
  }

  disconnect(): Promise<void> {
    return this.#pool.close();
  }

  /** Starts a request to every broker that leads something to read and has none under way. */
  #wake(): void {
    if (!this.#running) return;
    if (this.#planning) {
      this.#planAgain = true;
      return;
    }
    this.#planning = true;
    void this.#plan().finally(() => {
      this.#planning = false;
      if (!this.#planAgain) return;
      this.#planAgain = false;
      this.#wake();
    });
  }

  async #plan(): Promise<void> {
    const readings = [...this.#readings].flatMap(([name, reading]) =>
      this.#paused.has(name) ? [] : [reading],
    );
    if (readings.length === 0) return;
    const metadata = await this.#options.metadata(false).catch(async (error: unknown) => {
      this.#options.logger.warn('metadata-failed', { error });
      await sleep(RETRY_DELAY_MS);
      this.#planAgain = true;
      return undefined;
    });
    if (metadata === undefined || !this.#running) return;

    const byNode = Map.groupBy(readings, (reading) => nodeOf(reading, metadata));
    for (const [node, ofNode] of byNode) {
      if (this.#busy.has(node)) continue;
      const broker = metadata.brokers.get(node);
      const fetch = broker === undefined ? this.#waitForLeaders() : this.#fetch(broker, ofNode);
      this.#busy.set(
        node,
        fetch.finally(() => {
          this.#busy.delete(node);
          this.#wake();
        }),
      );
    }
  }

  async #fetch(broker: Broker, readings: readonly Reading[]): Promise<void> {
    const asked = readings.map((reading) => ({ reading, position: reading.position }));
    let answers: readonly [Asked, PartitionAnswer][];
    try {
      const connection = await this.#pool.get(broker);
      answers = answersTo(asked, await fetchFrom(connection, asked, this.#rack));
    } catch (error) {
      answers = await this.#recover(asked, error);
    }
    // Outside: a handler that throws is a bug, and must end the process rather than look like a fault of the broker.
    this.#accept(answers);
  }

  #accept(answers: readonly [Asked, PartitionAnswer][]): void {
    for (const [asked, answer] of answers) this.#acceptPartition(asked, answer);
  }

  #acceptPartition({ reading, position }: Asked, answer: PartitionAnswer): void {
    const current = this.#readings.get(partitionName(reading));
    // Stopped, revoked, reassigned or sought elsewhere since the request was sent.
    if (!this.#running || current !== reading || reading.position !== position || this.#handler === undefined)
      return;
    if (answer.errorCode === OFFSET_OUT_OF_RANGE) this.#outOfRange(reading, answer);
    if (answer.errorCode !== NONE) return;
    if (answer.preferredReadReplica >= 0) {
      reading.nearest = { node: answer.preferredReadReplica, until: Date.now() + NEAREST_REPLICA_MS };
      return;
    }
    const { topic, partition } = reading;
    const batch = committedBatch({ topic, partition }, position, answer);
    this.#handler.batch(batch);
    // After the hand-over: what could not be taken is read again.
    reading.position = batch.nextOffset;
  }

  #outOfRange(reading: Reading, { logStartOffset }: PartitionAnswer): void {
    // A follower may be behind; only the leader knows.
    if (reading.nearest !== undefined) {
      reading.nearest = undefined;
      return;
    }
    const { topic, partition, position } = reading;
    const logStart = Number(logStartOffset);
    // A broker that was away for a while may still believe that it leads, with a shorter log.
    if (logStart <= position) {
      this.#options.logger.warn('offset-beyond-log', { topic, partition, position, logStart });
      return;
    }
    reading.position = logStart;
    this.#handler?.lost({ topic, partition }, position, logStart);
  }

  async #recover(asked: readonly Asked[], error: unknown): Promise<[Asked, PartitionAnswer][]> {
    const response = responseIn(error);
    this.#options.logger.warn('fetch-failed', {
      error,
      partitions: asked.map(({ reading }) => partitionName(reading)),
    });
    if (response === undefined) for (const { reading } of asked) reading.nearest = undefined;
    await this.#waitForLeaders();
    return response === undefined ? [] : answersTo(asked, response);
  }

  async #waitForLeaders(): Promise<void> {
    await sleep(RETRY_DELAY_MS);
    await this.#options.metadata(true).catch(() => undefined);
  }
}
