import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify from 'fastify';
import type { LiveSnapshot } from './live-snapshot';

/** The live view in the browser. */
export interface LivePage {
  readonly url: string;
  /** Sends a snapshot to every open page, and keeps it for those that open later. */
  readonly publish: (snapshot: LiveSnapshot) => void;
  readonly close: () => Promise<void>;
}

/** Ten minutes, at one snapshot a second: what the charts show. */
const KEPT_SNAPSHOTS = 600;
/** A page that does not read is not waited for. */
const FAREWELL_MS = 500;
const CHARTS = dirname(require.resolve('uplot'));
/** Nothing but what this server sends, so the page works without a network. */
const SECURITY_POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:";

/** Serves the page on this machine only. @param port 0 for any free one */
export async function startLivePage(port = 0): Promise<LivePage> {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  const open = new Set<ServerResponse>();
  let kept: LiveSnapshot[] = [];

  const file = (path: string, type: string, source: string) => {
    const content = readFileSync(source);
    app.get(path, (_request, reply) =>
      reply
        .header('content-type', type)
        .header('content-security-policy', SECURITY_POLICY)
        .header('cache-control', 'no-store')
        .send(content),
    );
  };
  file('/', 'text/html; charset=utf-8', join(__dirname, 'live-page.html'));
  file('/uplot.js', 'text/javascript; charset=utf-8', join(CHARTS, 'uPlot.iife.min.js'));
  file('/uplot.css', 'text/css; charset=utf-8', join(CHARTS, 'uPlot.min.css'));
  app.get('/snapshots', (_request, reply) => {
    reply.hijack();
    const response = reply.raw;
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(message('history', kept));
    open.add(response);
    response.once('close', () => open.delete(response));
  });

  const address = await app.listen({ host: '127.0.0.1', port });
  return {
    url: `${address}/`,
    publish(snapshot) {
      const before = kept.slice(-(KEPT_SNAPSHOTS - 1));
      kept = [...before.slice(0, -1), ...before.slice(-1).map(forCharts), snapshot];
      for (const response of open) response.write(message('snapshot', snapshot));
    },
    async close() {
      // Every open page hears that this is the end; without it, it would try to connect again.
      await Promise.all([...open].map((response) => ended(response)));
      await app.close();
    },
  };
}

/** Of what is over, only the figures are shown. */
function forCharts(snapshot: LiveSnapshot): LiveSnapshot {
  return { ...snapshot, processes: [], links: [], events: [], unmeasured: [] };
}

/** Resolves when the farewell is sent, or when there is nobody left to send it to. */
async function ended(response: ServerResponse): Promise<void> {
  const closed = once(response, 'close');
  response.end(message('end', {}));
  await Promise.race([closed, delay(FAREWELL_MS, undefined, { ref: false })]);
}

function message(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
