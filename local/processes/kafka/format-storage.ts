import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isNativeError } from 'node:util/types';
import type { Runtime } from '../../runtime/install-runtime';
import { jvmFlags } from '../jvm-flags';

/** A user of the cluster, with the password it logs in with. */
export interface KafkaUser {
  readonly name: string;
  readonly password: string;
}

export interface FormatOptions {
  readonly runtime: Runtime;
  /** Configuration file of each broker, in the order of node ids. */
  readonly configFiles: readonly string[];
  /** `log.dirs` of each broker, in the same order. */
  readonly dataDirectories: readonly string[];
  readonly users: readonly KafkaUser[];
  /** For a file that lives only as long as the formatting. */
  readonly scratchDirectory: string;
}

/** Whether every data folder already belongs to a cluster. */
export function isFormatted(dataDirectories: readonly string[]): boolean {
  return dataDirectories.every((directory) => existsSync(join(directory, META)));
}

/**
 * Makes the data folders those of one new cluster whose metadata log begins with the users.
 * Kafka's own tool formats the first folder; what it wrote holds for all nodes but for the ids, so that one JVM is enough.
 */
export async function formatStorage(options: FormatOptions): Promise<void> {
  const { runtime, configFiles, dataDirectories, users, scratchDirectory } = options;
  const clusterId = kafkaUuid();
  const [firstConfig = ''] = configFiles;
  const [first = '', ...others] = dataDirectories;

  await Promise.all(dataDirectories.map((directory) => mkdir(directory, { recursive: true })));
  await runStorageTool(runtime, scratchDirectory, [
    ...['format', '--cluster-id', clusterId, '--config', firstConfig],
    ...users.flatMap(({ name, password }) => [
      '--add-scram',
      `SCRAM-SHA-512=[name=${name},password=${password}]`,
    ]),
  ]);
  for (const [index, directory] of others.entries()) {
    await copyFile(join(first, BOOTSTRAP), join(directory, BOOTSTRAP));
    await writeFile(join(directory, META), metaProperties(index + 2, clusterId));
  }
}

const META = 'meta.properties';
const BOOTSTRAP = 'bootstrap.checkpoint';

/** 16 random bytes as Kafka writes them; its command line takes a leading dash for an option. */
export function kafkaUuid(): string {
  const text = randomBytes(16).toString('base64url');
  return text.startsWith('-') ? kafkaUuid() : text;
}

function metaProperties(nodeId: number, clusterId: string): string {
  return `version=1\ncluster.id=${clusterId}\nnode.id=${nodeId}\ndirectory.id=${kafkaUuid()}\n`;
}

async function runStorageTool(runtime: Runtime, directory: string, args: readonly string[]): Promise<void> {
  const command = [
    ...jvmFlags({ heapMiB: 128 }),
    ...['-cp', runtime.kafkaJars.join(':'), 'kafka.tools.StorageTool'],
    ...args,
  ];
  // The passwords would be readable in the list of processes; java reads a whole command line from a file.
  const argumentFile = join(directory, 'format.args');
  await writeFile(argumentFile, command.map(quoted).join('\n'), { mode: 0o600 });
  try {
    await promisify(execFile)(runtime.java.command, [`@${argumentFile}`], { timeout: 60_000 });
  } catch (error) {
    const output = isNativeError(error) && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`Kafka could not format its storage: ${output}`, { cause: error });
  } finally {
    await rm(argumentFile, { force: true });
  }
}

/** In the syntax of java's argument files. */
function quoted(argument: string): string {
  return `"${argument.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
