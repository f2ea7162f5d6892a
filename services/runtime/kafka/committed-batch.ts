import type { ConsumedBatch, ConsumedRecord, TopicPartition } from './record-consumer';

/** A record batch as the fetch protocol carries it, decompressed. */
export interface WireBatch {
  readonly firstOffset: bigint;
  readonly lastOffsetDelta: number;
  readonly attributes: number;
  readonly firstTimestamp: bigint;
  readonly maxTimestamp: bigint;
  readonly producerId: bigint;
  readonly records: readonly WireRecord[];
}

export interface WireRecord {
  readonly offsetDelta: number;
  readonly timestampDelta: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [Buffer | null, Buffer | null])[];
}

/** What a broker answered for one partition. */
export interface WirePartition {
  readonly highWatermark: bigint;
  readonly abortedTransactions:
    | readonly { readonly producerId: bigint; readonly firstOffset: bigint }[]
    | null;
  readonly records?: readonly WireBatch[] | null;
}

const LOG_APPEND_TIME = 1 << 3;
const IS_TRANSACTIONAL = 1 << 4;
const IS_CONTROL = 1 << 5;
/** Second field of a marker's key. */
const ABORT_MARKER = 0;

/**
 * Records of a fetched partition that a reader of committed records may see, from an offset on.
 * Aborted ones are left out by the list of aborted transactions, as their markers pass: a marker may come in a later answer.
 */
export function committedBatch(
  partition: TopicPartition,
  from: number,
  answer: WirePartition,
): ConsumedBatch {
  const waiting = [...(answer.abortedTransactions ?? [])].sort((a, b) =>
    Number(a.firstOffset - b.firstOffset),
  );
  const aborting = new Set<bigint>();
  const records: ConsumedRecord[] = [];
  let nextOffset = from;

  for (const batch of answer.records ?? []) {
    const lastOffset = Number(batch.firstOffset) + batch.lastOffsetDelta;
    while (waiting[0] !== undefined && waiting[0].firstOffset <= lastOffset) {
      aborting.add(waiting[0].producerId);
      waiting.shift();
    }
    if (batch.attributes & IS_CONTROL) {
      if (batch.records[0]?.key?.readInt16BE(2) === ABORT_MARKER) aborting.delete(batch.producerId);
    } else if (!(batch.attributes & IS_TRANSACTIONAL && aborting.has(batch.producerId))) {
      appendRecords(records, batch, from);
    }
    nextOffset = Math.max(nextOffset, lastOffset + 1);
  }
  return { ...partition, records, nextOffset, highWatermark: Number(answer.highWatermark) };
}

function appendRecords(records: ConsumedRecord[], batch: WireBatch, from: number): void {
  const firstOffset = Number(batch.firstOffset);
  const firstTimestamp = Number(batch.firstTimestamp);
  const appendTime = batch.attributes & LOG_APPEND_TIME ? Number(batch.maxTimestamp) : undefined;
  for (const { offsetDelta, timestampDelta, key, value, headers } of batch.records) {
    const offset = firstOffset + offsetDelta;
    // A fetch answers with whole batches, also when it begins in the middle of one.
    if (offset < from) continue;
    records.push({
      offset,
      timestamp: appendTime ?? firstTimestamp + Number(timestampDelta),
      key,
      value,
      headers: headers.map(([name, header]) => [name ?? Buffer.alloc(0), header] as const),
    });
  }
}
