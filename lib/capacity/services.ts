import { type KafkaClient, topologyOf } from '../workload/topology';
import type { Workload } from '../workload/workload';
import type { Catalog } from './catalog/catalog';
import type { ServiceCapacity } from './catalog/services';
import type { TopicDemand } from './demand';
import { largestOf } from './partitions';
import { flowsOf } from './pipeline/part';
import type { Constraint, PlanStage, ServicePlan, TopicPlan } from './plan-model';
import { ceil } from './quantities';
import { tasksFor } from './task-rate';

/** What services are sized from. */
export interface ServiceContext {
  readonly workload: Workload;
  readonly stage: PlanStage;
  readonly catalog: Catalog;
  readonly demands: readonly TopicDemand[];
  readonly topics: readonly TopicPlan[];
}

/** Tasks of everything that runs on Fargate: sources, consumers with runtime 'service', the archiver. */
export function planServices(context: ServiceContext): ServicePlan[] {
  const partitions = new Map(
    context.topics
      .filter(({ purpose }) => purpose === 'stream')
      .map((topic) => [topic.name, topic.partitions]),
  );
  return topologyOf(context.workload)
    .clients.filter((client) => runsOnFargate(client, context.workload))
    .map((client) => servicePlan(client, partitions, context));
}

function runsOnFargate(client: KafkaClient, workload: Workload): boolean {
  return client.role !== 'consumer' || workload.consumers[client.name]?.runtime === 'service';
}

function servicePlan(
  client: KafkaClient,
  partitions: ReadonlyMap<string, number>,
  { stage, catalog, demands }: ServiceContext,
): ServicePlan {
  const capacity = catalog.services[client.role === 'source' ? 'edge' : client.role];
  const flows = flowsOf(demands, client.role === 'source' ? client.writes : client.reads);
  const constraints = [rate(flows, capacity, catalog), spread(capacity, stage)];
  const largest = largestOf(constraints);
  return {
    name: client.name,
    tasks: { count: largest.needs, boundBy: largest.name, constraints },
    maxTasks: mostUseful(client, largest.needs, partitions),
    cpuUnits: capacity.cpuUnits,
    memoryMiB: capacity.memoryMiB,
  };
}

function rate(flows: readonly TopicDemand[], capacity: ServiceCapacity, catalog: Catalog): Constraint {
  const { tasks, arithmetic } = tasksFor(flows, capacity, catalog);
  return { name: 'rate', needs: Math.max(1, ceil(tasks)), arithmetic, source: capacity.source };
}

function spread({ minTasks }: ServiceCapacity, stage: PlanStage): Constraint {
  const zones = stage.availabilityZones.length;
  return {
    name: 'availability',
    needs: minTasks,
    arithmetic: `at least ${minTasks} tasks, spread over ${zones} zones`,
  };
}

/** A reader's task without a partition idles, so partitions are the ceiling; a source may double for a surge. */
function mostUseful(client: KafkaClient, tasks: number, partitions: ReadonlyMap<string, number>): number {
  if (client.role === 'source') return tasks * 2;
  return Math.max(
    tasks,
    client.reads.reduce((sum, topic) => sum + (partitions.get(topic) ?? 0), 0),
  );
}
