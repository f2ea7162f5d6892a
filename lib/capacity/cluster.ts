import type { BrokerType } from './catalog/brokers';
import type { Catalog } from './catalog/catalog';
import { priceOf } from './catalog/prices';
import { billFor, clusterPurchases, totalOf } from './cluster-cost';
import type { ClusterLoad } from './cluster-load';
import { type ClusterContext, ruledOut } from './cluster-rules';
import { expressCandidate } from './express';
import type { BrokerFamily, ClusterCandidate } from './plan-model';
import { standardCandidates } from './standard';

/** Every broker type at the count it would take. */
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
  const tried = catalog.brokers.flatMap((broker): Tried[] => {
    const load = loads[broker.family];
    return candidatesOf(broker, load, context).map((found) => {
      const candidate = priced(found, load, stage.region, catalog);
      return { broker, candidate, rankUsd: rankUsd(candidate, load, context) };
    });
  });
  const feasible = tried.filter(({ candidate }) => candidate.rejected === undefined).sort(byPrice);
  const chosen = feasible[0]?.candidate ?? closest(tried, context);
  const infeasible = tried.map(({ candidate }) => candidate).filter(({ rejected }) => rejected !== undefined);
  return {
    chosen,
    alternatives: feasible.slice(1).map(({ candidate }) => candidate),
    infeasible: infeasible.filter((candidate) => candidate !== chosen),
  };
}

interface Tried {
  readonly broker: BrokerType;
  readonly candidate: ClusterCandidate;
  /** Its price with what depends on it elsewhere in the bill. */
  readonly rankUsd: number | undefined;
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

/**
 * Metrics are paid per broker, and a family that takes more partitions makes more objects in the archive: the cheapest
 * cluster is the one with the cheapest bill.
 */
function rankUsd(
  { usdPerMonth, brokers }: ClusterCandidate,
  { archiveObjectsPerMonth = 0 }: ClusterLoad,
  { stage, catalog }: ClusterContext,
): number | undefined {
  if (usdPerMonth === undefined) return undefined;
  const usd = (key: string) => priceOf(catalog.prices, stage.region, key)?.usd ?? 0;
  const metrics = brokers * catalog.pipeline.metricsPerBroker.value * usd('cloudwatch.metric.first10k');
  return usdPerMonth + metrics + (archiveObjectsPerMonth / 1000) * usd('s3.put.standard');
}

/**
 * Cheapest first; of equal ones the fewest brokers, because a rolling update takes 10 to 15 minutes for each.
 * What has no price comes last, least processors first. https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html
 */
function byPrice(a: Tried, b: Tried): number {
  const [priceA, priceB] = [a.rankUsd, b.rankUsd];
  if (priceA !== undefined && priceB !== undefined) {
    const isEqual = Math.abs(priceA - priceB) < 1e-6;
    return isEqual ? a.candidate.brokers - b.candidate.brokers : priceA - priceB;
  }
  if (priceA !== undefined) return -1;
  if (priceB !== undefined) return 1;
  return a.candidate.brokers * a.broker.vcpu - b.candidate.brokers * b.broker.vcpu;
}

/**
 * Prefers what only the quota forbids, which AWS raises on request; then the family the workload asks for; then the
 * fewest brokers.
 */
function closest(tried: readonly Tried[], context: ClusterContext): ClusterCandidate {
  const { family } = context.cluster;
  const rank = ({ broker }: Tried) =>
    (ruledOut(broker, context) === undefined ? 0 : 4) +
    (family === 'cheapest' || family === broker.family ? 0 : 2) +
    (broker.family === 'standard' && !broker.kraft ? 1 : 0);
  const [first] = [...tried].sort((a, b) => rank(a) - rank(b) || a.candidate.brokers - b.candidate.brokers);
  if (first === undefined) throw new Error('the catalog has no broker types: nothing can be planned');
  return first.candidate;
}
