import { closeSync, openSync, writeSync } from 'node:fs';
import { headerLine, type LedgerHeader, type LedgerRange, rangeLine } from './ledger-format';

/** Writes a ledger while the run goes on. */
export interface LedgerWriter {
  /** Notes an outcome. Neighbouring ranges of a lane become one line. */
  readonly add: (range: LedgerRange) => void;
  /** Writes what is noted and closes the file. */
  readonly close: () => void;
}

/** Killed without warning, a run forgets at most this much; what it forgets is not claimed to be acknowledged. */
const WRITE_EVERY_MS = 250;

/**
 * Starts a ledger; an older file of that name is replaced.
 * @throws when the file cannot be written
 */
export function openLedger(file: string, header: LedgerHeader): LedgerWriter {
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, headerLine(header));
  const open = new Map<string, LedgerRange>();
  let finished = '';

  const write = () => {
    for (const range of open.values()) finished += rangeLine(range);
    open.clear();
    if (finished !== '') writeSync(descriptor, finished);
    finished = '';
  };
  const timer = setInterval(write, WRITE_EVERY_MS);

  return {
    add(range) {
      const lane = `${range.stream}/${range.lane}`;
      const before = open.get(lane);
      if (before !== undefined && before.to === range.from && before.outcome === range.outcome) {
        open.set(lane, { ...before, to: range.to });
        return;
      }
      if (before !== undefined) finished += rangeLine(before);
      open.set(lane, range);
    },
    close() {
      clearInterval(timer);
      write();
      closeSync(descriptor);
    },
  };
}
