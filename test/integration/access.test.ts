import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { plan } from '../../lib/capacity/plan';
import { LOCAL_STAGE } from '../../lib/config/stages';
import { loadWorkload } from '../../lib/project/load-workload';
import { topologyOf } from '../../lib/workload/topology';
import type { RunningPlatform } from '../../local/platform/platform-options';
import { startPlatform } from '../../local/platform/start-platform';
import { waitUntil } from '../../local/processes/wait-until';
import { clientCredentials } from '../../local/run/client-credentials';
import { prepareCluster } from '../../local/run/prepare-cluster';

/** How kafkajs says that every broker refused the group: it asks each for the coordinator, and all decline. */
const GROUP_REFUSED = 'Failed to find group coordinator';

describe('what a client may do on the brokers', () => {
  const { workload } = loadWorkload('realtime-analytics');
  const topology = topologyOf(workload);
  const localPlan = plan(workload, LOCAL_STAGE);
  let stateDir: string;
  let platform: RunningPlatform;
  let passwords: ReadonlyMap<string, string>;

  beforeAll(async () => {
    stateDir = mkdtempSync(join(tmpdir(), 'penstock-access-'));
    const users = await clientCredentials(stateDir, topology);
    passwords = new Map(users.map(({ client, password }) => [client, password]));
    platform = await startPlatform({
      stateDir,
      kafkaVersion: localPlan.cluster.kafkaVersion,
      zones: LOCAL_STAGE.availabilityZones,
      users,
      buckets: [],
      parts: ['kafka'],
    });
    await prepareCluster(platform.endpoints, localPlan, topology);
    // A new rule reaches the brokers a moment after the controller has taken it.
    await waitUntil(async () => (await write('edge', 'transactions')) === 0, {
      what: 'permission of the edge',
      timeoutMs: 30_000,
    });
  }, 180_000);

  afterAll(async () => {
    await platform?.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }, 60_000);

  const kafkaAs = (client: string) => {
    const { bootstrapBrokers, caFile } = platform.endpoints.kafka;
    return new Kafka({
      brokers: [...bootstrapBrokers],
      ssl: { ca: readFileSync(caFile, 'utf8') },
      sasl: {
        mechanism: 'scram-sha-512',
        username: `${workload.name}.${client}`,
        password: passwords.get(client) ?? '',
      },
      retry: { retries: 10 },
      logLevel: logLevel.NOTHING,
    });
  };

  const write = async (client: string, topic: string) => {
    const producer = kafkaAs(client).producer();
    await producer.connect();
    try {
      const [answer] = await producer.send({ topic, acks: -1, messages: [{ key: 'k', value: '{}' }] });
      return answer?.errorCode;
    } finally {
      await producer.disconnect();
    }
  };

  /** Resolves with what ended the attempt: the first record, or the broker's refusal. */
  const read = async (client: string, topic: string, groupId: string) => {
    const consumer = kafkaAs(client).consumer({ groupId, retry: { retries: 10 } });
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      return await new Promise<string>((resolve, reject) => {
        consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
        consumer.run({ eachMessage: async ({ message }) => resolve(String(message.value)) }).catch(reject);
      });
    } finally {
      await consumer.disconnect();
    }
  };

  test('the edge writes the streams of its source, and the archiver reads them in its group', async () => {
    await expect(write('edge', 'transactions')).resolves.toBe(0);
    await expect(read('archiver', 'transactions', 'archiver')).resolves.toBe('{}');
  }, 60_000);

  test('the archiver writes to no stream', async () => {
    await expect(write('archiver', 'transactions')).rejects.toThrow('Not authorized to access topics');
  }, 60_000);

  test('the edge does not write what is not its source', async () => {
    await expect(write('edge', 'fraud-alerts')).rejects.toThrow('Not authorized to access topics');
  }, 60_000);

  test('the archiver does not read what it does not declare', async () => {
    await expect(read('archiver', 'fraud-detector.dead-letter', 'archiver')).rejects.toThrow(
      'Not authorized to access topics',
    );
  }, 60_000);

  test("the archiver does not use another consumer's group", async () => {
    await expect(read('archiver', 'transactions', 'notifier')).rejects.toThrow(GROUP_REFUSED);
  }, 60_000);

  test('the edge reads nothing, not even what it writes', async () => {
    await expect(read('edge', 'transactions', 'archiver')).rejects.toThrow(GROUP_REFUSED);
  }, 60_000);

  test('preparing the same cluster again changes nothing', async () => {
    await expect(prepareCluster(platform.endpoints, localPlan, topology)).resolves.toEqual({
      topicChanges: 0,
      accessChanges: 0,
    });
  }, 60_000);
});
