import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isNativeError } from 'node:util/types';
import { type Checksums, checksumsOf } from './checksums';
import { KAFKA_RELEASES } from './kafka-release';
import { downloadWithMaven } from './maven';

/** Writes checksums.json anew after a version in pom.xml or kafka-release.ts changed: `npx tsx local/runtime/record-checksums.ts`. */
async function recordChecksums(): Promise<void> {
  const kafka: Record<string, Checksums> = {};
  let services: Checksums = {};
  for (const release of KAFKA_RELEASES) {
    const directory = await mkdtemp(join(tmpdir(), 'penstock-checksums-'));
    try {
      await downloadWithMaven(directory, release);
      kafka[release.version] = await checksumsOf(join(directory, 'kafka'));
      services = await checksumsOf(join(directory, 'services'));
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
  await writeFile(join(__dirname, 'checksums.json'), `${JSON.stringify({ services, kafka }, null, 2)}\n`);
}

recordChecksums().catch((error: unknown) => {
  process.stderr.write(`${isNativeError(error) ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
