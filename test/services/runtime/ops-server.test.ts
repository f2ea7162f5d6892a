import { Counter, Registry } from 'prom-client';
import { type OpsServer, startOpsServer } from '../../../services/runtime/ops-server';

describe('the ops server', () => {
  const reasons: string[] = [];
  const registry = new Registry();
  let server: OpsServer;

  beforeAll(async () => {
    server = await startOpsServer({ host: '127.0.0.1', port: 0, registry, notReady: () => reasons });
  });

  afterAll(() => server.close());

  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
    return { status: response.status, text: await response.text() };
  };

  test('is ready while there is no reason not to be, and live in any case', async () => {
    expect((await get('/readyz')).status).toBe(200);
    reasons.push('not a member of its consumer group');

    expect(await get('/readyz')).toEqual({
      status: 503,
      text: '{"status":"not ready","reasons":["not a member of its consumer group"]}',
    });
    expect((await get('/healthz')).status).toBe(200);
  });

  test('shows metrics in the form Prometheus reads', async () => {
    new Counter({ name: 'records_total', help: 'Records', registers: [registry] }).inc(3);

    expect((await get('/metrics')).text).toContain('records_total 3');
  });

  test('names its paths to whoever asks for another', async () => {
    const { status, text } = await get('/');

    expect(status).toBe(404);
    expect(text).toContain('/readyz');
  });
});
