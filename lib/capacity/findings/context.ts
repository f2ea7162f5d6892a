import type { Workload } from '../../workload/workload';
import type { Catalog } from '../catalog/catalog';
import type { ClusterLoad } from '../cluster-load';
import type { TopicDemand } from '../demand';
import type { BrokerFamily, ClusterPlan, PlanStage, ServicePlan, TopicPlan } from '../plan-model';

/** What findings are drawn from: the workload, and everything the plan made of it. */
export interface FindingContext {
  readonly workload: Workload;
  readonly stage: PlanStage;
  readonly catalog: Catalog;
  readonly demands: readonly TopicDemand[];
  readonly topics: readonly TopicPlan[];
  readonly cluster: ClusterPlan;
  /** What each family would have to carry. */
  readonly loads: Readonly<Record<BrokerFamily, ClusterLoad>>;
  readonly services: readonly ServicePlan[];
  /** Keys the catalog has no price for in the region of the stage. */
  readonly missingPrices: readonly string[];
}
