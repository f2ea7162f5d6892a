import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import {
  type LedgerHeader,
  type LedgerOutcome,
  type LedgerRange,
  parseHeader,
  parseRange,
} from '../load/ledger-format';

/** A ledger in memory: what was learnt about every record of a run. */
export interface Ledger {
  readonly header: LedgerHeader;
  readonly ranges: readonly LedgerRange[];
}

/**
 * Reads a ledger file, also one whose run is still going on or was killed.
 * @throws when it is no ledger, or is damaged elsewhere than at its very end
 */
export async function readLedger(file: string): Promise<Ledger> {
  try {
    return await ledgerFrom(
      createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }),
    );
  } catch (error) {
    throw new Error(`${file} ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** A ledger from its lines. The last line may be torn, by a writer that was killed: then it is left out. */
export async function ledgerFrom(lines: AsyncIterable<string> | Iterable<string>): Promise<Ledger> {
  let header: LedgerHeader | undefined;
  const ranges: LedgerRange[] = [];
  let damage: unknown;
  for await (const line of lines) {
    if (damage !== undefined) throw damage;
    if (header === undefined) {
      header = parseHeader(line);
      continue;
    }
    try {
      appendRange(ranges, parseRange(line));
    } catch (error) {
      damage = error;
    }
  }
  if (header === undefined) throw new Error('is empty: no load was run with it');
  return { header, ranges };
}

/** Numbers of a lane that have an outcome of that kind. */
export function countOf(ranges: readonly LedgerRange[], stream: number, outcome: LedgerOutcome): number {
  return ranges
    .filter((range) => range.stream === stream && range.outcome === outcome)
    .reduce((sum, { from, to }) => sum + to - from, 0);
}

/** A run of hours writes a line per lane every quarter of a second; most continue the line before. */
function appendRange(ranges: LedgerRange[], range: LedgerRange): void {
  const lastOfLane = ranges.findLastIndex(
    ({ stream, lane }) => stream === range.stream && lane === range.lane,
  );
  const before = ranges[lastOfLane];
  if (before !== undefined && before.to === range.from && before.outcome === range.outcome) {
    ranges[lastOfLane] = { ...before, to: range.to };
  } else {
    ranges.push(range);
  }
}
