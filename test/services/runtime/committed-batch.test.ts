import {
  committedBatch,
  type WireBatch,
  type WirePartition,
} from '../../../services/runtime/kafka/committed-batch';

const PARTITION = { topic: 't', partition: 0 };
const TRANSACTIONAL = 1 << 4;
const CONTROL = 1 << 5;
const LOG_APPEND_TIME = 1 << 3;

interface BatchOptions {
  readonly producer?: bigint;
  readonly attributes?: number;
  /** Offsets left out of the batch, as compaction does. */
  readonly count?: number;
}

function batchOf(first: number, { producer = -1n, attributes = 0, count = 1 }: BatchOptions = {}): WireBatch {
  return {
    firstOffset: BigInt(first),
    lastOffsetDelta: count - 1,
    attributes,
    firstTimestamp: 1_000n,
    maxTimestamp: 9_000n,
    producerId: producer,
    records: Array.from({ length: count }, (_, offsetDelta) => ({
      offsetDelta,
      timestampDelta: BigInt(offsetDelta),
      key: null,
      value: Buffer.from('v'),
      headers: [],
    })),
  };
}

function markerOf(first: number, producer: bigint, kind: 'abort' | 'commit'): WireBatch {
  const batch = batchOf(first, { producer, attributes: TRANSACTIONAL | CONTROL });
  const key = Buffer.from([0, 0, 0, kind === 'abort' ? 0 : 1]);
  return { ...batch, records: batch.records.map((record) => ({ ...record, key })) };
}

function answerOf(records: WireBatch[], aborted: [producer: bigint, first: number][] = []): WirePartition {
  return {
    highWatermark: 1_000n,
    records,
    abortedTransactions: aborted.map(([producerId, first]) => ({ producerId, firstOffset: BigInt(first) })),
  };
}

function offsetsOf(from: number, answer: WirePartition): number[] {
  return committedBatch(PARTITION, from, answer).records.map(({ offset }) => offset);
}

const inTransaction = (producer: bigint) => ({ producer, attributes: TRANSACTIONAL });

describe('committedBatch', () => {
  test('drops the records of a batch that come before the offset asked for', () => {
    expect(offsetsOf(11, answerOf([batchOf(10, { count: 3 })]))).toEqual([11, 12]);
  });

  test('reads on behind the last batch, even when nobody may see it', () => {
    const answer = answerOf([batchOf(10), markerOf(11, 1n, 'commit')]);

    expect(committedBatch(PARTITION, 10, answer).nextOffset).toBe(12);
    expect(offsetsOf(10, answer)).toEqual([10]);
  });

  test('stays where it is when nothing came', () => {
    expect(committedBatch(PARTITION, 10, answerOf([])).nextOffset).toBe(10);
    expect(
      committedBatch(PARTITION, 10, { highWatermark: 10n, abortedTransactions: null, records: null })
        .nextOffset,
    ).toBe(10);
  });

  test('leaves out an aborted transaction and keeps the committed one around it', () => {
    const batches = [
      batchOf(10, inTransaction(1n)),
      batchOf(11, inTransaction(2n)),
      markerOf(12, 1n, 'abort'),
      markerOf(13, 2n, 'commit'),
      batchOf(14, inTransaction(1n)),
    ];

    expect(offsetsOf(10, answerOf(batches, [[1n, 10]]))).toEqual([11, 14]);
  });

  test('leaves out an aborted transaction whose marker comes in a later answer', () => {
    expect(offsetsOf(10, answerOf([batchOf(10, inTransaction(1n)), batchOf(11)], [[1n, 10]]))).toEqual([11]);
  });

  test('leaves out two aborted transactions of one producer, and keeps its committed one between them', () => {
    const batches = [
      batchOf(10, inTransaction(1n)),
      markerOf(11, 1n, 'abort'),
      batchOf(12, inTransaction(1n)),
      markerOf(13, 1n, 'commit'),
      batchOf(14, inTransaction(1n)),
      markerOf(15, 1n, 'abort'),
    ];

    expect(
      offsetsOf(
        10,
        answerOf(batches, [
          [1n, 14],
          [1n, 10],
        ]),
      ),
    ).toEqual([12]);
  });

  test('takes the time of the record, or of the broker where the topic says so', () => {
    const [, second] = committedBatch(PARTITION, 10, answerOf([batchOf(10, { count: 2 })])).records;
    const [appended] = committedBatch(
      PARTITION,
      10,
      answerOf([batchOf(10, { attributes: LOG_APPEND_TIME })]),
    ).records;

    expect(second?.timestamp).toBe(1_000 + 1);
    expect(appended?.timestamp).toBe(9_000);
  });
});
