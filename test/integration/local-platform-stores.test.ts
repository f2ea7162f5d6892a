import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import Redis from 'iovalkey';
import { Client } from 'pg';
import type { RunningPlatform } from '../../local/platform/platform-options';
import { startPlatform } from '../../local/platform/start-platform';
import { waitUntil } from '../../local/processes/wait-until';

// The very first start downloads some 200 MB and rehearses.
jest.setTimeout(15 * 60_000);

let stateDir: string;
let platform: RunningPlatform;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'penstock-platform-'));
  platform = await startPlatform({
    stateDir,
    kafkaVersion: '3.9.x.kraft',
    zones: [],
    users: [],
    buckets: ['archive'],
    parts: ['postgres', 'registry', 'valkey', 's3'],
  });
});

afterAll(async () => {
  await platform?.stop();
  await rm(stateDir, { recursive: true });
});

const until = (what: string, check: () => Promise<boolean> | boolean) =>
  waitUntil(check, { what, timeoutMs: 120_000 });

describe('PostgreSQL', () => {
  test('answers who has the password, and keeps what it is told', async () => {
    const client = new Client({ connectionString: platform.endpoints.postgresUrl });
    await client.connect();
    await client.query('CREATE TABLE kept (id int); INSERT INTO kept VALUES (42)');
    await client.end();

    await platform.restart('postgres');

    const again = new Client({ connectionString: platform.endpoints.postgresUrl });
    await again.connect();
    const { rows } = await again.query('SELECT id FROM kept');
    await again.end();
    expect(rows).toEqual([{ id: 42 }]);
  });

  test('refuses a wrong password', async () => {
    const url = new URL(platform.endpoints.postgresUrl);
    url.password = 'guessed';

    await expect(new Client({ connectionString: url.href }).connect()).rejects.toThrow(
      /password authentication failed/,
    );
  });
});

describe('Valkey', () => {
  const client = (url: string) =>
    new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 }).on(
      'error',
      () => undefined,
    );

  test('answers who has the password, and remembers through SIGKILL', async () => {
    const before = client(platform.endpoints.valkeyUrl);
    await before.set('kept', '42');
    // Its append-only file is written every second.
    await before.call('WAITAOF', 1, 0, 2_000).catch(() => before.bgrewriteaof());
    await until('the file', async () => /aof_rewrite_in_progress:0/.test(await before.info('persistence')));
    before.disconnect();

    await platform.kill('valkey', 'SIGKILL');
    await until('valkey', () =>
      platform.processes().some((one) => one.name === 'valkey' && one.state === 'ready'),
    );

    const after = client(platform.endpoints.valkeyUrl);
    expect(await after.get('kept')).toBe('42');
    after.disconnect();
  });

  test('refuses whoever has no password', async () => {
    const stranger = client(platform.endpoints.valkeyUrl.replace(/:[^:@]+@/, ''));

    await expect(stranger.get('kept')).rejects.toThrow(/NOAUTH/);
    stranger.disconnect();
  });
});

describe('S3', () => {
  let s3: S3Client;
  beforeAll(() => {
    const { endpoint, accessKeyId, secretAccessKey } = platform.endpoints.s3;
    s3 = new S3Client({
      endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
    });
  });
  afterAll(() => s3.destroy());

  const put = (key: string, change: object = {}) =>
    s3.send(new PutObjectCommand({ Bucket: 'archive', Key: key, Body: 'three records', ...change }));

  test('has the buckets that were asked for', async () => {
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));

    expect(Buckets.map(({ Name }) => Name)).toEqual(['archive']);
  });

  test('creates an object once: the second create-only write is refused with 412', async () => {
    await put('once.ndjson', { IfNoneMatch: '*' });

    await expect(put('once.ndjson', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
  });

  test('lets exactly one of eight racing writers create an object, thirty times in a row', async () => {
    const winners: number[] = [];
    for (let round = 0; round < 30; round++) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, () => put(`raced-${round}.ndjson`, { IfNoneMatch: '*' })),
      );
      winners.push(outcomes.filter(({ status }) => status === 'fulfilled').length);
    }

    expect(winners).toEqual(Array.from({ length: 30 }, () => 1));
  });

  test('refuses a body that does not match its checksum', async () => {
    // The SHA-256 of nothing.
    const ChecksumSHA256 = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

    await expect(put('torn.ndjson', { ChecksumSHA256 })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe('the schema registry', () => {
  const order = (...fields: { name: string; type: string; default?: unknown }[]) => ({
    schema: JSON.stringify({ type: 'record', name: 'Order', fields }),
  });
  const post = (path: string, body: unknown) =>
    fetch(`${platform.endpoints.registryUrl}/apis/ccompat/v7${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('registers a schema and tells an incompatible successor from a compatible one', async () => {
    const registered = await post('/subjects/order-value/versions', order({ name: 'id', type: 'string' }));
    expect(registered.status).toBe(200);

    const verdict = async (...fields: { name: string; type: string; default?: unknown }[]) => {
      const answer = await post('/compatibility/subjects/order-value/versions/latest', order(...fields));
      return ((await answer.json()) as { is_compatible: boolean }).is_compatible;
    };
    const config = `${platform.endpoints.registryUrl}/apis/ccompat/v7/config/order-value`;
    await fetch(config, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ compatibility: 'BACKWARD' }),
    });
    expect(await verdict({ name: 'id', type: 'string' }, { name: 'note', type: 'string', default: '' })).toBe(
      true,
    );
    expect(await verdict({ name: 'id', type: 'string' }, { name: 'total', type: 'long' })).toBe(false);
  });
});
