import { billFor, type Purchase } from '../cluster-cost';
import type { TopicDemand } from '../demand';
import type { ServiceComparison } from '../pipeline-model';
import { GIB, MB, rate, whole } from '../quantities';
import type { Sizes } from '../size-up';
import { sumOf } from './part';

const DAY = 24;
const WEEK = 168;

/** The same load on the two services people ask about, with the quotas it breaks there. */
export function compareServices(sizes: Sizes): ServiceComparison[] {
  return [kinesis(sizes), mskServerless(sizes)];
}

function kinesis(sizes: Sizes): ServiceComparison {
  const { demands, context } = sizes;
  const { catalog, workload } = context;
  const { kinesisWriteMax, kinesisReadMax, kinesisRetentionMax } = catalog.pipeline;
  const infeasible = demands.flatMap((demand): string[] => {
    const written = demand.peakPerSecond * meteredBytes(demand, sizes);
    const read = written * demand.readers.length;
    const { name } = demand.topic;
    return [
      ...(written > kinesisWriteMax.value
        ? [`${name}: ${rate(written)} in, a stream takes ${rate(kinesisWriteMax.value)}`]
        : []),
      ...(read > kinesisReadMax.value
        ? [`${name}: ${rate(read)} out, a stream gives ${rate(kinesisReadMax.value)}`]
        : []),
      ...(demand.retentionHours > kinesisRetentionMax.value
        ? [`${name}: ${whole(demand.retentionHours)} h, a stream keeps ${whole(kinesisRetentionMax.value)} h`]
        : []),
      ...(workload.streams[name]?.kind === 'compacted' ? [`${name} is compacted, a stream is not`] : []),
    ];
  });
  return compared('Kinesis Data Streams, on demand', kinesisPurchases(sizes), {
    sizes,
    infeasible,
    notes: [
      'each record is metered before compression, rounded up to 1 KiB; producers that pack records into one change that',
      'other clients: no Kafka API',
    ],
  });
}

function kinesisPurchases(sizes: Sizes): Purchase[] {
  const { demands, context } = sizes;
  const hours = context.catalog.rules.hoursPerMonth.value;
  const perSecond = (demand: TopicDemand) => demand.averagePerSecond * meteredBytes(demand, sizes);
  const month = (bytes: number) => (bytes * 3600 * hours) / GIB;
  const kept = (from: number, to: number) =>
    sumOf(demands, (demand) => {
      const extra = Math.max(0, Math.min(demand.retentionHours, to) - from);
      return (perSecond(demand) * extra * 3600) / GIB;
    });
  const component = 'brokers' as const;
  const key = 'kinesis.onDemandStandard';
  return [
    {
      item: `streams, ${demands.length}`,
      priceKey: `${key}.stream`,
      quantity: demands.length * hours,
      unit: 'stream-hours',
      component,
    },
    {
      item: 'data in',
      priceKey: `${key}.in`,
      quantity: month(sumOf(demands, perSecond)),
      unit: 'GB',
      component,
    },
    {
      item: 'data out',
      priceKey: `${key}.out`,
      quantity: month(sumOf(demands, (demand) => perSecond(demand) * demand.readers.length)),
      unit: 'GB',
      component,
    },
    {
      item: 'kept, second to seventh day',
      priceKey: `${key}.retention24hTo7d`,
      quantity: kept(DAY, WEEK),
      unit: 'GB-months',
      component,
    },
    {
      item: 'kept, from the eighth day',
      priceKey: 'kinesis.longRetention',
      quantity: kept(WEEK, Number.POSITIVE_INFINITY),
      unit: 'GB-months',
      component,
    },
  ];
}

function meteredBytes({ recordBytes }: TopicDemand, { context }: Sizes): number {
  const step = context.catalog.pipeline.kinesisRecordStep.value;
  return Math.ceil(recordBytes / step) * step;
}

function mskServerless(sizes: Sizes): ServiceComparison {
  const { load, topics, catalog } = sizes.context;
  const { serverlessIngressMax, serverlessEgressMax, serverlessPartitionsMax } = catalog.pipeline;
  const [ingress, egress] = [serverlessIngressMax.value * MB, serverlessEgressMax.value * MB];
  const infeasible = [
    ...(load.ingressBytesPerSecond > ingress
      ? [`${rate(load.ingressBytesPerSecond)} in, a cluster takes ${rate(ingress)}`]
      : []),
    ...(load.egressBytesPerSecond > egress
      ? [`${rate(load.egressBytesPerSecond)} out, a cluster gives ${rate(egress)}`]
      : []),
    ...(load.partitions > serverlessPartitionsMax.value
      ? [`${whole(load.partitions)} partitions, a cluster has ${whole(serverlessPartitionsMax.value)}`]
      : []),
  ];
  const hours = catalog.rules.hoursPerMonth.value;
  const month = (bytes: number) => (bytes * 3600 * hours) / GIB;
  const egressPerSecond = sumOf(
    sizes.demands,
    (demand) => demand.averageIngressBytesPerSecond * demand.readers.length,
  );
  const component = 'brokers' as const;
  const purchases: Purchase[] = [
    {
      item: 'cluster',
      priceKey: 'msk.serverless.cluster',
      quantity: hours,
      unit: 'cluster-hours',
      component,
    },
    {
      item: `partitions, ${whole(load.partitions)} of ${topics.length} topics`,
      priceKey: 'msk.serverless.partition',
      quantity: load.partitions * hours,
      unit: 'partition-hours',
      component,
    },
    {
      item: 'data in',
      priceKey: 'msk.serverless.in',
      quantity: month(load.averageIngressBytesPerSecond),
      unit: 'GB',
      component,
    },
    {
      item: 'data out',
      priceKey: 'msk.serverless.out',
      quantity: month(egressPerSecond),
      unit: 'GB',
      component,
    },
    {
      item: 'storage',
      priceKey: 'msk.serverless.storage',
      quantity: load.storedBytes / GIB,
      unit: 'GB-months',
      component,
    },
  ];
  return compared('MSK Serverless', purchases, {
    sizes,
    infeasible,
    notes: ['clients sign in with IAM only: no SCRAM users, no ACLs of Kafka'],
  });
}

function compared(
  service: string,
  purchases: readonly Purchase[],
  {
    sizes,
    infeasible,
    notes,
  }: { readonly sizes: Sizes; readonly infeasible: readonly string[]; readonly notes: readonly string[] },
): ServiceComparison {
  const { stage, catalog } = sizes.context;
  const { lines, missing } = billFor(purchases, stage.region, catalog);
  const isPriced = infeasible.length === 0 && missing.length === 0;
  const replaced = sizes.bill.lines.filter(
    ({ component, item }) =>
      component === 'brokers' || item.includes('across zones') || item.startsWith('broker metrics'),
  );
  return {
    service,
    ...(isPriced && { usdPerMonth: sumOf(lines, ({ usdPerMonth }) => usdPerMonth) }),
    replacesUsdPerMonth: sumOf(replaced, ({ usdPerMonth }) => usdPerMonth),
    lines,
    infeasible,
    notes: [...notes, ...missing.map((key) => `no price for ${key} in ${stage.region}`)],
  };
}
