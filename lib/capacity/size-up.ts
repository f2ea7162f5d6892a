import type { Workload } from '../workload/workload';
import type { Catalog } from './catalog/catalog';
import { searchCluster } from './cluster';
import { type Bill, billFor, type Purchase } from './cluster-cost';
import { type ClusterLoad, clusterLoad } from './cluster-load';
import type { ClusterContext } from './cluster-rules';
import { billTotal, planBill, servicePurchases } from './cost';
import { type TopicDemand, topicDemands } from './demand';
import { planArchive } from './pipeline/archive';
import { allObjectsPerMonth } from './pipeline/archive-objects';
import { planNetwork } from './pipeline/operations';
import { type Choices, DEPLOYED, type PipelineContext, pricesIn } from './pipeline/part';
import { type Pipeline, planPipeline } from './pipeline/pipeline';
import type { BrokerFamily, ClusterPlan, Finding, PlanStage } from './plan-model';
import { serverProperties } from './server-properties';
import { planServices } from './services';
import { planTopics } from './topics';
import { utilizationOf } from './utilization';

/** Sizes and bill of a workload in a stage, without findings, levers and comparisons. */
export interface Sizes {
  readonly demands: readonly TopicDemand[];
  /** What each family would have to carry. */
  readonly loads: Readonly<Record<BrokerFamily, ClusterLoad>>;
  readonly cluster: ClusterPlan;
  /** What the pipeline was sized from: topics, services and the load of the chosen family. */
  readonly context: PipelineContext;
  readonly pipeline: Pipeline;
  readonly bill: Bill;
  readonly usdPerMonth: number;
  /** Topic settings the chosen family refused. */
  readonly configFindings: readonly Finding[];
}

/** Every size and the bill. Pure and deterministic. */
export function sizeUp(workload: Workload, stage: PlanStage, catalog: Catalog): Sizes {
  const demands = topicDemands(workload, stage, catalog);
  const onFamily = (family: BrokerFamily) => {
    const planned = planTopics(demands, workload, { family, stage, catalog });
    const load = clusterLoad(demands, planned.topics);
    const archiveObjectsPerMonth = allObjectsPerMonth(workload, { demands, ...planned }, catalog);
    return { ...planned, load: { ...load, archiveObjectsPerMonth } };
  };
  const families = { standard: onFamily('standard'), express: onFamily('express') };
  const clusterContext: ClusterContext = { cluster: workload.cluster, stage, catalog };
  const loads = { standard: families.standard.load, express: families.express.load };
  const search = searchCluster(loads, clusterContext);
  const { topics, load, findings } = families[search.chosen.family];
  const services = planServices({ workload, stage, catalog, demands, topics });
  const tasks = services.reduce((sum, service) => sum + service.tasks.count, 0);
  const cluster: ClusterPlan = {
    ...search.chosen,
    kafkaVersion: workload.cluster.kafkaVersion,
    serverProperties: serverProperties(search.chosen, topics, catalog),
    utilization: [
      ...utilizationOf(search.chosen, load, clusterContext),
      ...quotasUsed(search.chosen.brokers, tasks, catalog),
    ],
    alternatives: search.alternatives,
    infeasible: search.infeasible,
  };
  const context: PipelineContext = {
    workload,
    stage,
    catalog,
    demands,
    topics,
    cluster,
    load,
    services,
    choices: DEPLOYED,
    price: pricesIn(catalog, stage.region),
  };
  const pipeline = planPipeline(context);
  const bill = planBill(context, pipeline.purchases);
  const usdPerMonth = billTotal(bill);
  return { demands, loads, cluster, context, pipeline, bill, usdPerMonth, configFindings: findings };
}

/** Dollars a month for the same sizes when one thing is run in another way: only the part that depends on it changes. */
export function usdWith({ context, usdPerMonth }: Sizes, choices: Partial<Choices>): number {
  const changed: PipelineContext = { ...context, choices: { ...context.choices, ...choices } };
  const total = (purchases: readonly Purchase[]) =>
    billTotal(billFor(purchases, context.stage.region, context.catalog));
  const parts = [
    ...(choices.isRackAware === undefined ? [] : [(of: PipelineContext) => planNetwork(of).purchases]),
    ...(choices.archiveClass === undefined ? [] : [(of: PipelineContext) => planArchive(of).purchases]),
    ...(choices.tasks === undefined ? [] : [servicePurchases]),
  ];
  return parts.reduce((usd, part) => usd + total(part(changed)) - total(part(context)), usdPerMonth);
}

/** Quotas that more brokers of this cluster do not relieve. Clients here sign in with SCRAM, which has no such limit. */
function quotasUsed(brokers: number, tasks: number, { limits, rules }: Catalog): ClusterPlan['utilization'] {
  const connections =
    (tasks * rules.connectionsPerTaskAndBroker.value) / limits.iamConnectionsPerBroker.value;
  const account = brokers / limits.brokersPerAccount.value;
  return [
    {
      limit: 'connections of a broker (IAM; none for SCRAM)',
      ratio: connections,
      ratioOneZoneLost: connections,
    },
    { limit: 'brokers of the account', ratio: account, ratioOneZoneLost: account },
  ];
}
