import { chmod, mkdir, rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import type { ProcessIdentity } from '../processes/process-identity';
import type { Guard } from '../processes/supervised-process';
import { Supervisor } from '../processes/supervisor';
import { Watchdog } from '../processes/watchdog';
import { installRuntime } from '../runtime/install-runtime';
import { memoryProblem } from '../runtime/requirements';
import { ensureClassArchives } from './class-archives';
import { keepOrClearData } from './kept-data';
import { launchParts } from './launch-parts';
import type {
  PlatformEndpoints,
  PlatformOptions,
  ProgressListener,
  RunningPlatform,
  ServiceSpec,
} from './platform-options';
import { progressSteps, type Step } from './progress-steps';
import { StateFile } from './state-file';
import { stopOrder } from './stop-order';

/**
 * Starts the real parts of the platform on this machine and waits until every one of them works.
 * The process that calls it owns them: when it ends, in whatever way, they end too.
 *
 * @throws one sentence when something must be installed first or a platform runs in the folder already; otherwise the end of
 * the log of what failed. Nothing is left running.
 */
export async function startPlatform(
  given: PlatformOptions,
  onProgress: ProgressListener = () => undefined,
): Promise<RunningPlatform> {
  const options = { ...given, stateDir: resolve(given.stateDir) };
  const step = progressSteps(onProgress);
  refuseLittleMemory();
  const stateFile = StateFile.claim(options.stateDir);
  const watchdog = await startWatchdog(options.stateDir).catch((error: unknown) => {
    stateFile.release();
    throw error;
  });
  const supervisor: Supervisor = new Supervisor(
    noted(watchdog, () => stateFile.update({ processes: supervisor.identities() })),
  );
  const running = new Running(options.stateDir, supervisor, step, async () => {
    await watchdog.close();
    stateFile.release();
  });

  try {
    const runtime = await installRuntime({
      kafkaVersion: options.kafkaVersion,
      cache: options.cache,
      signal: options.signal,
      download: (work) =>
        step('download', 'Kafka, schema registry and S3 server from Maven Central (once)', work),
    });
    options.signal?.throwIfAborted();
    const archives = await ensureClassArchives(runtime, step, options.signal);
    await keepOrClearData(options, runtime.kafka.version);
    running.endpoints = await launchParts(options, { runtime, supervisor, archives, step });
    stateFile.update({ endpoints: running.endpoints });
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

function refuseLittleMemory(): void {
  // Only Linux tells how much there is to have; elsewhere "free" leaves out what caches would give back.
  const problem = memoryProblem(process.platform === 'linux' ? process.availableMemory() : totalmem() / 2);
  if (problem !== undefined) throw new Error(problem);
}

async function startWatchdog(stateDir: string): Promise<Watchdog> {
  // Nobody else may look in; PostgreSQL's own account must be able to pass through when root starts it.
  await chmod(stateDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  await rm(join(stateDir, 'logs'), { recursive: true, force: true });
  await mkdir(join(stateDir, 'logs'));
  return Watchdog.start(stateDir);
}

/** Also notes every start and end, for whoever must clean up. */
function noted(guard: Guard, note: () => void): Guard {
  return {
    add(identity: ProcessIdentity, crashSignal) {
      guard.add(identity, crashSignal);
      queueMicrotask(note);
    },
    remove(identity: ProcessIdentity) {
      guard.remove(identity);
      queueMicrotask(note);
    },
  };
}

class Running implements RunningPlatform {
  readonly stateDir: string;
  readonly #supervisor: Supervisor;
  readonly #step: Step;
  readonly #afterStop: () => Promise<void>;
  #endpoints: PlatformEndpoints | undefined;
  #stopped: Promise<void> | undefined;

  constructor(stateDir: string, supervisor: Supervisor, step: Step, afterStop: () => Promise<void>) {
    this.stateDir = stateDir;
    this.#supervisor = supervisor;
    this.#step = step;
    this.#afterStop = afterStop;
  }

  get endpoints(): PlatformEndpoints {
    if (this.#endpoints === undefined) throw new Error('the platform is still starting');
    return this.#endpoints;
  }

  set endpoints(endpoints: PlatformEndpoints) {
    this.#endpoints = endpoints;
  }

  processes() {
    return this.#supervisor.statuses();
  }

  run(spec: ServiceSpec) {
    const logFile = join(this.stateDir, 'logs', `${spec.name}.log`);
    return this.#step(spec.name, spec.name, () => this.#supervisor.run({ logFile, ...spec }));
  }

  async kill(name: string, signal: NodeJS.Signals, options?: { readonly stayDown?: boolean }) {
    await this.#supervisor.named(name).kill(signal, options);
  }

  async restart(name: string) {
    await this.#supervisor.named(name).restart();
  }

  onExit(listener: Parameters<RunningPlatform['onExit']>[0]) {
    return this.#supervisor.onExit(listener);
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    for (const names of stopOrder(this.#supervisor.names())) await this.#supervisor.stop(names);
    await this.#afterStop();
  }
}
