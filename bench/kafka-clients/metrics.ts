import type { CaseName } from './cases/case-names';

/** One line of the report. */
export interface Metric {
  readonly case: CaseName;
  /** Name of the figure in what the case measured. */
  readonly figure: string;
  readonly title: string;
  readonly better: 'higher' | 'lower';
  readonly digits: number;
}

const rate = (name: CaseName, title: string): Metric[] => [
  { case: name, figure: 'recordsPerSecond', title: `${title}, records/s`, better: 'higher', digits: 0 },
  {
    case: name,
    figure: 'recordsPerCpuSecond',
    title: `${title}, records per CPU second`,
    better: 'higher',
    digits: 0,
  },
];

const kill = (name: CaseName, title: string): Metric[] => [
  ...[
    { figure: 'lost', what: 'acknowledged and lost' },
    { figure: 'duplicated', what: 'twice in the log' },
    { figure: 'reordered', what: 'out of order per key' },
    { figure: 'redelivered', what: 'delivered again' },
    { figure: 'rejected', what: 'refused to the sender' },
  ].map(
    ({ figure, what }): Metric => ({
      case: name,
      figure,
      title: `${title}: records ${what}`,
      better: 'lower',
      digits: 0,
    }),
  ),
  {
    case: name,
    figure: 'produceOutageMs',
    title: `${title}: longest wait of a partition to produce, ms`,
    better: 'lower',
    digits: 0,
  },
  {
    case: name,
    figure: 'consumeOutageMs',
    title: `${title}: longest wait of a partition to consume, ms`,
    better: 'lower',
    digits: 0,
  },
];

/** Everything the report shows, in its order. */
export const METRICS: readonly Metric[] = [
  ...rate('produce-100', 'produce, batches of 100'),
  ...rate('produce-1000', 'produce, batches of 1,000'),
  ...rate('consume', 'consume'),
  {
    case: 'latency',
    figure: 'p50Ms',
    title: 'produce at 1,000 records/s, p50 ms',
    better: 'lower',
    digits: 2,
  },
  {
    case: 'latency',
    figure: 'p99Ms',
    title: 'produce at 1,000 records/s, p99 ms',
    better: 'lower',
    digits: 2,
  },
  {
    case: 'idle',
    figure: 'cpuMsPerSecond',
    title: 'idle producer and consumer, CPU ms per second',
    better: 'lower',
    digits: 1,
  },
  {
    case: 'rebalance',
    figure: 'pauseMs',
    title: 'second member joins: longest silence of a partition, ms',
    better: 'lower',
    digits: 0,
  },
  {
    case: 'rebalance',
    figure: 'redelivered',
    title: 'second member joins: records delivered again',
    better: 'lower',
    digits: 0,
  },
  ...kill('broker-kill', 'broker killed'),
  ...kill('broker-kill-careless', 'broker killed, mixed sends'),
];
