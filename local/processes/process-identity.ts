import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One process, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in the operating system's own notation: only to be compared. */
  readonly startedAt: string;
}

/** Identity of a running process; undefined when there is none with that number. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const startedAt = process.platform === 'linux' ? linuxStartTime(pid) : psStartTime(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Whether this very process still runs: not gone, not a zombie, not a namesake. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.startedAt === identity.startedAt;
}

/** Signals a process, but only if it is still this very one; answers whether it was. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  return isRunning(identity) && send(identity.pid, signal);
}

/** Signals the process group that a process leads, but only if it is still this very one. */
export function signalGroup(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  return isRunning(identity) && send(-identity.pid, signal);
}

function send(target: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(target, signal);
    return true;
  } catch {
    // Gone in between.
    return false;
  }
}

/**
 * Start time in clock ticks since boot, out of a line of /proc/<pid>/stat; undefined for a zombie.
 * The name in brackets may itself hold spaces and brackets, hence the search from the end (proc(5)).
 */
export function startTicks(stat: string): string | undefined {
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Field 22 of the line; `state` is field 3, so `rest` begins with field 4.
  return state === 'Z' || state === 'X' ? undefined : rest[22 - 4];
}

function linuxStartTime(pid: number): string | undefined {
  try {
    return startTicks(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

function psStartTime(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.slice(line.indexOf(' ')).trim();
  } catch {
    return undefined;
  }
}
