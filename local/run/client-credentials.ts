import { mkdir } from 'node:fs/promises';
import type { Topology } from '../../lib/workload/topology';
import { secretsFor } from '../platform/secrets';
import type { KafkaUser } from '../processes/kafka/format-storage';

/** A SCRAM user of one client: what an `AmazonMSK_` secret holds on AWS. */
export interface ClientCredentials extends KafkaUser {
  /** Name of the service that uses it. */
  readonly client: string;
}

/** Users of every client of a topology. Passwords stay the same as long as the state folder does. */
export async function clientCredentials(stateDir: string, topology: Topology): Promise<ClientCredentials[]> {
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const passwords = await secretsFor(
    stateDir,
    topology.clients.map(({ username }) => username),
  );
  return topology.clients.map(({ name, username }) => ({
    client: name,
    name: username,
    password: passwords[username] ?? '',
  }));
}
