import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNativeError } from 'node:util/types';
import { identityOf, isRunning, type ProcessIdentity, signalGroup } from '../processes/process-identity';
import type { PlatformEndpoints } from './platform-options';

/** What `platform.json` says about a platform that runs, for other programs on this machine. */
export interface PlatformState {
  /** The program that started it. */
  readonly owner: ProcessIdentity;
  /** When, in ISO 8601. */
  readonly since: string;
  /** Undefined while it is still starting. */
  readonly endpoints?: PlatformEndpoints;
  readonly processes: readonly (ProcessIdentity & { readonly name: string })[];
}

/** The state of the platform in a folder; undefined when none runs there. */
export function readPlatformState(stateDir: string): PlatformState | undefined {
  try {
    const state: PlatformState = JSON.parse(readFileSync(fileIn(stateDir), 'utf8'));
    return isRunning(state.owner) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** The claim of one program on a state folder. */
export class StateFile {
  readonly #file: string;
  #state: PlatformState;

  private constructor(file: string, state: PlatformState) {
    this.#file = file;
    this.#state = state;
  }

  /**
   * Takes the folder. What a crashed owner left running is killed.
   *
   * @throws when a platform runs there already
   */
  static claim(stateDir: string, now = new Date()): StateFile {
    const file = fileIn(stateDir);
    const owner = identityOf(process.pid);
    if (owner === undefined) throw new Error('this program cannot find itself in the list of processes');
    mkdirSync(stateDir, { recursive: true });
    const state: PlatformState = { owner, since: now.toISOString(), processes: [] };
    // Two tries: the second after a stale file was cleared away.
    for (let tries = 0; tries < 2; tries++) {
      try {
        writeFileSync(file, JSON.stringify(state), { flag: 'wx', mode: 0o600 });
        return new StateFile(file, state);
      } catch (error) {
        if (!(isNativeError(error) && 'code' in error && error.code === 'EEXIST')) throw error;
      }
      clearStale(stateDir);
    }
    throw new Error(`another start is under way in ${stateDir}`);
  }

  update(change: Partial<Pick<PlatformState, 'endpoints' | 'processes'>>): void {
    this.#state = { ...this.#state, ...change };
    const unfinished = `${this.#file}.new`;
    writeFileSync(unfinished, `${JSON.stringify(this.#state, null, 2)}\n`, { mode: 0o600 });
    renameSync(unfinished, this.#file);
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }
}

function clearStale(stateDir: string): void {
  const running = readPlatformState(stateDir);
  if (running !== undefined) {
    throw new Error(
      `A platform is already running in ${stateDir} (process ${running.owner.pid}, since ${running.since}): ` +
        'stop it with Ctrl-C in its terminal, or use another folder.',
    );
  }
  for (const left of leftProcesses(stateDir)) signalGroup(left, 'SIGKILL');
  rmSync(fileIn(stateDir), { force: true });
}

function leftProcesses(stateDir: string): readonly ProcessIdentity[] {
  try {
    const state: PlatformState = JSON.parse(readFileSync(fileIn(stateDir), 'utf8'));
    return state.processes;
  } catch {
    // Cut off in the middle of its first line: nothing had been started.
    return [];
  }
}

function fileIn(stateDir: string): string {
  return join(stateDir, 'platform.json');
}
