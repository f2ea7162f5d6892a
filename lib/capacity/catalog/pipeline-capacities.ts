import type { NumberSource } from '../plan-model';
import type { Fact } from './fact';

/** Figures of everything behind and beside the brokers. */
export interface PipelineCapacities {
  /** Bytes per second before compression one Flink KPU processes. */
  readonly flinkBytesPerKpu: Fact;
  /** How often a Flink job moves a byte it reads: shuffles, joins. */
  readonly flinkAmplification: Fact;
  readonly flinkStatePerKpu: Fact;
  readonly flinkHeadroom: Fact;
  /** KPUs of one application without asking AWS. */
  readonly flinkKpuQuota: Fact;
  /** KPUs of one application AWS grants at most. */
  readonly flinkKpuMax: Fact;
  /** Share of a cache node's memory for data. */
  readonly cacheMemoryShare: Fact;
  /** What the server adds to each key. */
  readonly cacheKeyOverhead: Fact;
  readonly cacheCommandsPerShard: Fact;
  readonly cacheUtilization: Fact;
  /** Rows per second one PostgreSQL writer takes at most. */
  readonly databaseRowsMax: Fact;
  /** Rows per second and vCPU with idempotent batches. */
  readonly databaseRowsPerVcpu: Fact;
  readonly databaseUtilization: Fact;
  /** Bytes on storage per byte of a row. */
  readonly databaseIndexFactor: Fact;
  readonly databaseBytesPerConnection: Fact;
  readonly databaseConnectionsMax: Fact;
  /** Connections of one task. */
  readonly databasePool: Fact;
  readonly databaseStorageMax: Fact;
  /** Price of an instance with I/O included ÷ without. */
  readonly databaseIoOptimizedFactor: Fact;
  /** Seconds after which, and bytes before compression at which, the archiver closes an object. */
  readonly archiveCutSeconds: Fact;
  readonly archiveCutBytes: Fact;
  /** Freshest MSK's own delivery can be. */
  readonly channelFreshness: Fact;
  readonly archiveFreshness: Fact;
  readonly recordsPerRequest: Fact;
  /** Bytes per hour one load balancer capacity unit carries. */
  readonly lcuGiBPerHour: Fact;
  /** Paid metrics of one broker at monitoring level PER_BROKER. */
  readonly metricsPerBroker: Fact;
  /** Paid metrics of one topic on one broker at PER_TOPIC_PER_BROKER. */
  readonly metricsPerTopicAndBroker: Fact;
  readonly logGiBPerTask: Fact;
  readonly alarmsPerService: Fact;
  readonly alarmsOfCluster: Fact;
  /** AWS services that need an interface endpoint in every zone. */
  readonly interfaceEndpoints: Fact;
  readonly kinesisWriteMax: Fact;
  readonly kinesisReadMax: Fact;
  readonly kinesisRecordStep: Fact;
  readonly kinesisRetentionMax: Fact;
  readonly serverlessIngressMax: Fact;
  readonly serverlessEgressMax: Fact;
  readonly serverlessPartitionsMax: Fact;
}

const READ_ON = '2026-11-21';
const TOOLKIT = 'https://github.com/aws/agent-toolkit-for-aws/tree/main/skills/specialized-skills';
const OURS: NumberSource = {
  title: 'rule of this planner',
  url: 'lib/capacity/catalog/pipeline-capacities.ts',
  asOf: READ_ON,
};
const FLINK: NumberSource = {
  title: 'Managed Flink sizing rule of AWS (resource-optimization.md)',
  url: `${TOOLKIT}/analytics-skills/developing-applications-on-managed-service-for-apache-flink`,
  asOf: '2026-06-12',
};
const FLINK_LIMITS: NumberSource = {
  title: 'Managed Flink quotas',
  url: 'https://docs.aws.amazon.com/managed-flink/latest/java/limits.html',
  asOf: READ_ON,
};
const CACHE: NumberSource = {
  title: 'ElastiCache sizing of AWS (sizing-assessment.md)',
  url: `${TOOLKIT}/database-skills/amazon-elasticache`,
  asOf: '2026-06-12',
};
const POSTGRES: NumberSource = {
  title: 'measured: PostgreSQL 15 on loopback and NVMe, rows of 519 bytes of jsonb',
  url: 'lib/capacity/catalog/pipeline-capacities.ts',
  asOf: READ_ON,
};
const AURORA: NumberSource = {
  title: 'Aurora Serverless advisory of AWS',
  url: `${TOOLKIT}/database-skills/amazon-aurora-postgresql`,
  asOf: '2026-06-15',
};
const CONNECTIONS: NumberSource = {
  title: 'RDS quotas, maximum connections',
  url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections',
  asOf: READ_ON,
};
const ARCHIVER: NumberSource = {
  title: 'defaults of the archiver service',
  url: 'services/archiver/archiver-environment.ts',
  asOf: READ_ON,
};
const CHANNEL: NumberSource = {
  title: 'MSK data delivery',
  url: 'https://docs.aws.amazon.com/msk/latest/developerguide/limits.html#msk-data-delivery-quota',
  asOf: READ_ON,
};
const LCU: NumberSource = {
  title: 'load balancer capacity units, from memory: check',
  url: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
  asOf: READ_ON,
};
const METRICS: NumberSource = {
  title: 'MSK metrics; the page is not counted here, about this many: check with yours',
  url: 'https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html',
  asOf: READ_ON,
};
const KINESIS: NumberSource = {
  title: 'Kinesis Data Streams prices and quotas',
  url: 'https://aws.amazon.com/kinesis/data-streams/pricing/',
  asOf: READ_ON,
};
const SERVERLESS: NumberSource = {
  title: 'MSK Serverless quotas',
  url: 'https://docs.aws.amazon.com/msk/latest/developerguide/limits.html#serverless-quota',
  asOf: READ_ON,
};

