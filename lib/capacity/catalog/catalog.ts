import { BROKERS, type BrokerType } from './brokers';
import { LIMITS, type Limits } from './limits';
import { PLANNING_RULES, type PlanningRules } from './planning-rules';
import { PRICES, type Price } from './prices';
import { SERVICE_CAPACITIES, type ServiceCapacities } from './services';

/** Every number a plan is made of that the workload does not say. Pass another to plan with other prices or figures. */
export interface Catalog {
  readonly brokers: readonly BrokerType[];
  readonly limits: Limits;
  readonly prices: readonly Price[];
  readonly rules: PlanningRules;
  readonly services: ServiceCapacities;
}

/** What the project ships with. */
export const CATALOG: Catalog = {
  brokers: BROKERS,
  limits: LIMITS,
  prices: PRICES,
  rules: PLANNING_RULES,
  services: SERVICE_CAPACITIES,
};
