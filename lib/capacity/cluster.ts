import type { BrokerType } from './catalog/brokers';
import type { Catalog } from './catalog/catalog';
import { billFor, clusterPurchases, totalOf } from './cluster-cost';
import type { ClusterLoad } from './cluster-load';
import type { ClusterContext } from './cluster-rules';
import { expressCandidate } from './express';
import type { BrokerFamily, ClusterCandidate } from './plan-model';
import { standardCandidates } from './standard';

/** Every broker type at the count it would take, the chosen one first among equals. */
export interface ClusterSearch {
  /** Cheapest that carries the load; where none does, the one that comes closest, with `rejected` set. */
  readonly chosen: ClusterCandidate;
  /** The others that carry it, cheapest first. */
  readonly alternatives: readonly ClusterCandidate[];
  /** Those that do not. Without the chosen one. */
  readonly infeasible: readonly ClusterCandidate[];
}

/**
 * Tries every type of the catalog. More brokers than the limits need never cost less, so each type is tried at the
 * smallest count that satisfies all of them; provisioned throughput is a second try of the same type.
 */
export function searchCluster(
  loads: Readonly<Record<BrokerFamily, ClusterLoad>>,
  context: ClusterContext,
): ClusterSearch {
  const { catalog, stage } = context;
  const candidates = catalog.brokers.flatMap((broker) =>
    candidatesOf(broker, loads[broker.family], context).map((candidate) =>
      priced(candidate, loads[candidate.family], stage.region, catalog),
    ),
  );
  const feasible = candidates.filter(({ rejected }) => rejected === undefined).sort(byPrice);
  const infeasible = candidates.filter(({ rejected }) => rejected !== undefined);
  const chosen = feasible[0] ?? closest(infeasible, catalog);
  return {
    chosen,
    alternatives: feasible.slice(1),
    infeasible: infeasible.filter((candidate) => candidate !== chosen),
  };
}

function candidatesOf(broker: BrokerType, load: ClusterLoad, context: ClusterContext): ClusterCandidate[] {
  return broker.family === 'express'
    ? [expressCandidate(broker, load, context)]
    : standardCandidates(broker, load, context);
}

function priced(
  candidate: ClusterCandidate,
  load: ClusterLoad,
  region: string,
  catalog: Catalog,
): ClusterCandidate {
  const usdPerMonth = totalOf(billFor(clusterPurchases(candidate, load, catalog), region, catalog));
  return usdPerMonth === undefined ? candidate : { ...candidate, usdPerMonth };
}

/** Cheapest first; what has no price comes last, fewer brokers first. Equal prices keep the catalog's order. */
function byPrice(a: ClusterCandidate, b: ClusterCandidate): number {
  if (a.usdPerMonth !== undefined && b.usdPerMonth !== undefined) return a.usdPerMonth - b.usdPerMonth;
  if (a.usdPerMonth !== undefined) return -1;
  if (b.usdPerMonth !== undefined) return 1;
  return a.brokers - b.brokers;
}

/** Prefers what only the quota forbids: AWS raises quotas, not the other rules. Then the fewest brokers. */
function closest(candidates: readonly ClusterCandidate[], catalog: Catalog): ClusterCandidate {
  const quota = catalog.limits.brokersPerCluster.value;
  const tooMany = candidates.filter(({ brokers }) => brokers > quota);
  const [first] = (tooMany.length > 0 ? tooMany : [...candidates]).sort((a, b) => a.brokers - b.brokers);
  if (first === undefined) throw new Error('the catalog has no broker types: nothing can be planned');
  return first;
}
