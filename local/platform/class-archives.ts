import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClassArchive } from '../processes/jvm-flags';
import { Supervisor } from '../processes/supervisor';
import { Watchdog } from '../processes/watchdog';
import type { Runtime } from '../runtime/install-runtime';
import { launchParts } from './launch-parts';
import { progressSteps, type Step } from './progress-steps';
import { stopOrder } from './stop-order';

/** Archives of loaded classes for the JVMs of the platform; a missing one only costs time. */
export interface ClassArchives {
  readonly broker?: ClassArchive;
  readonly registry?: ClassArchive;
  readonly s3?: ClassArchive;
}

type ArchiveName = keyof ClassArchives;
const NAMES: readonly ArchiveName[] = ['broker', 'registry', 's3'];

/**
 * The archives beside the downloaded jars, made at the first start on this Java: every JVM runs once, on one broker, and
 * writes down what it loaded.
 */
export async function ensureClassArchives(
  runtime: Runtime,
  step: Step,
  signal?: AbortSignal,
): Promise<ClassArchives> {
  const build = createHash('sha256').update(runtime.java.build).digest('hex').slice(0, 12);
  const directory = join(runtime.directory, 'classes', build);
  if (!existsSync(directory)) {
    await step('class-archives', 'Rehearsal that makes later starts faster (once)', () =>
      rehearse(runtime, directory, signal),
    );
  }
  return archivesIn(directory, 'use', (archive) => existsSync(archive.file));
}

function archivesIn(
  directory: string,
  mode: ClassArchive['mode'],
  isWanted: (archive: ClassArchive) => boolean = () => true,
): ClassArchives {
  const archives = NAMES.map((name) => [name, { file: join(directory, `${name}.jsa`), mode }] as const);
  return Object.fromEntries(archives.filter(([, archive]) => isWanted(archive)));
}

async function rehearse(runtime: Runtime, directory: string, signal: AbortSignal | undefined): Promise<void> {
  await mkdir(join(directory, '..'), { recursive: true });
  const unfinished = await mkdtemp(`${directory}.unfinished-`);
  // Not in the cache: PostgreSQL's account may not be able to reach that.
  const stateDir = await mkdtemp(join(tmpdir(), 'penstock-rehearsal-'));
  await chmod(stateDir, 0o711);
  await mkdir(join(stateDir, 'logs'), { recursive: true });
  const watchdog = await Watchdog.start(stateDir);
  const supervisor = new Supervisor(watchdog);
  try {
    await launchParts(
      {
        stateDir,
        kafkaVersion: runtime.kafka.version,
        zones: ['rehearsal'],
        users: [],
        buckets: ['rehearsal'],
        parts: ['kafka', 'postgres', 'registry', 's3'],
        signal,
      },
      {
        runtime,
        supervisor,
        archives: archivesIn(unfinished, 'create'),
        step: progressSteps(() => undefined),
      },
    );
    for (const names of stopOrder(supervisor.names())) await supervisor.stop(names);
    await rename(unfinished, directory).catch(() => undefined);
  } finally {
    await supervisor.stop(supervisor.names());
    await watchdog.close();
    await rm(unfinished, { recursive: true, force: true });
    await rm(stateDir, { recursive: true, force: true });
  }
}
