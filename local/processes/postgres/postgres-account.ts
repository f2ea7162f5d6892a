import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** User that PostgreSQL runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. When this program does, the server gets the account `postgres`, else `nobody`.
 *
 * @returns undefined when this program's own user will do
 */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = readFileSync('/etc/passwd', 'utf8');
  const account = accountNamed('postgres', passwd) ?? accountNamed('nobody', passwd);
  if (account === undefined) {
    throw new Error('PostgreSQL refuses to run as root: start as another user, or add one named "postgres".');
  }
  return account;
}

/** One line of /etc/passwd. */
export function accountNamed(name: string, passwd: string): Account | undefined {
  const line = passwd.split('\n').find((candidate) => candidate.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/** Whether every folder on the way to a path lets other users through; a home folder usually does not. */
export function isReachableByOthers(path: string): boolean {
  const parent = dirname(path);
  return (statSync(path).mode & 0o001) !== 0 && (parent === path || isReachableByOthers(parent));
}
