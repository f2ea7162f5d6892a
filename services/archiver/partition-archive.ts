import type { AssignedPartition, ConsumedBatch } from '../runtime/kafka/record-consumer';
import { type ArchivedPartition, objectKey } from './archive-object';
import type { ArchiverOptions } from './archiver';
import { ChainCommits } from './chain-commits';
import { HourCloser } from './hour-closer';
import { type Cut, PartitionWriter } from './partition-writer';
import type { Segment } from './segment';
import type { UploadSlots } from './upload-slots';
import { findCovering, type WrittenObject, writeObject } from './write-object';

export interface PartitionArchiveOptions extends ArchiverOptions {
  readonly slots: UploadSlots;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

/** Carries out for one partition what its writer decides: uploads, commits, pauses. One upload at a time. */
export class PartitionArchive {
  readonly #partition: ArchivedPartition;
  readonly #options: PartitionArchiveOptions;
  readonly #writer: PartitionWriter;
  readonly #commits: ChainCommits;
  readonly #closer: HourCloser;
  /** It is certain that no object holds the offset the chain goes on at. */
  #isAligned = false;
  #isRevoked = false;
  #force = false;
  #work: Promise<void> | undefined;
  #memoryFull = false;
  #problem: string | undefined;
  #highWatermark = 0;
  /** When a fetch last found nothing more to read. */
  #caughtUpAt: number | undefined;
  #lastArchivedTimestamp: number | undefined;

  constructor(assigned: AssignedPartition, options: PartitionArchiveOptions) {
    const { topic, topicId, partition, committed, logStart } = assigned;
    this.#partition = { topic, topicId, partition };
    this.#options = options;
    this.#writer = new PartitionWriter(committed ?? logStart);
    this.#closer = new HourCloser(this.#partition, options);
    this.#commits = new ChainCommits(this.#partition, options.consumer, committed, logStart);
  }

  get topicId(): string {
    return this.#partition.topicId;
  }

  get bytes(): number {
    return this.#writer.bytes;
  }

