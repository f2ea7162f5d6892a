/**
 * Lines of consecutive records, cut and joined without looking inside. The writer keeps them by offset only, so that it can be tested
 * with anything in place of bytes.
 */
export interface Segment {
  /** Offsets of the records, ascending. */
  readonly offsets: readonly number[];
  /** Time of each record. */
  readonly timestamps: readonly number[];
  /** For each record, where its line ends in `bytes`. */
  readonly ends: readonly number[];
  readonly bytes: Buffer;
}

/** The part of a segment from an offset on. Undefined when nothing is left. */
export function dropBelow(segment: Segment, offset: number): Segment | undefined {
  const { offsets, timestamps, ends, bytes } = segment;
  const from = countBelow(offsets, offset);
  if (from === 0) return offsets.length === 0 ? undefined : segment;
  if (from === offsets.length) return undefined;
  const cutAt = ends[from - 1] ?? 0;
  return {
    offsets: offsets.slice(from),
    timestamps: timestamps.slice(from),
    ends: ends.slice(from).map((end) => end - cutAt),
    bytes: bytes.subarray(cutAt),
  };
}

/** The part of a segment before an offset. Undefined when there is none. */
export function keepBelow(segment: Segment, offset: number): Segment | undefined {
  const { offsets, timestamps, ends, bytes } = segment;
  const count = countBelow(offsets, offset);
  if (count === offsets.length) return segment;
  if (count === 0) return undefined;
  return {
    offsets: offsets.slice(0, count),
    timestamps: timestamps.slice(0, count),
    ends: ends.slice(0, count),
    bytes: bytes.subarray(0, ends[count - 1]),
  };
}

function countBelow(offsets: readonly number[], offset: number): number {
  const index = offsets.findIndex((candidate) => candidate >= offset);
  return index === -1 ? offsets.length : index;
}
