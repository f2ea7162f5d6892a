/** One broker as its neighbours see it. */
export interface BrokerAddress {
  /** 1, 2, 3 … */
  readonly nodeId: number;
  /** Availability zone it stands for: its `broker.rack`. */
  readonly zone: string;
  readonly controllerPort: number;
  readonly internalPort: number;
  /** For clients: SASL_SSL with SCRAM-SHA-512. */
  readonly clientPort: number;
}

export interface BrokerFiles {
  readonly dataDirectory: string;
  /** PEM file with private key and certificate. */
  readonly keyFile: string;
  readonly caFile: string;
}

export interface BrokerSettings {
  readonly broker: BrokerAddress;
  /** All of them, this one included. */
  readonly cluster: readonly BrokerAddress[];
  readonly files: BrokerFiles;
  /** Name of the SCRAM user that may do everything. */
  readonly adminUser: string;
  /** Version family, `3.9`: some keys exist only from 4.1 on. */
  readonly family: string;
  /** Broker configuration from the plan; it wins over what stands here. */
  readonly overrides?: Readonly<Record<string, string>>;
}

/**
 * Configuration of one combined broker and controller.
 *
 * Controllers and brokers speak mutual TLS among themselves: SCRAM is impossible there, because its credentials live in the
 * very metadata log that the controllers keep.
 */
export function brokerProperties(settings: BrokerSettings): Record<string, string> {
  const { broker, cluster, files, adminUser, family, overrides = {} } = settings;
  return {
    ...quorum(broker, cluster),
    ...listeners(broker),
    ...security(cluster, files, adminUser),
    'log.dirs': files.dataDirectory,
    ...durability(Math.min(3, cluster.length), family),
    ...SMALL_AND_QUICK,
    ...overrides,
  };
}

/** In the syntax of a Java properties file. */
export function renderProperties(properties: Readonly<Record<string, string>>): string {
  const line = ([key, value]: [string, string]) => `${key}=${value.replaceAll('\\', '\\\\')}\n`;
  return Object.entries(properties).map(line).join('');
}

function quorum(broker: BrokerAddress, cluster: readonly BrokerAddress[]): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': String(broker.nodeId),
    'broker.rack': broker.zone,
    'controller.quorum.voters': cluster
      .map((peer) => `${peer.nodeId}@localhost:${peer.controllerPort}`)
      .join(','),
  };
}

function listeners({ controllerPort, internalPort, clientPort }: BrokerAddress): Record<string, string> {
  const on = (host: string) =>
    `CONTROLLER://${host}:${controllerPort},INTERNAL://${host}:${internalPort},CLIENT://${host}:${clientPort}`;
  return {
    listeners: on('127.0.0.1'),
    'advertised.listeners': on('localhost'),
    'listener.security.protocol.map': 'CONTROLLER:SSL,INTERNAL:SSL,CLIENT:SASL_SSL',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'INTERNAL',
    'listener.name.controller.ssl.client.auth': 'required',
    'listener.name.internal.ssl.client.auth': 'required',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'listener.name.client.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'listener.name.client.scram-sha-512.sasl.jaas.config':
      'org.apache.kafka.common.security.scram.ScramLoginModule required;',
  };
}

function security(
  cluster: readonly BrokerAddress[],
  files: BrokerFiles,
  adminUser: string,
): Record<string, string> {
  const superUsers = [...cluster.map((peer) => `User:CN=broker-${peer.nodeId}`), `User:${adminUser}`];
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': files.keyFile,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': files.caFile,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'allow.everyone.if.no.acl.found': 'false',
    'super.users': superUsers.join(';'),
  };
}

function durability(replicas: number, family: string): Record<string, string> {
  const inSync = String(Math.max(1, replicas - 1));
  const shareGroups: Record<string, string> = {
    'share.coordinator.state.topic.replication.factor': String(replicas),
    'share.coordinator.state.topic.min.isr': inSync,
    'share.coordinator.state.topic.num.partitions': '3',
  };
  return {
    'default.replication.factor': String(replicas),
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': String(replicas),
    'transaction.state.log.replication.factor': String(replicas),
    'transaction.state.log.min.isr': inSync,
    'auto.create.topics.enable': 'false',
    'unclean.leader.election.enable': 'false',
    'replica.selector.class': 'org.apache.kafka.common.replica.RackAwareReplicaSelector',
    ...(family === '3.9' ? {} : shareGroups),
  };
}

const SMALL_AND_QUICK: Readonly<Record<string, string>> = {
  'num.network.threads': '2',
  'num.io.threads': '2',
  'background.threads': '2',
  'num.recovery.threads.per.data.dir': '1',
  'log.cleaner.threads': '1',
  // 128 MiB of heap by default, for each broker.
  'log.cleaner.dedupe.buffer.size': String(4 * 1024 ** 2),
  'offsets.topic.num.partitions': '6',
  'transaction.state.log.num.partitions': '6',
  'group.initial.rebalance.delay.ms': '0',
  'log.segment.bytes': String(64 * 1024 ** 2),
  // How long a broker killed with SIGKILL counts as alive, in milliseconds: MSK's 9 s, shortened.
  'broker.session.timeout.ms': '6000',
  // A new broker is taken in at a heartbeat: 2 s apart by default.
  'broker.heartbeat.interval.ms': '500',
};
