import fc from 'fast-check';
import { objectKey } from '../../../services/archiver/archive-object';
import { type Cut, type CutSettings, PartitionWriter } from '../../../services/archiver/partition-writer';
import type { Segment } from '../../../services/archiver/segment';

/** What may happen in a step, to which of the writers, and a number that says how much of it. */
interface Step {
  readonly action: (typeof ACTIONS)[number];
  readonly writer: number;
  readonly amount: number;
}

const ACTIONS = [
  'read',
  'cut',
  'put',
  'answer',
  'lose-answer',
  'request-commit',
  'apply-commit',
  'crash',
  'zombie',
  'reassign',
  'change-settings',
] as const;

interface LogRecord {
  readonly offset: number;
  readonly timestamp: number;
}

interface Running {
  readonly writer: PartitionWriter;
  cut?: Cut;
  /** Where the object ends that is in the store now; undefined until the put was carried out. */
  stored?: number;
}

interface StoredObject {
  readonly startOffset: number;
  readonly nextOffset: number;
  readonly offsets: readonly number[];
}

/** A partition, a bucket and a consumer group whose commits nobody fences: any writer may commit anything old at any time. */
class World {
  readonly bucket = new Map<string, StoredObject>();
  readonly #log: readonly LogRecord[];
  readonly #logEnd: number;
  #committed = 0;
  #commits: number[] = [];
  #settings: CutSettings = { bytes: 50, ageMs: 10 };
  #now = 0;
  #writers: Running[] = [{ writer: new PartitionWriter(0) }];

  constructor(log: readonly LogRecord[]) {
    this.#log = log;
    this.#logEnd = (log.at(-1)?.offset ?? -1) + 1;
  }

  run({ action, writer: index, amount }: Step): void {
    this.#now += amount;
    const running = this.#writers[index % this.#writers.length];
    if (running === undefined) return;
    switch (action) {
      case 'read':
        this.#read(running.writer, amount);
        break;
      case 'cut':
        running.cut ??= running.writer.nextCut(this.#settings, this.#now, amount % 2 === 0);
        break;
      case 'put':
        this.#put(running);
        break;
      case 'answer':
        answer(running);
        break;
      case 'lose-answer':
        loseAnswer(running);
        break;
      case 'request-commit':
        this.#commits.push(running.writer.archivedTo);
        break;
      case 'apply-commit':
        this.#committed = this.#commits[amount % Math.max(1, this.#commits.length)] ?? this.#committed;
        break;
      case 'crash':
        this.#writers = this.#writers.filter((other) => other !== running);
        this.#start();
        break;
      case 'zombie':
        if (this.#writers.length < 4) this.#start();
        break;
      case 'reassign':
        running.writer.reassigned(this.#committed);
        break;
      case 'change-settings':
        this.#settings = { bytes: 1 + amount * 7, ageMs: 1 + (amount % 20) };
    }
  }

  /** One writer alone archives what is left. */
  finish(): void {
    const last: Running = { writer: new PartitionWriter(this.#committed) };
    for (let round = 0; last.writer.archivedTo < this.#logEnd; round++) {
      if (round > 10_000) throw new Error('the archive does not advance');
      this.#read(last.writer, 5);
      last.cut ??= last.writer.nextCut(this.#settings, this.#now, true);
      this.#put(last);
      answer(last);
    }
  }

  #start(): void {
    this.#writers.push({ writer: new PartitionWriter(this.#committed) });
  }

  #read(writer: PartitionWriter, amount: number): void {
    const records = this.#log.filter(({ offset }) => offset >= writer.position).slice(0, amount % 12);
    const last = records.at(-1);
    if (last !== undefined) writer.append(segmentOf(records), last.offset + 1, this.#now);
  }

  /** Create-only: whoever comes second finds the object of the first. */
  #put(running: Running): void {
    const { cut } = running;
    if (cut === undefined || running.stored !== undefined) return;
    const key = objectKey({ topic: 't', partition: 0, ...cut });
    const existing = this.bucket.get(key);
    if (existing === undefined) {
      const { startOffset, nextOffset, lines } = cut;
      const offsets = Buffer.concat(lines).toString().split('\n').filter(Boolean).map(Number);
      this.bucket.set(key, { startOffset, nextOffset, offsets });
    }
    running.stored = existing?.nextOffset ?? cut.nextOffset;
  }
}

function answer(running: Running): void {
  if (running.stored === undefined) return;
  running.writer.settled(running.stored);
  running.cut = undefined;
  running.stored = undefined;
}

function loseAnswer(running: Running): void {
  if (running.cut === undefined) return;
  running.writer.failed();
  running.cut = undefined;
  running.stored = undefined;
}

function segmentOf(records: readonly LogRecord[]): Segment {
  const lines = records.map(({ offset }) => `${offset}\n`);
  let end = 0;
  return {
    offsets: records.map(({ offset }) => offset),
    timestamps: records.map(({ timestamp }) => timestamp),
    ends: lines.map((line) => {
      end += line.length;
      return end;
    }),
    bytes: Buffer.from(lines.join('')),
  };
}

/** Offsets with holes where markers are; time goes on by up to 40 minutes a record, so that hours change often. */
const log = fc
  .array(fc.record({ gap: fc.constantFrom(0, 0, 0, 1, 3), elapsed: fc.nat(2_400_000) }), {
    minLength: 1,
    maxLength: 80,
  })
  .map((records) => {
    let offset = -1;
    let timestamp = Date.UTC(2026, 0, 31, 22);
    return records.map(({ gap, elapsed }): LogRecord => {
      offset += 1 + gap;
      timestamp += elapsed;
      return { offset, timestamp };
    });
  });

const steps = fc.array(
  fc.record({
    action: fc.constantFrom(
      ...ACTIONS,
      'read',
      'read',
      'cut',
      'put',
      'answer',
      'request-commit',
      'apply-commit',
    ),
    writer: fc.nat(3),
    amount: fc.nat(30),
  }),
  { maxLength: 150 },
) as fc.Arbitrary<Step[]>;

test('whatever crashes, zombies, stale commits and changed settings do, each record is archived exactly once', () => {
  fc.assert(
    fc.property(log, steps, (records, schedule) => {
      const world = new World(records);
      for (const step of schedule) world.run(step);
      world.finish();

      const objects = [...world.bucket.values()].sort((a, b) => a.startOffset - b.startOffset);
      expect(objects.flatMap(({ offsets }) => offsets)).toEqual(records.map(({ offset }) => offset));
      expect(objects.slice(1).map(({ startOffset }) => startOffset)).toEqual(
        objects.slice(0, -1).map(({ nextOffset }) => nextOffset),
      );
    }),
    { numRuns: 2_000 },
  );
});
