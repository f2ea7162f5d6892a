import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { CaseOrder, ChildMessage, Figures } from './measurement';

/** Far above what any case takes: only a client that hangs gets here. */
const TIMEOUT_MS = 120_000;

/**
 * Measures once in a process of its own, so that no run inherits another one's compiled code, connections or garbage.
 *
 * @throws when the case fails, ends without an answer, or hangs
 */
export function runCase(order: CaseOrder, killBroker: () => void): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, 'case-main.ts'), {
      execArgv: ['--import', 'tsx'],
      // kafkajs arms timers with negative delays, about which Node warns at every turn.
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const what = `${order.name} with ${order.client}`;
    const timeout = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${what} did not end within ${TIMEOUT_MS / 1_000} s`));
    }, TIMEOUT_MS);
    child.on('message', (message: ChildMessage) => {
      if (message.kind === 'kill-broker') killBroker();
      if (message.kind === 'done') resolve(message.figures);
      if (message.kind === 'failed') reject(new Error(`${what} failed: ${message.message}`));
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(timeout);
      reject(new Error(`${what} ended without a result (${signal ?? `code ${code}`})`));
    });
    child.send(order);
  });
}
