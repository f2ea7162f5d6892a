import type { NumberSource } from '../plan-model';

/** A Standard broker type. AWS sets no throughput quota; disk and network bound it. */
export interface StandardBroker {
  readonly family: 'standard';
  /** MSK instance type. */
  readonly type: string;
  readonly vcpu: number;
  readonly memoryGiB: number;
  /** Partition replicas AWS recommends at most. Not enforced. */
  readonly partitionsRecommended: number;
  /** Above it MSK refuses configuration updates, smaller sizes and new SCRAM secrets. */
  readonly partitionsMax: number;
  /** What the instance can move to and from its volumes, without bursts, in MB/s. */
  readonly diskMBPerSecond: number;
  /** Most volume throughput that can be bought, in MiB/s. Absent where none can. */
  readonly provisionedThroughputMaxMiBPerSecond?: number;
  /** Network baseline, without bursts, in Gbit/s. Absent where AWS does not say. */
  readonly networkGbitPerSecond?: number;
  /** Thread counts AWS recommends for larger types. Absent: MSK's defaults stay. */
  readonly ioThreads?: number;
  readonly networkThreads?: number;
  /** `num.replica.fetchers` that provisioned throughput needs to have an effect. */
  readonly replicaFetchersWithProvisionedThroughput?: number;
  /** Whether the type can run Kafka without ZooKeeper. */
  readonly kraft: boolean;
}

/** An Express broker type. AWS sets quotas; storage is neither sized nor limited. */
export interface ExpressBroker {
  readonly family: 'express';
  /** MSK instance type. */
  readonly type: string;
  readonly vcpu: number;
  readonly memoryGiB: number;
  /** Up to here nothing degrades, in MB/s. */
  readonly ingressSustainedMBPerSecond: number;
  /** From here MSK throttles, in MB/s. */
  readonly ingressMaxMBPerSecond: number;
  readonly egressSustainedMBPerSecond: number;
  readonly egressMaxMBPerSecond: number;
  /** Partition replicas AWS recommends at most. */
  readonly partitionsRecommended: number;
  /** Cannot be exceeded. */
  readonly partitionsMax: number;
}

export type BrokerType = StandardBroker | ExpressBroker;

const READ_ON = '2026-11-21';
const GUIDE = 'https://docs.aws.amazon.com/msk/latest/developerguide';

/** Where each column comes from. */
export const BROKER_SOURCES = {
  expressQuota: {
    title: 'MSK quotas, Express brokers',
    url: `${GUIDE}/limits.html#msk-express-quota`,
    asOf: READ_ON,
  },
  partitions: {
    title: 'MSK best practices, partitions per broker',
    url: `${GUIDE}/bestpractices.html#partitions-per-broker`,
    asOf: READ_ON,
  },
  disk: {
    title: 'EC2 instances optimised for EBS, baseline throughput',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html',
    asOf: READ_ON,
  },
  provisionedThroughput: {
    title: 'MSK provisioned storage throughput',
    url: `${GUIDE}/msk-provision-throughput-management.html`,
    asOf: READ_ON,
  },
  network: {
    title: 'EC2 general purpose instances, baseline bandwidth; m5 derived from the MSK sizing script of AWS',
    url: 'https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html#gp_network',
    asOf: READ_ON,
  },
  threads: {
    title: 'MSK best practices, broker threads',
    url: `${GUIDE}/bestpractices.html#optimize-broker-threads`,
    asOf: READ_ON,
  },
  kraft: {
    title: 'CloudFormation BrokerNodeGroupInfo, InstanceType',
    url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-msk-cluster-brokernodegroupinfo.html',
    asOf: READ_ON,
  },
} as const satisfies Readonly<Record<string, NumberSource>>;

type StandardRow = readonly [
  type: string,
  vcpu: number,
  memoryGiB: number,
  partitionsRecommended: number,
  partitionsMax: number,
  diskMBPerSecond: number,
  provisionedThroughputMaxMiBPerSecond: number | undefined,
  networkGbitPerSecond: number | undefined,
  threads: readonly [io: number, network: number] | undefined,
  replicaFetchersWithProvisionedThroughput: number | undefined,
];

const NONE = undefined;

