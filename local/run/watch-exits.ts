import type { LiveEvent } from '../live-view/live-snapshot';
import type { RunningPlatform } from '../platform/platform-options';

/** Ends of processes since the watch began. */
export interface ExitWatch {
  /** Every end nobody asked for, as a live view shows it. */
  events(): readonly LiveEvent[];
  /** The same as sentences, without the processes that were hurt on purpose. */
  unplanned(hurt: readonly string[]): string[];
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
    events: () => exits.map(({ event }) => event),
    unplanned: (hurt) => exits.filter(({ name }) => !hurt.includes(name)).map(({ event }) => event.text),
  };
}
