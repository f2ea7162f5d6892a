import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runtime } from '../../runtime/install-runtime';
import { ensureCertificates } from '../certificates';
import { freePorts } from '../free-ports';
import { type ClassArchive, jvmFlags, jvmStopTimeoutMs } from '../jvm-flags';
import type { ProcessSpec } from '../process-spec';
import { type BrokerAddress, brokerProperties, renderProperties } from './broker-properties';
import { canListBrokers } from './cluster-health';
import { formatStorage, isFormatted, type KafkaUser } from './format-storage';

export interface KafkaClusterOptions {
  readonly runtime: Runtime;
  readonly stateDir: string;
  /** One broker for each: its `broker.rack`. */
  readonly zones: readonly string[];
  /** May do everything; the health checks log in as it. */
  readonly admin: KafkaUser;
  readonly users: readonly KafkaUser[];
  readonly brokerConfig?: Readonly<Record<string, string>>;
  readonly heapMiB: number;
  readonly restartOnCrash: boolean;
  /** The last of three brokers waits 5 s for a quorum that is gone; time for that is only worth it when data are kept. */
  readonly stopTimeoutMs: number;
  readonly archive?: ClassArchive;
}

/** A cluster that is configured and formatted, but not yet running. */
export interface PreparedCluster {
  /** `localhost:port` of each broker's client listener. */
  readonly bootstrapBrokers: readonly string[];
  readonly caFile: string;
  /** Whether its storage was there already, formatted with the users of that time. */
  readonly isKept: boolean;
  /** Whether every broker knows that all the others are alive; throws while one does not answer. */
  readonly isWhole: () => Promise<boolean>;
  /** To be started together: a controller waits for a quorum. */
  readonly specs: readonly ProcessSpec[];
}

/** Writes certificates, configuration and formatted storage of a cluster; storage that is there already is kept. */
export async function prepareKafkaCluster(options: KafkaClusterOptions): Promise<PreparedCluster> {
  const { runtime, stateDir, zones, admin, users } = options;
  const [cluster, certificates] = await Promise.all([
    addresses(zones),
    ensureCertificates(join(stateDir, 'certificates'), zones.length),
  ]);
  const configDirectory = join(stateDir, 'config');
  await mkdir(configDirectory, { recursive: true });

  const configFiles: string[] = [];
  const dataDirectories: string[] = [];
  for (const [index, broker] of cluster.entries()) {
    const dataDirectory = join(stateDir, 'data', `broker-${broker.nodeId}`);
    const configFile = join(configDirectory, `broker-${broker.nodeId}.properties`);
    const properties = brokerProperties({
      broker,
      cluster,
      files: { dataDirectory, keyFile: certificates.brokerFiles[index] ?? '', caFile: certificates.caFile },
      adminUser: admin.name,
      family: runtime.kafka.family,
      overrides: options.brokerConfig,
    });
    await writeFile(configFile, renderProperties(properties));
    configFiles.push(configFile);
    dataDirectories.push(dataDirectory);
  }

  const isKept = isFormatted(dataDirectories);
  if (!isKept) {
    await formatStorage({
      runtime,
      configFiles,
      dataDirectories,
      users: [admin, ...users],
      scratchDirectory: configDirectory,
    });
  }
  return {
    bootstrapBrokers: cluster.map(bootstrapAddress),
    caFile: certificates.caFile,
    isKept,
    isWhole: () => isWhole(cluster, certificates.caFile, admin),
    specs: cluster.map((broker, index) =>
      brokerSpec(options, { broker, configFile: configFiles[index] ?? '', caFile: certificates.caFile }),
    ),
  };
}

async function addresses(zones: readonly string[]): Promise<BrokerAddress[]> {
  const ports = await freePorts(zones.length * 3);
  const port = (index: number) => ports[index] ?? 0;
  return zones.map((zone, index) => ({
    nodeId: index + 1,
    zone,
    controllerPort: port(index * 3),
    internalPort: port(index * 3 + 1),
    clientPort: port(index * 3 + 2),
  }));
}

async function isWhole(
  cluster: readonly BrokerAddress[],
  caFile: string,
  admin: KafkaUser,
): Promise<boolean> {
  const nodeIds = cluster.map(({ nodeId }) => nodeId);
  const checks = cluster.map((broker) =>
    canListBrokers({ address: bootstrapAddress(broker), caFile, admin, nodeIds }),
  );
  return (await Promise.all(checks)).every((knowsAll) => knowsAll);
}

function bootstrapAddress(broker: BrokerAddress): string {
  return `localhost:${broker.clientPort}`;
}

interface BrokerProcess {
  readonly broker: BrokerAddress;
  readonly configFile: string;
  readonly caFile: string;
}

function brokerSpec(
  options: KafkaClusterOptions,
  { broker, configFile, caFile }: BrokerProcess,
): ProcessSpec {
  const { runtime, stateDir, admin, heapMiB, restartOnCrash, archive } = options;
  return {
    name: `broker-${broker.nodeId}`,
    command: runtime.java.command,
    args: [
      ...jvmFlags({ heapMiB, archive }),
      loggingFlag(runtime),
      ...['-cp', runtime.kafkaJars.join(':'), 'kafka.Kafka', configFile],
    ],
    logFile: join(stateDir, 'logs', `broker-${broker.nodeId}.log`),
    restartOnCrash,
    stopTimeoutMs: jvmStopTimeoutMs(archive, options.stopTimeoutMs),
    ready: () =>
      canListBrokers({ address: bootstrapAddress(broker), caFile, admin, nodeIds: [broker.nodeId] }),
  };
}

function loggingFlag(runtime: Runtime): string {
  return runtime.kafka.logging === 'reload4j'
    ? `-Dlog4j.configuration=file:${join(__dirname, 'log4j.properties')}`
    : `-Dlog4j2.configurationFile=${join(__dirname, 'log4j2.properties')}`;
}
