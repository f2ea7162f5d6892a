/** How to run one child process and how to tell that it works. */
export interface ProcessSpec {
  /** Unique within the platform: `broker-1`, `archiver`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Added to this program's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** @default - this program's working directory */
  readonly cwd?: string;
  /** @default - this program's user */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Receives standard output and errors; appended to. */
  readonly logFile: string;
  /** Asked every few milliseconds after a start until it answers true; what it throws means "not yet". */
  readonly ready: () => Promise<boolean> | boolean;
  /** @default 120_000 */
  readonly readyTimeoutMs?: number;
  /**
   * Whether the process is started again when it ends unasked after it had been ready.
   *
   * @default true
   */
  readonly restartOnCrash?: boolean;
  /** @default 'SIGTERM' */
  readonly stopSignal?: NodeJS.Signals;
  /**
   * How long it may take to end when asked; then it is killed.
   *
   * @default 10_000
   */
  readonly stopTimeoutMs?: number;
  /**
   * What it gets when this program has died; SIGKILL follows if that does not help.
   *
   * @default 'SIGKILL'
   */
  readonly crashSignal?: NodeJS.Signals;
}

/** `exited` is an end nobody asked for; a restart may follow. */
export type ProcessState = 'stopped' | 'starting' | 'ready' | 'stopping' | 'exited';

export interface ProcessStatus {
  readonly name: string;
  readonly state: ProcessState;
  /** Undefined while it is down. */
  readonly pid: number | undefined;
  /** How often it was started again, after a crash or on request. */
  readonly restarts: number;
  /** Resident memory, pages shared with other processes included. */
  readonly rssBytes: number;
}

/** The end of one process. */
export interface ProcessExit {
  readonly name: string;
  /** Undefined when it could not be started at all. */
  readonly pid: number | undefined;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Whether it was stopped, or killed to stay down, rather than crashed or killed as a fault. */
  readonly expected: boolean;
}
