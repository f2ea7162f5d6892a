import { join } from 'node:path';
import type { Plan } from '../../lib/capacity/plan-model';
import type { LoadedWorkload } from '../../lib/project/load-workload';
import { type KafkaClient, topologyOf } from '../../lib/workload/topology';
import { buildService, type ServiceName } from '../../services/build';
import type { ProgressListener, RunningPlatform } from '../platform/platform-options';
import { progressSteps } from '../platform/progress-steps';
import { startPlatform } from '../platform/start-platform';
import { clientCredentials } from './client-credentials';
import { prepareCluster } from './prepare-cluster';
import { registerSchemas } from './register-schemas';
import { ARCHIVE_BUCKET, type LocalService, localService } from './service-specs';

export interface LocalOptions {
  readonly loaded: LoadedWorkload;
  /** The plan of the local stage. */
  readonly plan: Plan;
  /** Zone of each broker. */
  readonly zones: readonly string[];
  /** Folder for data, logs and secrets. */
  readonly stateDir: string;
  /** Keep topics, objects and tables of the last run. @default false */
  readonly keepData?: boolean;
  /** How old an object may get before it is written, in seconds. @default 5 */
  readonly archiveCutSeconds?: number;
  readonly onProgress: ProgressListener;
  /** Gives up a start under way. */
  readonly signal?: AbortSignal;
}

/** The platform of one workload, running on this machine. */
export interface LocalPlatform {
  readonly platform: RunningPlatform;
  readonly services: readonly LocalService[];
  /** Consumers that are planned and permitted, but have no program in services/. */
  readonly withoutProgram: readonly string[];
}

/** Programs there are for the roles of a topology. Consumers get theirs by name. */
const PROGRAM_OF: Readonly<Record<KafkaClient['role'], ServiceName | undefined>> = {
  source: 'edge',
  archiver: 'archiver',
  consumer: undefined,
};

/** Starts everything a workload needs: brokers, stores, topics, permissions, schemas, services. Nothing is left running if it fails. */
export async function startLocal(options: LocalOptions): Promise<LocalPlatform> {
  const { loaded, plan, zones, stateDir, keepData = false, onProgress, signal } = options;
  const step = progressSteps(onProgress);
  const topology = topologyOf(loaded.workload);
  const credentials = await clientCredentials(stateDir, topology);
  const programs = [...new Set(topology.clients.flatMap(({ role }) => PROGRAM_OF[role] ?? []))];
  const bundles = step('bundles', 'Services bundled', async () =>
    Object.fromEntries(
      await Promise.all(programs.map(async (name) => [name, await buildService(name)] as const)),
    ),
  );
  // Awaited below; a failure must not count as unhandled while the platform is still starting.
  bundles.catch(() => undefined);

  const platform = await startPlatform(
    {
      stateDir,
      kafkaVersion: plan.cluster.kafkaVersion,
      zones,
      users: credentials,
      buckets: [ARCHIVE_BUCKET],
      keepData,
      ...(signal && { signal }),
    },
    onProgress,
  );
  try {
    const { endpoints } = platform;
    await Promise.all([
      step('topology', 'Topics and permissions', () => prepareCluster(endpoints, plan, topology)),
      step('schemas', 'Schemas registered', () => registerSchemas(endpoints.registryUrl, loaded.schemas)),
    ]);

    const files = await bundles;
    const services = await Promise.all(
      topology.clients.flatMap((client) => {
        const bundle = files[PROGRAM_OF[client.role] ?? ''];
        const user = credentials.find((candidate) => candidate.client === client.name);
        if (bundle === undefined || user === undefined) return [];
        return [
          localService({
            client,
            bundle,
            loaded,
            endpoints,
            credentials: user,
            configDir: join(stateDir, 'config'),
            archiveCutSeconds: options.archiveCutSeconds ?? 5,
          }),
        ];
      }),
    );
    await Promise.all(services.map(({ spec }) => platform.run(spec)));
    const running = new Set(services.map(({ client }) => client.name));
    const withoutProgram = topology.clients.map(({ name }) => name).filter((name) => !running.has(name));
    return { platform, services, withoutProgram };
  } catch (error) {
    await platform.stop();
    throw error;
  }
}
