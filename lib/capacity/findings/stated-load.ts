import { type Price, priceOf } from '../catalog/prices';
import { partitionLimit } from '../partitions';
import type { Finding } from '../plan-model';
import { ceil, decimal, rate, size, whole } from '../quantities';
import type { FindingContext } from './context';
import { clusterFor, clusterOffer, rawBytesPerSecond, recordsPerSecond, sourcesOf } from './what-if';

const SECONDS_PER_DAY = 86_400;
/** A statement this close to the arithmetic is rounding. */
const ROUNDING = 1.1;

/** Volumes and rates a document states, against the arithmetic of its own load. */
export function statedLoadFindings(context: FindingContext): Finding[] {
  return [...bytesPerDay(context), ...partitionBytes(context), ...cacheBytes(context)];
}

function bytesPerDay(context: FindingContext): Finding[] {
  const stated = context.workload.stated?.bytesPerDay;
  if (stated === undefined) return [];
  const { peak, average } = rawBytesPerSecond(context);
  const averagePerDay = average * SECONDS_PER_DAY;
  if (stated <= averagePerDay * ROUNDING && stated >= averagePerDay / ROUNDING) return [];

  const records = recordsPerSecond(context);
  const perSecond = stated / SECONDS_PER_DAY;
  const ratio = stated / averagePerDay;
  const reading = clusterFor(context, { bytes: ratio }).chosen;
  const bytesPerRecord = peak / records;
  const factor = ratio < 1 ? `${decimal(1 / ratio)} times too little` : `${decimal(ratio)} times too much`;
  return [
    {
      id: 'stated-volume-differs',
      severity: 'problem',
      path: 'stated.bytesPerDay',
      message: `${context.workload.stated?.source} says ${size(stated)} a day, but the streams average ${rate(average)} × 86,400 s = ${size(averagePerDay)} a day before compression (${rate(peak)} at peak): ${factor}. ${size(stated)} a day is ${rate(perSecond)}: ${whole(perSecond / bytesPerRecord)} records/s of ${whole(bytesPerRecord)} bytes, or ${whole(records)} records/s of ${whole(perSecond / records)} bytes, or a day whose peak is ${decimal(peak / perSecond)} times its average`,
      counterOffer:
        reading.rejected === undefined
          ? `find out which number is right before buying anything. If the volume is: set averagePerSecond or recordBytes to match; ${clusterOffer(reading)} would carry that volume at peak`
          : 'find out which number is right before buying anything: no cluster carries the stated volume either',
    },
  ];
}

function partitionBytes(context: FindingContext): Finding[] {
  const { workload, catalog, cluster, loads } = context;
  const stated = workload.stated?.partitionBytesPerSecond;
  if (stated === undefined) return [];
  const limit = partitionLimit(cluster.family, catalog);
  if (stated <= limit.bytesPerSecond) return [];
  const ingress = loads[cluster.family].ingressBytesPerSecond;
  const partitions = (perPartition: number) => Math.max(1, ceil(ingress / perPartition));
  return [
    {
      id: 'stated-partition-too-fast',
      severity: 'problem',
      path: 'stated.partitionBytesPerSecond',
      message: `${workload.stated?.source} trusts one partition with ${rate(stated)}; on ${cluster.family} brokers ${rate(limit.bytesPerSecond)} is what one is planned with. ${rate(ingress)} are ${whole(partitions(stated))} partitions by the first figure, ${whole(partitions(limit.bytesPerSecond))} by the second, three replicas each`,
      counterOffer: `use the ${whole(loads[cluster.family].partitions)} partitions of this plan, headroom for hot keys and growth included, and measure one partition before trusting it with more; partitions cost nothing until they bound the brokers: ${clusterOffer(cluster)}`,
    },
  ];
}

function cacheBytes(context: FindingContext): Finding[] {
  const stated = context.workload.stated?.cacheBytes;
  const { peak } = rawBytesPerSecond(context);
  if (stated === undefined || peak === 0) return [];
  const seconds = stated / peak;
  // An hour of everything is a cache of its own kind; less cannot be meant to hold raw records.
  if (seconds >= 3600) return [];
  const records = Math.floor(stated / (peak / recordsPerSecond(context)));
  return [
    {
      id: 'cache-holds-seconds',
      severity: 'warning',
      path: 'stated.cacheBytes',
      message: `${size(stated)} hold ${decimal(seconds)} seconds of the raw records at peak (${size(stated)} ÷ ${rate(peak)}): not a store of records`,
      counterOffer: `keep the latest value per key and counts per window: the same memory holds ${whole(records)} values as large as a record, whatever the rate${cacheOffer(stated, context)}`,
      ...sourcesOf(cachePrice(context)),
    },
  ];
}

/** Two thirds of a node's memory hold data; each shard has one replica. Sizes: r7g.xlarge has 26.32 GiB. */
function cacheOffer(bytes: number, context: FindingContext): string {
  const { catalog, stage } = context;
  const price = cachePrice(context);
  if (price === undefined) return `; no price for it in ${stage.region}`;
  const nodes = 2 * ceil(bytes / (26.32 * 2 ** 30 * (2 / 3)));
  const monthlyUsd = nodes * price.usd * catalog.rules.hoursPerMonth.value;
  return `; as Valkey ${nodes} × cache.r7g.xlarge, replicas included, $${whole(monthlyUsd)} a month`;
}

function cachePrice({ catalog, stage }: FindingContext): Price | undefined {
  return priceOf(catalog.prices, stage.region, 'elasticache.valkey.cache.r7g.xlarge');
}
