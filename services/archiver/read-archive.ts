import { promisify } from 'node:util';
import { crc32, zstdDecompress } from 'node:zlib';
import { type ArchiveObject, objectKey, parseObjectKey, topicPrefix } from './archive-object';
import type { ArchiveStore } from './archive-store';

/** A record as the archive keeps it. */
export interface ArchivedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** In milliseconds since 1970. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  /** A header that stood twice in the record is a list here. */
  readonly headers: Readonly<Record<string, string | null | readonly (string | null)[]>>;
  /** The very bytes that were in the log. */
  readonly value: Buffer | null;
}

/** The part of a store that reading needs. */
export type ArchiveReader = Pick<ArchiveStore, 'list' | 'read' | 'describe'>;

const decompress = promisify(zstdDecompress);
const LINE_FEED = 0x0a;
/** Ends the headers and begins the value. Header values are texts, null and lists: no other place of a line can hold it. */
const VALUE_MARK = Buffer.from('},"value":');

/**
 * Every record in the archive of some topics, partition by partition in the order of their objects. Gives what the objects hold and
 * nothing else: whoever counts finds duplicates and gaps.
 * @throws when an object is damaged
 */
export async function* readArchive(
  store: ArchiveReader,
  topics: readonly string[],
): AsyncGenerator<ArchivedRecord> {
  for (const topic of topics) {
    for (const key of await listObjects(store, topic)) yield* readObject(store, key);
  }
}

/** Keys of a topic's objects, by partition and first offset. */
export async function listObjects(store: Pick<ArchiveStore, 'list'>, topic: string): Promise<string[]> {
  const keys = await store.list(topicPrefix(topic));
  return keys
    .flatMap((key) => {
      const place = parseObjectKey(key);
      return place === undefined ? [] : [{ key, ...place }];
    })
    .sort((a, b) => a.partition - b.partition || a.startOffset - b.startOffset)
    .map(({ key }) => key);
}

/** Records of one object. */
export async function* readObject(store: ArchiveReader, key: string): AsyncGenerator<ArchivedRecord> {
  const [body, object] = await Promise.all([store.read(key), store.describe(key)]);
  if (object === undefined) throw new Error(`${key} went away while it was read`);
  const lines = await decompress(body);
  checkObject(key, lines, object);
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf(LINE_FEED, start);
    yield decodeLine(lines.subarray(start, end), object);
    start = end + 1;
  }
}

function checkObject(key: string, lines: Buffer, object: ArchiveObject): void {
  if (objectKey(object) !== key) throw new Error(`${key} holds ${objectKey(object)}`);
  if (crc32(lines) !== object.crc32) throw new Error(`${key} is damaged: its checksum is wrong`);
}

/** One line back to the record. The value is cut out, not parsed: it need not be valid JSON. */
export function decodeLine(
  line: Buffer,
  { topic, partition }: Pick<ArchivedRecord, 'topic' | 'partition'>,
): ArchivedRecord {
  const mark = line.indexOf(VALUE_MARK);
  const front = JSON.parse(
    mark === -1 ? line.toString() : `${line.toString('utf8', 0, mark)}}}`,
  ) as LineFront;
  const { offset, timestamp, key, keyB64, headers, b64 } = front;
  return {
    topic,
    partition,
    offset,
    timestamp,
    key: bytesOf(keyB64) ?? (key == null ? null : Buffer.from(key)),
    headers,
    value: mark === -1 ? (bytesOf(b64) ?? null) : line.subarray(mark + VALUE_MARK.length, -1),
  };
}

/** A line without its value. */
interface LineFront {
  readonly offset: number;
  readonly timestamp: number;
  readonly key?: string | null;
  readonly keyB64?: string;
  readonly headers: ArchivedRecord['headers'];
  readonly b64?: string;
}

function bytesOf(base64: string | undefined): Buffer | undefined {
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}
