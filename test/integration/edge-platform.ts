import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plan } from '../../lib/capacity/plan';
import { LOCAL_STAGE } from '../../lib/config/stages';
import { type LoadedWorkload, loadWorkload } from '../../lib/project/load-workload';
import { topologyOf } from '../../lib/workload/topology';
import type { RunningPlatform } from '../../local/platform/platform-options';
import { startPlatform } from '../../local/platform/start-platform';
import { clientCredentials } from '../../local/run/client-credentials';
import { prepareCluster } from '../../local/run/prepare-cluster';
import { ARCHIVE_BUCKET, type LocalService, localService } from '../../local/run/service-specs';
import { S3ArchiveStore } from '../../services/archiver/s3-archive-store';
import { buildService } from '../../services/build';

/** Brokers and an S3 with the topics and permissions of `realtime-analytics`, on which tests start the services they want. */
export interface EdgePlatform {
  readonly platform: RunningPlatform;
  readonly store: S3ArchiveStore;
  /** Starts a service of the workload, under a name of its own when several of a kind are wanted. */
  start(client: 'edge' | 'archiver', name?: string): Promise<LocalService>;
  stop(): Promise<void>;
}

/** How long a record waits for its object, in seconds. */
const CUT_SECONDS = 2;

export async function startEdgePlatform(): Promise<EdgePlatform> {
  const stateDir = mkdtempSync(join(tmpdir(), 'penstock-edge-'));
  const loaded: LoadedWorkload = loadWorkload('realtime-analytics');
  const topology = topologyOf(loaded.workload);
  const localPlan = plan(loaded.workload, LOCAL_STAGE);
  const users = await clientCredentials(stateDir, topology);
  const [platform, edge, archiver] = await Promise.all([
    startPlatform({
      stateDir,
      kafkaVersion: localPlan.cluster.kafkaVersion,
      zones: LOCAL_STAGE.availabilityZones,
      users,
      buckets: [ARCHIVE_BUCKET],
      parts: ['kafka', 's3'],
    }),
    buildService('edge'),
    buildService('archiver'),
  ]);
  const { endpoints } = platform;
  await prepareCluster(endpoints, localPlan, topology);

  return {
    platform,
    store: new S3ArchiveStore({
      bucket: ARCHIVE_BUCKET,
      endpoint: endpoints.s3.endpoint,
      login: { region: 'us-east-1', ...endpoints.s3 },
    }),
    start: async (name, as = name) => {
      const client = topology.clients.find((candidate) => candidate.name === name);
      const credentials = users.find((user) => user.client === name);
      if (client === undefined || credentials === undefined) throw new Error(`the workload has no ${name}`);
      const service = await localService({
        client,
        credentials,
        loaded,
        endpoints,
        bundle: name === 'edge' ? edge : archiver,
        configDir: join(stateDir, 'config'),
        archiveCutSeconds: CUT_SECONDS,
      });
      await platform.run({ ...service.spec, name: as, restartOnCrash: false });
      return service;
    },
    stop: async () => {
      await platform.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
