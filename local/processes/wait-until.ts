import { setTimeout as delay } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';

export interface WaitOptions {
  /** What is waited for, as it ends the sentence "gave up waiting for …". */
  readonly what: string;
  readonly timeoutMs: number;
  /**
   * Pause between two tries.
   *
   * @default 50
   */
  readonly intervalMs?: number;
  /** Ends the waiting early, with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Tries again and again until the check answers true. A check that throws counts as "not yet".
 *
 * @throws after the timeout, with the last thing the check threw as cause
 */
export async function waitUntil(
  check: () => Promise<boolean> | boolean,
  options: WaitOptions,
): Promise<void> {
  const { what, timeoutMs, intervalMs = 50, signal } = options;
  const deadline = performance.now() + timeoutMs;
  const aborted = whenAborted(signal);
  let lastError: unknown;

  while (true) {
    signal?.throwIfAborted();
    try {
      if (await Promise.race([check(), aborted])) return;
    } catch (error) {
      signal?.throwIfAborted();
      lastError = error;
    }
    if (performance.now() >= deadline) break;
    await Promise.race([delay(intervalMs), aborted]);
  }
  const why = isNativeError(lastError) ? ` (${lastError.message})` : '';
  throw new Error(`gave up waiting for ${what} after ${timeoutMs / 1000} s${why}`, { cause: lastError });
}

/** Rejects when the signal is aborted; never settles otherwise. */
function whenAborted(signal: AbortSignal | undefined): Promise<never> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // Nobody may be waiting for it at that moment.
  aborted.catch(() => undefined);
  return aborted;
}
