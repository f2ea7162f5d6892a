import { type KafkaClient, topologyOf } from '../workload/topology';
import { type Bill, billFor, clusterPurchases, type Purchase } from './cluster-cost';
import { costByComponent, costByConsumer, costByStream } from './cost-shares';
import { flowsOf, type PipelineContext } from './pipeline/part';
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
export function planBill(context: PipelineContext, pipeline: readonly Purchase[]): Bill {
  const { cluster, load, stage, catalog } = context;
  const purchases = [...clusterPurchases(cluster, load, catalog), ...servicePurchases(context), ...pipeline];
  return billFor(purchases, stage.region, catalog);
}

/** Tasks of all services, those of the peak or those that follow the load. */
export function servicePurchases(context: PipelineContext): Purchase[] {
  const { services, choices, workload } = context;
  // Deriving clients takes a while for many streams, and only tasks that follow the load ask for them.
  const clients = choices.tasks === 'peak' ? [] : topologyOf(workload).clients;
  return services.flatMap((service) => {
    const client = clients.find(({ name }) => name === service.name);
    return taskPurchases(service, tasksPaid(service, client, context), context);
  });
}

/** Sum of what a bill has prices for. */
export function billTotal({ lines }: Bill): number {
  return lines.reduce((sum, line) => sum + line.usdPerMonth, 0);
}

/** A bill as a plan shows it: lines, totals, and who causes them. */
export function planCost(bill: Bill, context: PipelineContext): CostPlan {
  const { stage, catalog, demands } = context;
  const usdPerMonth = billTotal(bill);
  const seconds = catalog.rules.hoursPerMonth.value * 3600;
  const streams = demands.filter(({ topic }) => topic.purpose === 'stream');
  const averagePerSecond = streams.reduce((sum, stream) => sum + stream.averagePerSecond, 0);
  return {
    lines: bill.lines,
    usdPerMonth,
    usdPerMillionRecords: usdPerMonth / ((averagePerSecond * seconds) / 1e6),
    byComponent: costByComponent(bill.lines),
    byStream: costByStream(bill.lines, streams),
    byConsumer: costByConsumer(bill.lines, context),
    notIncluded: [...bill.missing.map((key) => `no price for ${key} in ${stage.region}`), ...NOT_INCLUDED],
  };
}

function taskPurchases(service: ServicePlan, tasks: number, context: PipelineContext): Purchase[] {
  const { name, cpuUnits, memoryMiB } = service;
  const { catalog, workload } = context;
  const hours = catalog.rules.hoursPerMonth.value;
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

/** Tasks over a whole day: those of the peak; or, when they follow the load, never below what availability asks. */
function tasksPaid(
  { tasks }: ServicePlan,
  client: KafkaClient | undefined,
  { demands }: PipelineContext,
): number {
  if (client === undefined) return tasks.count;
  const flows = flowsOf(demands, client.role === 'source' ? client.writes : client.reads);
  const peak = flows.reduce((sum, flow) => sum + flow.peakPerSecond, 0);
  const average = flows.reduce((sum, flow) => sum + flow.averagePerSecond, 0);
  const least = tasks.constraints.find((constraint) => constraint.name === 'availability')?.needs ?? 1;
  return peak === 0 ? tasks.count : Math.max(least, ceil(tasks.count * (average / peak)));
}