  get isWriting(): boolean {
    return this.#work !== undefined;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** Once more ours, with what the group has committed. Answers where to read on. */
  assigned({ committed }: AssignedPartition): number {
    this.#memoryFull = false;
    if (committed !== undefined) {
      this.#commits.learn(committed);
      if (committed !== this.#writer.archivedTo) this.#isAligned = false;
      this.#writer.reassigned(committed);
    }
    this.#pauseWhenNeeded();
    return this.#writer.position;
  }

  /** Another member's now. An upload under way ends by itself; nothing is committed any more. */
  revoke(): void {
    const { metrics } = this.#options;
    this.#isRevoked = true;
    metrics.lag.remove(this.#labels);
    metrics.oldestUnarchived.remove(this.#labels);
  }

  append(
    segment: Segment,
    { nextOffset, highWatermark }: Pick<ConsumedBatch, 'nextOffset' | 'highWatermark'>,
  ): void {
    const now = this.#options.now();
    this.#writer.append(segment, nextOffset, now);
    this.#highWatermark = highWatermark;
    if (this.#writer.position >= highWatermark) this.#caughtUpAt = now;
    this.#start();
  }

  tick(): void {
    const { metrics, now } = this.#options;
    const labels = this.#labels;
    const { oldestTimestamp } = this.#writer;
    metrics.lag.set(labels, Math.max(0, this.#highWatermark - this.#writer.position));
    metrics.oldestUnarchived.set(
      labels,
      oldestTimestamp === undefined ? 0 : Math.max(0, now() - oldestTimestamp) / 1000,
    );
    this.#start();
    if (!this.#isRevoked) this.#commits.advance(this.#writer.archivedTo);
    const archivedUntil = this.#archivedUntil();
    if (archivedUntil !== undefined) this.#closer.advance(archivedUntil);
  }

  cutEarly(): void {
    this.#force = true;
    this.#start();
  }

  async flush(): Promise<void> {
    do {
      this.#force = true;
      this.#start();
      await this.#work;
    } while (!this.#isRevoked && this.#writer.bytes > 0);
    await this.#commits.settled();
  }

  setMemoryFull(full: boolean): void {
    this.#memoryFull = full;
    this.#pauseWhenNeeded();
  }

  get #labels() {
    return { topic: this.#partition.topic, partition: String(this.#partition.partition) };
  }

  /** Everything the brokers appended before this time is in the archive. */
  #archivedUntil(): number | undefined {
    const { oldestTimestamp, position } = this.#writer;
    if (oldestTimestamp !== undefined) return oldestTimestamp;
    return position >= this.#highWatermark ? this.#caughtUpAt : this.#lastArchivedTimestamp;
  }

  #start(): void {
    if (this.#work !== undefined || this.#isRevoked) return;
    const cut = this.#nextCut();
    if (cut === undefined) return;
    this.#work = this.#archiveAll(cut).finally(() => {
      this.#work = undefined;
    });
  }

  #nextCut(): Cut | undefined {
    const cut = this.#writer.nextCut(this.#options.cut, this.#options.now(), this.#force);
    this.#force = false;
    return cut;
  }

  async #archiveAll(first: Cut): Promise<void> {
    const { sleep } = this.#options;
    let delay = FIRST_RETRY_MS;
    for (let cut: Cut | undefined = first; cut !== undefined && !this.#isRevoked; cut = this.#nextCut()) {
      try {
        await this.#archive(cut);
        this.#setProblem(undefined);
        delay = FIRST_RETRY_MS;
      } catch (error) {
        this.#writer.failed();
        this.#force = true;
        this.#reportFailure(cut, error);
        await sleep(delay);
        delay = Math.min(delay * 2, LAST_RETRY_MS);
      }
    }
  }

  async #archive(cut: Cut): Promise<void> {
    const { store, consumer, slots } = this.#options;
    const written = await slots.run(async () => {
      await this.#commits.pin(cut.startOffset);
      const covering = this.#isAligned ? undefined : await findCovering(store, this.#partition, cut);
      this.#isAligned = true;
      return covering === undefined
        ? writeObject(store, this.#partition, cut)
        : ({ object: covering, result: 'adopted', bytes: 0 } satisfies WrittenObject);
    });
    const { position } = this.#writer;
    this.#writer.settled(written.object.nextOffset);
    this.#lastArchivedTimestamp = written.object.lastTimestamp;
    if (this.#writer.position > position && !this.#isRevoked)
      consumer.seek(this.#partition, this.#writer.position);
    this.#report(cut, written);
    if (!this.#isRevoked) this.#commits.advance(this.#writer.archivedTo);
  }

  #report(cut: Cut, { object, result, bytes }: WrittenObject): void {
    const { metrics, logger, now } = this.#options;
    const { topic, partition } = this.#partition;
    metrics.objects.inc({ topic, result });
    if (result === 'created') {
      metrics.records.inc({ topic }, object.records);
      metrics.bytes.inc(
        { topic, form: 'lines' },
        cut.lines.reduce((sum, line) => sum + line.length, 0),
      );
      metrics.bytes.inc({ topic, form: 'compressed' }, bytes);
      metrics.delaySeconds.observe({ topic }, Math.max(0, now() - object.firstTimestamp) / 1000);
    }
    const { startOffset, nextOffset, records } = object;
    const event = result === 'created' ? 'object-created' : 'object-adopted';
    logger.info(event, { topic, partition, startOffset, nextOffset, records, bytes, key: objectKey(object) });
  }

  #reportFailure({ startOffset }: Cut, error: unknown): void {
    const { topic, partition } = this.#partition;
    const message = error instanceof Error ? error.message : String(error);
    this.#options.metrics.failures.inc({ topic });
    this.#options.logger.warn('archive-failed', { topic, partition, startOffset, error });
    this.#setProblem(`${topic}/${partition} cannot be archived: ${message}`);
  }

  /** While nothing can be written, nothing more is read. */
  #setProblem(problem: string | undefined): void {
    this.#problem = problem;
    this.#pauseWhenNeeded();
  }

  #pauseWhenNeeded(): void {
    const { consumer } = this.#options;
    if (this.#isRevoked) return;
    if (this.#memoryFull || this.#problem !== undefined) consumer.pause(this.#partition);
    else consumer.resume(this.#partition);
  }
}
