import type { Catalog } from '../catalog/catalog';
import { searchCluster } from '../cluster';
import { storedBytesOf, type TopicDemand } from '../demand';
import type { BrokerFamily, ClusterCandidate } from '../plan-model';
import { GIB } from '../quantities';
import type { Sizes } from '../size-up';

/** AWS's script: copying segments away costs the disks and the network 1.5 more per byte in. */
const EXTRA_TRAFFIC = 1.5;
/** Hours that stay on the volumes, for readers that are a little behind. */
const LOCAL_HOURS = 6;
/** Shortest retention the tier accepts: https://docs.aws.amazon.com/msk/latest/developerguide/msk-tiered-storage.html */
const LEAST_RETENTION_HOURS = 72;

/**
 * Dollars a month with the cheapest Standard cluster that keeps older segments in MSK's tier.
 * @returns undefined where no stream may use it, no such cluster carries the load, or a price is missing
 */
export function usdWithTieredStorage(sizes: Sizes): number | undefined {
  const { context, loads, cluster } = sizes;
  const tiered = sizes.demands.filter((demand) => isTierable(demand, sizes));
  const price = context.price('msk.standard.tiered.storage');
  if (tiered.length === 0 || price === undefined || cluster.usdPerMonth === undefined) return undefined;
  const moved = tiered.reduce((sum, demand) => sum + storedBytesOf(demand), 0);
  const local = tiered.reduce(
    (sum, demand) => sum + storedBytesOf({ ...demand, retentionHours: LOCAL_HOURS }),
    0,
  );
  const standard = { ...loads.standard, storedBytes: loads.standard.storedBytes - moved + local };
  const { chosen } = searchCluster(
    { ...loads, standard },
    {
      cluster: { ...context.workload.cluster, family: 'standard' },
      stage: context.stage,
      catalog: tieredCatalog(context.catalog),
    },
  );
  if (chosen.rejected !== undefined || chosen.usdPerMonth === undefined) return undefined;
  return (
    sizes.usdPerMonth -
    withMetrics(cluster, cluster.family, sizes) +
    withMetrics(chosen, 'standard', sizes) +
    (moved / GIB) * price
  );
}

/** Compacted topics cannot be tiered, nor streams kept for less than three days. */
function isTierable({ topic, retentionHours }: TopicDemand, { context }: Sizes): boolean {
  const stream = context.workload.streams[topic.name];
  return stream !== undefined && stream.kind !== 'compacted' && retentionHours >= LEAST_RETENTION_HOURS;
}

function tieredCatalog(catalog: Catalog): Catalog {
  const { standardDiskFactor, standardNetworkFactor } = catalog.limits;
  const raised = (fact: typeof standardDiskFactor) => ({ ...fact, value: fact.value + EXTRA_TRAFFIC });
  return {
    ...catalog,
    brokers: catalog.brokers.filter(
      ({ family, type }) => family === 'standard' && !type.startsWith('kafka.t3'),
    ),
    limits: {
      ...catalog.limits,
      standardDiskFactor: raised(standardDiskFactor),
      standardNetworkFactor: raised(standardNetworkFactor),
    },
  };
}

/** A cluster with what the bill has besides because of it: metrics, and objects of the archive by its partitions. */
function withMetrics(candidate: ClusterCandidate, family: BrokerFamily, { context, loads }: Sizes): number {
  const { catalog, price } = context;
  const metrics = candidate.brokers * catalog.pipeline.metricsPerBroker.value;
  const objects = (loads[family].archiveObjectsPerMonth ?? 0) / 1000;
  return (
    (candidate.usdPerMonth ?? 0) +
    metrics * (price('cloudwatch.metric.first10k') ?? 0) +
    objects * (price('s3.put.standard') ?? 0)
  );
}
