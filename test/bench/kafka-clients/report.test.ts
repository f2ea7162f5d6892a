import { compareRuns, type RunResult, renderComparison } from '../../../bench/kafka-clients/report';

const idleRun = (client: RunResult['client'], run: number, cpuMsPerSecond: number): RunResult => ({
  client,
  run,
  case: 'idle',
  figures: { cpuMsPerSecond },
});

const RUNS = [
  idleRun('kafkajs', 0, 30),
  idleRun('platformatic', 0, 8),
  idleRun('platformatic', 1, 12),
  idleRun('kafkajs', 1, 50),
  idleRun('kafkajs', 2, 40),
  idleRun('platformatic', 2, 10),
];

test('compares the medians of the runs', () => {
  const [idle] = compareRuns(RUNS);

  expect(idle).toMatchObject({
    runs: 3,
    byClient: {
      kafkajs: { median: 40, min: 30, max: 50 },
      platformatic: { median: 10, min: 8, max: 12 },
    },
    ratio: 40 / 10,
  });
});

test('leaves out what only one client was measured in', () => {
  expect(compareRuns([idleRun('kafkajs', 0, 30)])).toEqual([]);
});

test('shows median, range and ratio of each client', () => {
  const table = renderComparison(compareRuns(RUNS));

  expect(table).toContain('idle producer and consumer, CPU ms per second');
  expect(table).toContain('40.0 (30.0 – 50.0)');
  expect(table).toContain('10.0 (8.0 – 12.0)');
  expect(table).toContain('4.00 x');
});

test('shows no ratio to nothing', () => {
  const lost = (client: RunResult['client'], records: number): RunResult => ({
    client,
    run: 0,
    case: 'broker-kill',
    figures: { lost: records },
  });

  const table = renderComparison(compareRuns([lost('kafkajs', 7), lost('platformatic', 0)]));

  expect(table).toContain('7 (7 – 7)');
  expect(table).not.toContain(' x ');
});
