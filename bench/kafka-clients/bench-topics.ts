import { readFileSync } from 'node:fs';
import { Admin } from '@platformatic/kafka';
import { waitUntil } from '../../local/processes/wait-until';
import type { ClusterAccess } from './measurement';

/** Makes and removes the topics of the runs. */
export class BenchTopics {
  readonly #admin: Admin;

  constructor({ brokers, caFile, username, password }: ClusterAccess) {
    this.#admin = new Admin({
      clientId: 'bench-topics',
      bootstrapBrokers: [...brokers],
      tls: { ca: readFileSync(caFile, 'utf8') },
      sasl: { mechanism: 'SCRAM-SHA-512', username, password },
      retries: 20,
      retryDelay: 250,
    });
  }

  /** A topic with three replicas, of which two must have a record; resolves when each partition has a leader and all replicas. */
  async create(topic: string, partitions: number): Promise<void> {
    await this.#admin.createTopics({
      topics: [topic],
      partitions,
      replicas: 3,
      configs: [{ name: 'min.insync.replicas', value: '2' }],
    });
    await waitUntil(
      async () => {
        const { topics } = await this.#admin.metadata({ topics: [topic], forceUpdate: true });
        const made = topics.get(topic);
        return (
          made?.partitionsCount === partitions &&
          made.partitions.every(({ leader, isr }) => leader > 0 && isr.length === 3)
        );
      },
      { what: `topic ${topic}`, timeoutMs: 30_000 },
    );
  }

  async remove(topic: string): Promise<void> {
    await this.#admin.deleteTopics({ topics: [topic] });
  }

  async close(): Promise<void> {
    await this.#admin.close();
  }
}
