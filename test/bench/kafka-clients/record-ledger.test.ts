import { RecordLedger } from '../../../bench/kafka-clients/record-ledger';

/** A ledger of one partition whose log holds these sequence numbers, in offset order; those below `acknowledged` are acknowledged. */
function ledgerOf(log: readonly number[], acknowledged: number): RecordLedger {
  const ledger = new RecordLedger(1);
  for (let count = 0; count < acknowledged; count++) ledger.acknowledge(0, ledger.next(0));
  for (const [offset, sequence] of log.entries()) ledger.deliver(0, offset, sequence);
  return ledger;
}

const CLEAN = { acknowledged: 3, rejected: 0, lost: 0, duplicated: 0, reordered: 0, redelivered: 0 };

test('numbers the records of each partition from 0', () => {
  const ledger = new RecordLedger(2);

  expect([ledger.next(0), ledger.next(0), ledger.next(1)]).toEqual([0, 1, 0]);
});

test('a log that holds each record once and in order is clean', () => {
  const ledger = ledgerOf([0, 1, 2], 3);

  expect(ledger.summary()).toEqual(CLEAN);
});

test('an acknowledged record that is not in the log is lost', () => {
  const ledger = ledgerOf([0, 2], 3);

  expect(ledger.summary()).toEqual({ ...CLEAN, lost: 1 });
});

test('a duplicate does not make up for a lost record', () => {
  expect(ledgerOf([0, 1, 1], 3).summary()).toEqual({ ...CLEAN, lost: 1, duplicated: 1 });
});

test('has read the log when every offset of every partition was delivered, some of them twice or not', () => {
  const ledger = new RecordLedger(2);
  ledger.deliver(0, 0, 0);
  ledger.deliver(0, 0, 0);

  expect(ledger.hasRead([1, 0])).toBe(true);
  expect(ledger.hasRead([2, 0])).toBe(false);
  expect(ledger.hasRead([1, 1])).toBe(false);
});

test('a rejected record may be missing', () => {
  const ledger = ledgerOf([0, 1, 2], 3);
  ledger.reject(0, ledger.next(0));

  expect(ledger.summary()).toEqual({ ...CLEAN, rejected: 1 });
});

test('every further copy in the log is a duplicate, and no copy counts as out of order', () => {
  expect(ledgerOf([0, 1, 2, 0, 0], 3).summary()).toEqual({ ...CLEAN, duplicated: 2 });
});

test('a record behind one that was sent later is out of order', () => {
  expect(ledgerOf([0, 2, 1], 3).summary()).toEqual({ ...CLEAN, reordered: 1 });
});

test('the order of the log counts, not that of delivery', () => {
  const ledger = ledgerOf([], 3);
  for (const offset of [2, 0, 1]) ledger.deliver(0, offset, offset);

  expect(ledger.summary()).toEqual(CLEAN);
});

test('an offset handed over twice is delivered again, not twice in the log', () => {
  const ledger = ledgerOf([0, 1, 2], 3);
  ledger.deliver(0, 1, 1);

  expect(ledger.summary()).toEqual({ ...CLEAN, redelivered: 1 });
});

test('partitions do not mix', () => {
  const ledger = new RecordLedger(2);
  ledger.acknowledge(0, ledger.next(0));
  ledger.acknowledge(1, ledger.next(1));
  ledger.deliver(0, 0, 0);

  expect(ledger.summary()).toMatchObject({ acknowledged: 2, lost: 1 });
});

test('refuses a partition it was not made for', () => {
  expect(() => new RecordLedger(2).next(2)).toThrow('no partition 2');
});
