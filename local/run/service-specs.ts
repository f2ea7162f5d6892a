import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { edgeStreams } from '../../lib/project/edge-streams';
import type { LoadedWorkload } from '../../lib/project/load-workload';
import type { KafkaClient } from '../../lib/workload/topology';
import type { PlatformEndpoints, ServiceSpec } from '../platform/platform-options';
import { freePorts } from '../processes/free-ports';
import { httpReady } from '../processes/http-ready';
import type { ClientCredentials } from './client-credentials';

/** The bucket of the local archive. */
export const ARCHIVE_BUCKET = 'penstock-archive';

/** The region the local S3 server answers for. */
export const S3_REGION = 'us-east-1';

/** One of our services as a process, and where it listens. */
export interface LocalService {
  readonly client: KafkaClient;
  readonly spec: ServiceSpec;
  /** Health and metrics, e.g. `http://127.0.0.1:20123`. */
  readonly opsUrl: string;
  /** Where it takes records, if it is a source. */
  readonly httpUrl?: string;
}

export interface LocalServiceOptions {
  readonly client: KafkaClient;
  /** The bundled program. */
  readonly bundle: string;
  readonly loaded: LoadedWorkload;
  readonly endpoints: PlatformEndpoints;
  readonly credentials: ClientCredentials;
  /** Folder for files the service reads at its start. */
  readonly configDir: string;
  /** How old an object may get before it is written, in seconds: short here, so that a run ends soon. */
  readonly archiveCutSeconds: number;
}

/** How a source or the archiver runs here: the environment Fargate gives it, with addresses of this machine. */
export async function localService(options: LocalServiceOptions): Promise<LocalService> {
  const { client, bundle, endpoints, credentials } = options;
  const [opsPort = 0, httpPort = 0] = await freePorts(2);
  const opsUrl = `http://127.0.0.1:${opsPort}`;
  return {
    client,
    opsUrl,
    ...(client.role === 'source' && { httpUrl: `http://127.0.0.1:${httpPort}` }),
    spec: {
      name: client.name,
      command: process.execPath,
      args: ['--enable-source-maps', bundle],
      ready: httpReady(`${opsUrl}/readyz`),
      env: {
        SERVICE_NAME: client.name,
        KAFKA_BOOTSTRAP: endpoints.kafka.bootstrapBrokers.join(','),
        KAFKA_CREDENTIALS: JSON.stringify({ username: credentials.name, password: credentials.password }),
        KAFKA_CA_FILE: endpoints.kafka.caFile,
        HTTP_HOST: '127.0.0.1',
        OPS_PORT: String(opsPort),
        ...(client.role === 'source'
          ? { HTTP_PORT: String(httpPort), ...(await edgeSettings(options)) }
          : archiverSettings(options)),
      },
    },
  };
}

async function edgeSettings({
  client,
  loaded,
  configDir,
}: LocalServiceOptions): Promise<Record<string, string>> {
  await mkdir(configDir, { recursive: true });
  const file = join(configDir, `${client.name}-streams.json`);
  await writeFile(file, JSON.stringify(edgeStreams(loaded.workload, loaded.schemas, client.name), null, 2));
  return { EDGE_STREAMS_FILE: file };
}

function archiverSettings({
  client,
  endpoints,
  archiveCutSeconds,
}: LocalServiceOptions): Record<string, string> {
  return {
    ARCHIVE_BUCKET,
    ARCHIVE_TOPICS: client.reads.join(','),
    ARCHIVE_GROUP: client.group ?? client.name,
    ARCHIVE_CUT_SECONDS: String(archiveCutSeconds),
    S3_ENDPOINT: endpoints.s3.endpoint,
    AWS_ACCESS_KEY_ID: endpoints.s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: endpoints.s3.secretAccessKey,
    AWS_REGION: S3_REGION,
  };
}
