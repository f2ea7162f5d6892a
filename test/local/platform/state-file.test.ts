import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlatformState, StateFile } from '../../../local/platform/state-file';
import { identityOf } from '../../../local/processes/process-identity';

// Processes and keys take their time on a busy machine.
jest.setTimeout(30_000);

let stateDir: string;
let child: ChildProcess | undefined;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'penstock-test-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  child = undefined;
  await rm(stateDir, { recursive: true });
});

const crashedOwner = { pid: process.pid, startedAt: 'long ago' };

test('tells other programs who runs the platform, and nobody else on the machine', async () => {
  const file = StateFile.claim(stateDir, new Date('2026-01-02T03:04:05Z'));

  expect(readPlatformState(stateDir)).toEqual({
    owner: identityOf(process.pid),
    since: '2026-01-02T03:04:05.000Z',
    processes: [],
  });
  expect((await stat(join(stateDir, 'platform.json'))).mode & 0o777).toBe(0o600);

  file.release();
  expect(readPlatformState(stateDir)).toBeUndefined();
});

test('refuses a second platform in the same folder', () => {
  StateFile.claim(stateDir, new Date('2026-01-02T03:04:05Z'));

  expect(() => StateFile.claim(stateDir)).toThrow(
    `A platform is already running in ${stateDir} (process ${process.pid}, since 2026-01-02T03:04:05.000Z)`,
  );
});

test('shows the processes that run', () => {
  const file = StateFile.claim(stateDir);

  file.update({ processes: [{ name: 'broker-1', pid: 7, startedAt: '1' }] });

  expect(readPlatformState(stateDir)?.processes).toEqual([{ name: 'broker-1', pid: 7, startedAt: '1' }]);
});

test('takes over from an owner that crashed, and ends what it left running', async () => {
  child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
  const left = { name: 'broker-1', ...identityOf(child.pid ?? 0) };
  await leave({ owner: crashedOwner, since: '', processes: [left] });

  const ended = once(child, 'exit');
  StateFile.claim(stateDir);

  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(readPlatformState(stateDir)?.owner).toEqual(identityOf(process.pid));
});

test('leaves a process alone that only has the number of one that was left', async () => {
  child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
  const namesake = { name: 'broker-1', pid: child.pid, startedAt: 'long ago' };
  await leave({ owner: crashedOwner, since: '', processes: [namesake] });

  StateFile.claim(stateDir);

  expect(identityOf(child.pid ?? 0)).toBeDefined();
});

test('takes over from an owner that crashed in the middle of its first line', async () => {
  await writeFile(join(stateDir, 'platform.json'), '{"owner":');

  StateFile.claim(stateDir).release();

  expect(existsSync(join(stateDir, 'platform.json'))).toBe(false);
});

function leave(state: unknown): Promise<void> {
  return writeFile(join(stateDir, 'platform.json'), JSON.stringify(state));
}
