import { BROKERS, type BrokerType } from './brokers';
import { LIMITS, type Limits } from './limits';
import { PIPELINE_CAPACITIES, type PipelineCapacities } from './pipeline-capacities';
import { PLANNING_RULES, type PlanningRules } from './planning-rules';
import { PRICES, type Price } from './prices';
import { SERVICE_CAPACITIES, type ServiceCapacities } from './services';
import { CACHE_NODES, type CacheNode, DATABASE_INSTANCES, type DatabaseInstance } from './stores';

/** Every number a plan is made of that the workload does not say. Pass another to plan with other prices or figures. */
export interface Catalog {
  readonly brokers: readonly BrokerType[];
  readonly limits: Limits;
  readonly prices: readonly Price[];
  readonly rules: PlanningRules;
  readonly services: ServiceCapacities;
  readonly pipeline: PipelineCapacities;
  readonly cacheNodes: readonly CacheNode[];
  readonly databaseInstances: readonly DatabaseInstance[];
}

/** What the project ships with. */
export const CATALOG: Catalog = {
  brokers: BROKERS,
  limits: LIMITS,
  prices: PRICES,
  rules: PLANNING_RULES,
  services: SERVICE_CAPACITIES,
  pipeline: PIPELINE_CAPACITIES,
  cacheNodes: CACHE_NODES,
  databaseInstances: DATABASE_INSTANCES,
};
