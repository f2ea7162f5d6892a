import type { Logger } from '../logger';
import { partitionName, type TopicPartition } from './record-consumer';

/** An offset on its way to the group coordinator. */
export interface OffsetToCommit extends TopicPartition {
  readonly offset: bigint;
  readonly leaderEpoch: number;
}

export interface CommitterOptions {
  readonly logger: Logger;
  /** Whether a partition is this member's now. Clients commit for any partition when asked, and brokers believe them. */
  readonly owns: (partition: TopicPartition) => boolean;
  readonly commit: (offsets: readonly OffsetToCommit[]) => Promise<void>;
}

interface Request {
  readonly partition: TopicPartition;
  readonly offset: number;
  settle(committed: boolean): void;
}

const UNKNOWN_EPOCH = -1;

/** Commits one request after the other, and whatever came in the meantime together in the next: offsets never go backwards by overtaking. */
export class OffsetCommitter {
  readonly #options: CommitterOptions;
  #waiting: Request[] = [];
  #running = false;

  constructor(options: CommitterOptions) {
    this.#options = options;
  }

  /** True once committed; false when it was not, for whatever reason. */
  commit(partition: TopicPartition, offset: number): Promise<boolean> {
    return new Promise((settle) => {
      this.#waiting.push({ partition, offset, settle });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const requests = this.#waiting;
      this.#waiting = [];
      await this.#commitAll(requests);
    }
    this.#running = false;
  }

  async #commitAll(requests: readonly Request[]): Promise<void> {
    const { owns, commit, logger } = this.#options;
    const own = requests.filter(({ partition }) => owns(partition));
    for (const request of requests) if (!own.includes(request)) request.settle(false);
    const latest = new Map<string, OffsetToCommit>();
    for (const { partition, offset } of own) {
      const { topic, partition: number } = partition;
      const known = latest.get(partitionName(partition));
      if (known !== undefined && known.offset >= BigInt(offset)) continue;
      latest.set(partitionName(partition), {
        topic,
        partition: number,
        offset: BigInt(offset),
        leaderEpoch: UNKNOWN_EPOCH,
      });
    }
    if (latest.size === 0) return;
    const committed = await commit([...latest.values()]).then(
      () => true,
      (error: unknown) => {
        logger.warn('commit-failed', { error, partitions: [...latest.keys()] });
        return false;
      },
    );
    for (const request of own) request.settle(committed);
  }
}
