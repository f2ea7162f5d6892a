/** Where AWS's public price list keeps one of our prices. */
export interface PriceRule {
  /** Offer of the price list, e.g. `AmazonMSK`. */
  readonly offer: string;
  /** Usage type without the prefix of the region: `Kafka.m7g.large` for `USE1-Kafka.m7g.large`. */
  readonly usageType: string;
  /** Attributes a product must have besides, where several share the usage type. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Where the tier begins, in units of the offer. @default 0 */
  readonly tierFrom?: number;
  /** Our unit ÷ theirs: 1,000,000 where they price one request and we a million. @default 1 */
  readonly factor?: number;
}

const VALKEY = { cacheEngine: 'Valkey' };
const REDIS = { cacheEngine: 'Redis' };
const AURORA = { databaseEngine: 'Aurora PostgreSQL' };
const APPLICATION = { operation: 'LoadBalancing:Application' };
const NETWORK = { operation: 'LoadBalancing:Network' };

const RULES: Readonly<Record<string, PriceRule>> = {
  'msk.standard.storage': { offer: 'AmazonMSK', usageType: 'Kafka.Storage.GP2' },
  'msk.standard.tiered.storage': { offer: 'AmazonMSK', usageType: 'Kafka.Storage.Tiered' },
  'msk.standard.tiered.retrieval': { offer: 'AmazonMSK', usageType: 'Kafka.DataRetrieval.Tiered' },
  'msk.express.storage': { offer: 'AmazonMSK', usageType: 'Express.Storage' },
  'msk.serverless.cluster': { offer: 'AmazonMSK', usageType: 'KafkaServerless-ClusterHours' },
  'msk.serverless.partition': { offer: 'AmazonMSK', usageType: 'KafkaServerless-PartitionHours' },
  'msk.serverless.in': { offer: 'AmazonMSK', usageType: 'KafkaServerless-In-Bytes' },
  'msk.serverless.out': { offer: 'AmazonMSK', usageType: 'KafkaServerless-Out-Bytes' },
  'fargate.arm.vcpu': { offer: 'AmazonECS', usageType: 'Fargate-ARM-vCPU-Hours:perCPU' },
  'fargate.arm.memory': { offer: 'AmazonECS', usageType: 'Fargate-ARM-GB-Hours' },
  'fargate.x86.vcpu': { offer: 'AmazonECS', usageType: 'Fargate-vCPU-Hours:perCPU' },
  'fargate.x86.memory': { offer: 'AmazonECS', usageType: 'Fargate-GB-Hours' },
  'aurora.acu.standard': { offer: 'AmazonRDS', usageType: 'Aurora:ServerlessV2Usage', attributes: AURORA },
  'aurora.acu.ioOptimized': {
    offer: 'AmazonRDS',
    usageType: 'Aurora:ServerlessV2IOOptimizedUsage',
    attributes: AURORA,
  },
  'aurora.storage.standard': { offer: 'AmazonRDS', usageType: 'Aurora:StorageUsage', attributes: AURORA },
  'aurora.io': { offer: 'AmazonRDS', usageType: 'Aurora:StorageIOUsage', attributes: AURORA, factor: 1e6 },
  'alb.hour': { offer: 'AWSELB', usageType: 'LoadBalancerUsage', attributes: APPLICATION },
  'alb.lcu': { offer: 'AWSELB', usageType: 'LCUUsage', attributes: APPLICATION },
  'nlb.hour': { offer: 'AWSELB', usageType: 'LoadBalancerUsage', attributes: NETWORK },
  'nlb.nlcu': { offer: 'AWSELB', usageType: 'LCUUsage', attributes: NETWORK },
  'kinesis.onDemandStandard.in': { offer: 'AmazonKinesis', usageType: 'OnDemand-BilledIncomingBytes' },
  'kinesis.onDemandStandard.out': { offer: 'AmazonKinesis', usageType: 'OnDemand-BilledOutgoingBytes' },
  'kinesis.onDemandStandard.efoOut': { offer: 'AmazonKinesis', usageType: 'OnDemand-BilledOutgoingEFOBytes' },
  'kinesis.onDemandStandard.stream': { offer: 'AmazonKinesis', usageType: 'OnDemand-StreamHour' },
  's3.standard.first50TB': { offer: 'AmazonS3', usageType: 'TimedStorage-ByteHrs' },
  's3.standard.next450TB': { offer: 'AmazonS3', usageType: 'TimedStorage-ByteHrs', tierFrom: 51_200 },
  's3.standard.over500TB': { offer: 'AmazonS3', usageType: 'TimedStorage-ByteHrs', tierFrom: 512_000 },
  'nat.hour': { offer: 'AmazonEC2', usageType: 'NatGateway-Hours' },
  'nat.data': { offer: 'AmazonEC2', usageType: 'NatGateway-Bytes' },
  'cloudwatch.metric.first10k': { offer: 'AmazonCloudWatch', usageType: 'CW:MetricMonitorUsage' },
  'cloudwatch.metric.next240k': {
    offer: 'AmazonCloudWatch',
    usageType: 'CW:MetricMonitorUsage',
    tierFrom: 10_000,
  },
  'cloudwatch.alarm.standard': { offer: 'AmazonCloudWatch', usageType: 'CW:AlarmMonitorUsage' },
};

/** Families of keys that end in an instance type. */
const FAMILIES: readonly { readonly prefix: string; readonly rule: (type: string) => PriceRule }[] = [
  {
    prefix: 'msk.standard.broker.kafka.',
    rule: (type) => ({
      offer: 'AmazonMSK',
      usageType: `Kafka.${type}`,
      attributes: { operation: 'RunBroker' },
    }),
  },
  {
    prefix: 'msk.express.broker.express.',
    rule: (type) => ({ offer: 'AmazonMSK', usageType: `Express.${type}` }),
  },
  {
    prefix: 'elasticache.valkey.cache.',
    rule: (type) => ({
      offer: 'AmazonElastiCache',
      usageType: `NodeUsage:cache.${type}`,
      attributes: VALKEY,
    }),
  },
  {
    prefix: 'elasticache.redis.cache.',
    rule: (type) => ({
      offer: 'AmazonElastiCache',
      usageType: `NodeUsage:cache.${type}`,
      attributes: REDIS,
    }),
  },
  {
    prefix: 'aurora.postgresql.db.',
    rule: (type) => ({ offer: 'AmazonRDS', usageType: `InstanceUsage:db.${type}`, attributes: AURORA }),
  },
];

/**
 * Where the price list keeps the price of that key.
 * @returns undefined where nobody has written down which row it is; such prices stay as they are
 */
export function priceRule(key: string): PriceRule | undefined {
  const family = FAMILIES.find(({ prefix }) => key.startsWith(prefix));
  return RULES[key] ?? family?.rule(key.slice(family.prefix.length));
}
