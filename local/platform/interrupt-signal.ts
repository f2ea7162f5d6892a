/**
 * Aborted by the first Ctrl-C, SIGTERM or closed terminal, so that a program can stop in order. A second one ends the program
 * at once; the watchdog then ends what it had started.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort(new Error(`stopped by ${signal}`));
    });
  }
  return controller.signal;
}
