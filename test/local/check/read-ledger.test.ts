import { ledgerFrom } from '../../../local/check/read-ledger';
import { headerLine, rangeLine } from '../../../local/load/ledger-format';
import { ledgerOf } from './faithful-archive';

const { header } = ledgerOf([]);
const HEADER = headerLine(header).trim();
const line = (from: number, to: number, outcome: 'acknowledged' | 'unknown' = 'acknowledged') =>
  rangeLine({ stream: 0, lane: 0, from, to, outcome }).trim();

describe('ledgerFrom', () => {
  test('joins ranges that continue one another', async () => {
    const ledger = await ledgerFrom([
      HEADER,
      line(0, 10),
      line(10, 25),
      line(25, 30, 'unknown'),
      line(30, 40),
    ]);

    expect(ledger.header).toEqual(header);
    expect(ledger.ranges.map(({ from, to, outcome }) => [from, to, outcome])).toEqual([
      [0, 25, 'acknowledged'],
      [25, 30, 'unknown'],
      [30, 40, 'acknowledged'],
    ]);
  });

  test('leaves out a last line that its writer had no time to finish', async () => {
    const { ranges } = await ledgerFrom([HEADER, line(0, 10), line(10, 25).slice(0, -5)]);

    expect(ranges).toHaveLength(1);
  });

  test('refuses a line that is damaged anywhere else', async () => {
    await expect(ledgerFrom([HEADER, line(0, 10).slice(0, -5), line(10, 25)])).rejects.toThrow('is damaged');
    await expect(ledgerFrom([HEADER, '[0,0,-1,5,"acknowledged"]', line(10, 25)])).rejects.toThrow(
      'is damaged',
    );
    await expect(ledgerFrom([HEADER, '[0,0,1,5,"maybe"]', line(10, 25)])).rejects.toThrow('is damaged');
  });

  test('refuses what is not a ledger, or one of another version', async () => {
    await expect(ledgerFrom([])).rejects.toThrow('is empty');
    await expect(ledgerFrom(['[]'])).rejects.toThrow('is not a ledger');
    await expect(ledgerFrom([HEADER.replace('ledger-1', 'ledger-9')])).rejects.toThrow('another version');
  });
});
