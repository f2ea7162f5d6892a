import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcessExit, ProcessSpec } from '../../../local/processes/process-spec';
import { type Guard, SupervisedProcess } from '../../../local/processes/supervised-process';
import { waitUntil } from '../../../local/processes/wait-until';

// Processes and keys take their time on a busy machine.
jest.setTimeout(30_000);

let directory: string;
let guarded: number[];
let exits: ProcessExit[];
let process_: SupervisedProcess;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'penstock-test-'));
  guarded = [];
  exits = [];
});
afterEach(async () => {
  await process_.stop();
  await rm(directory, { recursive: true });
});

const guard: Guard = {
  add: ({ pid }) => guarded.push(pid),
  remove: ({ pid }) => guarded.splice(guarded.indexOf(pid), 1),
};

/** A program that makes a file when it runs, and is ready when the file is there. */
function supervised(change: Partial<ProcessSpec> = {}): SupervisedProcess {
  const marker = join(directory, 'ready');
  process_ = new SupervisedProcess(
    {
      name: 'program',
      command: '/bin/sh',
      args: ['-c', `touch ${marker}; while :; do sleep 1; done`],
      logFile: join(directory, 'program.log'),
      ready: () => existsSync(marker),
      ...change,
    },
    guard,
    (exit) => exits.push(exit),
  );
  return process_;
}

const until = (what: string, check: () => boolean) =>
  waitUntil(check, { what, timeoutMs: 10_000, intervalMs: 10 });

test('is ready when its check says so, and guarded until it ends', async () => {
  const program = supervised();

  await program.start();
  const { pid = 0, ...running } = program.status();
  expect(running).toMatchObject({ name: 'program', state: 'ready', restarts: 0 });
  expect(guarded).toEqual([pid]);

  await program.stop();
  expect(program.status()).toMatchObject({ state: 'stopped', pid: undefined });
  expect(guarded).toEqual([]);
  expect(exits).toEqual([{ name: 'program', pid, code: null, signal: 'SIGTERM', expected: true }]);
});

test('comes back by itself after it was killed', async () => {
  const program = supervised();
  await program.start();
  const { pid } = program.status();

  await program.kill('SIGKILL');
  await until('a restart', () => program.status().state === 'ready');

  expect(program.status()).toMatchObject({ restarts: 1 });
  expect(program.status().pid).not.toBe(pid);
  expect(exits).toEqual([{ name: 'program', pid, code: null, signal: 'SIGKILL', expected: false }]);
});

test('stays down when it is killed to stay down, until it is restarted', async () => {
  const program = supervised();
  await program.start();

  await program.kill('SIGKILL', { stayDown: true });
  expect(program.status()).toMatchObject({ state: 'stopped', restarts: 0 });

  await program.restart();
  expect(program.status()).toMatchObject({ state: 'ready', restarts: 1 });
});

test('stays down after a crash when its specification says so', async () => {
  const program = supervised({ restartOnCrash: false });
  await program.start();

  await program.kill('SIGKILL');

  expect(program.status()).toMatchObject({ state: 'exited', pid: undefined });
});

test('says with the end of its log why it did not start', async () => {
  const program = supervised({ args: ['-c', 'echo no such database >&2; exit 3'], ready: () => false });

  await expect(program.start()).rejects.toThrow(
    `program ended (code 3) before it was ready; the end of ${join(directory, 'program.log')}:\nno such database`,
  );
  expect(program.status().state).toBe('stopped');
});

test('says so when the program does not exist', async () => {
  await expect(supervised({ command: '/nowhere/program' }).start()).rejects.toThrow(/ENOENT/);
});

test('is stopped when it does not get ready in time', async () => {
  const program = supervised({ ready: () => false, readyTimeoutMs: 50 });

  await expect(program.start()).rejects.toThrow('gave up waiting for program after 0.05 s');
  expect(program.status()).toMatchObject({ state: 'stopped', pid: undefined });
});

test('gives up a start that is aborted', async () => {
  const controller = new AbortController();
  const program = supervised({ ready: () => false });

  const starting = program.start(controller.signal);
  controller.abort(new Error('stopped by SIGINT'));

  await expect(starting).rejects.toThrow('stopped by SIGINT');
  expect(guarded).toEqual([]);
});

test('is killed when it ignores the request to stop', async () => {
  const marker = join(directory, 'ready');
  const args = ['-c', `trap '' TERM; touch ${marker}; while :; do sleep 1; done`];
  const program = supervised({ args, stopTimeoutMs: 50 });
  await program.start();

  await program.stop();

  expect(exits).toMatchObject([{ signal: 'SIGKILL', expected: true }]);
});

test('stops even when a fault has suspended it', async () => {
  const program = supervised();
  await program.start();

  await program.kill('SIGSTOP');
  await program.stop();

  expect(exits).toMatchObject([{ signal: 'SIGTERM', expected: true }]);
});

test('writes what it prints to its log', async () => {
  const marker = join(directory, 'ready');
  const program = supervised({ args: ['-c', `echo hello; touch ${marker}; while :; do sleep 1; done`] });

  await program.start();

  expect(await readFile(join(directory, 'program.log'), 'utf8')).toBe('hello\n');
});
