import type { TopicPartition } from '../runtime/kafka/record-consumer';

/** A partition, and of which topic of that name it is. */
export interface ArchivedPartition extends TopicPartition {
  /** Changes when a topic is deleted and made again under the same name. */
  readonly topicId: string;
}

/**
 * What an archived object holds: records of one partition from one offset up to another. Written with the object as its
 * metadata, so that whoever finds the object knows where to go on.
 */
export interface ArchiveObject extends ArchivedPartition {
  /** First offset it stands for; part of its key. */
  readonly startOffset: number;
  /** First offset it does not stand for: where the next object begins. */
  readonly nextOffset: number;
  /** Records in it. Fewer than the offsets it stands for when the log has transaction markers. */
  readonly records: number;
  /** CRC-32 of its uncompressed lines. */
  readonly crc32: number;
  /** Times of its first and last record, in milliseconds since 1970. */
  readonly firstTimestamp: number;
  readonly lastTimestamp: number;
}

/** Where an object is found. A function of its first offset and first record only, so that two writers agree on it. */
export type ObjectPlace = Pick<ArchiveObject, 'topic' | 'partition' | 'startOffset' | 'firstTimestamp'>;

const VERSION = 'v1';
const SUFFIX = '.ndjson.zst';
const KEY = /^v1\/topic=([^/]+)\/dt=(\d{4}-\d{2}-\d{2})\/hr=(\d{2})\/p(\d{5,})-(\d{20})\.ndjson\.zst$/;

/** `v1/topic=<topic>/dt=YYYY-MM-DD/hr=HH/p<partition>-<first offset>.ndjson.zst`, in UTC. */
export function objectKey({ topic, partition, startOffset, firstTimestamp }: ObjectPlace): string {
  return `${hourPrefix(topic, firstTimestamp)}${partitionPrefix(partition)}${String(startOffset).padStart(20, '0')}${SUFFIX}`;
}

/** Folder of a topic's objects whose first record is of this hour. */
export function hourPrefix(topic: string, timestamp: number): string {
  const [date = '', time = ''] = new Date(timestamp).toISOString().split('T');
  return `${topicPrefix(topic)}dt=${date}/hr=${time.slice(0, 2)}/`;
}

/** Folder of all objects of a topic. */
export function topicPrefix(topic: string): string {
  return `${VERSION}/topic=${topic}/`;
}

/** How names of a partition's objects begin, within an hour. */
export function partitionPrefix(partition: number): string {
  return `p${String(partition).padStart(5, '0')}-`;
}

/** Topic, partition and first offset of an object, from its key. Undefined for other objects, such as manifests. */
export function parseObjectKey(
  key: string,
): Pick<ArchiveObject, 'topic' | 'partition' | 'startOffset'> | undefined {
  const [, topic, , , partition, startOffset] = KEY.exec(key) ?? [];
  if (topic === undefined) return undefined;
  return { topic, partition: Number(partition), startOffset: Number(startOffset) };
}

/** The object's metadata as S3 keeps it: texts under lower-case names. */
export function toMetadata(object: ArchiveObject): Record<string, string> {
  return {
    topic: object.topic,
    partition: String(object.partition),
    'topic-id': object.topicId,
    'start-offset': String(object.startOffset),
    'next-offset': String(object.nextOffset),
    records: String(object.records),
    crc32: object.crc32.toString(16).padStart(8, '0'),
    'first-timestamp': String(object.firstTimestamp),
    'last-timestamp': String(object.lastTimestamp),
  };
}

/** Undefined when an object has no such metadata: it was not written by an archiver. */
export function fromMetadata(metadata: Readonly<Record<string, string>>): ArchiveObject | undefined {
  const number = (name: string) => {
    const text = metadata[name];
    return text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : undefined;
  };
  const { topic, crc32 } = metadata;
  const object = {
    topic,
    topicId: metadata['topic-id'],
    partition: number('partition'),
    startOffset: number('start-offset'),
    nextOffset: number('next-offset'),
    records: number('records'),
    crc32: crc32 !== undefined && /^[\da-f]{8}$/.test(crc32) ? Number.parseInt(crc32, 16) : undefined,
    firstTimestamp: number('first-timestamp'),
    lastTimestamp: number('last-timestamp'),
  };
  return Object.values(object).includes(undefined) ? undefined : (object as ArchiveObject);
}
