import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { identityOf, type ProcessIdentity, signalGroup, signalProcess } from './process-identity';
import type { ProcessExit, ProcessSpec, ProcessState, ProcessStatus } from './process-spec';
import { residentBytes } from './resident-bytes';
import { waitUntil } from './wait-until';

/** Told about every process that must not outlive this one. */
export interface Guard {
  add(identity: ProcessIdentity, crashSignal: NodeJS.Signals): void;
  remove(identity: ProcessIdentity): void;
}

const RESTART_DELAY_MS = 250;
const LONGEST_RESTART_DELAY_MS = 5_000;

/** One child process: started, watched until ready, restarted when it crashes, stopped for good. */
export class SupervisedProcess {
  readonly #spec: ProcessSpec;
  readonly #guard: Guard;
  readonly #onExit: (exit: ProcessExit) => void;
  #state: ProcessState = 'stopped';
  #identity: ProcessIdentity | undefined;
  #exited: Promise<void> = Promise.resolve();
  #restarts = 0;
  /** Aborted when the process is no longer wanted; undefined while it is not wanted. */
  #wanted: AbortController | undefined;
  #recovery: Promise<void> = Promise.resolve();

  constructor(spec: ProcessSpec, guard: Guard, onExit: (exit: ProcessExit) => void) {
    this.#spec = spec;
    this.#guard = guard;
    this.#onExit = onExit;
  }

  status(): ProcessStatus {
    const pid = this.#identity?.pid;
    return {
      name: this.#spec.name,
      state: this.#state,
      pid,
      restarts: this.#restarts,
      rssBytes: pid === undefined ? 0 : residentBytes(pid),
    };
  }

  identity(): ProcessIdentity | undefined {
    return this.#identity;
  }

  /**
   * Starts the process and waits until it is ready.
   *
   * @throws when it ends or does not get ready in time, with the end of its log; it is then stopped
   */
  async start(signal?: AbortSignal): Promise<void> {
    if (this.#wanted !== undefined) throw new Error(`${this.#spec.name} is already started`);
    const wanted = new AbortController();
    this.#wanted = wanted;
    const either = signal === undefined ? wanted.signal : AbortSignal.any([signal, wanted.signal]);
    try {
      await this.#launch(either);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Sends a signal as a fault; after SIGKILL it waits for the end. With `stayDown` nothing starts it again but `restart`. */
  async kill(signal: NodeJS.Signals, { stayDown = false }: { stayDown?: boolean } = {}): Promise<void> {
    if (this.#identity === undefined) return;
    const exited = this.#exited;
    if (stayDown) this.#unwant();
    if (signal === 'SIGKILL') {
      signalGroup(this.#identity, 'SIGKILL');
      await exited;
    } else {
      signalProcess(this.#identity, signal);
    }
  }

  /** Stops the process if it runs, then starts it and waits until it is ready. */
  async restart(): Promise<void> {
    await this.stop();
    this.#restarts++;
    await this.start();
  }

  /** Asks the process to end, and ends it after its time is up. Does nothing when it is down. */
  async stop(): Promise<void> {
    const { stopSignal = 'SIGTERM', stopTimeoutMs = 10_000 } = this.#spec;
    this.#unwant();
    const identity = this.#identity;
    if (identity !== undefined) {
      this.#state = 'stopping';
      // A process that a fault has suspended hears nothing else.
      signalProcess(identity, 'SIGCONT');
      signalProcess(identity, stopSignal);
      const timeout = setTimeout(() => signalGroup(identity, 'SIGKILL'), stopTimeoutMs);
      await this.#exited;
      clearTimeout(timeout);
    }
    await this.#recovery;
    this.#state = 'stopped';
  }

  #unwant(): void {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    wanted?.abort(new Error(`${this.#spec.name} was stopped`));
  }

  async #launch(signal: AbortSignal): Promise<void> {
    const { name, ready, readyTimeoutMs = 120_000 } = this.#spec;
    signal.throwIfAborted();
    this.#state = 'starting';
    const ended = new AbortController();
    this.#spawn((how) => ended.abort(new Error(`${name} ${how} before it was ready${this.#endOfLog()}`)));
    try {
      await waitUntil(ready, {
        what: name,
        timeoutMs: readyTimeoutMs,
        signal: AbortSignal.any([signal, ended.signal]),
      });
    } catch (error) {
      // The exit is the better explanation when both happened.
      ended.signal.throwIfAborted();
      throw error;
    }
    ended.signal.throwIfAborted();
    this.#state = 'ready';
  }

  #spawn(onEnd: (how: string) => void): void {
    const { name, command, args, env = {}, cwd, user, logFile, crashSignal = 'SIGKILL' } = this.#spec;
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, {
      // A group of its own: Ctrl-C in the terminal reaches this program only, which then stops things in order.
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...env },
      cwd,
      uid: user?.uid,
      gid: user?.gid,
    });
    closeSync(log);

    const identity = child.pid === undefined ? undefined : identityOf(child.pid);
    if (identity !== undefined) this.#guard.add(identity, crashSignal);
    this.#identity = identity;
    this.#exited = exitOf(child).then(({ code, signal, error }) => {
      if (identity !== undefined) this.#guard.remove(identity);
      const expected = this.#wanted === undefined;
      const before = this.#state;
      this.#identity = undefined;
      this.#state = expected ? 'stopped' : 'exited';
      if (before === 'starting') onEnd(error?.message ?? `ended (${signal ?? `code ${code}`})`);
      this.#onExit({ name, pid: child.pid, code, signal, expected });
      if (before === 'ready') this.#recover();
    });
  }

  #recover(): void {
    const wanted = this.#wanted?.signal;
    if (wanted === undefined || this.#spec.restartOnCrash === false) return;
    this.#recovery = this.#relaunchUntilReady(wanted);
  }

  async #relaunchUntilReady(wanted: AbortSignal): Promise<void> {
    let pause = RESTART_DELAY_MS;
    while (!wanted.aborted) {
      await delay(pause, undefined, { signal: wanted }).catch(() => undefined);
      if (wanted.aborted) return;
      this.#restarts++;
      try {
        await this.#launch(wanted);
        return;
      } catch {
        // Not ready in time, or ended again: the log has it. Try again, more slowly.
        if (!wanted.aborted) await this.kill('SIGKILL');
      }
      pause = Math.min(pause * 2, LONGEST_RESTART_DELAY_MS);
    }
  }

  #endOfLog(): string {
    const lines = readFileSync(this.#spec.logFile, 'utf8').trim().split('\n').slice(-12);
    return `; the end of ${this.#spec.logFile}:\n${lines.join('\n')}`;
  }
}

interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: Error;
}

function exitOf(child: ChildProcess): Promise<ChildExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
  });
}
