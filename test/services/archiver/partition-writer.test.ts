import { type CutSettings, PartitionWriter } from '../../../services/archiver/partition-writer';
import type { Segment } from '../../../services/archiver/segment';

const HOUR_MS = 3_600_000;
const NEVER: CutSettings = { bytes: Number.MAX_SAFE_INTEGER, ageMs: Number.MAX_SAFE_INTEGER };

/** Records at these offsets, each a line of ten bytes, all of the same minute unless told otherwise. */
function segmentOf(offsets: readonly number[], timestamp = 0): Segment {
  return {
    offsets,
    timestamps: offsets.map(() => timestamp),
    ends: offsets.map((_, index) => (index + 1) * 10),
    bytes: Buffer.from(offsets.map((offset) => `${String(offset).padStart(9, '0')}\n`).join('')),
  };
}

function textOf(lines: readonly Buffer[] | undefined): string[] {
  return Buffer.concat(lines ?? [])
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => String(Number(line)));
}

describe('PartitionWriter', () => {
  test('cuts nothing before a limit is reached', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100, 101]), 102, 0);

    expect(writer.nextCut({ bytes: 21, ageMs: 1000 }, 999)).toBeUndefined();
  });

  test('cuts at the size: the record that would go beyond it begins the next object', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100, 101, 102]), 103, 0);

    const cut = writer.nextCut({ bytes: 25, ageMs: 1000 }, 0);

    expect(cut).toMatchObject({ startOffset: 100, nextOffset: 102, records: 2 });
    expect(textOf(cut?.lines)).toEqual(['100', '101']);
  });

  test('a record larger than the size still becomes an object', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100, 101]), 102, 0);

    expect(writer.nextCut({ bytes: 5, ageMs: 1000 }, 0)).toMatchObject({ nextOffset: 101, records: 1 });
  });

  test('cuts when the oldest record has waited long enough, counted from when it was read', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100]), 101, 5_000);
    writer.append(segmentOf([101]), 102, 5_900);

    expect(writer.nextCut({ ...NEVER, ageMs: 1000 }, 5_999)).toBeUndefined();
    expect(writer.nextCut({ ...NEVER, ageMs: 1000 }, 6_000)).toMatchObject({
      startOffset: 100,
      nextOffset: 102,
    });
  });

  test('cuts where a record enters the next hour', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100, 101], HOUR_MS - 1), 102, 0);
    writer.append(segmentOf([102], HOUR_MS), 103, 0);

    expect(writer.nextCut(NEVER, 0)).toMatchObject({
      startOffset: 100,
      nextOffset: 102,
      lastTimestamp: HOUR_MS - 1,
    });
  });

  test('a late record stays in the object of the hour it arrived in', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100], HOUR_MS), 101, 0);
    writer.append(segmentOf([101], HOUR_MS - 1), 102, 0);

    expect(writer.nextCut(NEVER, 0)).toBeUndefined();
  });

  test('the next object begins where reading goes on, behind markers that nobody sees', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([101, 103]), 105, 0);

    expect(writer.nextCut(NEVER, 0, true)).toMatchObject({ startOffset: 100, nextOffset: 105, records: 2 });
  });

  test('writes one object at a time', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100, 101, 102]), 103, 0);
    writer.nextCut({ ...NEVER, bytes: 10 }, 0);

    expect(writer.nextCut({ ...NEVER, bytes: 10 }, 0)).toBeUndefined();
    writer.settled(101);
    expect(writer.nextCut({ ...NEVER, bytes: 10 }, 0)).toMatchObject({ startOffset: 101, nextOffset: 102 });
  });

  test('goes on where a shorter object of somebody else ends, and keeps the rest', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100, 101, 102, 103]), 104, 0);
    writer.nextCut(NEVER, 0, true);
    writer.settled(102);

    const cut = writer.nextCut(NEVER, 0, true);

    expect(writer.archivedTo).toBe(102);
    expect(cut).toMatchObject({ startOffset: 102, nextOffset: 104 });
    expect(textOf(cut?.lines)).toEqual(['102', '103']);
  });

  test('goes on where a longer object of somebody else ends, and reads on there', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100, 101]), 102, 0);
    writer.nextCut(NEVER, 0, true);
    writer.settled(110);

    expect(writer.position).toBe(110);
    expect(writer.bytes).toBe(0);
    writer.append(segmentOf([108, 109, 110]), 111, 0);
    expect(writer.nextCut(NEVER, 0, true)).toMatchObject({ startOffset: 110, nextOffset: 111, records: 1 });
  });

  test('takes a quarter of a million small records at once', () => {
    const writer = new PartitionWriter(0);
    const count = 250_000;
    writer.append(segmentOf(Array.from({ length: count }, (_, index) => index)), count, 0);

    expect(writer.nextCut({ ...NEVER, bytes: 10 * count }, 0)).toMatchObject({
      records: count,
      nextOffset: count,
    });
  });

  test('keeps its records when writing failed', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100, 101]), 102, 0);
    const first = writer.nextCut(NEVER, 0, true);
    writer.failed();

    expect(writer.archivedTo).toBe(100);
    expect(writer.nextCut(NEVER, 0, true)).toEqual(first);
  });

  test('keeps its buffer over a rebalance that committed nothing new', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100, 101]), 102, 0);

    expect(writer.reassigned(100)).toBe(102);
    expect(writer.bytes).toBe(2 * 10);
  });

  test('drops what others have committed meanwhile', () => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100, 101]), 102, 0);

    expect(writer.reassigned(101)).toBe(102);
    expect(writer.nextCut(NEVER, 0, true)).toMatchObject({ startOffset: 101, records: 1 });
  });

  test.each([
    ['behind its buffer', 150],
    ['before its buffer', 40],
  ])('begins anew when the group has committed %s', (_, committed) => {
    const writer = new PartitionWriter(100);
    writer.append(segmentOf([100, 101]), 102, 0);

    expect(writer.reassigned(committed)).toBe(committed);
    expect(writer.bytes).toBe(0);
  });
});
