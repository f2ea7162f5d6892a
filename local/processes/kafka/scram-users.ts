import { pbkdf2, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { KafkaUser } from './format-storage';

export interface ScramUsersOptions {
  /** `localhost:port` of one broker. */
  readonly address: string;
  readonly caFile: string;
  readonly admin: KafkaUser;
  /** Created, or given the password they have here. */
  readonly users: readonly KafkaUser[];
}

/** Rounds of hashing that Kafka's own tools use. */
const ITERATIONS = 4_096;

/**
 * Adds users to a running cluster. A new cluster is formatted with its users; this is for one whose data were kept.
 *
 * @throws what the broker says about the first user it refuses
 */
export async function upsertScramUsers({ address, caFile, admin, users }: ScramUsersOptions): Promise<void> {
  // The only client for Node that knows this request; an ES module, hence loaded when needed.
  const { alterUserScramCredentialsV0, Connection, ScramMechanisms } = await import('@platformatic/kafka');
  const [host = '', port = ''] = address.split(':');
  const connection = new Connection('penstock-local', {
    tls: { ca: await readFile(caFile, 'utf8') },
    tlsServerName: true,
    sasl: { mechanism: 'SCRAM-SHA-512', username: admin.name, password: admin.password },
  });
  await connection.connect(host, Number(port));
  try {
    const credentials = await Promise.all(users.map(credential));
    const upsertions = credentials.map((one) => ({ ...one, mechanism: ScramMechanisms.SCRAM_SHA_512 }));
    const { results } = await alterUserScramCredentialsV0.api.async(connection, [], upsertions);
    const refused = results.find((result) => result.errorCode !== 0);
    if (refused !== undefined) {
      throw new Error(`Kafka refused the user ${refused.user}: ${refused.errorMessage ?? refused.errorCode}`);
    }
  } finally {
    await connection.close();
  }
}

async function credential({ name, password }: KafkaUser) {
  const salt = randomBytes(16);
  const saltedPassword = await promisify(pbkdf2)(password, salt, ITERATIONS, 64, 'sha512');
  return { name, iterations: ITERATIONS, salt, saltedPassword };
}
