import type { Workload } from '../workload/workload';
import { assumptionsOf } from './assumptions';
import { CATALOG, type Catalog } from './catalog/catalog';
import { planCost } from './cost';
import { streamDemand } from './demand';
import { findingsOf } from './findings/findings';
import { compareServices } from './pipeline/comparison';
import { leversOf } from './pipeline/levers';
import type { Finding, Plan, PlanStage } from './plan-model';
import { sizeUp } from './size-up';

/**
 * What a workload needs in a stage. Pure and deterministic: the same input gives the same plan.
 *
 * Never throws for a checked workload. Where no cluster can carry it, `cluster` is the type that comes closest with
 * `rejected` saying why, and the findings hold a problem `no-feasible-cluster`: show such a plan, do not deploy it.
 */
export function plan(workload: Workload, stage: PlanStage, catalog: Catalog = CATALOG): Plan {
  const sizes = sizeUp(workload, stage, catalog);
  const { demands, loads, cluster, context, pipeline, bill, configFindings } = sizes;
  const { topics, services, load } = context;
  const { archiveObjectsPerMonth: _, ...carried } = load;
  const tasks = services.reduce((sum, service) => sum + service.tasks.count, 0);
  return {
    workload: workload.name,
    stage: stage.name,
    region: stage.region,
    demand: {
      streams: demands.filter(({ topic }) => topic.purpose === 'stream').map(streamDemand),
      cluster: {
        ...carried,
        connections: tasks * cluster.brokers * catalog.rules.connectionsPerTaskAndBroker.value,
      },
    },
    topics,
    cluster,
    services,
    ...pipeline.parts,
    cost: planCost(bill, context),
    levers: leversOf(sizes),
    comparison: compareServices(sizes),
    findings: bySeverity([
      ...findingsOf(
        { workload, stage, catalog, demands, topics, cluster, loads, services, missingPrices: bill.missing },
        configFindings,
      ),
      ...pipeline.findings,
    ]),
    assumptions: assumptionsOf(workload, cluster, catalog),
  };
}

/** Problems first, then warnings, then notes; each kind in the order it was found. */
function bySeverity(findings: readonly Finding[]): Finding[] {
  const severities: readonly Finding['severity'][] = ['problem', 'warning', 'note'];
  return severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
