import type { DatabasePlan } from '../../lib/capacity/pipeline-model';
import type { ClusterPlan, Plan, ServicePlan, Sized, TopicPlan } from '../../lib/capacity/plan-model';

const sized = (count: number): Sized => ({ count, boundBy: 'test', constraints: [] });

/** A cluster of three Express brokers. Set only what the test is about. */
export function clusterPlanOf(overrides: Partial<ClusterPlan> = {}): ClusterPlan {
  return {
    family: 'express',
    instanceType: 'express.m7g.large',
    brokers: 3,
    boundBy: 'zones',
    constraints: [],
    kafkaVersion: '3.9.x.kraft',
    serverProperties: { 'auto.create.topics.enable': 'false', 'allow.everyone.if.no.acl.found': 'false' },
    utilization: [],
    alternatives: [],
    infeasible: [],
    ...overrides,
  };
}

/** Three Standard brokers with a volume each. */
export function standardClusterPlanOf(overrides: Partial<ClusterPlan> = {}): ClusterPlan {
  return clusterPlanOf({
    family: 'standard',
    instanceType: 'kafka.m7g.large',
    storage: { volumeGiB: 500 },
    ...overrides,
  });
}

/** A topic of six partitions. */
export function topicPlanOf(overrides: Partial<TopicPlan> = {}): TopicPlan {
  return {
    name: 'orders',
    purpose: 'stream',
    stream: 'orders',
    partitions: 6,
    replicationFactor: 3,
    configs: { 'retention.ms': '86400000' },
    sizing: sized(6),
    ...overrides,
  };
}

/** Two small tasks. */
export function servicePlanOf(overrides: Partial<ServicePlan> = {}): ServicePlan {
  return {
    name: 'edge',
    tasks: sized(2),
    maxTasks: 8,
    cpuUnits: 1024,
    memoryMiB: 2048,
    ...overrides,
  };
}

/** The smallest database there is: half a capacity unit, twice. */
function databasePlanOf(): DatabasePlan {
  return {
    kind: 'serverless',
    acu: 0.5,
    nodes: 2,
    vcpu: sized(0.125),
    rowsPerSecond: 0,
    storageGiB: 0,
    storage: 'standard',
    maxConnections: 112,
    poolPerTask: 4,
    hasProxy: false,
  };
}

/** The plan of a small workload: one topic, one service, three brokers. */
export function planOf(overrides: Partial<Plan> = {}): Plan {
  return {
    workload: 'small',
    stage: 'test',
    region: 'us-east-1',
    demand: {
      streams: [],
      cluster: {
        peakPerSecond: 1_000,
        averagePerSecond: 500,
        ingressBytesPerSecond: 1_000_000,
        averageIngressBytesPerSecond: 500_000,
        egressBytesPerSecond: 1_000_000,
        storedBytes: 500_000 * 86_400,
        partitions: 6,
        partitionReplicas: 18,
        connections: 6,
      },
    },
    topics: [topicPlanOf()],
    cluster: clusterPlanOf(),
    services: [servicePlanOf()],
    flink: [],
    stores: { database: databasePlanOf() },
    archive: { recommended: 'none', because: 'no stream is archived', deployed: 'none', streams: [] },
    edge: { deployed: 'load-balancer', options: [] },
    registry: { tasks: sized(2), cpuUnits: 512, memoryMiB: 1024 },
    observability: { level: 'PER_BROKER', levels: [], alarms: 10, logGiBPerMonth: 2 },
    network: {
      produceAcrossZonesGiB: 0,
      consumeAcrossZonesGiB: 0,
      rackAwareFetch: false,
      interfaceEndpoints: 12,
    },
    cost: {
      lines: [],
      usdPerMonth: 0,
      usdPerMillionRecords: 0,
      byComponent: [],
      byStream: [],
      byConsumer: [],
      notIncluded: [],
    },
    levers: [],
    comparison: [],
    findings: [],
    assumptions: [],
    ...overrides,
  };
}
