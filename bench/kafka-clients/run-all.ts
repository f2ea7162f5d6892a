import { BenchCluster } from './bench-cluster';
import { BenchTopics } from './bench-topics';
import type { CaseName } from './cases/case-names';
import { CASE_PLANS } from './cases/case-plan';
import type { ClientName } from './clients/client-names';
import { fillTopic } from './fill-topic';
import type { RunResult } from './report';
import { runCase } from './run-case';
import { turns } from './turns';

export interface RunOptions {
  readonly kafkaVersion: string;
  readonly cases: readonly CaseName[];
  readonly runs: number;
  /** Factor on every measuring time: below 1 for a quick look. */
  readonly pace: number;
  /** After this many minutes no further case is begun. */
  readonly minutes: number;
  readonly onProgress: (line: string) => void;
}

/** Divides evenly over two members and three brokers. */
const PARTITIONS = 12;
const FILLED_TOPIC = 'bench-filled';
const FILLED_RECORDS = 240_000;

/** Measures every case with every client, in turn, on one cluster that lives as long as this. */
export async function runAll(options: RunOptions): Promise<RunResult[]> {
  const { kafkaVersion, cases, runs, minutes, onProgress } = options;
  const deadline = performance.now() + minutes * 60_000;
  onProgress('starting three brokers');
  const cluster = await BenchCluster.start(kafkaVersion);
  const topics = new BenchTopics(cluster.access);
  try {
    const bench = new Bench(cluster, topics, options.pace);
    if (cases.some((name) => CASE_PLANS[name].filled)) {
      onProgress('writing the records to consume');
      await bench.fill();
    }
    const results: RunResult[] = [];
    for (const { run, name, clients } of turns(cases, runs)) {
      if (performance.now() > deadline) break;
      for (const client of clients) {
        onProgress(`run ${run + 1}/${runs}  ${name}  ${client}`);
        results.push(await bench.measure({ run, name, client }));
      }
    }
    return results;
  } finally {
    await topics.close();
    await cluster.stop();
  }
}

interface Order {
  readonly run: number;
  readonly name: CaseName;
  readonly client: ClientName;
}

class Bench {
  readonly #cluster: BenchCluster;
  readonly #topics: BenchTopics;
  readonly #pace: number;

  constructor(cluster: BenchCluster, topics: BenchTopics, pace: number) {
    this.#cluster = cluster;
    this.#topics = topics;
    this.#pace = pace;
  }

  get #records(): number {
    return Math.floor(FILLED_RECORDS * this.#pace);
  }

  async fill(): Promise<void> {
    await this.#topics.create(FILLED_TOPIC, PARTITIONS);
    await fillTopic(this.#cluster.access, {
      topic: FILLED_TOPIC,
      partitions: PARTITIONS,
      records: this.#records,
    });
  }

  async measure({ run, name, client }: Order): Promise<RunResult> {
    const { filled, seconds, hurried } = CASE_PLANS[name];
    const topic = filled ? FILLED_TOPIC : `bench-${name}-${client}-${run}`;
    if (!filled) await this.#topics.create(topic, PARTITIONS);
    const figures = await runCase(
      {
        client,
        name,
        cluster: this.#cluster.access,
        topic,
        partitions: PARTITIONS,
        records: filled ? this.#records : 0,
        seconds: hurried ? seconds * this.#pace : seconds,
      },
      // Another broker each time, the same for both clients.
      () => this.#cluster.killBroker(1 + (run % 3)),
    );
    await this.#cluster.whole();
    if (!filled) await this.#topics.remove(topic);
    return { client, case: name, run, figures };
  }
}
