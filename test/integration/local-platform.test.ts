import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { type Admin, ConfigResourceTypes, Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import type { RunningPlatform } from '../../local/platform/platform-options';
import { startPlatform } from '../../local/platform/start-platform';
import { readPlatformState } from '../../local/platform/state-file';
import { isRunning, type ProcessIdentity } from '../../local/processes/process-identity';
import { waitUntil } from '../../local/processes/wait-until';
import { installRuntime } from '../../local/runtime/install-runtime';
import { listenersOf } from './local-platform-listeners';

// The very first start downloads some 200 MB and rehearses.
jest.setTimeout(15 * 60_000);

const ZONES = ['use1-az1', 'use1-az2', 'use1-az4'];
const APP = { name: 'app', password: 'a-password-of-its-own' };
const OPTIONS = { kafkaVersion: '3.9.x.kraft', zones: ZONES, users: [APP], buckets: ['archive'] };

let stateDir: string;
let platform: RunningPlatform;
let admin: Admin;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'penstock-platform-'));
  platform = await startPlatform({ ...OPTIONS, stateDir });
  admin = kafka(platform.endpoints.kafka.admin).admin();
  await admin.connect();
});

afterAll(async () => {
  await admin?.disconnect();
  await platform?.stop();
  await rm(stateDir, { recursive: true });
});

function kafka(user: { name: string; password: string }, change: Partial<KafkaConfig> = {}): Kafka {
  const { bootstrapBrokers, caFile } = platform.endpoints.kafka;
  return new Kafka({
    brokers: [...bootstrapBrokers],
    ssl: { ca: readFileSync(caFile, 'utf8') },
    sasl: { mechanism: 'scram-sha-512', username: user.name, password: user.password },
    retry: { retries: 0 },
    connectionTimeout: 5_000,
    requestTimeout: 5_000,
    logLevel: logLevel.NOTHING,
    ...change,
  });
}

async function connected(client: Kafka): Promise<void> {
  const connection = client.admin();
  try {
    await connection.connect();
    await connection.listTopics();
  } finally {
    await connection.disconnect();
  }
}

const liveBrokers = async () => (await admin.describeCluster()).brokers.map(({ nodeId }) => nodeId).sort();
const until = (what: string, check: () => Promise<boolean> | boolean) =>
  waitUntil(check, { what, timeoutMs: 120_000 });

async function inSyncReplicas(topic: string): Promise<number | undefined> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  return topics[0]?.partitions[0]?.isr.length;
}

describe('Kafka', () => {
  test('is three brokers, each in a zone of its own', async () => {
    expect(await liveBrokers()).toEqual([1, 2, 3]);

    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: ['1', '2', '3'].map((name) => ({
        type: ConfigResourceTypes.BROKER,
        name,
        configNames: ['broker.rack'],
      })),
    });
    const racks = resources.map(({ resourceName, configEntries }) => [
      resourceName,
      configEntries[0]?.configValue,
    ]);
    expect(racks.sort()).toEqual([
      ['1', 'use1-az1'],
      ['2', 'use1-az2'],
      ['3', 'use1-az4'],
    ]);
  });

  test('lets a user in with the right password', async () => {
    await expect(connected(kafka(APP))).resolves.toBeUndefined();
  });

  test('refuses a wrong password and an unknown user', async () => {
    await expect(connected(kafka({ ...APP, password: 'guessed' }))).rejects.toThrow(/authentication failed/i);
    await expect(connected(kafka({ ...APP, name: 'nobody' }))).rejects.toThrow(/authentication failed/i);
  });

  test('refuses plain text, and TLS without a login', async () => {
    await expect(connected(kafka(APP, { ssl: false }))).rejects.toThrow();
    await expect(connected(kafka(APP, { sasl: undefined }))).rejects.toThrow();
  });

  test('shows a certificate that only its own authority vouches for', async () => {
    const [address = ''] = platform.endpoints.kafka.bootstrapBrokers;
    const [host = '', port = ''] = address.split(':');

    const [error] = await once(connect({ host, port: Number(port), servername: host }), 'error').catch(
      (reason) => [reason],
    );

    expect(error).toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  });

  test('allows nothing to a user without ACLs', async () => {
    await admin.createTopics({ topics: [{ topic: 'closed', numPartitions: 1 }], waitForLeaders: false });
    await until('the topic', async () => (await inSyncReplicas('closed')) === 3);
    const client = kafka(APP);
    const producer = client.producer();
    await producer.connect();

    const written = producer.send({ topic: 'closed', messages: [{ value: 'x' }] });

    await expect(written).rejects.toThrow(/not authorized to access topics/i);
    await producer.disconnect();
    const closed = client.admin();
    await closed.connect();
    await expect(closed.createTopics({ topics: [{ topic: 'mine' }] })).rejects.toMatchObject({
      errors: [{ type: 'TOPIC_AUTHORIZATION_FAILED' }],
    });
    await closed.disconnect();
    expect(await admin.listTopics()).not.toContain('mine');
  });

  test('takes writes with one broker killed, which rejoins on the same port and data', async () => {
    await admin.createTopics({ topics: [{ topic: 'replicated', numPartitions: 1 }], waitForLeaders: false });
    await until('three copies', async () => (await inSyncReplicas('replicated')) === 3);

    await platform.kill('broker-2', 'SIGKILL', { stayDown: true });
    await until('the loss to be noticed', async () => (await inSyncReplicas('replicated')) === 2);
    const producer = kafka(platform.endpoints.kafka.admin, { retry: { retries: 10 } }).producer();
    await producer.connect();
    await producer.send({ topic: 'replicated', acks: -1, messages: [{ value: 'while broker 2 is down' }] });
    await producer.disconnect();

    await platform.restart('broker-2');
    await until('three copies again', async () => (await inSyncReplicas('replicated')) === 3);
    expect(await liveBrokers()).toEqual([1, 2, 3]);
  });

  test('replaces a broker that died without being asked', async () => {
    const before = platform.processes().find(({ name }) => name === 'broker-3');

    await platform.kill('broker-3', 'SIGKILL');
    await until('broker 3', () =>
      platform.processes().some((one) => one.name === 'broker-3' && one.state === 'ready'),
    );

    const after = platform.processes().find(({ name }) => name === 'broker-3');
    expect(after).toMatchObject({ restarts: (before?.restarts ?? 0) + 1 });
    expect(after?.pid).not.toBe(before?.pid);
    await until('all three', async () => (await liveBrokers()).length === 3);
  });
});

