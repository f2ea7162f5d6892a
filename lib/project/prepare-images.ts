import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildService, type ServiceName } from '../../services/build';
import { topologyOf } from '../workload/topology';
import type { Workload } from '../workload/workload';
import { edgeStreams } from './edge-streams';
import type { JsonSchema } from './load-workload';

const ROOT = join(__dirname, '..', '..');
const DOCKERFILE = join(ROOT, 'services', 'Dockerfile');

export interface PrepareImagesOptions {
  readonly workload: Workload;
  /** Parsed JSON Schema per stream. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  /** Name of the stage. */
  readonly stage: string;
}

/**
 * Writes the build context of every service's image: its bundle, the Dockerfile and, for a source, the streams it
 * accepts. Docker reads it when the stacks are deployed; until then it is only hashed.
 * @returns folder per service
 */
export async function prepareImages({
  workload,
  schemas,
  stage,
}: PrepareImagesOptions): Promise<Record<string, string>> {
  const contexts: Record<string, string> = {};
  for (const client of topologyOf(workload).clients) {
    const program = programOf(client.role);
    if (program === undefined) continue;

    const folder = join(ROOT, 'dist', 'images', `${workload.name}-${stage}`, client.name);
    const app = join(folder, 'app');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(app, { recursive: true });
    copyFileSync(DOCKERFILE, join(folder, 'Dockerfile'));
    const bundle = await buildService(program);
    copyFileSync(bundle, join(app, 'main.js'));
    copyFileSync(`${bundle}.map`, join(app, 'main.js.map'));
    if (client.role === 'source') {
      const streams = edgeStreams(workload, schemas, client.name);
      writeFileSync(join(app, 'streams.json'), JSON.stringify(streams));
    }
    contexts[client.name] = folder;
  }
  return contexts;
}

/** The program a client of the topology runs, as far as the platform brings one. */
function programOf(role: 'source' | 'consumer' | 'archiver'): ServiceName | undefined {
  if (role === 'source') return 'edge';
  return role === 'archiver' ? 'archiver' : undefined;
}