/** m7g fetchers: AWS says to use the value of the m5 of the same size. */
const STANDARD_ROWS: readonly StandardRow[] = [
  ['kafka.t3.small', 2, 2, 300, 300, 21.75, NONE, NONE, NONE, NONE],
  ['kafka.m5.large', 2, 8, 1000, 1500, 81.25, NONE, 0.75, NONE, NONE],
  ['kafka.m5.xlarge', 4, 16, 1000, 1500, 143.75, NONE, 1.25, NONE, NONE],
  ['kafka.m5.2xlarge', 8, 32, 2000, 3000, 287.5, NONE, 2.5, NONE, NONE],
  ['kafka.m5.4xlarge', 16, 64, 4000, 6000, 593.75, 593, 5, [16, 8], 4],
  ['kafka.m5.8xlarge', 32, 128, 4000, 6000, 850, 850, 10, [32, 16], 8],
  ['kafka.m5.12xlarge', 48, 192, 4000, 6000, 1187.5, 1000, 12, [48, 24], 14],
  ['kafka.m5.16xlarge', 64, 256, 4000, 6000, 1700, 1000, 20, [64, 32], 16],
  ['kafka.m5.24xlarge', 96, 384, 4000, 6000, 2375, 1000, 25, [96, 48], 16],
  ['kafka.m7g.large', 2, 8, 1000, 1500, 78.75, NONE, 0.937, NONE, NONE],
  ['kafka.m7g.xlarge', 4, 16, 1000, 1500, 156.25, NONE, 1.876, NONE, NONE],
  ['kafka.m7g.2xlarge', 8, 32, 2000, 3000, 312.5, 312.5, 3.75, NONE, NONE],
  ['kafka.m7g.4xlarge', 16, 64, 4000, 6000, 625, 625, 7.5, [16, 8], 4],
  ['kafka.m7g.8xlarge', 32, 128, 4000, 6000, 1250, 1000, 15, [32, 16], 8],
  ['kafka.m7g.12xlarge', 48, 192, 4000, 6000, 1875, 1000, 22.5, [48, 24], 14],
  ['kafka.m7g.16xlarge', 64, 256, 4000, 6000, 2500, 1000, 30, [64, 32], 16],
];

type ExpressRow = readonly [
  type: string,
  vcpu: number,
  memoryGiB: number,
  ingressSustainedMBPerSecond: number,
  ingressMaxMBPerSecond: number,
  egressSustainedMBPerSecond: number,
  egressMaxMBPerSecond: number,
  partitionsRecommended: number,
  partitionsMax: number,
];

const EXPRESS_ROWS: readonly ExpressRow[] = [
  ['express.m7g.large', 2, 8, 15.6, 23.4, 31.2, 58.5, 1000, 1500],
  ['express.m7g.xlarge', 4, 16, 31.2, 46.8, 62.5, 117, 1000, 2000],
  ['express.m7g.2xlarge', 8, 32, 62.5, 93.7, 125, 234.2, 2500, 4000],
  ['express.m7g.4xlarge', 16, 64, 124.9, 187.5, 249.8, 468.7, 6000, 8000],
  ['express.m7g.8xlarge', 32, 128, 250, 375, 500, 937.5, 12000, 16000],
  ['express.m7g.12xlarge', 48, 192, 375, 562.5, 750, 1406.2, 16000, 24000],
  ['express.m7g.16xlarge', 64, 256, 500, 750, 1000, 1875, 20000, 32000],
];

/** Every broker type Amazon MSK offers, with what bounds it. */
export const BROKERS: readonly BrokerType[] = [
  ...STANDARD_ROWS.map(
    ([type, vcpu, memoryGiB, recommended, max, disk, provisioned, network, threads, fetchers]) =>
      ({
        family: 'standard',
        type,
        vcpu,
        memoryGiB,
        partitionsRecommended: recommended,
        partitionsMax: max,
        diskMBPerSecond: disk,
        kraft: type !== 'kafka.t3.small',
        ...(provisioned !== undefined && { provisionedThroughputMaxMiBPerSecond: provisioned }),
        ...(network !== undefined && { networkGbitPerSecond: network }),
        ...(threads !== undefined && { ioThreads: threads[0], networkThreads: threads[1] }),
        ...(fetchers !== undefined && { replicaFetchersWithProvisionedThroughput: fetchers }),
      }) satisfies StandardBroker,
  ),
  ...EXPRESS_ROWS.map(
    ([type, vcpu, memoryGiB, inSustained, inMax, outSustained, outMax, recommended, max]) =>
      ({
        family: 'express',
        type,
        vcpu,
        memoryGiB,
        ingressSustainedMBPerSecond: inSustained,
        ingressMaxMBPerSecond: inMax,
        egressSustainedMBPerSecond: outSustained,
        egressMaxMBPerSecond: outMax,
        partitionsRecommended: recommended,
        partitionsMax: max,
      }) satisfies ExpressBroker,
  ),
];
