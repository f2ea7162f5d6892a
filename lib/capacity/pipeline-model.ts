import type { CostLine, Sized } from './plan-model';

/** A Flink SQL job on Managed Service for Apache Flink. */
export interface FlinkPlan {
  readonly consumer: string;
  /** KPUs that work; the service adds `orchestrationKpus`. Parallelism is the same number, one per KPU. */
  readonly kpus: Sized;
  readonly orchestrationKpus: number;
  /** Why one application cannot be that large. Absent when it can. */
  readonly rejected?: string;
}

/** One node type at the number of shards it would take. */
export interface CacheCandidate {
  readonly nodeType: string;
  readonly shards: Sized;
  /** Primaries and replicas. */
  readonly nodes: number;
  /** Absent where the price is missing. */
  readonly usdPerMonth?: number;
}

/** ElastiCache for Valkey, cluster mode: a primary and a replica per shard, in different zones. */
export interface CachePlan extends CacheCandidate {
  readonly replicasPerShard: number;
  readonly dataBytes: number;
  readonly commandsPerSecond: number;
  /** Cheapest first, without the chosen one. */
  readonly alternatives: readonly CacheCandidate[];
}

/** Aurora PostgreSQL: a writer and a reader that takes over. Holds schemas of the registry and what consumers keep. */
export interface DatabasePlan {
  readonly kind: 'instances' | 'serverless';
  /** Absent when serverless. */
  readonly instanceType?: string;
  /** Capacity units of each of the two, when serverless. */
  readonly acu?: number;
  readonly nodes: number;
  /** Virtual processors the writer needs. */
  readonly vcpu: Sized;
  readonly rowsPerSecond: number;
  readonly storageGiB: number;
  readonly storage: 'standard' | 'io-optimized';
  readonly maxConnections: number;
  /** Connections one task may hold: four fifths of the maximum over the most tasks, at most the usual pool. */
  readonly poolPerTask: number;
  /** RDS Proxy in front; instances only. */
  readonly hasProxy: boolean;
  /** Why no instance takes it. Absent when one does. */
  readonly rejected?: string;
}

export interface StoresPlan {
  /** Absent where no consumer has a cache. */
  readonly cache?: CachePlan;
  readonly database: DatabasePlan;
}

/** Archive of one stream. */
export interface ArchivedStreamPlan {
  readonly stream: string;
  readonly days: number;
  /** As compressed as on the wire. */
  readonly bytesPerMonth: number;
  /** Once all days have filled. */
  readonly storedBytes: number;
  readonly objectsPerMonth: number;
  /** Mean object, compressed. */
  readonly objectBytes: number;
}

export interface ArchivePlan {
  /** channel: MSK data delivery; service: the archiver; none: nothing is archived. */
  readonly recommended: 'channel' | 'service' | 'none';
  readonly because: string;
  /** What stacks deploy, and what the cost lines contain. */
  readonly deployed: 'service' | 'none';
  readonly streams: readonly ArchivedStreamPlan[];
}

/** A way for producers to come in. */
export interface EdgeOption {
  readonly kind: 'load-balancer' | 'api-gateway';
  readonly arithmetic: string;
  /** Absent where a price is missing. */
  readonly usdPerMonth?: number;
}

export interface EdgePlan {
  /** What stacks deploy, and what the cost lines contain. */
  readonly deployed: 'load-balancer';
  readonly options: readonly EdgeOption[];
}

export interface RegistryPlan {
  readonly tasks: Sized;
  readonly cpuUnits: number;
  readonly memoryMiB: number;
}

/** What a monitoring level of MSK costs. */
export interface MonitoringLevel {
  readonly level: 'DEFAULT' | 'PER_BROKER' | 'PER_TOPIC_PER_BROKER';
  readonly paidMetrics: number;
  readonly usdPerMonth?: number;
}

export interface ObservabilityPlan {
  /** Level alarms need; the cost lines contain it. */
  readonly level: MonitoringLevel['level'];
  readonly levels: readonly MonitoringLevel[];
  readonly alarms: number;
  readonly logGiBPerMonth: number;
}

export interface NetworkPlan {
  /** Average month, one direction, in GiB. */
  readonly produceAcrossZonesGiB: number;
  readonly consumeAcrossZonesGiB: number;
  /** Whether consumers read from a replica in their own zone, which makes the second figure zero. */
  readonly rackAwareFetch: boolean;
  readonly interfaceEndpoints: number;
  /** The same way out through NAT gateways, archive included. */
  readonly natUsdPerMonth?: number;
  readonly endpointsUsdPerMonth?: number;
}

/** A change that would save money, with the bill it leads to. */
export interface Lever {
  readonly id: string;
  /** What to change, in the words of the workload file where it is a setting. */
  readonly change: string;
  /** Dollars a month less; absent where it could not be computed, `unavailable` says why. */
  readonly savesUsdPerMonth?: number;
  /** What it costs otherwise. */
  readonly caveat: string;
  readonly unavailable?: string;
}

/** The same load on another service. */
export interface ServiceComparison {
  readonly service: string;
  /** Absent where it is infeasible or a price is missing. */
  readonly usdPerMonth?: number;
  /** What of this plan it would replace: brokers, their storage, traffic and metrics. */
  readonly replacesUsdPerMonth: number;
  readonly lines: readonly CostLine[];
  /** Quotas the load breaks. */
  readonly infeasible: readonly string[];
  readonly notes: readonly string[];
}

/** What one stream or consumer costs: lines of its own, and its share of the common ones by bytes. */
export interface CostShare {
  readonly name: string;
  readonly usdPerMonth: number;
}
