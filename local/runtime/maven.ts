import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isNativeError } from 'node:util/types';
import type { KafkaRelease } from './kafka-release';
import { MAVEN_PROBLEM } from './requirements';

/** The list of what is downloaded. */
export const POM = join(__dirname, 'pom.xml');

/** Bounds a download that hangs, in milliseconds; on a slow line 300 MB take minutes. */
export const DOWNLOAD_TIMEOUT_MS = 30 * 60_000;

export interface DownloadOptions {
  /**
   * Where Maven is looked for.
   *
   * @default process.env
   */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends Maven, with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Runs Maven once: `kafka/` and `services/` as published, `registry/` and `redis/` unpacked.
 *
 * @throws one sentence when Maven is missing; Maven's own last lines when it fails
 */
export async function downloadWithMaven(
  directory: string,
  release: KafkaRelease,
  { env = process.env, signal }: DownloadOptions = {},
): Promise<void> {
  const args = [
    ...[
      '--batch-mode',
      '--quiet',
      '-Dstyle.color=never',
      '--file',
      POM,
      '--activate-profiles',
      release.logging,
    ],
    ...[`-Dkafka.version=${release.version}`, `-Dout=${directory}`, 'package'],
  ];
  try {
    await promisify(execFile)('mvn', args, { timeout: DOWNLOAD_TIMEOUT_MS, cwd: directory, env, signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (isMissing(error)) throw new Error(MAVEN_PROBLEM, { cause: error });
    throw new Error(
      `Maven could not download the local platform; check the network and Maven's settings.xml, then start again.\n${lastLines(error)}`,
      { cause: error },
    );
  }
}

function isMissing(error: unknown): boolean {
  return isNativeError(error) && 'code' in error && error.code === 'ENOENT';
}

function lastLines(error: unknown): string {
  const output = isNativeError(error) && 'stdout' in error ? String(error.stdout) : String(error);
  return output.trim().split('\n').slice(-8).join('\n');
}
