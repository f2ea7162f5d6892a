import type { Price } from '../catalog/prices';
import { type ClusterSearch, searchCluster } from '../cluster';
import type { ClusterLoad } from '../cluster-load';
import type { ClusterCandidate, Finding } from '../plan-model';
import { usd, whole } from '../quantities';
import type { FindingContext } from './context';

/** How much of today's load a question is about. 1 leaves a part as it is. */
export interface LoadChange {
  /** Bytes in, out and kept are multiplied by it. */
  readonly bytes: number;
}

/** What would be chosen for another load of the same workload, partitions kept as they are. */
export function clusterFor(
  { workload, stage, catalog, loads }: FindingContext,
  change: LoadChange,
  cluster = workload.cluster,
): ClusterSearch {
  const changed = {
    standard: scaledLoad(loads.standard, change.bytes),
    express: scaledLoad(loads.express, change.bytes),
  };
  return searchCluster(changed, { cluster, stage, catalog });
}

/** A cluster in a sentence: how many of which type, and what they cost. */
export function clusterOffer(candidate: ClusterCandidate): string {
  return `${clusterName(candidate)}${monthly(candidate)}`;
}

/** The planned cluster as a counter-offer; what to do first where none carries the load. */
export function plannedOffer({ cluster, stage }: FindingContext): string {
  return cluster.rejected === undefined
    ? `what carries it: ${clusterOffer(cluster)}${cluster.usdPerMonth === undefined ? ` (no price in ${stage.region})` : ''}`
    : 'no broker type carries it: compress, keep less, or split the load over clusters first';
}

/** What a cluster is called in sentences. */
export function clusterName({ brokers, instanceType, storage }: ClusterCandidate): string {
  const throughput = storage?.provisionedThroughputMiBPerSecond;
  return `${whole(brokers)} × ${instanceType}${throughput === undefined ? '' : ` with ${throughput} MiB/s`}`;
}

/** `, $7,862 a month`; empty without a price. */
export function monthly({ usdPerMonth }: ClusterCandidate): string {
  return usdPerMonth === undefined ? '' : `, ${usd(usdPerMonth)} a month`;
}

/** Every type that was tried, at the count it needs. */
export function triedClusters({ cluster }: FindingContext): readonly ClusterCandidate[] {
  return [cluster, ...cluster.alternatives, ...cluster.infeasible];
}

/** Where these prices come from, each source once; nothing where none is known. */
export function sourcesOf(...prices: readonly (Price | undefined)[]): Pick<Finding, 'sources'> {
  const sources = prices.flatMap((price) => (price === undefined ? [] : [price.source]));
  const distinct = sources.filter(
    (source, index) =>
      sources.findIndex(({ url, title }) => url === source.url && title === source.title) === index,
  );
  return distinct.length === 0 ? {} : { sources: distinct };
}

/** The candidate that takes the fewest brokers. */
export function fewest(candidates: readonly ClusterCandidate[]): ClusterCandidate | undefined {
  return [...candidates].sort((a, b) => a.brokers - b.brokers)[0];
}

/** For how many hours of average load the cluster keeps records, all streams together. */
export function hoursKept({ loads }: FindingContext): number {
  return loads.standard.storedBytes / loads.standard.averageIngressBytesPerSecond / 3600;
}

/** Bytes per second the streams take in before compression, at peak and over a day. Retries not included. */
export function rawBytesPerSecond({ demands }: FindingContext): {
  readonly peak: number;
  readonly average: number;
} {
  const streams = demands.filter(({ topic }) => topic.purpose === 'stream');
  return {
    peak: streams.reduce((sum, demand) => sum + demand.peakPerSecond * demand.recordBytes, 0),
    average: streams.reduce((sum, demand) => sum + demand.averagePerSecond * demand.recordBytes, 0),
  };
}

/** Records per second the streams take in at peak. Retries not included. */
export function recordsPerSecond({ demands }: FindingContext): number {
  return demands
    .filter(({ topic }) => topic.purpose === 'stream')
    .reduce((sum, demand) => sum + demand.peakPerSecond, 0);
}

function scaledLoad(load: ClusterLoad, ratio: number): ClusterLoad {
  return {
    ...load,
    ingressBytesPerSecond: load.ingressBytesPerSecond * ratio,
    averageIngressBytesPerSecond: load.averageIngressBytesPerSecond * ratio,
    egressBytesPerSecond: load.egressBytesPerSecond * ratio,
    storedBytes: load.storedBytes * ratio,
  };
}
