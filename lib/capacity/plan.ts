import type { Workload } from '../workload/workload';
import { assumptionsOf } from './assumptions';
import { CATALOG, type Catalog } from './catalog/catalog';
import { searchCluster } from './cluster';
import { clusterLoad } from './cluster-load';
import type { ClusterContext } from './cluster-rules';
import { planCost } from './cost';
import { streamDemand, topicDemands } from './demand';
import { findingsOf } from './findings/findings';
import type { ClusterPlan, Plan, PlanStage } from './plan-model';
import { serverProperties } from './server-properties';
import { planServices } from './services';
import { planTopics } from './topics';
import { utilizationOf } from './utilization';

/**
 * What a workload needs in a stage. Pure and deterministic: the same input gives the same plan.
 *
 * Never throws for a checked workload. Where no cluster can carry it, `cluster` is the type that comes closest with
 * `rejected` saying why, and the findings hold a problem `no-feasible-cluster`: show such a plan, do not deploy it.
 */
export function plan(workload: Workload, stage: PlanStage, catalog: Catalog = CATALOG): Plan {
  const demands = topicDemands(workload, stage, catalog);
  const onFamily = (family: 'standard' | 'express') => {
    const planned = planTopics(demands, workload, { family, stage, catalog });
    return { ...planned, load: clusterLoad(demands, planned.topics) };
  };
  const families = { standard: onFamily('standard'), express: onFamily('express') };
  const context: ClusterContext = { cluster: workload.cluster, stage, catalog };
  const loads = { standard: families.standard.load, express: families.express.load };
  const search = searchCluster(loads, context);
  const { topics, load } = families[search.chosen.family];
  const cluster: ClusterPlan = {
    ...search.chosen,
    kafkaVersion: workload.cluster.kafkaVersion,
    serverProperties: serverProperties(search.chosen, topics, catalog),
    utilization: utilizationOf(search.chosen, load, context),
    alternatives: search.alternatives,
    infeasible: search.infeasible,
  };
  const services = planServices({ workload, stage, catalog, demands, topics });
  const streams = demands.filter(({ topic }) => topic.purpose === 'stream').map(streamDemand);
  const { cost, missing } = planCost({ cluster, load, services, streams, region: stage.region, catalog });
  const tasks = services.reduce((sum, service) => sum + service.tasks.count, 0);
  return {
    workload: workload.name,
    stage: stage.name,
    region: stage.region,
    demand: {
      streams,
      cluster: {
        ...load,
        connections: tasks * cluster.brokers * catalog.rules.connectionsPerTaskAndBroker.value,
      },
    },
    topics,
    cluster,
    services,
    cost,
    findings: findingsOf(
      { workload, stage, catalog, demands, topics, cluster, loads, services, missingPrices: missing },
      families[cluster.family].findings,
    ),
    assumptions: assumptionsOf(workload, cluster, catalog),
  };
}
