import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Kafka, logLevel } from 'kafkajs';
import { waitUntil } from '../../local/processes/wait-until';
import type { LocalService } from '../../local/run/service-specs';
import { type ArchivedRecord, readArchive } from '../../services/archiver/read-archive';
import { type EdgePlatform, startEdgePlatform } from './edge-platform';
import { BATCH, clickEvent, post, postEndless } from './edge-requests';

describe('the edge and the archiver on real brokers', () => {
  let running: EdgePlatform;
  let edge: LocalService;
  let edgeUrl: string;
  const archivers: LocalService[] = [];

  beforeAll(async () => {
    running = await startEdgePlatform();
    edge = await running.start('edge');
    edgeUrl = edge.httpUrl ?? '';
  }, 180_000);

  afterAll(() => running?.stop(), 60_000);

  const pidOf = (name: string) => running.platform.processes().find((one) => one.name === name)?.pid;

  const kafka = () => {
    const { bootstrapBrokers, caFile, admin } = running.platform.endpoints.kafka;
    return new Kafka({
      brokers: [...bootstrapBrokers],
      ssl: { ca: readFileSync(caFile, 'utf8') },
      sasl: { mechanism: 'scram-sha-512', username: admin.name, password: admin.password },
      logLevel: logLevel.NOTHING,
    });
  };

  /** How many offsets a topic has used. */
  const endOf = async (topic: string): Promise<number> => {
    const admin = kafka().admin();
    await admin.connect();
    try {
      return (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0);
    } finally {
      await admin.disconnect();
    }
  };

  const archived = async (topic: string): Promise<ArchivedRecord[]> => {
    const records: ArchivedRecord[] = [];
    for await (const record of readArchive(running.store, [topic])) records.push(record);
    return records;
  };

  const metricsOf = async (index: number) => (await fetch(`${archivers[index]?.opsUrl}/metrics`)).text();

  /** How many partitions an archiver has. */
  const assignedTo = async (index: number) =>
    (await metricsOf(index)).match(/^archiver_lag_records\{/gm)?.length ?? 0;

  /** Records of a topic the first archiver has read. */
  const readTotal = async (topic: string) => {
    const line = new RegExp(`archiver_records_read_total\\{topic="${topic}"\\} (\\d+)`);
    return Number(line.exec(await metricsOf(0))?.[1] ?? 0);
  };

  describe('malformed input', () => {
    let before: number | undefined;

    beforeAll(() => {
      before = pidOf('edge');
    });

    test.each<[string, number, () => ReturnType<typeof post>]>([
      ['broken JSON', 400, () => post(edgeUrl, 'user-events', '[{"specversion": "1.0",')],
      ['a wrong type', 400, () => post(edgeUrl, 'user-events', [{ ...clickEvent(1), data: { userId: 7 } }])],
      ['a missing key', 400, () => post(edgeUrl, 'user-events', [clickEvent(1, '')])],
      ['an unknown stream', 404, () => post(edgeUrl, 'nowhere', [clickEvent(1)])],
      [
        'a derived stream, which is not its to write',
        404,
        () => post(edgeUrl, 'fraud-alerts', [clickEvent(1)]),
      ],
      ['another content type', 415, () => post(edgeUrl, 'user-events', '[]', 'application/json')],
    ])('%s is answered with %i', async (_, status, send) => {
      expect(await send()).toMatchObject({
        status,
        body: { error: expect.any(String), message: expect.any(String) },
      });
    });

    test('a batch with one bad record names it and its field, and none of the batch is written', async () => {
      const bad = {
        ...clickEvent(2),
        data: { userId: 'u', sessionId: 's', action: 'dance', occurredAt: 'now' },
      };

      expect(await post(edgeUrl, 'user-events', [clickEvent(1), bad, clickEvent(3)])).toMatchObject({
        status: 400,
        body: { error: 'invalid-record', record: 1, field: '/action' },
      });
    });

    test('a body of 50 MB is not read to its end', async () => {
      expect([413, 'EPIPE', 'ECONNRESET']).toContain(await postEndless(edgeUrl, 'user-events', 50));
      expect(await post(edgeUrl, 'user-events', Buffer.alloc(5 * 1024 ** 2, 'x'))).toMatchObject({
        status: 413,
      });
    });

    test('10,000 random bodies are all answered with 400', async () => {
      const body = fc.oneof(
        fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
        fc.json().map((text) => Buffer.from(text)),
        fc
          .tuple(fc.constantFrom('specversion', 'id', 'source', 'type', 'data', '__proto__'), fc.jsonValue())
          // One attribute of a good event replaced by anything: what is still right is an empty `extra` away from it.
          .map(([name, value]) =>
            Buffer.from(
              JSON.stringify([
                Object.defineProperty({ ...clickEvent(0), extra: {} }, name, { value, enumerable: true }),
              ]),
            ),
          ),
      );
      const seed = Date.now();
      const bodies = fc.sample(body, { numRuns: 10_000, seed });
      const statuses = new Map<number, number>();
      const sender = async () => {
        for (let next = bodies.pop(); next !== undefined; next = bodies.pop()) {
          const { status } = await post(edgeUrl, 'user-events', next);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: 8 }, sender));

      expect({ seed, statuses: [...statuses] }).toEqual({ seed, statuses: [[400, 10_000]] });
    }, 120_000);

    test('afterwards the same process is ready, and nothing has reached a topic', async () => {
      expect(pidOf('edge')).toBe(before);
      expect((await fetch(`${edge.opsUrl}/readyz`)).status).toBe(200);
      for (const topic of ['user-events', 'transactions', 'iot-readings'])
        expect([topic, await endOf(topic)]).toEqual([topic, 0]);
    });
  });

  test('a wrong environment is refused at once, completely, with exit code 2', async () => {
    const bundle = edge.spec.args.at(-1) ?? '';
    const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
      const env = { PATH: process.env['PATH'], KAFKA_BOOTSTRAP: 'nonsense', HTTP_PORT: 'x' };
      execFile(process.execPath, [bundle], { env }, (error, _stdout, text) =>
        resolve({ code: error?.code, stderr: text }),
      );
    });

    expect(code).toBe(2);
    for (const name of [
      'SERVICE_NAME',
      'KAFKA_BOOTSTRAP',
      'KAFKA_CREDENTIALS',
      'EDGE_STREAMS_FILE',
      'HTTP_PORT',
    ]) {
      expect(stderr).toContain(`  ${name}: `);
    }
  });

  test('two archivers, killed and frozen in turn, leave every acknowledged record in the archive exactly once', async () => {
    const names = ['archiver-a', 'archiver-b'] as const;
    for (const name of names) archivers.push(await running.start('archiver', name));
    const { platform } = running;
    const acknowledged: number[] = [];
    let sequence = 0;
    let isSending = true;
    const sender = async () => {
      while (isSending) {
        const batch = Array.from({ length: 20 }, () => sequence++);
        const { status } = await post(
          edgeUrl,
          'user-events',
          batch.map((number) => clickEvent(number)),
        );
        if (status === 200) acknowledged.push(...batch);
      }
    };
    const sending = Promise.all([sender(), sender()]);
    const objects = async () => (await running.store.list('v1/topic=user-events/')).length;
    const moreObjects = async () => {
      const count = await objects();
      await waitUntil(async () => (await objects()) > count, { what: 'a further object', timeoutMs: 60_000 });
    };

    // Each fault comes right after an object, so that a batch is under way.
    await moreObjects();
    await platform.kill('archiver-a', 'SIGKILL', { stayDown: true });
    await moreObjects();
    await platform.restart('archiver-a');
    await moreObjects();
    // The other takes over once this one has been silent for too long; then it wakes up with a stale buffer.
    const partitions = (await assignedTo(0)) + (await assignedTo(1));
    await platform.kill('archiver-b', 'SIGSTOP');
    await waitUntil(async () => (await assignedTo(0)) === partitions, {
      what: 'the take-over',
      timeoutMs: 60_000,
    });
    await moreObjects();
    await platform.kill('archiver-b', 'SIGCONT');
    await moreObjects();
    await platform.kill('archiver-b', 'SIGKILL', { stayDown: true });
    await platform.kill('archiver-a', 'SIGKILL', { stayDown: true });
    isSending = false;
    await sending;
    await platform.restart('archiver-a');

    const counted = async () =>
      new Set((await archived('user-events')).map(({ headers }) => headers['ce_sequence'])).size;
    await waitUntil(async () => (await counted()) >= acknowledged.length, {
      what: 'the last record in the archive',
      timeoutMs: 60_000,
    });
    const records = await archived('user-events');
    const copies = new Map<number, number>();
    for (const { headers } of records) {
      const number = Number(headers['ce_sequence']);
      copies.set(number, (copies.get(number) ?? 0) + 1);
    }
    expect(acknowledged.length).toBeGreaterThan(500);
    expect(acknowledged.filter((number) => copies.get(number) !== 1)).toEqual([]);
    expect(new Set(records.map(({ partition, offset }) => `${partition}/${offset}`)).size).toBe(
      records.length,
    );
  }, 240_000);

  test('records of an aborted transaction are not archived, and those around it are', async () => {
    const producer = kafka().producer({ transactionalId: 'test', maxInFlightRequests: 1, idempotent: true });
    await producer.connect();
    for (const [value, isAborted] of [
      ['1', false],
      ['2', true],
      ['3', false],
      ['4', true],
      ['5', false],
    ] as const) {
      const transaction = await producer.transaction();
      await transaction.send({
        topic: 'iot-readings',
        messages: [{ partition: 0, value: `{"n":${value}}` }],
      });
      await (isAborted ? transaction.abort() : transaction.commit());
    }
    await producer.disconnect();

    const values = async () => (await archived('iot-readings')).map(({ value }) => value?.toString());
    await waitUntil(async () => (await values()).length >= 3, {
      what: 'committed records',
      timeoutMs: 60_000,
    });
    expect(await values()).toEqual(['{"n":1}', '{"n":3}', '{"n":5}']);
  }, 90_000);

  test('an archiver that is asked to stop first archives what it has read, and exits with 0', async () => {
    expect(await post(edgeUrl, 'transactions', [transactionEvent('t-1')], BATCH)).toMatchObject({
      status: 200,
    });
    await waitUntil(async () => (await readTotal('transactions')) === 1, {
      what: 'the record read',
      timeoutMs: 30_000,
    });
    const ended = new Promise<number | null>((resolve) => {
      running.platform.onExit(({ name, code }) => (name === 'archiver-a' ? resolve(code) : undefined));
    });
    await running.platform.kill('archiver-a', 'SIGTERM');

    expect(await ended).toBe(0);
    expect((await archived('transactions')).map(({ key }) => key?.toString())).toEqual(['card-1']);
  }, 90_000);
});

function transactionEvent(transactionId: string): object {
  return {
    specversion: '1.0',
    id: transactionId,
    source: '/test',
    type: 'payment',
    data: {
      transactionId,
      cardId: 'card-1',
      occurredAt: '2026-01-31T08:15:00Z',
      amount: 12.5,
      currency: 'EUR',
      merchant: { id: 'm-1', category: '5411' },
    },
  };
}
