import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDirectory } from './cache-directory';
import { type Checksums, checksumProblems, checksumsOf } from './checksums';
import lock from './checksums.json';
import { findJava, type Java } from './java';
import { type KafkaRelease, kafkaReleaseFor } from './kafka-release';
import { DOWNLOAD_TIMEOUT_MS, downloadWithMaven, POM } from './maven';

/** Everything that was downloaded, ready to be started. */
export interface Runtime {
  readonly java: Java;
  readonly kafka: KafkaRelease;
  /** Folder in the cache that holds the files below; only `classes/` is added to it later. */
  readonly directory: string;
  /** Kafka's jars, sorted. */
  readonly kafkaJars: readonly string[];
  /** Apicurio Registry: a thin jar that names the libraries beside it. */
  readonly registryJar: string;
  /** S3Mock, unpacked likewise. */
  readonly s3Jar: string;
  /** Folder with one `redis-server-…` binary per operating system and processor. */
  readonly redisDirectory: string;
}

export interface InstallOptions {
  /** Kafka version as MSK or Maven writes it. */
  readonly kafkaVersion: string;
  /**
   * Where downloads are kept.
   *
   * @default cacheDirectory(env)
   */
  readonly cache?: string;
  /**
   * Where Java and Maven are looked for.
   *
   * @default process.env
   */
  readonly env?: NodeJS.ProcessEnv;
  /**
   * Wraps the download, to show it; not called when everything is there.
   *
   * @default - just downloads
   */
  readonly download?: (work: () => Promise<void>) => Promise<void>;
  /** Ends a download that is under way. */
  readonly signal?: AbortSignal;
}

/**
 * Downloads what the platform runs, once; afterwards answers from the cache without network or Maven.
 * A folder appears under its final name only when it is complete and its checksums are right.
 *
 * @throws one sentence when Java or Maven is missing; a list when a download is not what the lock says
 */
export async function installRuntime(options: InstallOptions): Promise<Runtime> {
  const {
    kafkaVersion,
    env = process.env,
    cache = cacheDirectory(env),
    download = (work) => work(),
    signal,
  } = options;
  const release = kafkaReleaseFor(kafkaVersion);
  const java = await findJava(env);
  const directory = join(cache, 'runtime', runtimeKey(release));

  if (!existsSync(directory)) await download(() => install(directory, release, { java, env, signal }));
  return describeRuntime(directory, release, java);
}

interface Tools {
  readonly java: Java;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
}

/** To be raised when what is done with the download changes. */
const LAYOUT = '1';

/** Changes with anything that changes what is installed. */
function runtimeKey(release: KafkaRelease): string {
  const contents = JSON.stringify([lock.services, expectedJars(release), LAYOUT]);
  const hash = createHash('sha256').update(readFileSync(POM)).update(contents).digest('hex');
  return `kafka-${release.version}-${hash.slice(0, 12)}`;
}

async function install(directory: string, release: KafkaRelease, tools: Tools): Promise<void> {
  await mkdir(join(directory, '..'), { recursive: true });
  await removeAbandoned(join(directory, '..'));
  const unfinished = await mkdtemp(`${directory}${UNFINISHED}`);
  try {
    await downloadWithMaven(unfinished, release, tools);
    await verify(unfinished, release);
    await unpackS3(unfinished, tools.java);
    await rm(join(unfinished, 'markers'), { recursive: true, force: true });
    await rm(join(unfinished, 'services'), { recursive: true });
    for (const binary of await readdir(join(unfinished, 'redis'))) {
      await chmod(join(unfinished, 'redis', binary), 0o755);
    }
    await rename(unfinished, directory).catch((error: NodeJS.ErrnoException) => {
      // Another start installed the same files in the meantime.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

const UNFINISHED = '.unfinished-';

/** Clears away what a download left behind that was killed; one that may still run is younger. */
async function removeAbandoned(folder: string, now = Date.now()): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const isAbandoned =
      name.includes(UNFINISHED) && now - (await stat(path)).mtimeMs > 2 * DOWNLOAD_TIMEOUT_MS;
    if (isAbandoned) await rm(path, { recursive: true, force: true });
  }
}

const REGISTRY_JAR = 'apicurio-registry-app-3.0.9-runner.jar';
const S3_JAR = 's3mock-5.2.0-exec.jar';

/** A Spring Boot jar of jars starts in twice the time, and no class archive can be made of it. */
async function unpackS3(directory: string, java: Java): Promise<void> {
  const jar = join(directory, 'services', S3_JAR);
  const args = ['-Djarmode=tools', '-jar', jar, 'extract', '--destination', join(directory, 's3')];
  await promisify(execFile)(java.command, args);
}

function expectedJars(release: KafkaRelease): Checksums {
  const kafka: Readonly<Record<string, Checksums>> = lock.kafka;
  return kafka[release.version] ?? {};
}

async function verify(directory: string, release: KafkaRelease): Promise<void> {
  const problems = [
    ...checksumProblems(expectedJars(release), await checksumsOf(join(directory, 'kafka'))),
    ...checksumProblems(lock.services, await checksumsOf(join(directory, 'services'))),
  ];
  if (problems.length > 0) {
    throw new Error(
      `The download is not what local/runtime/checksums.json records, so nothing was installed:\n  ${problems.join('\n  ')}`,
    );
  }
}

async function describeRuntime(directory: string, kafka: KafkaRelease, java: Java): Promise<Runtime> {
  const jars = (await readdir(join(directory, 'kafka'))).sort();
  return {
    java,
    kafka,
    directory,
    kafkaJars: jars.map((jar) => join(directory, 'kafka', jar)),
    registryJar: join(directory, 'registry', REGISTRY_JAR),
    s3Jar: join(directory, 's3', S3_JAR),
    redisDirectory: join(directory, 'redis'),
  };
}
