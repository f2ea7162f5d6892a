import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isNativeError } from 'node:util/types';
import { Client } from 'pg';
import { freePorts } from '../free-ports';
import type { ProcessSpec } from '../process-spec';
import { type PostgresPlace, postgresPlace } from './postgres-place';

export interface PostgresOptions {
  readonly stateDir: string;
  readonly password: string;
  /** Whether to keep what is there, and from now on even through a crash of the machine. */
  readonly keepData: boolean;
}

/** How to reach the server. */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

export interface PreparedPostgres {
  readonly address: PostgresAddress;
  readonly spec: ProcessSpec;
}

const USER = 'penstock';

/** Creates the data folder, or keeps the one that is there, and says how to run the server. */
export async function preparePostgres({
  stateDir,
  password,
  keepData,
}: PostgresOptions): Promise<PreparedPostgres> {
  const place = await postgresPlace(stateDir);
  if (!keepData) await rm(place.dataDirectory, { recursive: true, force: true });
  if (!existsSync(join(place.dataDirectory, 'PG_VERSION'))) await initialize(place, password);
  const [port = 0] = await freePorts(1);
  const address = { host: '127.0.0.1', port, user: USER, password };
  const settings = {
    listen_addresses: address.host,
    port: String(port),
    // The folder for a socket may not be reachable, and nobody needs one.
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '64MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(keepData ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return {
    address,
    spec: {
      name: 'postgres',
      command: join(place.binaries, 'bin', 'postgres'),
      args: [
        '-D',
        place.dataDirectory,
        ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
      ],
      user: place.account,
      // The server wants a working directory it may enter.
      cwd: place.dataDirectory,
      logFile: join(stateDir, 'logs', 'postgres.log'),
      // "Fast": ends the sessions. SIGTERM would wait for them.
      stopSignal: 'SIGINT',
      // "Immediate": SIGKILL would leave its shared memory behind.
      crashSignal: 'SIGQUIT',
      ready: () => query(address, 'postgres', 'SELECT 1').then(() => true),
    },
  };
}

/** Creates databases that are not there yet. */
export async function ensureDatabases(address: PostgresAddress, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { rowCount } = await query(address, 'postgres', 'SELECT 1 FROM pg_database WHERE datname = $1', [
      name,
    ]);
    if (rowCount === 0) await query(address, 'postgres', `CREATE DATABASE "${name.replaceAll('"', '""')}"`);
  }
}

/** Connection string of one database. */
export function postgresUrl({ host, port, user, password }: PostgresAddress, database: string): string {
  return `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
}

async function query(
  address: PostgresAddress,
  database: string,
  sql: string,
  values: readonly string[] = [],
) {
  const client = new Client({ ...address, database, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await client.query(sql, [...values]);
  } finally {
    await client.end();
  }
}

async function initialize(
  { binaries, dataDirectory, account }: PostgresPlace,
  password: string,
): Promise<void> {
  const passwordFile = `${dataDirectory}.password`;
  await rm(dataDirectory, { recursive: true, force: true });
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) {
    await chown(dataDirectory, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const args = [
    ...['--pgdata', dataDirectory, '--username', USER, '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
  ];
  try {
    await promisify(execFile)(join(binaries, 'bin', 'initdb'), args, {
      cwd: dataDirectory,
      timeout: 60_000,
      uid: account?.uid,
      gid: account?.gid,
    });
  } catch (error) {
    const output = isNativeError(error) && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`PostgreSQL could not create its data folder ${dataDirectory}: ${output}`, {
      cause: error,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}
