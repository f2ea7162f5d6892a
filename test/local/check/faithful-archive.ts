import fc from 'fast-check';
import type { ArchivedRecord } from '../../../local/check/archived-record';
import type { Ledger } from '../../../local/check/read-ledger';
import type { LedgerOutcome, LedgerRange, LedgerStream } from '../../../local/load/ledger-format';

export const RUN = 'run1';
export const STREAM: LedgerStream = { stream: 'orders', ordering: 'per-key', archived: true, lanes: 2 };
const KEYS = 6;
const PARTITIONS = 3;

/** A ledger, and an archive that keeps every promise the ledger makes. */
export interface FaithfulRun {
  readonly ledger: Ledger;
  readonly archive: readonly ArchivedRecord[];
}

interface Sent {
  readonly key: number;
  readonly outcome: LedgerOutcome;
  /** Whether a record of unknown fate was written after all. */
  readonly written: boolean;
}

const sent: fc.Arbitrary<Sent> = fc.record({
  key: fc.nat({ max: KEYS - 1 }),
  outcome: fc.constantFrom<LedgerOutcome>(
    'acknowledged',
    'acknowledged',
    'acknowledged',
    'unknown',
    'refused',
  ),
  written: fc.boolean(),
});

/** Runs with at least one acknowledged record. */
export const faithfulRuns: fc.Arbitrary<FaithfulRun> = fc
  .array(sent, { minLength: 1, maxLength: 60 })
  .filter((records) => records.some(({ outcome }) => outcome === 'acknowledged'))
  .map(faithfulRun);

/** A record sent earlier has a lower offset in its partition; each key lives in one lane and one partition. */
export function faithfulRun(records: readonly Sent[]): FaithfulRun {
  const ranges: LedgerRange[] = [];
  const archive: ArchivedRecord[] = [];
  const next = Array.from({ length: STREAM.lanes }, () => 0);
  for (const [index, { key, outcome, written }] of records.entries()) {
    const lane = key % STREAM.lanes;
    const number = next[lane] ?? 0;
    next[lane] = number + 1;
    ranges.push({ stream: 0, lane, from: number, to: number + 1, outcome });
    const isArchived = outcome === 'acknowledged' || (outcome === 'unknown' && written);
    if (isArchived) archive.push(archivedRecord({ lane, number, key, offset: index }));
  }
  return { ledger: ledgerOf(ranges), archive };
}

export function ledgerOf(ranges: readonly LedgerRange[], stream: Partial<LedgerStream> = {}): Ledger {
  return {
    header: {
      format: 'penstock-ledger-1',
      runId: RUN,
      startedAt: '2026-01-01T00:00:00.000Z',
      streams: [{ ...STREAM, ...stream }],
    },
    ranges,
  };
}

export function archivedRecord(at: {
  readonly lane: number;
  readonly number: number;
  readonly key: number;
  readonly offset: number;
}): ArchivedRecord {
  return {
    topic: STREAM.stream,
    partition: at.key % PARTITIONS,
    offset: BigInt(at.offset),
    key: `key-${at.key}`,
    headers: { ce_id: `${RUN}-${STREAM.stream}-${at.lane}-${at.number}` },
  };
}
