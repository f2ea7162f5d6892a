import { promisify } from 'node:util';
import { constants, crc32, zstdCompress } from 'node:zlib';
import {
  type ArchivedPartition,
  type ArchiveObject,
  hourPrefix,
  objectKey,
  parseObjectKey,
  partitionPrefix,
  toMetadata,
} from './archive-object';
import type { ArchiveStore } from './archive-store';
import type { Cut } from './partition-writer';

/** What is in the archive where a cut was to be written. */
export interface WrittenObject {
  readonly object: ArchiveObject;
  /** `adopted`: it was there before, and may end somewhere else than the cut. */
  readonly result: 'created' | 'adopted';
  /** Size after compression; 0 when adopted. */
  readonly bytes: number;
}

const compress = promisify(zstdCompress);
/** Level 1 compresses JSON nearly as well as level 6, at four times the speed. */
const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * Puts a cut into the archive, unless an object that begins at the same offset is there: then that one stands.
 * An answer that was lost ends here too: the next try finds its own object.
 * @throws when neither is certain; nothing may be committed then
 */
export async function writeObject(
  store: ArchiveStore,
  partition: ArchivedPartition,
  cut: Cut,
): Promise<WrittenObject> {
  const lines = Buffer.concat(cut.lines);
  const { startOffset, nextOffset, records, firstTimestamp, lastTimestamp } = cut;
  const object: ArchiveObject = {
    ...partition,
    ...{ startOffset, nextOffset, records, firstTimestamp, lastTimestamp },
    crc32: crc32(lines),
  };
  const body = await compress(lines, COMPRESSION);
  const key = objectKey(object);
  if ((await store.create(key, body, toMetadata(object))) === 'created') {
    return { object, result: 'created', bytes: body.length };
  }
  const existing = await store.describe(key);
  if (existing === undefined) throw new Error(`${key} was there and is gone`);
  return { object: checkAdoptable(key, existing, object), result: 'adopted', bytes: 0 };
}

/**
 * The object that holds the first record of a cut, if another than this cut's own place does. That happens when reading began in the
 * middle of an object: after an operator moved the group, or when the group's commits had expired.
 */
export async function findCovering(
  store: ArchiveStore,
  partition: ArchivedPartition,
  { startOffset, firstTimestamp }: Cut,
): Promise<ArchiveObject | undefined> {
  const prefix = `${hourPrefix(partition.topic, firstTimestamp)}${partitionPrefix(partition.partition)}`;
  const keys = await store.list(prefix);
  const before = keys.filter((key) => (parseObjectKey(key)?.startOffset ?? startOffset) < startOffset).at(-1);
  const object = before === undefined ? undefined : await store.describe(before);
  if (object === undefined || object.topicId !== partition.topicId) return undefined;
  return object.nextOffset > startOffset ? object : undefined;
}

function checkAdoptable(key: string, existing: ArchiveObject, wanted: ArchiveObject): ArchiveObject {
  if (existing.topicId !== wanted.topicId) {
    throw new Error(
      `${key} belongs to an earlier topic named ${wanted.topic}: move that topic's archive away, then restart`,
    );
  }
  if (existing.startOffset !== wanted.startOffset || existing.nextOffset <= wanted.startOffset) {
    throw new Error(
      `${key} says it holds offsets ${existing.startOffset} to ${existing.nextOffset}: it is damaged`,
    );
  }
  return existing;
}