describe('the platform', () => {
  const program = `
    require('node:http').createServer((request, response) => response.end('ok')).listen(process.env.PORT, '127.0.0.1')`;

  test('runs a further service, restarts it after a crash, and keeps its log', async () => {
    const exits: string[] = [];
    const unlisten = platform.onExit(({ name, signal }) => exits.push(`${name} ${signal}`));
    const port = 20_000 + (process.pid % 10_000);
    await platform.run({
      name: 'service',
      command: process.execPath,
      args: ['-e', program],
      env: { PORT: String(port) },
      ready: async () => (await fetch(`http://127.0.0.1:${port}`)).ok,
    });

    await platform.kill('service', 'SIGKILL');
    await until('service', () =>
      platform.processes().some((one) => one.name === 'service' && one.state === 'ready'),
    );

    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('ok');
    expect(exits).toEqual(['service SIGKILL']);
    unlisten();
  });

  test('says why a service does not start', async () => {
    const broken = { name: 'broken', command: process.execPath, args: ['-e', 'throw Error("no port")'] };

    await expect(platform.run({ ...broken, ready: () => false })).rejects.toThrow(
      /broken ended \(code 1\) before it was ready; the end of .*broken\.log:[\s\S]*Error: no port/,
    );
  });

  test('refuses a second start in the same folder', async () => {
    await expect(startPlatform({ ...OPTIONS, stateDir })).rejects.toThrow(
      new RegExp(`^A platform is already running in ${stateDir} \\(process ${process.pid}, since `),
    );
    expect(await liveBrokers()).toEqual([1, 2, 3]);
  });

  test('downloads nothing once it is installed', async () => {
    const download = jest.fn();

    await installRuntime({ kafkaVersion: OPTIONS.kafkaVersion, download });

    expect(download).not.toHaveBeenCalled();
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('listens on 127.0.0.1 only', () => {
    const listeners = platform
      .processes()
      .flatMap(({ name, pid = 0 }) =>
        pid === 0 ? [] : listenersOf(pid).map((listener) => ({ name, ...listener })),
      );

    // Three for each broker, two for S3, one each for PostgreSQL, Valkey and the service, at least one for the registry.
    expect(listeners.length).toBeGreaterThanOrEqual(3 * 3 + 2 + 3 + 1);
    expect(listeners.filter(({ isLoopback }) => !isLoopback)).toEqual([]);
  });

  test('leaves nothing running when it stops', async () => {
    const processes = readPlatformState(stateDir)?.processes ?? [];
    expect(processes.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'broker-1',
        'broker-2',
        'broker-3',
        'postgres',
        'valkey',
        's3',
        'registry',
        'service',
      ]),
    );
    await admin.disconnect();

    await platform.stop();

    expect(processes.filter(isRunning)).toEqual([]);
    expect(readPlatformState(stateDir)).toBeUndefined();
  });
});

describe('a program that is killed', () => {
  let owner: ChildProcess | undefined;
  let left: readonly ProcessIdentity[] = [];
  let ownersDir: string;

  beforeEach(async () => {
    ownersDir = await mkdtemp(join(tmpdir(), 'penstock-platform-'));
  });
  afterEach(async () => {
    owner?.kill('SIGKILL');
    await until('everything to end', () => !left.some(isRunning));
    await rm(ownersDir, { recursive: true });
  });

  test('leaves no process of its platform behind', async () => {
    const program = join(__dirname, 'local-platform-owner.ts');
    owner = spawn(process.execPath, ['--import', 'tsx', program, ownersDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await Promise.race([once(owner.stdout ?? owner, 'data'), once(owner, 'exit')]);
    expect(String(said)).toBe('ready\n');
    left = readPlatformState(ownersDir)?.processes ?? [];
    expect(left.filter(isRunning)).toHaveLength(7);

    owner.kill('SIGKILL');
    await once(owner, 'exit');

    await until('every process to end', () => !left.some(isRunning));
    expect(readPlatformState(ownersDir)).toBeUndefined();
  });
});
