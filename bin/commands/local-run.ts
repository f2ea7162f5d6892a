import { setTimeout as delay } from 'node:timers/promises';
import type { LoadedWorkload } from '../../lib/project/load-workload';
import { topologyOf } from '../../lib/workload/topology';
import { chaosPlan } from '../../local/chaos/chaos-plan';
import { type ChaosRun, runChaos } from '../../local/chaos/run-chaos';
import { isProven, type RunSummary } from '../../local/check/summary-text';
import { countRun } from '../../local/run/count-run';
import { startLocalLoad } from '../../local/run/local-load';
import type { LocalPlatform } from '../../local/run/start-local';
import { watchExits } from '../../local/run/watch-exits';

/** What the user asked for. */
export interface RunChoices {
  /** Seconds to run; without it the run lasts until Ctrl-C. */
  readonly for?: number;
  readonly chaos?: true;
  /** Share of the workload's rates to send. */
  readonly rate: number;
  /** Whether to send anything. */
  readonly load: boolean;
}

export interface LocalRunOptions {
  readonly local: LocalPlatform;
  readonly loaded: LoadedWorkload;
  readonly choices: RunChoices;
  readonly stateDir: string;
  /** Aborted by Ctrl-C. */
  readonly stop: AbortSignal;
  /** Tells the user something. */
  readonly say: (text: string) => void;
}

/**
 * Sends the load for as long as asked, with faults on the way if wanted, then counts every record.
 * @returns what came of it; undefined when nothing was sent
 */
export async function runLocal(options: LocalRunOptions): Promise<RunSummary | undefined> {
  const { local, loaded, choices, stateDir, stop, say } = options;
  const seconds = choices.for;
  if (!choices.load) {
    await until(stop, seconds);
    return undefined;
  }

  const exits = watchExits(local.platform);
  const load = await startLocalLoad({ loaded, services: local.services, stateDir, scale: choices.rate });
  if (load.scale < choices.rate) {
    say(
      `sending ${load.scale.toPrecision(2)} of the workload's rates: this machine could not carry ${choices.rate}`,
    );
  }
  const chaos = choices.chaos && seconds !== undefined ? startChaos(local, seconds, say) : undefined;
  await until(stop, seconds);

  say('counting: every acknowledged record is looked up in the archive …');
  const faults = (await chaos?.stop()) ?? [];
  const sent = await load.run.stop();
  const check = await countRun(local.platform.endpoints, topologyOf(loaded.workload), load.ledgerFile);
  return {
    workload: loaded.workload.name,
    load: sent,
    check,
    endToEnd: {},
    chaos: faults,
    crashes: exits.unplanned(faults.map(({ target }) => target)),
  };
}

/** 0 when the run proves that nothing was lost. */
export function exitCodeOf(summary: RunSummary | undefined): number {
  return summary === undefined || isProven(summary) ? 0 : 1;
}

function startChaos(
  { platform, services }: LocalPlatform,
  seconds: number,
  say: (text: string) => void,
): ChaosRun {
  const brokers = platform.processes().flatMap(({ name }) => (name.startsWith('broker-') ? [name] : []));
  const archivers = services
    .filter(({ client }) => client.role === 'archiver')
    .map(({ client }) => client.name);
  return runChaos({
    platform,
    plan: chaosPlan(seconds, { brokers, services: archivers }),
    onEvent: ({ target, what }) => say(`${target} ${what}`),
  });
}

/** Until the time is over, or Ctrl-C. */
async function until(stop: AbortSignal, seconds: number | undefined): Promise<void> {
  // The longest delay a timer can have; a run without an end is stopped by hand.
  const ms = seconds === undefined ? 2 ** 31 - 1 : seconds * 1_000;
  await delay(ms, undefined, { signal: stop }).catch(() => undefined);
}
