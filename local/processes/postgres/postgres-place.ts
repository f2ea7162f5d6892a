import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Account, isReachableByOthers, postgresAccount } from './postgres-account';
import { postgresBinaries } from './postgres-binaries';

/** Where one PostgreSQL lives and as whom it runs. */
export interface PostgresPlace {
  /** Folder with `bin/` and `lib/`. */
  readonly binaries: string;
  readonly dataDirectory: string;
  /** Undefined for this program's own user. */
  readonly account: Account | undefined;
}

/** Root may write here, and every account may pass through. */
const ROOTS_OWN = '/var/lib/penstock';

/**
 * Binaries and data folder that the server's account can reach: those of npm and of the state folder, or, for root with a
 * closed home folder, copies under /var/lib.
 */
export async function postgresPlace(stateDir: string): Promise<PostgresPlace> {
  const account = postgresAccount();
  const binaries = await postgresBinaries();
  const ordinary = join(stateDir, 'data', 'postgres');
  if (account === undefined) return { binaries, dataDirectory: ordinary, account };

  return {
    binaries: isReachableByOthers(binaries) ? binaries : await copied(binaries),
    dataDirectory: isReachableByOthers(stateDir) ? ordinary : dataUnderVarLib(stateDir),
    account,
  };
}

function dataUnderVarLib(stateDir: string): string {
  const key = createHash('sha256').update(stateDir).digest('hex').slice(0, 12);
  return join(ROOTS_OWN, `${key}-postgres`);
}

async function copied(binaries: string): Promise<string> {
  const key = createHash('sha256').update(binaries).digest('hex').slice(0, 12);
  const copy = join(ROOTS_OWN, `${basename(dirname(binaries))}-${key}`);
  if (existsSync(copy)) return copy;
  await mkdir(ROOTS_OWN, { recursive: true, mode: 0o755 });
  const unfinished = `${copy}.${process.pid}`;
  await cp(binaries, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  return copy;
}
