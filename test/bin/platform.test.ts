import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkloadInput } from '../../lib/workload/workload';
import { SMALL_WORKLOAD, streamInput } from '../support/workload-of';

const ROOT = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'penstock-platform-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the CDK app refuses in one message, without a stack trace, and fails', () => {
  test('a stage there is not', () => {
    expect(runApp({ stage: 'qa' })).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^unknown stage "qa": choose one of dev, staging, prod.*\n$/),
    });
  });

  test('a workload file with mistakes', () => {
    const workload = workloadFile({ ...SMALL_WORKLOAD, sources: {} });

    expect(runApp({ workload })).toEqual({
      status: 1,
      stderr: `${workload} has 1 problem\n  streams.orders: nothing writes it: add it to the "streams" of a source or to the "writes" of a consumer\n`,
    });
  });

  test('a load that no cluster carries, in the words of the plan', () => {
    const load = { peakPerSecond: 900_000_000, averagePerSecond: 900_000_000, recordBytes: 10_000 };
    const workload = workloadFile({ ...SMALL_WORKLOAD, streams: { orders: streamInput({ load }) } });

    const { status, stderr } = runApp({ workload, stage: 'prod' });

    expect(stderr).toMatch(/^small cannot be deployed to prod:\n {2}no broker type carries this load/);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(1);
  });
});

/** Runs bin/platform.ts as the CDK does: what `-c` gives is in its environment. */
function runApp(context: Readonly<Record<string, string>>): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/platform.ts'], {
    cwd: ROOT,
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context), NODE_NO_WARNINGS: '1' },
    encoding: 'utf8',
  });
  return { status, stderr };
}

function workloadFile(workload: WorkloadInput): string {
  const file = join(folder, 'workload.json');
  writeFileSync(file, JSON.stringify(workload));
  mkdirSync(join(folder, 'schemas'), { recursive: true });
  writeFileSync(join(folder, 'schemas', 'order.v1.json'), '{"type":"object"}');
  return file;
}
