import { topologyOf } from '../../workload/topology';
import { searchCluster } from '../cluster';
import type { BrokerFamily, Finding } from '../plan-model';
import { decimal, percent } from '../quantities';
import type { FindingContext } from './context';
import { clusterFor, clusterName, monthly } from './what-if';

/** What is remarkable about the cluster and the services as sized. */
export function clusterFindings(context: FindingContext): Finding[] {
  return [
    ...infeasible(context),
    ...outgrown(context),
    ...consumersBehind(context),
    ...missingPrices(context),
    irreversible(context),
  ];
}

function infeasible(context: FindingContext): Finding[] {
  const { cluster, catalog } = context;
  if (cluster.rejected === undefined) return [];
  const quota = catalog.limits.brokersPerCluster.value;
  return [
    {
      id: 'no-feasible-cluster',
      severity: 'problem',
      message: `no broker type carries this load. Closest: ${clusterName(cluster)}: ${cluster.rejected}`,
      counterOffer:
        withFreeChoice(context) ??
        `what fits in ${quota} brokers is about ${percent(Math.min(1, quota / cluster.brokers))} of this load: compress more, keep less, or split the workload over clusters`,
    },
  ];
}

/** What would be possible if the workload did not insist on a family or a version. */
function withFreeChoice({ workload, stage, catalog, loads }: FindingContext): string | undefined {
  const { chosen } = searchCluster(loads, {
    cluster: { ...workload.cluster, family: 'cheapest', kafkaVersion: '3.9.x.kraft' },
    stage,
    catalog,
  });
  return chosen.rejected === undefined
    ? `with cluster.family 'cheapest' and Kafka 3.9: ${clusterName(chosen)}${monthly(chosen)}`
    : undefined;
}

/** The cluster is bought for today; partitions alone are sized for the horizon. */
function outgrown(context: FindingContext): Finding[] {
  const { workload, cluster } = context;
  const { yearlyRatio, horizonMonths } = workload.growth;
  if (cluster.rejected !== undefined) return [];
  const ratio = yearlyRatio ** (horizonMonths / 12);
  const { chosen } = clusterFor(context, { bytes: ratio }, { ...workload.cluster, family: cluster.family });
  // Volumes grow in place, so the same brokers with more disk are no news.
  if (chosen.instanceType === cluster.instanceType && chosen.brokers === cluster.brokers) return [];
  const needed =
    chosen.rejected === undefined
      ? `${clusterName(chosen)}${monthly(chosen)}`
      : `more than one cluster offers (${chosen.rejected})`;
  return [
    {
      id: 'cluster-outgrown',
      severity: 'note',
      path: 'growth',
      message: `the cluster is bought for today's peak; growing × ${decimal(yearlyRatio)} a year, in ${horizonMonths} months the load needs ${needed}`,
    },
  ];
}

/** Only counts fixed by hand or by global order can leave a group with fewer partitions than busy tasks. */
function consumersBehind({ workload, services, topics }: FindingContext): Finding[] {
  const clients = new Map(topologyOf(workload).clients.map((client) => [client.name, client]));
  const byStream = new Map(
    topics.flatMap(({ name, purpose, partitions }) => (purpose === 'stream' ? [[name, partitions]] : [])),
  );
  return services.flatMap((service): Finding[] => {
    const client = clients.get(service.name);
    const needed = service.tasks.constraints.find(({ name }) => name === 'rate')?.needs ?? 0;
    const partitions = (client?.reads ?? []).reduce((sum, stream) => sum + (byStream.get(stream) ?? 0), 0);
    if (client?.group === undefined || needed <= partitions) return [];
    return [
      {
        id: 'consumer-cannot-keep-up',
        severity: 'problem',
        path: client.role === 'consumer' ? `consumers.${client.name}` : 'streams',
        message: `${client.name} needs ${needed} busy tasks at peak, its streams have ${partitions} partitions: the others would idle and the lag would grow`,
        counterOffer: 'give its streams more partitions, or make the consumer cheaper per record',
      },
    ];
  });
}

function missingPrices({ missingPrices, stage }: FindingContext): Finding[] {
  if (missingPrices.length === 0) return [];
  return [
    {
      id: 'price-missing',
      severity: 'warning',
      message: `no price in the catalog for ${stage.region}: ${missingPrices.join(', ')}. The total leaves them out, and types without a price rank last`,
      counterOffer:
        'add the rows to lib/capacity/catalog/prices.json with their source and date, or run penstock prices refresh',
    },
  ];
}

function irreversible({ cluster }: FindingContext): Finding {
  const family: Record<BrokerFamily, string> = {
    standard: 'volumes only grow, new brokers stay empty until partitions are moved to them',
    express: 'a change to Standard brokers is a new cluster',
  };
  return {
    id: 'irreversible',
    severity: 'note',
    message: `what cannot be undone in place: partitions only grow, and growing those of a keyed stream sends keys to other partitions; ${family[cluster.family]}`,
  };
}
