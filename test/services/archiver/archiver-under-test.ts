import { Registry } from 'prom-client';
import type { ArchiveObject } from '../../../services/archiver/archive-object';
import { fromMetadata } from '../../../services/archiver/archive-object';
import type { ArchiveStore } from '../../../services/archiver/archive-store';
import { Archiver } from '../../../services/archiver/archiver';
import { createArchiverMetrics } from '../../../services/archiver/archiver-metrics';
import { type ArchivedRecord, readArchive } from '../../../services/archiver/read-archive';
import type {
  AssignedPartition,
  ConsumedBatch,
  RecordConsumer,
  TopicPartition,
} from '../../../services/runtime/kafka/record-consumer';
import { silentLogger } from '../../../services/runtime/logger';

/** A bucket in memory. Creates and never overwrites; can be told to fail. */
export class MemoryStore implements ArchiveStore {
  readonly objects = new Map<string, { body: Buffer; metadata: Readonly<Record<string, string>> }>();
  creates = 0;
  /** Runs before each create; may throw. */
  before: () => Promise<void> = async () => {};
  /** Whether the next created objects' answers get lost. */
  losesAnswers = false;

  async create(
    key: string,
    body: Buffer,
    metadata: Readonly<Record<string, string>>,
  ): Promise<'created' | 'exists'> {
    this.creates++;
    await this.before();
    if (this.objects.has(key)) return 'exists';
    this.objects.set(key, { body, metadata });
    if (this.losesAnswers) throw new Error('socket hang up');
    return 'created';
  }

  async describe(key: string): Promise<ArchiveObject | undefined> {
    const found = this.objects.get(key);
    if (found === undefined) return undefined;
    const object = fromMetadata(found.metadata);
    if (object === undefined) throw new Error(`${key} was not written by an archiver`);
    return object;
  }

  async list(prefix: string, after = ''): Promise<string[]> {
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  }

  async read(key: string): Promise<Buffer> {
    return this.objects.get(key)?.body ?? Buffer.alloc(0);
  }
}

/** Remembers what it was told. */
export class FakeConsumer implements Pick<RecordConsumer, 'commit' | 'pause' | 'resume' | 'seek'> {
  readonly commits: number[] = [];
  readonly paused = new Set<number>();
  readonly seeks: number[] = [];
  /** Whether commits succeed. */
  commitsSucceed = true;

  async commit(_: TopicPartition, offset: number): Promise<boolean> {
    this.commits.push(offset);
    return this.commitsSucceed;
  }

  pause({ partition }: TopicPartition): void {
    this.paused.add(partition);
  }

  resume({ partition }: TopicPartition): void {
    this.paused.delete(partition);
  }

  seek(_: TopicPartition, offset: number): void {
    this.seeks.push(offset);
  }
}

export interface ArchiverUnderTestOptions {
  readonly store?: MemoryStore;
  readonly cutBytes?: number;
  readonly memoryBytes?: number;
}

/** 08:15 UTC, in the middle of an hour. */
export const MORNING = Date.UTC(2026, 10, 21, 8, 15);

/** An archiver on a bucket in memory and a clock that only tests move. */
export function archiverUnderTest({
  store = new MemoryStore(),
  cutBytes = Number.MAX_SAFE_INTEGER,
  memoryBytes = Number.MAX_SAFE_INTEGER,
}: ArchiverUnderTestOptions = {}) {
  const consumer = new FakeConsumer();
  const clock = { now: MORNING };
  const archiver = new Archiver({
    store,
    consumer,
    metrics: createArchiverMetrics(new Registry()),
    logger: silentLogger,
    cut: { bytes: cutBytes, ageMs: 60_000 },
    memoryBytes,
    now: () => clock.now,
    // Time passes as soon as somebody waits for it.
    sleep: async (ms) => {
      clock.now += ms;
      await turn();
    },
  });
  const records = async (): Promise<ArchivedRecord[]> => {
    const found: ArchivedRecord[] = [];
    for await (const record of readArchive(store, ['t'])) found.push(record);
    return found;
  };
  return { archiver, store, consumer, clock, records };
}

/** Partition 0 of topic `t`. */
export function assignedOf(overrides: Partial<AssignedPartition> = {}): AssignedPartition {
  return { topic: 't', topicId: 'id-1', partition: 0, logStart: 0, committed: 0, ...overrides };
}

/** Records at these offsets, appended now. */
export function batchOf(
  offsets: readonly number[],
  overrides: Partial<ConsumedBatch> & { timestamp?: number } = {},
): ConsumedBatch {
  const { timestamp = MORNING, ...rest } = overrides;
  const records = offsets.map((offset) => ({
    offset,
    timestamp,
    key: Buffer.from('k'),
    value: Buffer.from(`{"number":${offset}}`),
    headers: [[Buffer.from('content-type'), Buffer.from('application/json')] as const],
  }));
  const nextOffset = (offsets.at(-1) ?? -1) + 1;
  return { topic: 't', partition: 0, records, nextOffset, highWatermark: nextOffset, ...rest };
}

/** Waits until something is so; fails after two seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 2_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`never came true: ${condition}`);
    await turn();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
