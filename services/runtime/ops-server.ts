import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

export interface OpsServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly registry: Registry;
  /** Why the service should get no work now; empty when it is ready. */
  readonly notReady: () => readonly string[];
}

/** The port operators and load balancers ask: `/healthz`, `/readyz`, `/metrics`. */
export interface OpsServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts it. Health says that the process answers; readiness says that it can work, and if not, why. */
export async function startOpsServer({
  host,
  port,
  registry,
  notReady,
}: OpsServerOptions): Promise<OpsServer> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/healthz') return answer(response, 200, { status: 'live' });
    if (path === '/readyz') {
      const reasons = notReady();
      return reasons.length === 0
        ? answer(response, 200, { status: 'ready' })
        : answer(response, 503, { status: 'not ready', reasons });
    }
    if (path === '/metrics') return void sendMetrics(response, registry);
    return answer(response, 404, { error: 'not-found', paths: ['/healthz', '/readyz', '/metrics'] });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function sendMetrics(response: ServerResponse, registry: Registry): Promise<void> {
  try {
    const text = await registry.metrics();
    response.writeHead(200, { 'content-type': registry.contentType }).end(text);
  } catch (error) {
    answer(response, 500, { error: 'metrics-failed', message: String(error) });
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
