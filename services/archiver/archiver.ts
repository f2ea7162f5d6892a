import type {
  AssignedPartition,
  ConsumedBatch,
  PartitionHandler,
  RecordConsumer,
  TopicPartition,
} from '../runtime/kafka/record-consumer';
import { partitionName } from '../runtime/kafka/record-consumer';
import type { Logger } from '../runtime/logger';
import type { ArchiveStore } from './archive-store';
import type { ArchiverMetrics } from './archiver-metrics';
import { encodeLines } from './encode-lines';
import { eventTimeMs } from './event-time';
import { PartitionArchive } from './partition-archive';
import type { CutSettings } from './partition-writer';
import { UploadSlots } from './upload-slots';

export interface ArchiverOptions {
  readonly store: ArchiveStore;
  readonly consumer: Pick<RecordConsumer, 'commit' | 'pause' | 'resume' | 'seek'>;
  readonly metrics: ArchiverMetrics;
  readonly logger: Logger;
  readonly cut: CutSettings;
  /** Size of lines held before reading stops. */
  readonly memoryBytes: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Above this share of the memory the largest buffer is cut early; below it reading goes on. */
const RELIEF_UTILIZATION = 0.75;
/** Each holds an object twice for a moment: as lines and compressed. */
const UPLOADS_AT_ONCE = 4;

/** Archives all partitions of this member: reads into buffers, cuts, writes, commits; and stops reading when it gets behind. */
export class Archiver implements PartitionHandler {
  readonly #options: ArchiverOptions;
  readonly #slots = new UploadSlots(UPLOADS_AT_ONCE);
  #partitions = new Map<string, PartitionArchive>();
  #full = false;

  constructor(options: ArchiverOptions) {
    this.#options = options;
  }

  assigned(partitions: readonly AssignedPartition[]): readonly number[] {
    const before = this.#partitions;
    this.#partitions = new Map(
      partitions.map((assigned) => {
        const name = partitionName(assigned);
        const known = before.get(name);
        const archive =
          known?.topicId === assigned.topicId
            ? known
            : new PartitionArchive(assigned, { ...this.#options, slots: this.#slots });
        return [name, archive];
      }),
    );
    for (const [name, archive] of before) if (this.#partitions.get(name) !== archive) archive.revoke();
    this.#full = false;
    return partitions.map(
      (assigned) => this.#partitions.get(partitionName(assigned))?.assigned(assigned) ?? 0,
    );
  }

  batch(batch: ConsumedBatch): void {
    const archive = this.#partitions.get(partitionName(batch));
    if (archive === undefined) return;
    const { bytes, ends } = encodeLines(batch.records);
    const segment = {
      offsets: batch.records.map(({ offset }) => offset),
      timestamps: batch.records.map(({ timestamp }) => timestamp),
      ends,
      bytes,
    };
    archive.append(segment, batch);
    if (batch.records.length === 0) return;
    this.#measure(batch);
    this.#relieve();
  }

  lost(partition: TopicPartition, from: number, logStart: number): void {
    this.#options.metrics.lost.inc({ topic: partition.topic }, logStart - from);
    this.#options.logger.error('records-lost', { ...partition, from, logStart });
  }

  /** To be called about once a second: cuts what has become old, and refreshes what is measured. */
  tick(): void {
    for (const archive of this.#partitions.values()) archive.tick();
    this.#relieve();
  }

  /** Why it should not be considered healthy. */
  problems(): string[] {
    return [...this.#partitions.values()].flatMap((archive) => archive.problem ?? []);
  }

  /** Archives and commits everything that was read. To be called once nothing more comes. */
  async flush(): Promise<void> {
    await Promise.all([...this.#partitions.values()].map((archive) => archive.flush()));
  }

  #measure({ topic, records }: ConsumedBatch): void {
    const { metrics, now } = this.#options;
    const readAt = now();
    metrics.read.inc({ topic }, records.length);
    for (const record of records) {
      metrics.readDelaySeconds.observe({ topic }, Math.max(0, readAt - eventTimeMs(record)) / 1000);
    }
  }

  /** Keeps memory bounded: cuts the largest buffer early, then stops reading until there is room. */
  #relieve(): void {
    const { memoryBytes, metrics, logger } = this.#options;
    const archives = [...this.#partitions.values()];
    const held = archives.reduce((sum, { bytes }) => sum + bytes, 0);
    metrics.heldBytes.set(held);
    if (held >= memoryBytes * RELIEF_UTILIZATION) {
      const largest = archives.filter(({ isWriting }) => !isWriting).sort((a, b) => b.bytes - a.bytes)[0];
      largest?.cutEarly();
    }
    const full = held >= (this.#full ? memoryBytes * RELIEF_UTILIZATION : memoryBytes);
    if (full === this.#full) return;
    this.#full = full;
    logger[full ? 'warn' : 'info'](full ? 'memory-full' : 'memory-relieved', {
      heldBytes: held,
      memoryBytes,
    });
    for (const archive of archives) archive.setMemoryFull(full);
  }
}
