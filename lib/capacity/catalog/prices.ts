import type { NumberSource } from '../plan-model';
import type { Confidence } from './fact';

/** One price of AWS in one region, on demand, before discounts and taxes. */
export interface Price {
  /** `msk.standard.broker.kafka.m7g.large`, `msk.express.dataIn` … */
  readonly key: string;
  readonly region: string;
  readonly usd: number;
  /** What is paid for: `broker-hour`, `GB-month` … GB means 2^30 bytes, as AWS meters them. */
  readonly unit: string;
  readonly source: NumberSource;
  readonly confidence: Confidence;
}

/**
 * The price of that key in that region.
 * @returns undefined where the catalog has none. Say so; never guess, never take zero.
 */
export function priceOf(prices: readonly Price[], region: string, key: string): Price | undefined {
  return prices.find((price) => price.region === region && price.key === key);
}

const FEED = 'https://b0.p.awsstatic.com/pricing/2.0/meteredUnitMaps';
const MSK: NumberSource = {
  title: 'AWS price feed, MSK',
  url: `${FEED}/msk/USD/current/msk.json`,
  asOf: '2025-10-09',
};
const FARGATE: NumberSource = {
  title: 'AWS price feed, ECS',
  url: `${FEED}/ecs/USD/current/ecs.json`,
  asOf: '2025-10-27',
};
const S3: NumberSource = {
  title: 'AWS price feed, S3',
  url: `${FEED}/s3/USD/current/s3.json`,
  asOf: '2025-10-22',
};

/** One row per key: Virginia and Ireland. Confirmed: the same figure in the AWS Price List of 2026-09-11. */
type Row = readonly [key: string, usEast1: number, euWest1: number, confidence?: Confidence];

const BROKER_HOURS: readonly Row[] = [
  ['msk.standard.broker.kafka.t3.small', 0.0456, 0.0499, 'confirmed'],
  ['msk.standard.broker.kafka.m5.large', 0.21, 0.234],
  ['msk.standard.broker.kafka.m5.xlarge', 0.42, 0.468],
  ['msk.standard.broker.kafka.m5.2xlarge', 0.84, 0.936],
  ['msk.standard.broker.kafka.m5.4xlarge', 1.68, 1.872],
  ['msk.standard.broker.kafka.m5.8xlarge', 3.36, 3.749],
  ['msk.standard.broker.kafka.m5.12xlarge', 5.04, 5.616],
  ['msk.standard.broker.kafka.m5.16xlarge', 6.73, 7.499],
  ['msk.standard.broker.kafka.m5.24xlarge', 10.08, 11.232],
  ['msk.standard.broker.kafka.m7g.large', 0.204, 0.2275, 'confirmed'],
  ['msk.standard.broker.kafka.m7g.xlarge', 0.408, 0.4548],
  ['msk.standard.broker.kafka.m7g.2xlarge', 0.816, 0.9095],
  ['msk.standard.broker.kafka.m7g.4xlarge', 1.632, 1.819],
  ['msk.standard.broker.kafka.m7g.8xlarge', 3.264, 3.638],
  ['msk.standard.broker.kafka.m7g.12xlarge', 4.896, 5.457],
  ['msk.standard.broker.kafka.m7g.16xlarge', 6.528, 7.276],
  ['msk.express.broker.express.m7g.large', 0.408, 0.455, 'confirmed'],
  ['msk.express.broker.express.m7g.xlarge', 0.816, 0.91],
  ['msk.express.broker.express.m7g.2xlarge', 1.632, 1.82],
  ['msk.express.broker.express.m7g.4xlarge', 3.264, 3.64],
  ['msk.express.broker.express.m7g.8xlarge', 6.528, 7.28],
  ['msk.express.broker.express.m7g.12xlarge', 9.792, 10.92],
  ['msk.express.broker.express.m7g.16xlarge', 13.056, 14.56],
];

/** Every price the planner knows. */
export const PRICES: readonly Price[] = [
  ...rows('broker-hour', MSK, BROKER_HOURS),
  ...rows('GB-month', MSK, [
    ['msk.standard.storage', 0.1, 0.11, 'confirmed'],
    ['msk.express.storage', 0.1, 0.11, 'confirmed'],
  ]),
  ...rows('MiB/s-month', MSK, [['msk.standard.storageThroughput', 0.08, 0.088, 'confirmed']]),
  ...rows('GB', MSK, [['msk.express.dataIn', 0.01, 0.011, 'confirmed']]),
  ...rows('vCPU-hour', FARGATE, [['fargate.arm.vcpu', 0.03238, 0.03238]]),
  ...rows('GB-hour', FARGATE, [['fargate.arm.memory', 0.00356, 0.00356]]),
  ...rows('GB-month', S3, [
    ['s3.standard.first50TB', 0.023, 0.023],
    ['s3.standard.next450TB', 0.022, 0.022],
    ['s3.standard.over500TB', 0.021, 0.021],
  ]),
];

/** What was confirmed was confirmed for Virginia; Ireland rests on the feed alone. */
function rows(unit: string, source: NumberSource, list: readonly Row[]): Price[] {
  return list.flatMap(([key, usEast1, euWest1, confidence = 'published']): Price[] => [
    { key, region: 'us-east-1', usd: usEast1, unit, source, confidence },
    { key, region: 'eu-west-1', usd: euWest1, unit, source, confidence: 'published' },
  ]);
}
