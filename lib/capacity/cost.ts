import { type KafkaClient, topologyOf } from '../workload/topology';
import { type Bill, billFor, clusterPurchases, type Purchase } from './cluster-cost';
import { costByComponent, costByConsumer, costByStream } from './cost-shares';
import type { TopicDemand } from './demand';
import type { PipelineContext } from './pipeline/part';
import type { CostPlan, ServicePlan } from './plan-model';
import { ceil, whole } from './quantities';

/** What AWS bills besides, and no line covers. */
const NOT_INCLUDED: readonly string[] = [
  'metrics of tasks (Container Insights)',
  'metrics of clients beyond what brokers report',
  'image storage and pulls',
  'answers to producers over the internet',
  'requests to KMS and secrets',
  'restoring from the archive',
  'support, taxes',
];

/** The bill of a month at the planned sizes, running all the time, on demand, before taxes. */
export function planCost(
  context: PipelineContext,
  pipeline: readonly Purchase[],
): { readonly cost: CostPlan; readonly missing: readonly string[] } {
  const { stage, catalog, demands } = context;
  const bill = billOf(context, pipeline);
  const usdPerMonth = bill.lines.reduce((sum, line) => sum + line.usdPerMonth, 0);
  const seconds = catalog.rules.hoursPerMonth.value * 3600;
  const streams = demands.filter(({ topic }) => topic.purpose === 'stream');
  const averagePerSecond = streams.reduce((sum, stream) => sum + stream.averagePerSecond, 0);
  return {
    cost: {
      lines: bill.lines,
      usdPerMonth,
      usdPerMillionRecords: usdPerMonth / ((averagePerSecond * seconds) / 1e6),
      byComponent: costByComponent(bill.lines),
      byStream: costByStream(bill.lines, streams),
      byConsumer: costByConsumer(bill.lines, context),
      notIncluded: [...bill.missing.map((key) => `no price for ${key} in ${stage.region}`), ...NOT_INCLUDED],
    },
    missing: bill.missing,
  };
}

function billOf(context: PipelineContext, pipeline: readonly Purchase[]): Bill {
  const { cluster, load, stage, catalog, services } = context;
  const purchases = [
    ...clusterPurchases(cluster, load, catalog),
    ...services.flatMap((service) => taskPurchases(service, context)),
    ...pipeline,
  ];
  return billFor(purchases, stage.region, catalog);
}

function taskPurchases(service: ServicePlan, context: PipelineContext): Purchase[] {
  const { name, cpuUnits, memoryMiB } = service;
  const { catalog, workload, choices } = context;
  const hours = catalog.rules.hoursPerMonth.value;
  const tasks = choices.tasks === 'peak' ? service.tasks.count : averageTasks(service, context);
  const common = {
    component: 'services' as const,
    ...(workload.consumers[name] !== undefined && { consumer: name }),
  };
  return [
    {
      item: `service ${name}, ${whole(tasks)} tasks, processor`,
      priceKey: 'fargate.arm.vcpu',
      quantity: tasks * (cpuUnits / 1024) * hours,
      unit: 'vCPU-hours',
      ...common,
    },
    {
      item: `service ${name}, ${whole(tasks)} tasks, memory`,
      priceKey: 'fargate.arm.memory',
      quantity: tasks * (memoryMiB / 1024) * hours,
      unit: 'GB-hours',
      ...common,
    },
  ];
}

/** Tasks over a whole day, when they follow the load and never go below what availability asks. */
function averageTasks({ name, tasks }: ServicePlan, { workload, demands }: PipelineContext): number {
  const client = topologyOf(workload).clients.find((candidate) => candidate.name === name);
  const flows = client === undefined ? [] : flowsOf(client, demands);
  const peak = flows.reduce((sum, flow) => sum + flow.peakPerSecond, 0);
  const average = flows.reduce((sum, flow) => sum + flow.averagePerSecond, 0);
  const least = tasks.constraints.find((constraint) => constraint.name === 'availability')?.needs ?? 1;
  return peak === 0 ? tasks.count : Math.max(least, ceil(tasks.count * (average / peak)));
}

function flowsOf(client: KafkaClient, demands: readonly TopicDemand[]): TopicDemand[] {
  const handled = client.role === 'source' ? client.writes : client.reads;
  return demands.filter(({ topic }) => handled.includes(topic.name));
}
