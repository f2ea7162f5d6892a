import { topologyOf } from '../../workload/topology';
import type { Purchase } from '../cluster-cost';
import type { MonitoringLevel, NetworkPlan, ObservabilityPlan, RegistryPlan } from '../pipeline-model';
import { GIB, whole } from '../quantities';
import { type Part, type PipelineContext, sumOf, usdOf } from './part';

const REGISTRY = { cpuUnits: 512, memoryMiB: 1024, tasks: 2 };
/** Of three zones, a client finds the leader in another one two times out of three. */
const ACROSS = 2 / 3;

/** Two small tasks that hold the schemas; every client caches what it has read. */
export function planRegistry({ catalog }: PipelineContext): Part<RegistryPlan> {
  const { cpuUnits, memoryMiB, tasks } = REGISTRY;
  const hours = catalog.rules.hoursPerMonth.value;
  const component = 'registry' as const;
  return {
    plan: {
      tasks: {
        count: tasks,
        boundBy: 'availability',
        constraints: [
          {
            name: 'availability',
            needs: tasks,
            arithmetic: `${tasks} tasks in different zones; clients ask once per schema, so the load does not matter`,
          },
        ],
      },
      cpuUnits,
      memoryMiB,
    },
    purchases: [
      {
        item: `schema registry, ${tasks} tasks, processor`,
        priceKey: 'fargate.arm.vcpu',
        quantity: tasks * (cpuUnits / 1024) * hours,
        unit: 'vCPU-hours',
        component,
      },
      {
        item: `schema registry, ${tasks} tasks, memory`,
        priceKey: 'fargate.arm.memory',
        quantity: tasks * (memoryMiB / 1024) * hours,
        unit: 'GB-hours',
        component,
      },
    ],
    findings: [],
  };
}

/** Metrics are bought by the piece, so the level decides; alarms and logs beside them. */
export function planObservability(context: PipelineContext): Part<ObservabilityPlan> {
  const { workload, cluster, topics, services, catalog, price } = context;
  const { metricsPerBroker, metricsPerTopicAndBroker, logGiBPerTask } = catalog.pipeline;
  const perBroker = cluster.brokers * metricsPerBroker.value;
  const perTopic = perBroker + cluster.brokers * topics.length * metricsPerTopicAndBroker.value;
  const level = (name: MonitoringLevel['level'], paidMetrics: number): MonitoringLevel => {
    const usd = usdOf(metricPurchases(paidMetrics), price);
    return { level: name, paidMetrics, ...(usd !== undefined && { usdPerMonth: usd }) };
  };
  const logGiBPerMonth = sumOf(services, ({ tasks }) => tasks.count) * logGiBPerTask.value;
  const alarms = alarmsOf(context);
  const component = 'observability' as const;
  return {
    plan: {
      level: 'PER_BROKER',
      levels: [level('DEFAULT', 0), level('PER_BROKER', perBroker), level('PER_TOPIC_PER_BROKER', perTopic)],
      alarms,
      logGiBPerMonth,
    },
    purchases: [
      ...metricPurchases(perBroker),
      {
        item: `alarms, ${workload.name}`,
        priceKey: 'cloudwatch.alarm.standard',
        quantity: alarms,
        unit: 'alarm-months',
        component,
      },
      {
        item: 'logs of tasks',
        priceKey: 'cloudwatch.logs.ingest',
        quantity: logGiBPerMonth,
        unit: 'GB',
        component,
      },
      {
        item: 'logs kept a month',
        priceKey: 'cloudwatch.logs.storage',
        quantity: logGiBPerMonth,
        unit: 'GB-months',
        component,
      },
    ],
    findings: [],
  };
}

/** Ten thousand metrics at the first price, the next 240,000 at the second, as far as brokers and topics reach. */
function metricPurchases(metrics: number): Purchase[] {
  const first = Math.min(metrics, 10_000);
  const component = 'observability' as const;
  const unit = 'metric-months';
  return [
    {
      item: `broker metrics, ${whole(metrics)}`,
      priceKey: 'cloudwatch.metric.first10k',
      quantity: first,
      unit,
      component,
    },
    {
      item: 'broker metrics above 10,000',
      priceKey: 'cloudwatch.metric.next240k',
      quantity: metrics - first,
      unit,
      component,
    },
  ];
}

/** Lag of every group on every topic it reads, what every service shows, and the cluster. */
function alarmsOf({ workload, services, catalog }: PipelineContext): number {
  const lag = sumOf(topologyOf(workload).clients, ({ reads }) => reads.length);
  const { alarmsPerService, alarmsOfCluster } = catalog.pipeline;
  return lag + services.length * alarmsPerService.value + alarmsOfCluster.value;
}

/** Traffic between zones, and the way out to AWS. Replication between brokers is not billed. */
export function planNetwork(context: PipelineContext): Part<NetworkPlan> {
  const { stage, demands, load, catalog, choices, price } = context;
  const hours = catalog.rules.hoursPerMonth.value;
  const month = (bytesPerSecond: number) => (bytesPerSecond * 3600 * hours) / GIB;
  const across = stage.availabilityZones.length > 1 ? ACROSS : 0;
  const produce = month(load.averageIngressBytesPerSecond) * across;
  const egress = sumOf(demands, (demand) => demand.averageIngressBytesPerSecond * demand.readers.length);
  const consume = choices.isRackAware ? 0 : month(egress) * across;
  const endpoints = catalog.pipeline.interfaceEndpoints.value * stage.availabilityZones.length;
  const component = 'network' as const;
  const ways: Purchase[] = [
    {
      item: `interface endpoints, ${endpoints}`,
      priceKey: 'vpce.interface.hour',
      quantity: endpoints * hours,
      unit: 'hours',
      component,
    },
  ];
  const archived = sumOf(demands, (demand) =>
    context.workload.streams[demand.topic.name]?.archive === undefined
      ? 0
      : month(demand.averageIngressBytesPerSecond),
  );
  const nat = usdOf(
    [
      {
        item: 'NAT',
        priceKey: 'nat.hour',
        quantity: stage.availabilityZones.length * hours,
        unit: 'hours',
        component,
      },
      { item: 'NAT', priceKey: 'nat.data', quantity: archived, unit: 'GB', component },
    ],
    price,
  );
  const endpointsUsd = usdOf(ways, price);
  return {
    plan: {
      produceAcrossZonesGiB: produce,
      consumeAcrossZonesGiB: consume,
      rackAwareFetch: choices.isRackAware,
      interfaceEndpoints: endpoints,
      ...(nat !== undefined && { natUsdPerMonth: nat }),
      ...(endpointsUsd !== undefined && { endpointsUsdPerMonth: endpointsUsd }),
    },
    purchases: [
      {
        item: 'produce across zones, both directions',
        priceKey: 'dataTransfer.interAZ',
        quantity: produce * 2,
        unit: 'GB',
        component,
      },
      {
        item: 'consume across zones, both directions',
        priceKey: 'dataTransfer.interAZ',
        quantity: consume * 2,
        unit: 'GB',
        component,
      },
      ...ways,
    ],
    findings: [],
  };
}

/** A key for the secrets of all clients, and a secret each. */
export function securityPurchases({ workload }: PipelineContext): Purchase[] {
  const component = 'security' as const;
  return [
    { item: 'key of the secrets', priceKey: 'kms.key', quantity: 1, unit: 'key-months', component },
    {
      item: 'secrets of clients',
      priceKey: 'secretsmanager.secret',
      quantity: topologyOf(workload).clients.length,
      unit: 'secret-months',
      component,
    },
  ];
}
