import type { NumberSource } from '../plan-model';

/** A node type of ElastiCache. */
export interface CacheNode {
  readonly type: string;
  /** What `maxmemory` starts from. */
  readonly memoryGiB: number;
  /** Network baseline without bursts. Absent for types that live on credits. */
  readonly networkGbitPerSecond?: number;
}

/** An instance type of Aurora. */
export interface DatabaseInstance {
  readonly type: string;
  readonly vcpu: number;
  readonly memoryGiB: number;
}

/** Where sizes come from. */
export const STORE_SOURCES = {
  cacheMemory: {
    title: 'ElastiCache node types; memory as several public projects report it',
    url: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html',
    asOf: '2026-11-21',
  },
  database: {
    title: 'Aurora instance classes: r7g has 2 vCPU and 16 GiB at large, twice that at each size',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.html',
    asOf: '2026-11-21',
  },
} as const satisfies Record<string, NumberSource>;

/** Smallest first. t4g bursts on credits, so it carries few commands. */
export const CACHE_NODES: readonly CacheNode[] = [
  { type: 'cache.t4g.small', memoryGiB: 1.37 },
  { type: 'cache.t4g.medium', memoryGiB: 3.09 },
  { type: 'cache.m7g.large', memoryGiB: 6.38, networkGbitPerSecond: 0.937 },
  { type: 'cache.m7g.xlarge', memoryGiB: 12.93, networkGbitPerSecond: 1.876 },
  { type: 'cache.r7g.large', memoryGiB: 13.07, networkGbitPerSecond: 0.937 },
  { type: 'cache.r7g.xlarge', memoryGiB: 26.32, networkGbitPerSecond: 1.876 },
  { type: 'cache.r7g.2xlarge', memoryGiB: 52.82, networkGbitPerSecond: 3.75 },
  { type: 'cache.r7g.4xlarge', memoryGiB: 105.81, networkGbitPerSecond: 7.5 },
];

/** Smallest first. */
export const DATABASE_INSTANCES: readonly DatabaseInstance[] = [
  { type: 'db.r7g.large', vcpu: 2, memoryGiB: 16 },
  { type: 'db.r7g.xlarge', vcpu: 4, memoryGiB: 32 },
  { type: 'db.r7g.2xlarge', vcpu: 8, memoryGiB: 64 },
  { type: 'db.r7g.4xlarge', vcpu: 16, memoryGiB: 128 },
  { type: 'db.r7g.8xlarge', vcpu: 32, memoryGiB: 256 },
];
