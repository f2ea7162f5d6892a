import type { LiveEvent } from '../live-view/live-snapshot';
import type { RunningPlatform } from '../platform/platform-options';

/** Ends of processes since the watch began. */
export interface ExitWatch {
  /** Every end nobody asked for, without the processes that are hurt on purpose. */
  unplanned(hurt: readonly string[]): LiveEvent[];
}

/** Notes every process that ends unasked, so that a run does not call itself clean when a service crashed. */
export function watchExits(platform: Pick<RunningPlatform, 'onExit'>): ExitWatch {
  const began = performance.now();
  const exits: { readonly name: string; readonly event: LiveEvent }[] = [];
  platform.onExit(({ name, code, signal, expected }) => {
    if (expected) return;
    const at = (performance.now() - began) / 1_000;
    exits.push({
      name,
      event: { at, text: `${name} ended with ${signal ?? `code ${code}`}`, isProblem: true },
    });
  });
  return {
    unplanned: (hurt) => exits.filter(({ name }) => !hurt.includes(name)).map(({ event }) => event),
  };
}
