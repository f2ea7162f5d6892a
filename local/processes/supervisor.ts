import type { ProcessIdentity } from './process-identity';
import type { ProcessExit, ProcessSpec, ProcessStatus } from './process-spec';
import { type Guard, SupervisedProcess } from './supervised-process';

/** All child processes of one platform, by name, in the order in which they were started. */
export class Supervisor {
  readonly #guard: Guard;
  readonly #processes = new Map<string, SupervisedProcess>();
  readonly #listeners = new Set<(exit: ProcessExit) => void>();

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  /** Starts a process and waits until it is ready. */
  async run(spec: ProcessSpec, signal?: AbortSignal): Promise<void> {
    if (this.#processes.has(spec.name)) throw new Error(`a process named ${spec.name} exists already`);
    const started = new SupervisedProcess(spec, this.#guard, (exit) => {
      for (const listener of this.#listeners) listener(exit);
    });
    this.#processes.set(spec.name, started);
    await started.start(signal);
  }

  /** The process of that name. */
  named(name: string): SupervisedProcess {
    const found = this.#processes.get(name);
    if (found === undefined) {
      throw new Error(`no process is named ${name}: choose one of ${[...this.#processes.keys()].join(', ')}`);
    }
    return found;
  }

  statuses(): ProcessStatus[] {
    return [...this.#processes.values()].map((one) => one.status());
  }

  /** Who runs right now. */
  identities(): (ProcessIdentity & { readonly name: string })[] {
    return [...this.#processes].flatMap(([name, one]) => {
      const identity = one.identity();
      return identity === undefined ? [] : { name, ...identity };
    });
  }

  /** Calls back at every end of a process, expected or not; the result takes the listener away. */
  onExit(listener: (exit: ProcessExit) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops the named processes at the same time; names that were never started are skipped. */
  async stop(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => this.#processes.get(name)?.stop()));
  }

  names(): string[] {
    return [...this.#processes.keys()];
  }
}
