import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf, type ProcessIdentity } from '../../../local/processes/process-identity';
import { waitUntil } from '../../../local/processes/wait-until';
import { Watchdog } from '../../../local/processes/watchdog';

// Processes take their time on a busy machine.
jest.setTimeout(30_000);

let directory: string;
let watchdog: Watchdog;
const children: ChildProcess[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'penstock-test-'));
  watchdog = await Watchdog.start(directory);
});
afterEach(async () => {
  await watchdog.close();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(directory, { recursive: true });
});

function sleeper(): { child: ChildProcess; identity: ProcessIdentity } {
  const child = spawn('/bin/sleep', ['600'], { detached: true });
  children.push(child);
  return { child, identity: identityOf(child.pid ?? 0) ?? { pid: 0, startedAt: '' } };
}

test('ends what is on its list when it is let go', async () => {
  const guarded = sleeper();
  watchdog.add(guarded.identity, 'SIGKILL');

  const ended = once(guarded.child, 'exit');
  await watchdog.close();

  expect(await ended).toEqual([null, 'SIGKILL']);
});

test('asks a process in the way it wants to be asked', async () => {
  const guarded = sleeper();
  watchdog.add(guarded.identity, 'SIGTERM');

  const ended = once(guarded.child, 'exit');
  await watchdog.close();

  expect(await ended).toEqual([null, 'SIGTERM']);
});

test('leaves alone what was taken off its list, and what only has the number of a guarded process', async () => {
  const removed = sleeper();
  const namesake = sleeper();
  watchdog.add(removed.identity, 'SIGKILL');
  watchdog.remove(removed.identity);
  watchdog.add({ ...namesake.identity, startedAt: 'long ago' }, 'SIGKILL');

  await watchdog.close();

  expect(identityOf(removed.identity.pid)).toEqual(removed.identity);
  expect(identityOf(namesake.identity.pid)).toEqual(namesake.identity);
});

test('is replaced when it is killed, and its successor knows the list', async () => {
  const guarded = sleeper();
  watchdog.add(guarded.identity, 'SIGKILL');
  const first = watchdog.pid ?? 0;

  process.kill(first, 'SIGKILL');
  await waitUntil(() => watchdog.pid !== undefined && watchdog.pid !== first, {
    what: 'a new watchdog',
    timeoutMs: 10_000,
  });
  const ended = once(guarded.child, 'exit');
  await watchdog.close();

  expect(await ended).toEqual([null, 'SIGKILL']);
});
