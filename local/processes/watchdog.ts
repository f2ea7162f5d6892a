import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { ProcessIdentity } from './process-identity';
import type { Guard } from './supervised-process';

export interface WatchdogEntry {
  readonly identity: ProcessIdentity;
  readonly crashSignal: NodeJS.Signals;
}

/** One line on the watchdog's standard input. */
export type WatchdogMessage =
  | { readonly kind: 'add'; readonly entry: WatchdogEntry }
  | { readonly kind: 'remove'; readonly pid: number };

/**
 * Sees to it that nothing outlives this program: a small process that notices when the pipe from here closes, even after a
 * SIGKILL, and ends what it was told about.
 */
export class Watchdog implements Guard {
  readonly #program: string;
  readonly #entries = new Map<number, WatchdogEntry>();
  #child: ChildProcess;
  #closed = false;

  private constructor(program: string) {
    this.#program = program;
    this.#child = this.#spawn();
  }

  /** Builds and starts the watchdog; `directory` gets its program. */
  static async start(directory: string): Promise<Watchdog> {
    const program = join(directory, 'watchdog.js');
    await build({
      entryPoints: [join(__dirname, 'watchdog-main.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'silent',
    });
    return new Watchdog(program);
  }

  add(identity: ProcessIdentity, crashSignal: NodeJS.Signals): void {
    const entry = { identity, crashSignal };
    this.#entries.set(identity.pid, entry);
    this.#send({ kind: 'add', entry });
  }

  remove(identity: ProcessIdentity): void {
    this.#entries.delete(identity.pid);
    this.#send({ kind: 'remove', pid: identity.pid });
  }

  /** Number of its process. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Lets the watchdog go; it ends what is still on its list. */
  close(): Promise<void> {
    this.#closed = true;
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.ref();
      child.once('exit', () => resolve());
      child.stdin?.end();
    });
  }

  #spawn(): ChildProcess {
    const child = spawn(process.execPath, ['--max-old-space-size=16', this.#program], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: {},
    });
    // Neither keeps this program alive.
    child.unref();
    // A watchdog that was killed closes its end; the next one gets the whole list again.
    child.stdin?.on('error', () => undefined);
    child.once('exit', () => {
      if (this.#closed) return;
      this.#child = this.#spawn();
      for (const entry of this.#entries.values()) this.#send({ kind: 'add', entry });
    });
    return child;
  }

  #send(message: WatchdogMessage): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }
}
