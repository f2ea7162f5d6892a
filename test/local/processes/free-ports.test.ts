import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePorts } from '../../../local/processes/free-ports';

test('gives different ports below those of outgoing connections', async () => {
  const ports = await freePorts(20);

  expect(new Set(ports).size).toBe(20);
  expect(ports.every((port) => port >= 20_000 && port < 32_000)).toBe(true);
});

test('passes over a port on which something listens', async () => {
  const [taken = 0] = await freePorts(1);
  const server = createServer().listen(taken, '127.0.0.1');
  await once(server, 'listening');
  // The first draw is the taken port, the second its neighbour 1,000 further on.
  const draws = [taken, 20_000 + ((taken - 20_000 + 1_000) % 12_000)];
  let draw = 0;

  const [port] = await freePorts(1, () => ((draws[draw++] ?? 0) - 20_000 + 0.5) / 12_000);
  server.close();

  expect(port).toBe(draws[1]);
});

test('says so when it cannot find enough', async () => {
  // Always the same draw: one port, never two.
  await expect(freePorts(2, () => 0.5)).rejects.toThrow('fewer than 2 ports are free on 127.0.0.1');
});
