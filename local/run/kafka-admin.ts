import { readFile } from 'node:fs/promises';
import { type Admin, Kafka, logLevel } from 'kafkajs';

/** How to reach the local cluster as one of its users. */
export interface KafkaLogin {
  /** `localhost:port` of each broker's client listener. */
  readonly brokers: readonly string[];
  readonly caFile: string;
  readonly username: string;
  readonly password: string;
}

/** A connected client for administration. Whoever asked for it disconnects it. */
export async function connectKafkaAdmin(login: KafkaLogin): Promise<Admin> {
  const kafka = new Kafka({
    clientId: 'penstock-local',
    brokers: [...login.brokers],
    ssl: { ca: await readFile(login.caFile, 'utf8') },
    sasl: { mechanism: 'scram-sha-512', username: login.username, password: login.password },
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  return admin;
}

/** Runs one piece of administration with a connected client and disconnects it, whatever happens. */
export async function withKafkaAdmin<T>(login: KafkaLogin, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = await connectKafkaAdmin(login);
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
