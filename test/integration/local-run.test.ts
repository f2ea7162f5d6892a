import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RunSummary } from '../../local/check/summary-text';

const ROOT = join(__dirname, '..', '..');
const SECONDS = 30;

describe('npm start -- --for 30s --chaos', () => {
  let stateDir: string;
  let summary: RunSummary;

  // One run tells everything; it ends with exit code 0 only if nothing was lost, and execFile rejects on any other.
  beforeAll(async () => {
    stateDir = mkdtempSync(join(tmpdir(), 'penstock-run-'));
    const { stdout } = await promisify(execFile)(
      'npm',
      ['start', '--silent', '--', '--for', `${SECONDS}s`, '--chaos', '--json', '--state-dir', stateDir],
      { cwd: ROOT, maxBuffer: 16 * 1024 * 1024, timeout: 280_000 },
    );
    summary = JSON.parse(stdout);
  }, 300_000);

  afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

  test('a broker and the archiver were killed on the way, and came back', () => {
    const said = summary.chaos.map(({ target, what }) => `${target} ${what}`).join('\n');

    expect(said).toMatch(/broker-2 killed with SIGKILL/);
    expect(said).toMatch(/broker-2 started again, ready/);
    expect(said.match(/archiver killed with SIGKILL/g)).toHaveLength(2);
    expect(said.match(/archiver restarted by its supervisor, ready/g)).toHaveLength(2);
    expect(summary.chaos.filter(({ isProblem }) => isProblem)).toEqual([]);
  });

  test('no other process ended', () => {
    expect(summary.crashes).toEqual([]);
  });

  test('every stream had records acknowledged, a thousand a second and more in all', () => {
    const acknowledged = summary.check.streams.map((stream) => stream.acknowledged);

    expect(Math.min(...acknowledged)).toBeGreaterThan(0);
    expect(acknowledged.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1_000 * SECONDS);
  });

  test('every acknowledged record is in the archive exactly once, in order per key', () => {
    const findings = summary.check.streams.map(
      ({ stream, missing, duplicates, outOfOrder, inOtherPartition, refusedArchived }) => ({
        stream,
        missing,
        duplicates,
        outOfOrder,
        inOtherPartition,
        refusedArchived,
      }),
    );

    expect(findings).toEqual(
      ['user-events', 'transactions', 'iot-readings'].map((stream) => ({
        stream,
        missing: 0,
        duplicates: 0,
        outOfOrder: 0,
        inOtherPartition: 0,
        refusedArchived: 0,
      })),
    );
    expect(summary.check.ok).toBe(true);
  });
});
