/**
 * The ledger: a text file that says what became of every record of a run. First line: the run. Then one line per
 * range of records, in the order in which their outcomes were learnt:
 * `[<index of the stream>, <lane>, <first number>, <number after the last>, "<outcome>"]`.
 * A record that no line mentions was never sent, or its sender died before it knew: it counts as unknown.
 */
export interface LedgerHeader {
  readonly format: 'penstock-ledger-1';
  readonly runId: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly streams: readonly LedgerStream[];
}

export interface LedgerStream {
  readonly stream: string;
  readonly ordering: 'per-key' | 'none' | 'global';
  readonly archived: boolean;
  readonly lanes: number;
}

/** acknowledged: must be archived, once; unknown: may be, at most once; refused: must not be. */
export type LedgerOutcome = 'acknowledged' | 'unknown' | 'refused';

/** Consecutive records of one lane with the same outcome. */
export interface LedgerRange {
  /** Index into the header's streams. */
  readonly stream: number;
  readonly lane: number;
  readonly from: number;
  /** Number after the last one. */
  readonly to: number;
  readonly outcome: LedgerOutcome;
}

export function headerLine(header: LedgerHeader): string {
  return `${JSON.stringify(header)}\n`;
}

export function rangeLine({ stream, lane, from, to, outcome }: LedgerRange): string {
  return `${JSON.stringify([stream, lane, from, to, outcome])}\n`;
}

/** @throws when the line is not the first line of a ledger this version understands */
export function parseHeader(line: string): LedgerHeader {
  const header: unknown = parseJson(line);
  if (typeof header !== 'object' || header === null || !('format' in header)) {
    throw new Error('is not a ledger of a load run');
  }
  if (header.format !== 'penstock-ledger-1') {
    throw new Error(
      `is a ledger of another version (${String(header.format)}): check it with the version that wrote it`,
    );
  }
  return header as LedgerHeader;
}

/** @throws when the line is not a range */
export function parseRange(line: string): LedgerRange {
  const fields: unknown = parseJson(line);
  const [stream, lane, from, to, outcome] = Array.isArray(fields) ? fields : [];
  const numbers = [stream, lane, from, to].every((value) => Number.isSafeInteger(value) && value >= 0);
  if (!numbers || !isOutcome(outcome)) throw new Error(`is damaged: expected a range, got ${line}`);
  return { stream, lane, from, to, outcome };
}

function isOutcome(value: unknown): value is LedgerOutcome {
  return value === 'acknowledged' || value === 'unknown' || value === 'refused';
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new Error(`is damaged: expected JSON, got ${line.slice(0, 80)}`, { cause: error });
  }
}
