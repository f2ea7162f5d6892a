import { mkdir, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import type { Runtime } from '../../runtime/install-runtime';
import { freePorts } from '../free-ports';
import type { ProcessSpec } from '../process-spec';
import { valkeyBinary } from './valkey-binary';

export interface ValkeyOptions {
  readonly runtime: Runtime;
  readonly stateDir: string;
  readonly password: string;
}

export interface PreparedValkey {
  readonly url: string;
  readonly spec: ProcessSpec;
}

/** Valkey (or Redis) with a password and an append-only file, so that a restart after SIGKILL keeps the state. */
export async function prepareValkey({ runtime, stateDir, password }: ValkeyOptions): Promise<PreparedValkey> {
  const directory = join(stateDir, 'data', 'valkey');
  const configFile = join(stateDir, 'config', 'valkey.conf');
  await Promise.all([
    mkdir(directory, { recursive: true }),
    mkdir(join(stateDir, 'config'), { recursive: true }),
  ]);
  const [port = 0] = await freePorts(1);
  await writeFile(configFile, valkeyConfig({ port, password, directory }), { mode: 0o600 });
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    spec: {
      name: 'valkey',
      command: valkeyBinary(runtime.redisDirectory),
      args: [configFile],
      logFile: join(stateDir, 'logs', 'valkey.log'),
      ready: () => answersPing(port, password),
    },
  };
}

/** Configuration file of the server. */
export function valkeyConfig(settings: { port: number; password: string; directory: string }): string {
  return [
    'bind 127.0.0.1',
    `port ${settings.port}`,
    `requirepass ${settings.password}`,
    `dir "${settings.directory}"`,
    'save ""',
    'appendonly yes',
    'appendfsync everysec',
    // What ElastiCache does by default for a store that must not forget silently.
    'maxmemory-policy noeviction',
    '',
  ].join('\n');
}

function answersPing(port: number, password: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1', timeout: 1_000 });
    let answer = '';
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (text) => {
      answer += text;
      if (answer.split('\r\n').length <= 2) return;
      socket.destroy();
      resolve(answer === '+OK\r\n+PONG\r\n');
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer within a second')));
    socket.once('error', reject);
    socket.once('close', () => resolve(false));
  });
}
