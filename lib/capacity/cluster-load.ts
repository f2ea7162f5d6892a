import { egressOf, storedBytesOf, type TopicDemand } from './demand';
import type { ClusterDemand, TopicPlan } from './plan-model';

/** What a cluster must carry once topics are sized for its broker family. */
export interface ClusterLoad extends Omit<ClusterDemand, 'connections'> {
  /** Objects the archiver creates in a month: more partitions, more objects. @default 0 */
  readonly archiveObjectsPerMonth?: number;
}

/** Sums of all topics, retry and dead-letter topics included. */
export function clusterLoad(demands: readonly TopicDemand[], topics: readonly TopicPlan[]): ClusterLoad {
  const total = (value: (demand: TopicDemand) => number) =>
    demands.reduce((sum, demand) => sum + value(demand), 0);
  return {
    peakPerSecond: total((demand) => demand.peakPerSecond),
    averagePerSecond: total((demand) => demand.averagePerSecond),
    ingressBytesPerSecond: total((demand) => demand.ingressBytesPerSecond),
    averageIngressBytesPerSecond: total((demand) => demand.averageIngressBytesPerSecond),
    egressBytesPerSecond: total(egressOf),
    storedBytes: total(storedBytesOf),
    partitions: topics.reduce((sum, topic) => sum + topic.partitions, 0),
    partitionReplicas: topics.reduce((sum, topic) => sum + topic.partitions * topic.replicationFactor, 0),
  };
}
