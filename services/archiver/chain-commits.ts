import type { RecordConsumer, TopicPartition } from '../runtime/kafka/record-consumer';

/**
 * Tells the consumer group how far a partition is archived. Never waited for: a slow group coordinator must not hold objects up, and
 * what was not committed is found in the archive by whoever comes next.
 */
export class ChainCommits {
  readonly #partition: TopicPartition;
  readonly #consumer: Pick<RecordConsumer, 'commit'>;
  /** The group's committed offset is where the chain of objects begins, or leads to it. */
  #isPinned: boolean;
  /** What the group has committed, as far as this member knows. */
  #committed: number;
  #wanted: number;
  #work: Promise<void> | undefined;

  /** @param committed undefined when the group has committed nothing yet: the chain will begin at `start` */
  constructor(
    partition: TopicPartition,
    consumer: Pick<RecordConsumer, 'commit'>,
    committed: number | undefined,
    start: number,
  ) {
    this.#partition = partition;
    this.#consumer = consumer;
    this.#isPinned = committed !== undefined;
    this.#committed = committed ?? start;
    this.#wanted = this.#committed;
  }

  /** What the group says after a rebalance. */
  learn(committed: number): void {
    this.#isPinned = true;
    this.#committed = committed;
  }

  /**
   * To be awaited before the first object: the group must remember where the chain began, or a successor might begin one in the
   * middle of it.
   */
  async pin(start: number): Promise<void> {
    if (this.#isPinned) return;
    if (!(await this.#consumer.commit(this.#partition, start))) {
      throw new Error(`the first offset, ${start}, could not be committed`);
    }
    this.#isPinned = true;
  }

  /** Commits in the background, unless it is known to be committed. A commit that failed is made up for by the next call. */
  advance(offset: number): void {
    this.#wanted = offset;
    if (this.#work === undefined && this.#wanted > this.#committed) this.#work = this.#run();
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#work;
  }

  async #run(): Promise<void> {
    let isCommitted = true;
    while (isCommitted && this.#wanted > this.#committed) {
      const offset = this.#wanted;
      isCommitted = await this.#consumer.commit(this.#partition, offset);
      if (isCommitted) this.#committed = Math.max(this.#committed, offset);
    }
    this.#work = undefined;
  }
}
