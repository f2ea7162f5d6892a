import type { TopologyTopic } from '../workload/topology';
import type {
  ArchivePlan,
  CostShare,
  EdgePlan,
  FlinkPlan,
  Lever,
  NetworkPlan,
  ObservabilityPlan,
  RegistryPlan,
  ServiceComparison,
  StoresPlan,
} from './pipeline-model';

/**
 * Where a plan is to run, as far as sizes and prices depend on it. Stages (lib/config) satisfy it.
 */
export interface PlanStage {
  readonly name: string;
  /** AWS region, which decides prices and whether Express brokers exist. */
  readonly region: string;
  /** Availability zones the brokers are spread over. */
  readonly availabilityZones: readonly string[];
  /** The stage carries this share of the workload's rates. 1 in production. */
  readonly loadScale: number;
  /** Hours records stay on the brokers at most in this stage. @default - what each stream says */
  readonly retentionHoursAtMost?: number;
}

/** Where a number comes from. */
export interface NumberSource {
  /** What the source calls it, or how it was derived. */
  readonly title: string;
  readonly url: string;
  /** Date it was read or published, ISO (YYYY-MM-DD). */
  readonly asOf: string;
}

/** One limit that was asked how much it needs, with the arithmetic written out. */
export interface Constraint {
  /** `ingress`, `egress`, `partitions`, `storage`, `zones`, `throughput`, `parallelism`, `order` … */
  readonly name: string;
  /** How many (brokers, partitions, tasks) this limit alone needs. */
  readonly needs: number;
  /** `1,000 MiB/s ÷ (153.8 MiB/s × 0.5) = 13.0`. */
  readonly arithmetic: string;
  readonly source?: NumberSource;
}

/** A number and the limit that decided it. The others stay visible. */
export interface Sized {
  readonly count: number;
  /** Name of the constraint that bound it. */
  readonly boundBy: string;
  readonly constraints: readonly Constraint[];
}

/** Load of one stream in the stage, with growth where it says so. */
export interface StreamDemand {
  readonly stream: string;
  readonly peakPerSecond: number;
  readonly averagePerSecond: number;
  /** One record on the wire, after compression, in bytes. */
  readonly wireBytes: number;
  /** Bytes per second into the topic at peak, after compression, before replication. */
  readonly ingressBytesPerSecond: number;
  readonly averageIngressBytesPerSecond: number;
  /** Consumer groups that read it. */
  readonly fanOut: number;
  readonly egressBytesPerSecond: number;
  /** Hours kept on the brokers. */
  readonly retentionHours: number;
  /** Most bytes on the brokers once retention is full, one copy: at the average rate, below a day up to the peak. */
  readonly storedBytes: number;
}

/** What the cluster as a whole must carry. Sums of the streams, and of the retry and dead-letter topics. */
export interface ClusterDemand {
  readonly peakPerSecond: number;
  readonly averagePerSecond: number;
  readonly ingressBytesPerSecond: number;
  readonly averageIngressBytesPerSecond: number;
  readonly egressBytesPerSecond: number;
  /** One copy, in bytes. */
  readonly storedBytes: number;
  /** Partitions, leaders only. */
  readonly partitions: number;
  /** Partitions times replication factor. */
  readonly partitionReplicas: number;
  /** TCP connections clients hold open, estimated. */
  readonly connections: number;
}

/** A topic as it is created, on AWS and on this machine. */
export interface TopicPlan extends TopologyTopic {
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Settings in Kafka's own words; only those the chosen broker family accepts. */
  readonly configs: Readonly<Record<string, string>>;
  /** Why it has that many partitions. */
  readonly sizing: Sized;
}

export type BrokerFamily = 'standard' | 'express';

/** Volume of one Standard broker. Express brokers have none to size. */
export interface BrokerStorage {
  /** GiB per broker. */
  readonly volumeGiB: number;
  /** Provisioned throughput, MiB/s, where it is bought. */
  readonly provisionedThroughputMiBPerSecond?: number;
}

/** One broker type at the count it would take, and whether that is possible. */
export interface ClusterCandidate {
  readonly family: BrokerFamily;
  /** MSK instance type, e.g. `express.m7g.large`. */
  readonly instanceType: string;
  readonly brokers: number;
  readonly boundBy: string;
  readonly constraints: readonly Constraint[];
  readonly storage?: BrokerStorage;
  /** Brokers, storage and data-in per month; absent where a price is missing, which the findings then say. */
  readonly usdPerMonth?: number;
  /** Why it cannot be chosen. Absent when it can. */
  readonly rejected?: string;
}

