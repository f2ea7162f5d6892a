import { setTimeout as sleep } from 'node:timers/promises';
import { type ClusterMetadata, Consumer, ListOffsetTimestamps } from '@platformatic/kafka';
import type { CommonSettings } from '../common-environment';
import type { Logger } from '../logger';
import { clientOptions } from './client-options';
import { FetchLoop, type FetchTarget } from './fetch-loop';
import { kafkaUnusable } from './kafka-unusable';
import { OffsetCommitter } from './offset-committer';
import {
  type AssignedPartition,
  type PartitionHandler,
  partitionName,
  type RecordConsumer,
  type TopicPartition,
} from './record-consumer';

export interface ConsumerOptions {
  readonly group: string;
  readonly topics: readonly string[];
}

/** A member that is silent for this long is dead and its partitions go to others. Brokers allow 6 s and more. */
const SESSION_TIMEOUT_MS = 10_000;
const HEARTBEAT_MS = 2_000;
const REBALANCE_TIMEOUT_MS = 30_000;
const REJOIN_DELAY_MS = 1_000;
/** How soon partitions that were added to a topic are noticed. */
const PARTITION_CHECK_MS = 30_000;

/**
 * A consumer over the group membership of `@platformatic/kafka` and a fetch loop of our own: its message stream has no pause,
 * seek or high watermark per partition, ends when a broker fails, and lets aborted records through.
 */
export class PlatformaticConsumer implements RecordConsumer {
  readonly #options: ConsumerOptions;
  readonly #client: Consumer;
  readonly #bootstrap: readonly string[];
  readonly #logger: Logger;
  readonly #fetchLoop: FetchLoop;
  readonly #committer: OffsetCommitter;
  #handler: PartitionHandler | undefined;
  #partitionCheck: NodeJS.Timeout | undefined;
  /** Partitions of all topics when they were last assigned. */
  #partitionCount: number | undefined;
  #rejoining = false;
  #closed = false;

  constructor(settings: CommonSettings, options: ConsumerOptions, logger: Logger) {
    this.#options = options;
    this.#bootstrap = settings.KAFKA_BOOTSTRAP;
    this.#logger = logger;
    this.#client = new Consumer({
      ...clientOptions(settings),
      groupId: options.group,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: REBALANCE_TIMEOUT_MS,
      heartbeatStallTimeout: SESSION_TIMEOUT_MS,
    });
    this.#client.connections.on('connecting', ({ connection }) => connection.on('error', () => {}));
    this.#fetchLoop = new FetchLoop({
      settings,
      topics: options.topics,
      logger,
      metadata: (refresh) => this.#metadata(refresh),
    });
    this.#committer = new OffsetCommitter({
      logger,
      owns: (partition) => this.#fetchLoop.has(partition),
      commit: (offsets) => this.#client.commit({ offsets: [...offsets] }),
    });
  }

  get isMember(): boolean {
    return this.#client.isActive() && !this.#rejoining;
  }

  async start(handler: PartitionHandler): Promise<void> {
    this.#handler = handler;
    this.#client.topics.trackAll(...this.#options.topics);
    this.#client.on('consumer:group:join', () => void this.#assign());
    this.#client.on('error', (error: Error) => void this.#rejoin(error));
    this.#client.on(
      'consumer:heartbeat:stalled',
      () => void this.#rejoin(new Error('no heartbeat was answered')),
    );
    try {
      await this.#metadata();
      this.#fetchLoop.start(handler);
      await this.#client.joinGroup({});
    } catch (error) {
      throw kafkaUnusable(this.#bootstrap, error);
    }
    this.#partitionCheck = setInterval(() => void this.#checkPartitions(), PARTITION_CHECK_MS);
  }

  commit(partition: TopicPartition, offset: number): Promise<boolean> {
    return this.#committer.commit(partition, offset);
  }

  pause(partition: TopicPartition): void {
    this.#fetchLoop.pause(partition);
  }

  resume(partition: TopicPartition): void {
    this.#fetchLoop.resume(partition);
  }

  seek(partition: TopicPartition, offset: number): void {
    this.#fetchLoop.seek(partition, offset);
  }

  stopFetching(): Promise<void> {
    return this.#fetchLoop.stop();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#partitionCheck);
    await this.#fetchLoop.stop();
    await this.#fetchLoop.disconnect();
    await this.#client.close(true);
  }

  #metadata(refresh = false): Promise<ClusterMetadata> {
    return this.#client.metadata({ topics: [...this.#options.topics], forceUpdate: refresh });
  }

  /** After every rebalance: asks for the committed offsets and tells the program what is its own now. */
  async #assign(): Promise<void> {
    const { generationId } = this.#client;
    try {
      const partitions = await this.#assignedPartitions();
      // Another rebalance came in the meantime, with its own call of this.
      if (generationId !== this.#client.generationId || this.#closed) return;
      const offsets = this.#handler?.assigned(partitions) ?? [];
      this.#fetchLoop.assign(
        partitions.map(
          (partition, index): FetchTarget => ({
            topic: partition.topic,
            partition: partition.partition,
            topicId: partition.topicId,
            position: offsets[index] ?? partition.committed ?? partition.logStart,
          }),
        ),
      );
      this.#partitionCount = partitionCount(await this.#metadata());
      this.#logger.info('partitions-assigned', { partitions: partitions.map(partitionName), generationId });
    } catch (error) {
      await this.#rejoin(error);
    }
  }

  async #assignedPartitions(): Promise<AssignedPartition[]> {
    const assignments = (this.#client.assignments ?? []).map(({ topic, partitions }) => ({
      topic,
      partitions: [...partitions],
    }));
    if (assignments.length === 0) return [];
    const topics = assignments.map(({ topic }) => topic);
    const [metadata, committed, logStarts] = await Promise.all([
      this.#metadata(),
      this.#client.listCommittedOffsets({ topics: assignments }),
      this.#client.listOffsets({ topics, timestamp: ListOffsetTimestamps.EARLIEST }),
    ]);
    return assignments.flatMap(({ topic, partitions }) =>
      partitions.map((partition): AssignedPartition => {
        const offset = committed.get(topic)?.[partition] ?? -1n;
        return {
          topic,
          partition,
          topicId: metadata.topics.get(topic)?.id ?? '',
          logStart: Number(logStarts.get(topic)?.[partition] ?? 0n),
          ...(offset >= 0n && { committed: Number(offset) }),
        };
      }),
    );
  }

  /** Nobody reads a partition that was added after the last rebalance: joining again makes one. */
  async #checkPartitions(): Promise<void> {
    try {
      const count = partitionCount(await this.#metadata());
      if (this.#partitionCount === undefined || count === this.#partitionCount) return;
      this.#logger.info('partitions-added', { before: this.#partitionCount, now: count });
      this.#partitionCount = count;
      await this.#client.joinGroup({});
    } catch (error) {
      this.#logger.warn('partition-check-failed', { error });
    }
  }

  /** The client gives its membership up after some failures; a consumer that stays out of its group reads nothing for ever. */
  async #rejoin(reason: unknown): Promise<void> {
    if (this.#rejoining || this.#closed) return;
    this.#rejoining = true;
    this.#logger.warn('group-membership-lost', { error: reason });
    while (!this.#closed) {
      await sleep(REJOIN_DELAY_MS);
      try {
        await this.#client.joinGroup({});
        break;
      } catch (error) {
        this.#logger.warn('group-join-failed', { error });
      }
    }
    this.#rejoining = false;
  }
}

function partitionCount({ topics }: ClusterMetadata): number {
  return [...topics.values()].reduce((sum, { partitionsCount }) => sum + partitionsCount, 0);
}
