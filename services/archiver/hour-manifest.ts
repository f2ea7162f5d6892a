import {
  type ArchivedPartition,
  type ArchiveObject,
  hourPrefix,
  objectKey,
  partitionPrefix,
} from './archive-object';
import type { ArchiveStore } from './archive-store';

/** What the archive holds of one partition and hour, written once the hour is over and nothing can be added. */
export interface HourManifest {
  readonly version: 1;
  readonly topic: string;
  readonly partition: number;
  /** Hour of the objects' first records, UTC: `2026-11-21T07`. */
  readonly hour: string;
  readonly records: number;
  readonly objects: readonly ManifestObject[];
}

export interface ManifestObject
  extends Pick<ArchiveObject, 'startOffset' | 'nextOffset' | 'records' | 'firstTimestamp' | 'lastTimestamp'> {
  readonly key: string;
  /** Of the uncompressed lines, as eight hexadecimal digits. */
  readonly crc32: string;
}

const HOUR_MS = 3_600_000;
const FOLDER = 'v1/_manifests';
const KEY = /\/(\d{4}-\d{2}-\d{2}T\d{2})\.json$/;

/** Folder of a partition's manifests: `v1/_manifests/topic=<topic>/p<partition>/`. One is there for every hour, also for those without records. */
export function manifestPrefix({ topic, partition }: Pick<ArchivedPartition, 'topic' | 'partition'>): string {
  return `${FOLDER}/topic=${topic}/${partitionPrefix(partition).slice(0, -1)}/`;
}

/** Key of the manifest of the hour a time is in. */
export function manifestKey(partition: Pick<ArchivedPartition, 'topic' | 'partition'>, time: number): string {
  return `${manifestPrefix(partition)}${hourName(time)}.json`;
}

/** When the hour after a manifest's begins, in milliseconds since 1970. Undefined for other keys. */
export function endOfManifest(key: string): number | undefined {
  const [, hour] = KEY.exec(key) ?? [];
  return hour === undefined ? undefined : Date.parse(`${hour}:00:00Z`) + HOUR_MS;
}

/**
 * Beginnings of the hours that can be closed.
 * @param from where the first hour without a manifest begins
 * @param archivedUntil all records before this time are in the archive, and none will come
 */
export function hoursToClose(from: number, archivedUntil: number): number[] {
  const hours: number[] = [];
  for (let hour = startOfHour(from); hour + HOUR_MS <= archivedUntil; hour += HOUR_MS) hours.push(hour);
  return hours;
}

export function startOfHour(time: number): number {
  return Math.floor(time / HOUR_MS) * HOUR_MS;
}

/**
 * Writes the manifest of an hour from what the objects say of themselves, unless there is one: every writer would write the same.
 * @throws when the store fails; to be tried again
 */
export async function writeManifest(
  store: ArchiveStore,
  partition: ArchivedPartition,
  hour: number,
): Promise<'created' | 'exists'> {
  const keys = await store.list(
    `${hourPrefix(partition.topic, hour)}${partitionPrefix(partition.partition)}`,
  );
  const objects: ManifestObject[] = [];
  for (const key of keys) {
    const object = await store.describe(key);
    if (object !== undefined) objects.push(describeObject(object));
  }
  const manifest: HourManifest = {
    version: 1,
    topic: partition.topic,
    partition: partition.partition,
    hour: hourName(hour),
    records: objects.reduce((sum, { records }) => sum + records, 0),
    objects,
  };
  return store.create(
    manifestKey(partition, hour),
    Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
    {},
  );
}

function describeObject(object: ArchiveObject): ManifestObject {
  const { startOffset, nextOffset, records, firstTimestamp, lastTimestamp, crc32 } = object;
  return {
    key: objectKey(object),
    ...{ startOffset, nextOffset, records, firstTimestamp, lastTimestamp },
    crc32: crc32.toString(16).padStart(8, '0'),
  };
}

function hourName(time: number): string {
  return new Date(time).toISOString().slice(0, 'YYYY-MM-DDTHH'.length);
}
