import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, signalGroup } from './process-identity';
import type { WatchdogEntry, WatchdogMessage } from './watchdog';

/**
 * Outlives the program that started it by a moment: when its standard input closes, for whatever reason, it ends every
 * process it was told about.
 */
async function watch(): Promise<void> {
  const entries = new Map<number, WatchdogEntry>();
  for await (const line of createInterface({ input: process.stdin })) {
    const message: WatchdogMessage = JSON.parse(line);
    if (message.kind === 'add') entries.set(message.entry.identity.pid, message.entry);
    else entries.delete(message.pid);
  }

  const left = [...entries.values()];
  for (const { identity, crashSignal } of left) signalGroup(identity, crashSignal);
  for (let tries = 0; tries < 30 && left.some(({ identity }) => isRunning(identity)); tries++)
    await delay(100);
  for (const { identity } of left) signalGroup(identity, 'SIGKILL');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
watch().catch(() => {
  process.exitCode = 1;
});
