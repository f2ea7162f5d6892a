import type { NumberSource } from '../plan-model';
import type { Fact } from './fact';

/** Choices of the planner itself: no AWS page says them, so each is listed as an assumption in every plan. */
export interface PlanningRules {
  /** Most one partition is trusted with on Standard brokers. */
  readonly standardPartitionThroughput: Fact;
  /** Share of a partition's limit that is planned for, because keys never spread evenly. */
  readonly partitionShare: Fact;
  /** Partitions per task needed today: room to add tasks without touching partitions. */
  readonly parallelismHeadroom: Fact;
  /** Replicas of every partition. */
  readonly replicationFactor: Fact;
  /** Partitions of the topics Kafka keeps for itself. */
  readonly internalPartitions: Fact;
  /** Size of a segment: what each partition may hold beyond its retention. */
  readonly segment: Fact;
  readonly retryRetention: Fact;
  readonly deadLetterRetention: Fact;
  readonly hoursPerMonth: Fact;
  /** Least time from the edge to a result, 99th percentile. */
  readonly latencyFloor: Fact;
  /** Connections one task holds to each broker. */
  readonly connectionsPerTaskAndBroker: Fact;
}

const OURS: NumberSource = {
  title: 'rule of this planner',
  url: 'lib/capacity/catalog/planning-rules.ts',
  asOf: '2026-11-21',
};
const KAFKA: NumberSource = {
  title: 'Kafka broker defaults',
  url: 'https://kafka.apache.org/documentation/#brokerconfigs',
  asOf: '2026-11-21',
};

/** The planner's own choices, each in one place. */
export const PLANNING_RULES: PlanningRules = {
  standardPartitionThroughput: {
    value: 10,
    unit: 'MB/s',
    source: {
      title: 'lower end of what is reported for small records at replication factor 3; measure yours',
      url: 'https://pulse.support/kb/kafka-throughput-per-partition',
      asOf: '2026-11-21',
    },
    confidence: 'assumed',
  },
  partitionShare: { value: 0.5, unit: 'share', source: OURS, confidence: 'assumed' },
  parallelismHeadroom: { value: 2, unit: 'partitions per task', source: OURS, confidence: 'assumed' },
  replicationFactor: {
    value: 3,
    unit: 'replicas',
    source: {
      title: 'MSK best practices',
      url: 'https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html',
      asOf: '2026-11-21',
    },
    confidence: 'published',
  },
  internalPartitions: {
    value: 100,
    unit: 'partitions (50 of __consumer_offsets, 50 of __transaction_state)',
    source: KAFKA,
    confidence: 'published',
  },
  segment: { value: 1, unit: 'GiB', source: KAFKA, confidence: 'published' },
  retryRetention: { value: 168, unit: 'hours', source: OURS, confidence: 'assumed' },
  deadLetterRetention: { value: 336, unit: 'hours', source: OURS, confidence: 'assumed' },
  hoursPerMonth: { value: 730, unit: 'hours', source: OURS, confidence: 'assumed' },
  latencyFloor: { value: 20, unit: 'ms', source: OURS, confidence: 'assumed' },
  connectionsPerTaskAndBroker: { value: 2, unit: 'connections', source: OURS, confidence: 'assumed' },
};
