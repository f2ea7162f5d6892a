import type { Workload } from '../workload/workload';
import type { Catalog } from './catalog/catalog';
import type { TopicDemand } from './demand';
import { sizePartitions } from './partitions';
import type { BrokerFamily, Finding, PlanStage, TopicPlan } from './plan-model';
import { topicConfigs } from './topic-configs';

/** The topics of a workload on one broker family. */
export interface TopicsPlan {
  readonly topics: readonly TopicPlan[];
  /** Settings of the workload that the family refuses. */
  readonly findings: readonly Finding[];
}

/** Partitions, replicas and settings of every topic. */
export function planTopics(
  demands: readonly TopicDemand[],
  workload: Workload,
  context: { readonly family: BrokerFamily; readonly stage: PlanStage; readonly catalog: Catalog },
): TopicsPlan {
  const planned = demands.map((demand) => {
    const fixed = workload.streams[demand.topic.stream ?? '']?.partitions;
    const sizing = sizePartitions(demand, { ...context, ...(fixed !== undefined && { fixed }) });
    const { configs, findings } = topicConfigs(demand, context.family, workload);
    const topic: TopicPlan = {
      ...demand.topic,
      partitions: sizing.count,
      replicationFactor: context.catalog.rules.replicationFactor.value,
      configs,
      sizing,
    };
    return { topic, findings };
  });
  return { topics: planned.map(({ topic }) => topic), findings: planned.flatMap(({ findings }) => findings) };
}
