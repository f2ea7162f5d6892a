import { setTimeout as delay } from 'node:timers/promises';
import type { LoadedWorkload } from '../../lib/project/load-workload';
import { topologyOf } from '../../lib/workload/topology';
import { chaosPlan } from '../../local/chaos/chaos-plan';
import { type ChaosRun, runChaos } from '../../local/chaos/run-chaos';
import { isProven, type RunSummary } from '../../local/check/summary-text';
import type { LiveEvent, LiveLink } from '../../local/live-view/live-snapshot';
import { type LiveView, showLiveView } from '../../local/live-view/show-live-view';
import { countRun } from '../../local/run/count-run';
import { watchDeadLetters } from '../../local/run/dead-letter-watch';
import { type LocalLoad, startLocalLoad } from '../../local/run/local-load';
import { adminLogin } from '../../local/run/prepare-cluster';
import type { LocalPlatform } from '../../local/run/start-local';
import { type ExitWatch, watchExits } from '../../local/run/watch-exits';

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
  /** Where the live view goes: redrawn in a terminal, lines elsewhere. */
  readonly output: NodeJS.WriteStream;
  readonly isTerminal: boolean;
}

/**
 * Sends the load for as long as asked, with faults on the way if wanted, shows what happens, then counts every record.
 * @returns what came of it; undefined when nothing was sent
 */
export async function runLocal(options: LocalRunOptions): Promise<RunSummary | undefined> {
  const { local, loaded, choices, stateDir, stop } = options;
  const exits = watchExits(local.platform);
  const load = choices.load
    ? await startLocalLoad({ loaded, services: local.services, stateDir, scale: choices.rate })
    : undefined;
  const chaos = choices.chaos && choices.for !== undefined ? startChaos(local, choices.for) : undefined;
  const notes = openingNotes(local, choices, load);
  const deadLetters = watchDeadLetters(
    adminLogin(local.platform.endpoints.kafka),
    loaded.workload,
    topologyOf(loaded.workload),
  );
  const view = await showLiveView({
    ...viewSources(options),
    ...(load && { load: load.run.stats }),
    events: () => inOrder([...notes, ...exits.unplanned(hurtBy(chaos)), ...chaosEvents(chaos)]),
    deadLetters: deadLetters.counts,
  });

  try {
    await until(stop, choices.for);
    if (load === undefined) return undefined;
    notes.push({
      at: load.run.stats().elapsedSeconds,
      text: 'counting: every acknowledged record is looked up in the archive (Ctrl-C gives up)',
      isProblem: false,
    });
    return await summaryOf(options, { load, view, exits, ...(chaos && { chaos }) });
  } finally {
    await view.stop();
    await deadLetters.close();
  }
}

/** 0 when the run proves that nothing was lost. */
export function exitCodeOf(summary: RunSummary | undefined): number {
  return summary === undefined || isProven(summary) ? 0 : 1;
}

interface Under {
  readonly load: LocalLoad;
  readonly view: LiveView;
  readonly exits: ExitWatch;
  readonly chaos?: ChaosRun;
}

async function summaryOf(
  { local, loaded }: LocalRunOptions,
  { load, view, exits, chaos }: Under,
): Promise<RunSummary> {
  const faults = (await chaos?.stop()) ?? [];
  const sent = await load.run.stop();
  const counted = await countRun(local.platform.endpoints, topologyOf(loaded.workload), load.ledgerFile);
  return {
    workload: loaded.workload.name,
    load: sent,
    ...counted,
    endToEnd: view.endToEnd(),
    chaos: faults,
    crashes: exits.unplanned(hurtBy(chaos)).map(({ text }) => text),
  };
}

function viewSources({ local, loaded, choices, output, isTerminal }: LocalRunOptions) {
  const { services, platform } = local;
  const links: LiveLink[] = [
    ...services.flatMap(({ client, httpUrl }) =>
      httpUrl === undefined
        ? []
        : [{ name: `${client.name} takes records at`, url: `${httpUrl}/v1/streams/<stream>` }],
    ),
    { name: 'schema registry', url: platform.endpoints.registryUrl },
    { name: 'S3', url: platform.endpoints.s3.endpoint },
  ];
  return {
    workload: loaded.workload.name,
    streams: Object.keys(loaded.workload.streams),
    processes: () => platform.processes(),
    links,
    metrics: services.map(({ client, opsUrl }) => ({ service: client.name, url: `${opsUrl}/metrics` })),
    ...(choices.for !== undefined && { endsAfterSeconds: choices.for }),
    output,
    isTerminal,
  };
}

function openingNotes(
  { withoutProgram }: LocalPlatform,
  { rate }: RunChoices,
  load: LocalLoad | undefined,
): LiveEvent[] {
  const notes: string[] = [];
  if (withoutProgram.length > 0) {
    notes.push(`planned and permitted, but without a program yet: ${withoutProgram.join(', ')}`);
  }
  if (load !== undefined && load.scale < rate) {
    notes.push(
      `sending ${load.scale.toPrecision(2)} of the workload's rates: ${rate} would only measure this machine`,
    );
  }
  return notes.map((text) => ({ at: 0, text, isProblem: false }));
}

function startChaos({ platform, services }: LocalPlatform, seconds: number): ChaosRun {
  const brokers = platform.processes().flatMap(({ name }) => (name.startsWith('broker-') ? [name] : []));
  const archivers = services
    .filter(({ client }) => client.role === 'archiver')
    .map(({ client }) => client.name);
  return runChaos({ platform, plan: chaosPlan(seconds, { brokers, services: archivers }) });
}

function hurtBy(chaos: ChaosRun | undefined): string[] {
  return (chaos?.events() ?? []).map(({ target }) => target);
}

function chaosEvents(chaos: ChaosRun | undefined): LiveEvent[] {
  return (chaos?.events() ?? []).map(({ at, target, what, isProblem }) => ({
    at,
    text: `${target} ${what}`,
    isProblem,
  }));
}

function inOrder(events: readonly LiveEvent[]): LiveEvent[] {
  return events.toSorted((a, b) => a.at - b.at);
}

/** Until the time is over, or Ctrl-C. */
async function until(stop: AbortSignal, seconds: number | undefined): Promise<void> {
  // The longest delay a timer can have; a run without an end is stopped by hand.
  const ms = seconds === undefined ? 2 ** 31 - 1 : seconds * 1_000;
  await delay(ms, undefined, { signal: stop }).catch(() => undefined);
}
