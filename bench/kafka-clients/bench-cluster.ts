import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareKafkaCluster } from '../../local/processes/kafka/kafka-cluster';
import { Supervisor } from '../../local/processes/supervisor';
import { Watchdog } from '../../local/processes/watchdog';
import { installRuntime } from '../../local/runtime/install-runtime';
import type { ClusterAccess } from './measurement';

const ZONES = ['az1', 'az2', 'az3'];
const HEAP_MIB = 512;
const DOWN_MS = 4_000;

/** Three brokers of the local platform (TLS, SCRAM, ACLs on), in a folder that is removed with them. */
export class BenchCluster {
  readonly access: ClusterAccess;
  readonly #supervisor: Supervisor;
  readonly #watchdog: Watchdog;
  readonly #directory: string;
  #recovery: Promise<void> = Promise.resolve();

  private constructor(access: ClusterAccess, supervisor: Supervisor, watchdog: Watchdog, directory: string) {
    this.access = access;
    this.#supervisor = supervisor;
    this.#watchdog = watchdog;
    this.#directory = directory;
  }

  static async start(kafkaVersion: string): Promise<BenchCluster> {
    const runtime = await installRuntime({ kafkaVersion });
    const directory = await mkdtemp(join(tmpdir(), 'penstock-bench-'));
    const admin = { name: 'bench', password: randomBytes(18).toString('base64url') };
    await mkdir(join(directory, 'logs'), { recursive: true });
    const { specs, bootstrapBrokers, caFile } = await prepareKafkaCluster({
      runtime,
      stateDir: directory,
      zones: ZONES,
      admin,
      users: [],
      heapMiB: HEAP_MIB,
      restartOnCrash: false,
      stopTimeoutMs: 5_000,
    });
    const watchdog = await Watchdog.start(directory);
    const supervisor = new Supervisor(watchdog);
    const access = { brokers: bootstrapBrokers, caFile, username: admin.name, password: admin.password };
    const cluster = new BenchCluster(access, supervisor, watchdog, directory);
    try {
      await Promise.all(specs.map((spec) => supervisor.run(spec)));
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** SIGKILL, and a start some seconds later. */
  killBroker(nodeId: number): void {
    const broker = this.#supervisor.named(`broker-${nodeId}`);
    this.#recovery = (async () => {
      await broker.kill('SIGKILL', { stayDown: true });
      await sleep(DOWN_MS);
      await broker.restart();
    })();
    // Reported by whoever awaits `whole`; until then it must not end the process.
    this.#recovery.catch(() => {});
  }

  /** Resolves when no broker is down any more. */
  async whole(): Promise<void> {
    await this.#recovery;
  }

  async stop(): Promise<void> {
    await this.#recovery.catch(() => {});
    await this.#supervisor.stop(this.#supervisor.names());
    await this.#watchdog.close();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
