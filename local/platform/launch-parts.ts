import { prepareKafkaCluster } from '../processes/kafka/kafka-cluster';
import { upsertScramUsers } from '../processes/kafka/scram-users';
import { ensureDatabases, postgresUrl, preparePostgres } from '../processes/postgres/postgres-server';
import { prepareS3Server } from '../processes/s3-server';
import { prepareSchemaRegistry } from '../processes/schema-registry';
import type { Supervisor } from '../processes/supervisor';
import { prepareValkey } from '../processes/valkey/valkey-server';
import { waitUntil } from '../processes/wait-until';
import type { Runtime } from '../runtime/install-runtime';
import type { ClassArchives } from './class-archives';
import type { PlatformEndpoints, PlatformOptions, PlatformPart } from './platform-options';
import type { Step } from './progress-steps';
import { secretsFor } from './secrets';

export interface LaunchContext {
  readonly runtime: Runtime;
  readonly supervisor: Supervisor;
  readonly archives: ClassArchives;
  readonly step: Step;
}

/** Databases: one for our services, one for the registry. */
export const DATABASE = 'penstock';
const REGISTRY_DATABASE = 'registry';

/** Superuser of the brokers. */
const ADMIN = 'admin';

const DEFAULT_HEAP_MIB = 384;

/** Starts the wanted parts side by side; the registry waits for PostgreSQL. The first failure ends the others. */
export async function launchParts(
  options: PlatformOptions,
  context: LaunchContext,
): Promise<PlatformEndpoints> {
  const { stateDir, signal, parts = ['kafka', 'postgres', 'valkey', 's3', 'registry'] } = options;
  const secrets = await secretsFor(stateDir, ['kafka-admin', 'postgres', 'valkey', 's3']);
  const failed = new AbortController();
  const launch: Launch = {
    ...context,
    options: {
      ...options,
      signal: signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]),
    },
    secrets,
  };
  const orElse = <T>(part: PlatformPart, start: (launch: Launch) => Promise<T>, leftOut: T): Promise<T> =>
    parts.includes(part) ? start(launch).catch(abortOthers(failed)) : Promise.resolve(leftOut);

  const [kafka, databases, valkeyUrl, s3] = await allOrFirstFailure([
    orElse('kafka', launchKafka, { bootstrapBrokers: [], admin: { name: ADMIN, password: '' }, caFile: '' }),
    orElse('postgres', launchDatabases, { postgresUrl: '', registryUrl: '' }),
    orElse('valkey', launchValkey, ''),
    orElse('s3', launchS3, { endpoint: '', accessKeyId: '', secretAccessKey: '' }),
  ]);
  return { kafka, ...databases, valkeyUrl, s3 };
}

type Secrets = Record<'kafka-admin' | 'postgres' | 'valkey' | 's3', string>;

interface Launch extends LaunchContext {
  readonly options: PlatformOptions;
  readonly secrets: Secrets;
}

async function launchKafka(launch: Launch): Promise<PlatformEndpoints['kafka']> {
  const { options, runtime, supervisor, archives, step, secrets } = launch;
  const { brokerHeapMiB = DEFAULT_HEAP_MIB, restartBrokers = true, keepData = false, signal } = options;
  const admin = { name: ADMIN, password: secrets['kafka-admin'] };
  const cluster = await step('kafka-storage', `Kafka ${runtime.kafka.version} storage and certificates`, () =>
    prepareKafkaCluster({
      runtime,
      stateDir: options.stateDir,
      zones: options.zones,
      admin,
      users: options.users,
      brokerConfig: options.brokerConfig,
      heapMiB: brokerHeapMiB,
      restartOnCrash: restartBrokers,
      stopTimeoutMs: keepData ? 20_000 : 2_500,
      archive: archives.broker,
    }),
  );
  await allOrFirstFailure(
    cluster.specs.map((spec, index) =>
      step(spec.name, `Broker ${index + 1} in ${options.zones[index]}`, () => supervisor.run(spec, signal)),
    ),
  );
  const { bootstrapBrokers, caFile, isKept, isWhole } = cluster;
  await waitUntil(isWhole, { what: 'the brokers to see each other', timeoutMs: 60_000, signal });
  if (isKept && options.users.length > 0) {
    const [address = ''] = bootstrapBrokers;
    await upsertScramUsers({ address, caFile, admin, users: options.users });
  }
  return { bootstrapBrokers, admin, caFile };
}

async function launchDatabases(launch: Launch): Promise<{ postgresUrl: string; registryUrl: string }> {
  const { options, runtime, supervisor, archives, step, secrets } = launch;
  const { stateDir, keepData = false, signal, parts } = options;
  const address = await step('postgres', 'PostgreSQL', async () => {
    const prepared = await preparePostgres({ stateDir, password: secrets.postgres, keepData });
    await supervisor.run(prepared.spec, signal);
    await ensureDatabases(prepared.address, [DATABASE, REGISTRY_DATABASE]);
    return prepared.address;
  });
  const url = postgresUrl(address, DATABASE);
  if (parts !== undefined && !parts.includes('registry')) return { postgresUrl: url, registryUrl: '' };

  const registryUrl = await step('registry', 'Apicurio schema registry', async () => {
    const database = REGISTRY_DATABASE;
    const registry = await prepareSchemaRegistry({
      ...{ runtime, stateDir, postgres: address, database },
      archive: archives.registry,
    });
    await supervisor.run(registry.spec, signal);
    return registry.url;
  });
  return { postgresUrl: url, registryUrl };
}

function launchValkey({ options, runtime, supervisor, step, secrets }: Launch): Promise<string> {
  return step('valkey', 'Valkey', async () => {
    const valkey = await prepareValkey({ runtime, stateDir: options.stateDir, password: secrets.valkey });
    await supervisor.run(valkey.spec, options.signal);
    return valkey.url;
  });
}

function launchS3({
  options,
  runtime,
  supervisor,
  archives,
  step,
  secrets,
}: Launch): Promise<PlatformEndpoints['s3']> {
  return step('s3', 'S3 server', async () => {
    const { stateDir, buckets, signal } = options;
    const server = await prepareS3Server({ runtime, stateDir, buckets, archive: archives.s3 });
    await supervisor.run(server.spec, signal);
    return { endpoint: server.endpoint, accessKeyId: 'penstock', secretAccessKey: secrets.s3 };
  });
}

function abortOthers(failed: AbortController) {
  return (error: unknown): never => {
    failed.abort(error);
    throw error;
  };
}

/** Waits for all of them even when one fails, so that nothing is still starting when the caller cleans up. */
async function allOrFirstFailure<T extends readonly unknown[]>(
  work: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  await Promise.allSettled(work);
  return (await Promise.all(work)) as unknown as T;
}
