import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CASE_NAMES, type CaseName } from './cases/case-names';
import { loadAverage, thisMachine } from './machine';
import { compareRuns, renderComparison } from './report';
import { runAll } from './run-all';

interface Options {
  readonly runs: number;
  readonly quick: boolean;
  readonly minutes: number;
  readonly case?: CaseName[];
  readonly kafka: string;
  readonly json?: string;
}

const DEFAULT_RUNS = 5;
const DEFAULT_MINUTES = 6;
const QUICK_PACE = 0.4;

const METHOD = `
Method: three brokers on this machine (TLS, SCRAM-SHA-512, 12 partitions, 3 replicas, 2 in sync), shared with the client.
Each run is a process of its own; the clients take turns. Producers are idempotent, acks=all, zstd, one send under way for
each partition; records are card payments of about 1 kB with three headers. kafkajs goes through its documented interface,
@platformatic/kafka through services/runtime. CPU is all the client's threads, the brokers not included: on a shared machine
it says more than records/s. "mixed sends" puts all partitions into one send and keeps several under way, through either
client's own producer. A broker is killed with SIGKILL and started again after 4 s; the log is read back and counted.
The ratio says how many times better @platformatic/kafka is (above 1) or worse.`;

const program = new Command('bench:clients')
  .description(
    'Compares kafkajs with @platformatic/kafka on three real brokers. Takes six minutes, or two with --quick.',
  )
  .addOption(
    new Option('--runs <n>', 'runs of each case and client').argParser(positiveInteger).default(DEFAULT_RUNS),
  )
  .option('--quick', 'one short run of each: to see that it works, not to decide by', false)
  .addOption(
    new Option('--minutes <n>', 'begin no further case after that: a busy machine gets fewer runs')
      .argParser(positiveInteger)
      .default(DEFAULT_MINUTES),
  )
  .addOption(new Option('--case <name...>', 'only these cases').choices(CASE_NAMES))
  .option('--kafka <version>', 'Kafka version of the brokers', '3.9.1')
  .option('--json <file>', 'also write every run to this file')
  .addHelpText(
    'after',
    '\nExamples:\n  npm run bench:clients -- --quick\n  npm run bench:clients -- --case produce-100 idle --runs 9 --json figures.json',
  );

async function main(): Promise<void> {
  const { runs, quick, minutes, case: only, kafka, json } = program.parse().opts<Options>();
  const machine = thisMachine(kafka);
  const startedAt = new Date().toISOString();
  const loadBefore = loadAverage();
  const results = await runAll({
    kafkaVersion: kafka,
    cases: CASE_NAMES.filter((name) => only?.includes(name) ?? true),
    runs: quick ? 1 : runs,
    pace: quick ? QUICK_PACE : 1,
    minutes,
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  const compared = compareRuns(results);
  process.stdout.write(
    [
      '',
      renderComparison(compared),
      METHOD,
      '',
      `Machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; ` +
        `Node ${machine.node}, Apache Kafka ${machine.kafka}; load average before the start ${loadBefore}.`,
      '',
    ].join('\n'),
  );
  if (json !== undefined) {
    await writeFile(
      json,
      `${JSON.stringify({ startedAt, machine, loadBefore, compared, results }, undefined, 2)}\n`,
    );
  }
}

function positiveInteger(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('Expected a whole number of at least 1.');
  return number;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
