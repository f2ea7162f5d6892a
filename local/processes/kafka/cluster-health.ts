import { readFile } from 'node:fs/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaUser } from './format-storage';

export interface BrokerCheck {
  /** `localhost:port` of one broker's client listener. */
  readonly address: string;
  readonly caFile: string;
  readonly admin: KafkaUser;
  /** Brokers this one must know to be alive. */
  readonly nodeIds: readonly number[];
}

/**
 * Whether a broker accepts a SASL_SSL login and lists the given brokers as alive.
 *
 * @throws while it does not answer
 */
export async function canListBrokers({ address, caFile, admin, nodeIds }: BrokerCheck): Promise<boolean> {
  const kafka = new Kafka({
    clientId: 'health',
    brokers: [address],
    ssl: { ca: await readFile(caFile, 'utf8') },
    sasl: { mechanism: 'scram-sha-512', username: admin.name, password: admin.password },
    connectionTimeout: 2_000,
    authenticationTimeout: 5_000,
    requestTimeout: 5_000,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  });
  const client = kafka.admin();
  try {
    await client.connect();
    const { brokers } = await client.describeCluster();
    const alive = new Set(brokers.map((broker) => broker.nodeId));
    return nodeIds.every((nodeId) => alive.has(nodeId));
  } finally {
    await client.disconnect();
  }
}
