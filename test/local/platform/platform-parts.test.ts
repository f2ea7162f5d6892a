import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layoutProblem } from '../../../local/platform/kept-data';
import type { Progress } from '../../../local/platform/platform-options';
import { progressSteps } from '../../../local/platform/progress-steps';
import { secretsFor } from '../../../local/platform/secrets';
import { stopOrder } from '../../../local/platform/stop-order';

test('services stop first, then the stores, then the brokers, then PostgreSQL', () => {
  expect(stopOrder(['postgres', 's3', 'broker-1', 'broker-2', 'registry', 'edge', 'broker-watcher'])).toEqual(
    [['edge', 'broker-watcher'], ['s3', 'registry'], ['broker-1', 'broker-2'], ['postgres']],
  );
});

test('a step reports its start, and how and after how long it ended', async () => {
  const seen: Progress[] = [];
  let clock = 0;
  const step = progressSteps(
    (progress) => seen.push(progress),
    () => clock,
  );

  await step('s3', 'S3 server', async () => {
    clock += 1_500;
  });
  await step('kafka', 'Kafka', async () => {
    clock += 200;
    throw new Error('no quorum');
  }).catch(() => undefined);

  expect(seen).toEqual([
    { id: 's3', title: 'S3 server', state: 'started', ms: 0 },
    { id: 's3', title: 'S3 server', state: 'ready', ms: 1_500 },
    { id: 'kafka', title: 'Kafka', state: 'started', ms: 0 },
    { id: 'kafka', title: 'Kafka', state: 'failed', ms: 200 },
  ]);
});

describe('secretsFor', () => {
  let stateDir: string;
  beforeEach(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'penstock-test-'));
  });
  afterEach(() => rm(stateDir, { recursive: true }));

  test('every name has its own secret, the same one every time', async () => {
    const first = await secretsFor(stateDir, ['admin', 'edge']);
    const second = await secretsFor(stateDir, ['edge', 'archiver', 'admin']);

    expect(second).toMatchObject(first);
    expect(new Set(Object.values(second)).size).toBe(3);
    // 18 random bytes in 24 characters that need no quoting anywhere.
    expect(first.admin).toMatch(/^[\w-]{24}$/);
  });

  test('only the owner may read them', async () => {
    await secretsFor(stateDir, ['admin']);

    expect((await stat(join(stateDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });
});

test('data are kept only for the same Kafka and the same number of brokers', () => {
  const kept = { kafkaVersion: '4.1.1', brokers: 3 };

  expect(layoutProblem(kept, kept)).toBeUndefined();
  expect(layoutProblem({ kafkaVersion: '3.9.1', brokers: 3 }, kept)).toBe(
    'The kept data are of 3 broker(s) of Kafka 4.1.1, and this start is of 3 broker(s) of Kafka 3.9.1: ' +
      'start without keeping data.',
  );
  expect(layoutProblem({ kafkaVersion: '4.1.1', brokers: 1 }, kept)).toContain('1 broker(s) of Kafka 4.1.1');
});
