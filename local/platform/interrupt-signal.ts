/**
 * How long after the first signal another one counts as the same wish, in milliseconds: a Ctrl-C reaches this program from
 * the terminal, and again from a program that runs it and passes signals on.
 */
const SAME_WISH_MS = 1_000;

/**
 * Aborted by the first Ctrl-C, SIGTERM or closed terminal, so that a program can stop in order. A later one ends the program
 * at once; the watchdog then ends what it had started.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  let first = Number.POSITIVE_INFINITY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (performance.now() - first > SAME_WISH_MS) process.exit(130);
      first = Math.min(first, performance.now());
      controller.abort(new Error(`stopped by ${signal}`));
    });
  }
  return controller.signal;
}