/** The chosen cluster. Where none carries the load: the closest one, with `rejected` set. Show it, do not deploy it. */
export interface ClusterPlan extends ClusterCandidate {
  readonly kafkaVersion: string;
  /** Broker settings in Kafka's own words, only those the family accepts. */
  readonly serverProperties: Readonly<Record<string, string>>;
  /** Share of each limit used at peak, 0..1. */
  readonly utilization: readonly {
    readonly limit: string;
    readonly ratio: number;
    readonly ratioOneZoneLost: number;
  }[];
  /** Feasible alternatives, cheapest first, without the chosen one. */
  readonly alternatives: readonly ClusterCandidate[];
  /** Types that cannot carry it, each with its reason. */
  readonly infeasible: readonly ClusterCandidate[];
}

/** A Fargate service of the platform: how many tasks of which size. */
export interface ServicePlan {
  readonly name: string;
  readonly tasks: Sized;
  /** Most tasks that can do useful work. */
  readonly maxTasks: number;
  /** Fargate CPU units, 1024 = one vCPU. */
  readonly cpuUnits: number;
  readonly memoryMiB: number;
}

/** One line of the bill. */
export interface CostLine {
  /** `brokers`, `broker storage`, `data in`, `service edge` … */
  readonly item: string;
  readonly quantity: number;
  /** `broker-hours`, `GB-month` … */
  readonly unit: string;
  readonly unitPriceUsd: number;
  readonly usdPerMonth: number;
  readonly source: NumberSource;
  /** What it is a part of. */
  readonly component: CostComponent;
  /** Consumer it exists for. @default - shared by all */
  readonly consumer?: string;
  /** Stream it exists for. @default - shared by all */
  readonly stream?: string;
}

/** Parts of the platform a bill is summed by. */
export type CostComponent =
  | 'brokers'
  | 'services'
  | 'flink'
  | 'stores'
  | 'archive'
  | 'edge'
  | 'network'
  | 'observability'
  | 'registry'
  | 'security';

export interface CostPlan {
  readonly lines: readonly CostLine[];
  readonly usdPerMonth: number;
  readonly usdPerMillionRecords: number;
  /** The same total by component, dearest first. */
  readonly byComponent: readonly CostShare[];
  /** The same total by stream: what lines have no stream of their own is shared by bytes produced. */
  readonly byStream: readonly CostShare[];
  /** What each consumer adds: its tasks or KPUs, and its share of the stores. */
  readonly byConsumer: readonly CostShare[];
  /** Parts of the platform this figure does not contain (yet). */
  readonly notIncluded: readonly string[];
}

/** Something the reader should know about the workload or the plan. */
export interface Finding {
  /** Stable id, e.g. `peak-far-above-average`. */
  readonly id: string;
  readonly severity: 'problem' | 'warning' | 'note';
  /** Where in the workload file, if it points somewhere. */
  readonly path?: string;
  readonly message: string;
  /** What to do instead, with its effect. */
  readonly counterOffer?: string;
  /** Where the prices in it come from. Absent where it names none. */
  readonly sources?: readonly NumberSource[];
}

/** Something the planner had to assume because the workload does not say it. */
export interface Assumption {
  readonly id: string;
  readonly text: string;
  readonly source?: NumberSource;
}

/** Everything that follows from a workload in a stage: pure data, the only input of stacks and local platform. */
export interface Plan {
  readonly workload: string;
  readonly stage: string;
  readonly region: string;
  readonly demand: { readonly streams: readonly StreamDemand[]; readonly cluster: ClusterDemand };
  readonly topics: readonly TopicPlan[];
  readonly cluster: ClusterPlan;
  readonly services: readonly ServicePlan[];
  readonly flink: readonly FlinkPlan[];
  readonly stores: StoresPlan;
  readonly archive: ArchivePlan;
  readonly edge: EdgePlan;
  readonly registry: RegistryPlan;
  readonly observability: ObservabilityPlan;
  readonly network: NetworkPlan;
  readonly cost: CostPlan;
  /** Changes that would save money, largest saving first. */
  readonly levers: readonly Lever[];
  /** The same load on Kinesis and MSK Serverless. */
  readonly comparison: readonly ServiceComparison[];
  readonly findings: readonly Finding[];
  readonly assumptions: readonly Assumption[];
}
