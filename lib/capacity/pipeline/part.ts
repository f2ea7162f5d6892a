import type { Workload } from '../../workload/workload';
import type { Catalog } from '../catalog/catalog';
import { priceOf } from '../catalog/prices';
import type { Purchase } from '../cluster-cost';
import type { ClusterLoad } from '../cluster-load';
import type { TopicDemand } from '../demand';
import type { ClusterCandidate, Finding, PlanStage, ServicePlan, TopicPlan } from '../plan-model';

/** Everything the parts behind and beside the brokers are sized from. */
export interface PipelineContext {
  readonly workload: Workload;
  readonly stage: PlanStage;
  readonly catalog: Catalog;
  readonly demands: readonly TopicDemand[];
  readonly topics: readonly TopicPlan[];
  readonly cluster: ClusterCandidate;
  readonly load: ClusterLoad;
  readonly services: readonly ServicePlan[];
  readonly choices: Choices;
  /** Dollars of a key in the region of the stage; undefined where the catalog has none. */
  readonly price: (key: string) => number | undefined;
}

/** How the platform is run, beyond what the workload says. */
export interface Choices {
  readonly isRackAware: boolean;
  readonly archiveClass: 'standard' | 'glacier-ir' | 'deep-archive';
  /** Share of the tasks above the minimum that are paid over a month: 1 without scaling in. */
  readonly tasks: 'peak' | 'average';
}

/** What stacks deploy today. */
export const DEPLOYED: Choices = { isRackAware: false, archiveClass: 'standard', tasks: 'peak' };

/** A part of the platform: its sizes, what has to be bought for it, and what is remarkable. */
export interface Part<T> {
  readonly plan: T;
  readonly purchases: readonly Purchase[];
  readonly findings: readonly Finding[];
}

/** Looks prices up in one region. */
export function pricesIn({ prices }: Catalog, region: string): PipelineContext['price'] {
  return (key) => priceOf(prices, region, key)?.usd;
}

/** Dollars a month of purchases; undefined while a price is missing. */
export function usdOf(purchases: readonly Purchase[], price: PipelineContext['price']): number | undefined {
  let sum = 0;
  for (const { priceKey, quantity } of purchases) {
    const usd = price(priceKey);
    if (usd === undefined) return undefined;
    sum += usd * quantity;
  }
  return sum;
}

/** Demands of these topics; names that carry none are left out. */
export function flowsOf(demands: readonly TopicDemand[], names: readonly string[]): TopicDemand[] {
  const byName = indexOf(demands);
  return names.flatMap((name) => byName.get(name) ?? []);
}

// Two hundred consumers ask about the same thousand topics.
const INDEXES = new WeakMap<readonly TopicDemand[], ReadonlyMap<string, TopicDemand>>();

function indexOf(demands: readonly TopicDemand[]): ReadonlyMap<string, TopicDemand> {
  const known = INDEXES.get(demands);
  if (known !== undefined) return known;
  const index = new Map(demands.map((demand) => [demand.topic.name, demand]));
  INDEXES.set(demands, index);
  return index;
}

/** Sum of a value of each. */
export function sumOf<T>(list: readonly T[], value: (entry: T) => number): number {
  return list.reduce((sum, entry) => sum + value(entry), 0);
}
