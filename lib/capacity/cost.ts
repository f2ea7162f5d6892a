import type { Catalog } from './catalog/catalog';
import { type Bill, billFor, clusterPurchases, type Purchase } from './cluster-cost';
import type { ClusterLoad } from './cluster-load';
import type { ClusterCandidate, CostPlan, ServicePlan, StreamDemand } from './plan-model';
import { whole } from './quantities';

/** What the bill is made of. */
export interface CostInput {
  readonly cluster: ClusterCandidate;
  readonly load: ClusterLoad;
  readonly services: readonly ServicePlan[];
  readonly streams: readonly StreamDemand[];
  readonly region: string;
  readonly catalog: Catalog;
}

/** Parts of the platform no line covers yet. */
const NOT_INCLUDED: readonly string[] = [
  'traffic between zones (produce, consume, replication of Standard brokers is free)',
  'load balancer, NAT gateways, VPC endpoints',
  'archive in S3',
  'Managed Flink',
  'cache and database',
  'logs, metrics, alarms',
  'KMS keys, secrets',
];

/** The bill of a month at the planned sizes, running all the time, on demand, before taxes. */
export function planCost(input: CostInput): { readonly cost: CostPlan; readonly missing: readonly string[] } {
  const bill = billOf(input);
  const usdPerMonth = bill.lines.reduce((sum, line) => sum + line.usdPerMonth, 0);
  const seconds = input.catalog.rules.hoursPerMonth.value * 3600;
  const averagePerSecond = input.streams.reduce((sum, stream) => sum + stream.averagePerSecond, 0);
  return {
    cost: {
      lines: bill.lines,
      usdPerMonth,
      usdPerMillionRecords: usdPerMonth / ((averagePerSecond * seconds) / 1e6),
      notIncluded: [...bill.missing.map((key) => `no price for ${key} in ${input.region}`), ...NOT_INCLUDED],
    },
    missing: bill.missing,
  };
}

function billOf({ cluster, load, services, region, catalog }: CostInput): Bill {
  const purchases = [
    ...clusterPurchases(cluster, load, catalog),
    ...services.flatMap((service) => taskPurchases(service, catalog)),
  ];
  return billFor(purchases, region, catalog);
}

function taskPurchases({ name, tasks, cpuUnits, memoryMiB }: ServicePlan, catalog: Catalog): Purchase[] {
  const hours = catalog.rules.hoursPerMonth.value;
  return [
    {
      item: `service ${name}, ${whole(tasks.count)} tasks, processor`,
      priceKey: 'fargate.arm.vcpu',
      quantity: tasks.count * (cpuUnits / 1024) * hours,
      unit: 'vCPU-hours',
    },
    {
      item: `service ${name}, ${whole(tasks.count)} tasks, memory`,
      priceKey: 'fargate.arm.memory',
      quantity: tasks.count * (memoryMiB / 1024) * hours,
      unit: 'GB-hours',
    },
  ];
}
