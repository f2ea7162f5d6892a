import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** LISTEN in the state column of /proc/net/tcp. */
const LISTEN = '0A';

/** 127.0.0.1 as the kernel writes it: little-endian, and once more mapped into IPv6. */
const LOOPBACK = ['0100007F', '0000000000000000FFFF00000100007F'];

/** Ports on which a process listens, and whether each is on 127.0.0.1 only. Linux. */
export function listenersOf(pid: number): { readonly port: number; readonly isLoopback: boolean }[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => socketInode(`/proc/${pid}/fd/${fd}`)),
  );
  return ['tcp', 'tcp6']
    .flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === LISTEN && inodes.has(fields[9] ?? ''))
    .map((fields) => {
      const [address = '', port = ''] = (fields[1] ?? '').split(':');
      return { port: Number.parseInt(port, 16), isLoopback: LOOPBACK.includes(address) };
    });
}

function socketInode(link: string): string | [] {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.[1] ?? [];
  } catch {
    // Closed in between.
    return [];
  }
}
