import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLedger } from '../../../local/check/read-ledger';
import type { LedgerHeader, LedgerOutcome } from '../../../local/load/ledger-format';
import { openLedger } from '../../../local/load/ledger-writer';

const HEADER: LedgerHeader = {
  format: 'penstock-ledger-1',
  runId: 'r',
  startedAt: '2026-01-01T00:00:00.000Z',
  streams: [{ stream: 'orders', ordering: 'per-key', archived: true, lanes: 2 }],
};
const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
const file = join(folder, 'ledger');

afterAll(() => rmSync(folder, { recursive: true }));

test('a ledger is read back as it was written, with neighbours joined to one line', async () => {
  const ledger = openLedger(file, HEADER);
  const add = (lane: number, from: number, to: number, outcome: LedgerOutcome = 'acknowledged') =>
    ledger.add({ stream: 0, lane, from, to, outcome });

  add(0, 0, 5);
  add(1, 0, 3);
  add(0, 5, 9);
  add(0, 9, 12, 'unknown');
  add(1, 3, 4);
  add(0, 12, 13);
  ledger.close();

  const { header, ranges } = await readLedger(file);
  expect(header).toEqual(HEADER);
  expect(ranges.filter(({ lane }) => lane === 0).map(({ from, to, outcome }) => [from, to, outcome])).toEqual(
    [
      [0, 9, 'acknowledged'],
      [9, 12, 'unknown'],
      [12, 13, 'acknowledged'],
    ],
  );
  expect(ranges.filter(({ lane }) => lane === 1)).toEqual([
    { stream: 0, lane: 1, from: 0, to: 4, outcome: 'acknowledged' },
  ]);
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(1 + 4 + 1);
});

test('a folder that does not exist is named', () => {
  expect(() => openLedger(join(folder, 'none', 'ledger'), HEADER)).toThrow('none/ledger');
});

test('a file that is no ledger is named', async () => {
  await expect(readLedger(__filename)).rejects.toThrow(`${__filename} is damaged`);
});
