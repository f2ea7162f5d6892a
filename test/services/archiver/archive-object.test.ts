import {
  type ArchiveObject,
  fromMetadata,
  objectKey,
  parseObjectKey,
  toMetadata,
} from '../../../services/archiver/archive-object';

const OBJECT: ArchiveObject = {
  topic: 'user-events',
  topicId: 'b1946ac9-2492-4d23-a6b8-1c2f3d4e5f60',
  partition: 42,
  startOffset: 1_234,
  nextOffset: 1_300,
  records: 60,
  crc32: 0x00c0ffee,
  firstTimestamp: Date.UTC(2026, 10, 21, 7, 59, 59, 999),
  lastTimestamp: Date.UTC(2026, 10, 21, 8, 30),
};

test('the key names topic, hour of the first record, partition and first offset', () => {
  expect(objectKey(OBJECT)).toBe(
    'v1/topic=user-events/dt=2026-11-21/hr=07/p00042-00000000000000001234.ndjson.zst',
  );
});

test('keys of a partition sort by offset within an hour', () => {
  const keys = [9, 10, 99_999, 100_000].map((startOffset) => objectKey({ ...OBJECT, startOffset }));

  expect([...keys].sort()).toEqual(keys);
});

test('a key tells its place back, and other objects none', () => {
  expect(parseObjectKey(objectKey(OBJECT))).toEqual({
    topic: 'user-events',
    partition: 42,
    startOffset: 1_234,
  });
  expect(parseObjectKey('v1/topic=user-events/dt=2026-11-21/hr=07/_p00042.manifest.json')).toBeUndefined();
});

test('metadata comes back as it was', () => {
  expect(fromMetadata(toMetadata(OBJECT))).toEqual(OBJECT);
});

test('an object without the metadata of an archiver is none of its own', () => {
  const { 'next-offset': _, ...rest } = toMetadata(OBJECT);

  expect(fromMetadata(rest)).toBeUndefined();
  expect(fromMetadata({})).toBeUndefined();
});
