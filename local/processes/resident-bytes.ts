import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Resident memory of a process in bytes, pages shared with others included; 0 when it is gone. */
export function residentBytes(pid: number): number {
  try {
    const kib =
      process.platform === 'linux'
        ? residentKib(readFileSync(`/proc/${pid}/status`, 'utf8'))
        : Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
    return kib * 1024;
  } catch {
    return 0;
  }
}

/** `VmRSS` out of /proc/<pid>/status, in KiB; 0 when the kernel names none, as for a zombie. */
export function residentKib(status: string): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
}
