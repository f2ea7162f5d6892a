import { type OutgoingRecord, ProduceError } from './record-producer';

/**
 * Turns several results into one. Records of which a part is written are `unknown`: sending all of them again would duplicate it.
 * @throws ProduceError when any of them failed
 */
export function throwWorst(results: readonly PromiseSettledResult<void>[]): void {
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (errors.length === 0) return;
  const failures = errors.filter((error) => error instanceof ProduceError);
  const [first] = failures;
  if (first === undefined || failures.length < errors.length) throw errors[0];
  const noneWritten =
    failures.length === results.length && failures.every(({ outcome }) => outcome === 'not-written');
  throw new ProduceError(noneWritten ? 'not-written' : 'unknown', first.failure, first.message);
}

/** Size of a record before compression, in bytes. */
export function recordBytes({ key, value, headers }: OutgoingRecord): number {
  let bytes = value.length + (key?.length ?? 0);
  for (const [name, header] of headers) bytes += name.length + header.length;
  return bytes;
}

/** Size of records before compression, in bytes. */
export function sizeOf(records: readonly OutgoingRecord[]): number {
  return records.reduce((sum, record) => sum + recordBytes(record), 0);
}

/** In order, each part at most so large, unless a single record is larger. */
export function split(records: readonly OutgoingRecord[], batchBytes: number): OutgoingRecord[][] {
  const parts: OutgoingRecord[][] = [];
  let room = 0;
  for (const record of records) {
    const bytes = recordBytes(record);
    if (bytes > room || parts.length === 0) {
      parts.push([]);
      room = batchBytes;
    }
    parts.at(-1)?.push(record);
    room -= bytes;
  }
  return parts;
}
