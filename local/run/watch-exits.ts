import type { RunningPlatform } from '../platform/platform-options';
import type { ProcessExit } from '../processes/process-spec';

/** Ends of processes since the watch began. */
export interface ExitWatch {
  /** Those nobody asked for, as sentences, without the processes that were hurt on purpose. */
  unplanned(hurt: readonly string[]): string[];
}

/** Notes every process that ends unasked, so that a run does not call itself clean when a service crashed. */
export function watchExits(platform: Pick<RunningPlatform, 'onExit'>): ExitWatch {
  const exits: ProcessExit[] = [];
  platform.onExit((exit) => {
    if (!exit.expected) exits.push(exit);
  });
  return {
    unplanned: (hurt) =>
      exits
        .filter(({ name }) => !hurt.includes(name))
        .map(({ name, code, signal }) => `${name} ended with ${signal ?? `code ${code}`}`),
  };
}
