import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pricesCommand } from '../../../bin/commands/prices';

const SAVED = join(__dirname, '../../capacity/catalog/refresh/msk-offer.json');
const folder = mkdtempSync(join(tmpdir(), 'prices-'));
const file = join(folder, 'prices.json');

beforeEach(() => copyFileSync(join(__dirname, '../../../lib/capacity/catalog/prices.json'), file));
afterAll(() => rmSync(folder, { recursive: true }));

async function refreshed(...words: string[]): Promise<string> {
  const lines: string[] = [];
  const command = pricesCommand({ write: (text) => lines.push(text) });
  await command.parseAsync(['refresh', '--from', SAVED, '--file', file, ...words], { from: 'user' });
  return lines.join('');
}

describe('penstock prices refresh', () => {
  test('shows what changed and rewrites the file, without a network', async () => {
    const text = await refreshed();

    expect(text).toContain('changed  us-east-1  msk.standard.storage: $0.1 → $0.12 (+20.0 %)');
    expect(text).toContain('kept     us-east-1  msk.serverless.in: several prices: 0.1, 0.3');
    expect(readFileSync(file, 'utf8')).toContain(
      '["msk.standard.storage", "us-east-1", 0.12, "AmazonMSK-us-east-1-2026-11-02", "published"]',
    );
  });

  test('changes nothing in a dry run', async () => {
    const before = readFileSync(file, 'utf8');
    await refreshed('--dry-run');

    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('says so when the file is for another region', async () => {
    await expect(refreshed('--region', 'eu-west-1')).rejects.toThrow('holds none of eu-west-1');
  });
});
