import { setTimeout as delay } from 'node:timers/promises';

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
  let lastError: unknown;

  while (true) {
    signal?.throwIfAborted();
    try {
      if (await check()) return;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() >= deadline) break;
    await delay(intervalMs);
  }
  const why = lastError instanceof Error ? ` (${lastError.message})` : '';
  throw new Error(`gave up waiting for ${what} after ${timeoutMs / 1000} s${why}`, { cause: lastError });
}
