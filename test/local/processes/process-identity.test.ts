import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { identityOf, isRunning, signalGroup, startTicks } from '../../../local/processes/process-identity';

// Processes and keys take their time on a busy machine.
jest.setTimeout(30_000);

describe('startTicks', () => {
  // Fields 4 to 21 of the line, then field 22: the start time.
  const rest = Array.from({ length: 18 }, (_, index) => index + 4).join(' ');

  test('is field 22, also when the name holds spaces and brackets', () => {
    expect(startTicks(`4242 (my (odd) name) S ${rest} 987654 23 24`)).toBe('987654');
  });

  test('is undefined for a zombie', () => {
    expect(startTicks(`4242 (java) Z ${rest} 987654 23 24`)).toBeUndefined();
  });
});

test('a process is itself, until it has ended', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
  const identity = identityOf(child.pid ?? 0) ?? { pid: 0, startedAt: '' };
  expect(isRunning(identity)).toBe(true);

  signalGroup(identity, 'SIGKILL');
  await once(child, 'exit');

  expect(isRunning(identity)).toBe(false);
});

test('never signals a later process that got the same number', () => {
  const namesake = { pid: process.pid, startedAt: 'before this one' };

  // It would end this test otherwise.
  expect(signalGroup(namesake, 'SIGKILL')).toBe(false);
});

test('a number that no process has is nobody', () => {
  // Above the largest number Linux gives (2^22).
  expect(identityOf(2 ** 22 + 1)).toBeUndefined();
});
