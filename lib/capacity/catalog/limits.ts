import type { NumberSource } from '../plan-model';
import type { Fact } from './fact';

/** Quotas of AWS, and the constants of its sizing model for Standard brokers. */
export interface Limits {
  /** Brokers in one KRaft cluster. Can be raised by AWS on request. */
  readonly brokersPerCluster: Fact;
  /** Brokers of all clusters of an account and region together. Can be raised by AWS on request. */
  readonly brokersPerAccount: Fact;
  /** TCP connections of one broker where clients sign in with IAM. None is enforced for SCRAM. */
  readonly iamConnectionsPerBroker: Fact;
  /** Largest volume of a Standard broker. */
  readonly volumeMax: Fact;
  /** Volume throughput that needs no purchase. */
  readonly volumeThroughput: Fact;
  /** Most one partition carries on Express. */
  readonly expressPartitionThroughput: Fact;
  /** Disk traffic per byte produced, with one of three zones lost. */
  readonly standardDiskFactor: Fact;
  /** Network traffic per byte produced, without its readers. */
  readonly standardNetworkFactor: Fact;
  /** Network traffic per byte read, with one of three zones lost. */
  readonly standardNetworkPerReader: Fact;
  /** Share of the model's limit that is planned for. */
  readonly standardUsableShare: Fact;
  /** Share of a volume that is planned for. */
  readonly standardDiskShare: Fact;
  /** Storage auto scaling adds a tenth of the volume at most once in this time. */
  readonly storageScalingCooldown: Fact;
  /** What Amazon promises for a cluster in several zones. */
  readonly serviceAvailability: Fact;
}

const READ_ON = '2026-11-21';
const GUIDE = 'https://docs.aws.amazon.com/msk/latest/developerguide';
const QUOTAS: NumberSource = { title: 'MSK quotas', url: `${GUIDE}/limits.html`, asOf: READ_ON };
const SIZING: NumberSource = {
  title: 'MSK sizing script of AWS (msk_sizing.py)',
  url: 'https://github.com/aws/agent-toolkit-for-aws/blob/main/skills/specialized-skills/analytics-skills/managing-amazon-msk/scripts/msk_sizing.py',
  asOf: '2026-08-20',
};

/** The limits of Amazon MSK as documented. */
export const LIMITS: Limits = {
  brokersPerCluster: { value: 60, unit: 'brokers', source: QUOTAS, confidence: 'confirmed' },
  brokersPerAccount: { value: 90, unit: 'brokers', source: QUOTAS, confidence: 'confirmed' },
  iamConnectionsPerBroker: { value: 3_000, unit: 'connections', source: QUOTAS, confidence: 'published' },
  volumeMax: { value: 16_384, unit: 'GiB', source: QUOTAS, confidence: 'confirmed' },
  volumeThroughput: {
    value: 250,
    unit: 'MiB/s',
    source: {
      title: 'MSK provisioned storage throughput',
      url: `${GUIDE}/msk-provision-throughput-management.html`,
      asOf: READ_ON,
    },
    confidence: 'published',
  },
  expressPartitionThroughput: {
    value: 15,
    unit: 'MB/s',
    source: {
      title: 'MSK quotas, Express brokers',
      url: `${GUIDE}/limits.html#msk-express-quota`,
      asOf: READ_ON,
    },
    confidence: 'published',
  },
  standardDiskFactor: {
    value: 6.5,
    unit: 'bytes moved by disks per byte in',
    source: {
      ...SIZING,
      title: `${SIZING.title}: 1.5 in + 1.5 replication + 0.5 lagging readers + 3.0 rebalancing`,
    },
    confidence: 'published',
  },
  standardNetworkFactor: {
    value: 5.7,
    unit: 'bytes on the network per byte in',
    source: SIZING,
    confidence: 'published',
  },
  standardNetworkPerReader: {
    value: 1.5,
    unit: 'bytes on the network per byte out',
    source: SIZING,
    confidence: 'published',
  },
  standardUsableShare: { value: 0.5, unit: 'share', source: SIZING, confidence: 'published' },
  standardDiskShare: {
    value: 0.5,
    unit: 'share',
    source: { ...SIZING, title: `${SIZING.title}: twice the bytes kept` },
    confidence: 'published',
  },
  storageScalingCooldown: {
    value: 6,
    unit: 'hours',
    source: { title: 'MSK storage auto scaling', url: `${GUIDE}/msk-autoexpand.html`, asOf: READ_ON },
    confidence: 'published',
  },
  serviceAvailability: {
    value: 0.999,
    unit: 'share of a month',
    source: { title: 'MSK service level agreement', url: 'https://aws.amazon.com/msk/sla/', asOf: READ_ON },
    confidence: 'assumed',
  },
};
