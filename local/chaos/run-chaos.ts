import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessStatus } from '../processes/process-spec';
import { waitUntil } from '../processes/wait-until';
import type { ChaosStep } from './chaos-plan';

/** What faults need of a platform; a running platform has it. */
export interface ChaosPlatform {
  processes(): readonly ProcessStatus[];
  kill(name: string, signal: NodeJS.Signals, options?: { readonly stayDown?: boolean }): Promise<void>;
  restart(name: string): Promise<void>;
}

/** Something that was done to a process, and what came of it. */
export interface ChaosEvent {
  /** Seconds after the load began. */
  readonly at: number;
  readonly target: string;
  /** For people: `killed with SIGKILL`, `ready again after 4.2 s`. */
  readonly what: string;
  /** Whether it says that something did not go as planned. */
  readonly isProblem: boolean;
}

export interface ChaosOptions {
  readonly platform: ChaosPlatform;
  readonly plan: readonly ChaosStep[];
  /** Told at once of everything that happens. */
  readonly onEvent?: (event: ChaosEvent) => void;
}

/** Faults under way. */
export interface ChaosRun {
  /** What happened so far. */
  readonly events: () => readonly ChaosEvent[];
  /** Starts no further fault; brings back what was taken down, and resolves when every process is ready again. */
  readonly stop: () => Promise<readonly ChaosEvent[]>;
}

/** A process that is not back by then is reported as a problem. */
const BACK_WITHIN_MS = 60_000;

/** Carries out the plan, beginning now. */
export function runChaos({ platform, plan, onEvent = () => undefined }: ChaosOptions): ChaosRun {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1_000;
  const events: ChaosEvent[] = [];
  const stopped = new AbortController();
  const down = new Set<string>();

  const report = (target: string, what: string, isProblem = false) => {
    const event = { at: elapsed(), target, what, isProblem };
    events.push(event);
    onEvent(event);
  };

  const bringBack = async (target: string) => {
    down.delete(target);
    const from = elapsed();
    try {
      await platform.restart(target);
      report(target, `started again, ready after ${(elapsed() - from).toFixed(1)} s`);
    } catch (error) {
      report(target, `could not be started again: ${firstLine(error)}`, true);
    }
  };

  const killed = async (target: string) => {
    const before = statusOf(platform, target);
    await platform.kill(target, 'SIGKILL');
    report(target, `killed with SIGKILL (process ${before?.pid})`);
    const from = elapsed();
    const isBack = () => {
      const now = statusOf(platform, target);
      return now?.state === 'ready' && now.pid !== before?.pid;
    };
    try {
      await waitUntil(isBack, { what: target, timeoutMs: BACK_WITHIN_MS });
      report(target, `restarted by its supervisor, ready after ${(elapsed() - from).toFixed(1)} s`);
    } catch {
      report(target, `not ready again after ${BACK_WITHIN_MS / 1_000} s`, true);
    }
  };

  const carryOut = async ({ action, target }: ChaosStep): Promise<void> => {
    const status = statusOf(platform, target);
    if (status === undefined) {
      report(target, 'there is no such process: nothing was done', true);
    } else if (action === 'bring-back') {
      if (down.has(target)) await bringBack(target);
    } else if (status.pid === undefined) {
      report(target, 'is down already: nothing was done', true);
    } else if (action === 'kill') {
      await killed(target);
    } else {
      down.add(target);
      await platform.kill(target, 'SIGKILL', { stayDown: true });
      report(target, `killed with SIGKILL (process ${status.pid}), and kept down`);
    }
  };

  const steps = plan.map(async (step) => {
    const wait = Math.max(0, step.at - elapsed()) * 1_000;
    await delay(wait, undefined, { signal: stopped.signal }).catch(() => undefined);
    if (!stopped.signal.aborted) await carryOut(step);
  });
  // A fault that could not be carried out must show up when the run ends, not as an unhandled rejection.
  const done = Promise.all(
    steps.map((step, index) =>
      step.catch((error: unknown) => report(plan[index]?.target ?? '', firstLine(error), true)),
    ),
  );

  return {
    events: () => events,
    async stop() {
      stopped.abort();
      await done;
      for (const target of down) await bringBack(target);
      return events;
    },
  };
}

function statusOf(platform: ChaosPlatform, name: string): ProcessStatus | undefined {
  return platform.processes().find((status) => status.name === name);
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] ?? '';
}
