import { createServer } from 'node:net';

/**
 * Below the ports that operating systems give to outgoing connections (Linux from 32768, macOS from 49152):
 * a broker that is down must find its port free when it comes back.
 */
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_000;

/**
 * Loopback ports on which nothing listens, all different.
 *
 * @throws when nearly every port is taken
 */
export async function freePorts(count: number, random: () => number = Math.random): Promise<number[]> {
  const ports = new Set<number>();
  for (let tries = 0; tries < 100 + count * 20 && ports.size < count; tries++) {
    const port = LOWEST_PORT + Math.floor(random() * (HIGHEST_PORT - LOWEST_PORT));
    if (!ports.has(port) && (await isFree(port))) ports.add(port);
  }
  if (ports.size < count) {
    throw new Error(
      `fewer than ${count} ports are free on 127.0.0.1 between ${LOWEST_PORT} and ${HIGHEST_PORT}`,
    );
  }
  return [...ports];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