/** What the project ships with. */
export const PIPELINE_CAPACITIES: PipelineCapacities = {
  flinkBytesPerKpu: { value: 7.5e6, unit: 'bytes/s', source: FLINK, confidence: 'published' },
  flinkAmplification: { value: 2, unit: 'bytes moved per byte read', source: FLINK, confidence: 'published' },
  flinkStatePerKpu: { value: 2, unit: 'GiB', source: FLINK, confidence: 'published' },
  flinkHeadroom: { value: 1.3, unit: 'factor', source: FLINK, confidence: 'published' },
  flinkKpuQuota: { value: 64, unit: 'KPUs', source: FLINK_LIMITS, confidence: 'published' },
  flinkKpuMax: { value: 250, unit: 'KPUs', source: FLINK, confidence: 'reported' },
  cacheMemoryShare: { value: 0.75, unit: 'share', source: CACHE, confidence: 'published' },
  cacheKeyOverhead: {
    value: 100,
    unit: 'bytes',
    source: { ...OURS, title: 'measured: redis 7.0, short keys with an expiry' },
    confidence: 'measured',
  },
  cacheCommandsPerShard: { value: 100_000, unit: 'commands/s', source: CACHE, confidence: 'published' },
  cacheUtilization: { value: 0.7, unit: 'share', source: CACHE, confidence: 'published' },
  databaseRowsMax: { value: 87_000, unit: 'rows/s', source: POSTGRES, confidence: 'measured' },
  databaseRowsPerVcpu: {
    value: 37_000,
    unit: 'rows/s',
    source: { ...POSTGRES, title: `${POSTGRES.title}; 74,000 on a Zen 5 core, half of it on a vCPU` },
    confidence: 'assumed',
  },
  databaseUtilization: { value: 0.5, unit: 'share', source: OURS, confidence: 'assumed' },
  databaseIndexFactor: { value: 2, unit: 'bytes per byte', source: OURS, confidence: 'assumed' },
  databaseBytesPerConnection: {
    value: 9_531_392,
    unit: 'bytes',
    source: CONNECTIONS,
    confidence: 'published',
  },
  databaseConnectionsMax: { value: 5_000, unit: 'connections', source: CONNECTIONS, confidence: 'published' },
  databasePool: { value: 4, unit: 'connections per task', source: OURS, confidence: 'assumed' },
  databaseStorageMax: {
    value: 131_072,
    unit: 'GiB',
    source: {
      title: 'Aurora storage limit, from memory: check',
      url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html',
      asOf: READ_ON,
    },
    confidence: 'assumed',
  },
  databaseIoOptimizedFactor: { value: 1.3, unit: 'factor', source: AURORA, confidence: 'published' },
  archiveCutSeconds: { value: 60, unit: 's', source: ARCHIVER, confidence: 'published' },
  archiveCutBytes: { value: 16 * 1024 * 1024, unit: 'bytes', source: ARCHIVER, confidence: 'published' },
  channelFreshness: { value: 5, unit: 'minutes', source: CHANNEL, confidence: 'published' },
  archiveFreshness: { value: 15, unit: 'minutes', source: OURS, confidence: 'assumed' },
  recordsPerRequest: { value: 100, unit: 'records', source: OURS, confidence: 'assumed' },
  lcuGiBPerHour: { value: 1, unit: 'GiB/hour', source: LCU, confidence: 'assumed' },
  metricsPerBroker: { value: 40, unit: 'metrics', source: METRICS, confidence: 'assumed' },
  metricsPerTopicAndBroker: { value: 10, unit: 'metrics', source: METRICS, confidence: 'assumed' },
  logGiBPerTask: { value: 1, unit: 'GiB/month', source: OURS, confidence: 'assumed' },
  alarmsPerService: { value: 4, unit: 'alarms', source: OURS, confidence: 'assumed' },
  alarmsOfCluster: { value: 10, unit: 'alarms', source: OURS, confidence: 'assumed' },
  interfaceEndpoints: {
    value: 4,
    unit: 'endpoints: images twice, logs, secrets',
    source: { ...OURS, title: 'network of this project', url: 'lib/constructs/platform-network.ts' },
    confidence: 'published',
  },
  kinesisWriteMax: { value: 10e9, unit: 'bytes/s', source: KINESIS, confidence: 'transcribed' },
  kinesisReadMax: { value: 20e9, unit: 'bytes/s', source: KINESIS, confidence: 'transcribed' },
  kinesisRecordStep: { value: 1_024, unit: 'bytes', source: KINESIS, confidence: 'published' },
  kinesisRetentionMax: { value: 8_760, unit: 'hours', source: KINESIS, confidence: 'published' },
  serverlessIngressMax: { value: 200, unit: 'MB/s', source: SERVERLESS, confidence: 'published' },
  serverlessEgressMax: { value: 400, unit: 'MB/s', source: SERVERLESS, confidence: 'published' },
  serverlessPartitionsMax: {
    value: 2_400,
    unit: 'partitions',
    source: { ...SERVERLESS, title: `${SERVERLESS.title}, from memory: check` },
    confidence: 'assumed',
  },
};
