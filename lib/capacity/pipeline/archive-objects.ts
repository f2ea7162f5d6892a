import type { Workload } from '../../workload/workload';
import type { Catalog } from '../catalog/catalog';
import type { TopicDemand } from '../demand';
import type { TopicPlan } from '../plan-model';

/**
 * Objects the archiver creates for a topic in a month: it closes one per partition after a time or a size, whichever
 * comes first, so slow partitions decide by time and fast ones by size.
 */
export function objectsPerMonth(demand: TopicDemand, partitions: number, catalog: Catalog): number {
  const { archiveCutSeconds, archiveCutBytes } = catalog.pipeline;
  const seconds = catalog.rules.hoursPerMonth.value * 3600;
  const byTime = (partitions * seconds) / archiveCutSeconds.value;
  const bySize = (demand.averagePerSecond * demand.recordBytes * seconds) / archiveCutBytes.value;
  return Math.max(byTime, bySize);
}

/** The same for every archived stream together, with the partitions one broker family takes. */
export function allObjectsPerMonth(
  workload: Workload,
  { demands, topics }: { readonly demands: readonly TopicDemand[]; readonly topics: readonly TopicPlan[] },
  catalog: Catalog,
): number {
  return demands.reduce((sum, demand, index) => {
    const isArchived = workload.streams[demand.topic.name]?.archive !== undefined;
    return isArchived ? sum + objectsPerMonth(demand, topics[index]?.partitions ?? 1, catalog) : sum;
  }, 0);
}
