import { archivedStreams } from '../../workload/topology';
import { priceOf } from '../catalog/prices';
import type { TopicDemand } from '../demand';
import { partitionLimit } from '../partitions';
import type { Finding, TopicPlan } from '../plan-model';
import { decimal, GIB, rate, size, usd, whole } from '../quantities';
import { readerTasks } from '../task-rate';
import type { FindingContext } from './context';
import { plannedOffer, sourcesOf } from './what-if';

/** From here a peak is called far above its average. */
const FAR_ABOVE = 10;
const GIB_PER_TIB = 1024;

/** What is remarkable about single streams. */
export function streamFindings(context: FindingContext): Finding[] {
  const streams = context.demands.filter(({ topic }) => topic.purpose === 'stream');
  const topics = new Map(context.topics.map((topic) => [topic.name, topic]));
  return [
    ...streams.flatMap((demand) => [
      ...peakAgainstAverage(demand),
      ...chosenPartitions(demand, topics.get(demand.topic.name), context),
      ...nobodyReads(demand),
    ]),
    ...cappedRetention(context),
    ...archiveSize(context),
  ];
}

function peakAgainstAverage({ topic, peakPerSecond, averagePerSecond }: TopicDemand): Finding[] {
  const ratio = peakPerSecond / averagePerSecond;
  const path = `streams.${topic.name}.load`;
  if (ratio > FAR_ABOVE) {
    return [
      {
        id: 'peak-far-above-average',
        severity: 'warning',
        path,
        message: `the peak is ${decimal(ratio)} times the average: brokers, partitions and tasks are paid for the peak all day`,
        counterOffer: 'spread what need not arrive at once, or check that both numbers are per second',
      },
    ];
  }
  if (ratio > 1) return [];
  return [
    {
      id: 'average-equals-peak',
      severity: 'note',
      path,
      message: 'the average equals the peak: storage and data are computed for a load that never rests',
      counterOffer: 'state the average of a whole day; what is kept and billed shrinks with it',
    },
  ];
}

/** Counts the planner did not choose: one for global order, or fixed by hand. */
function chosenPartitions(
  demand: TopicDemand,
  topic: TopicPlan | undefined,
  context: FindingContext,
): Finding[] {
  if (topic === undefined) return [];
  if (topic.sizing.boundBy === 'order') return globalOrder(demand, topic, context);
  return topic.sizing.boundBy === 'fixed' ? fixedByHand(demand, topic, context) : [];
}

function globalOrder(demand: TopicDemand, topic: TopicPlan, context: FindingContext): Finding[] {
  const limits = overloads(demand, topic, context);
  if (limits.length === 0) return [];
  return [
    {
      id: 'global-order-too-fast',
      severity: 'problem',
      path: `streams.${topic.name}.ordering`,
      message: `global order means one partition, and one cannot carry this: ${limits.join('; ')}`,
      counterOffer:
        "use 'per-key': order within a customer, a device or an account is what readers usually need",
    },
  ];
}

function fixedByHand(demand: TopicDemand, topic: TopicPlan, context: FindingContext): Finding[] {
  const path = `streams.${topic.name}.partitions`;
  const limits = overloads(demand, topic, context);
  const wanted = topic.sizing.constraints.filter(({ needs }) => needs > topic.partitions);
  const zones = context.stage.availabilityZones.length;
  if (limits.length > 0) {
    return [
      {
        id: 'partitions-too-few',
        severity: 'problem',
        path,
        message: `${topic.partitions} partitions cannot carry this: ${limits.join('; ')}`,
        counterOffer: `leave "partitions" out: the planner would take ${wholeNeeds(topic)}, headroom for hot keys and growth included; ${plannedOffer(context)}`,
      },
    ];
  }
  if (wanted.length > 0) {
    return [
      {
        id: 'partitions-below-need',
        severity: 'warning',
        path,
        message: `${topic.partitions} partitions carry today's load without the planner's headroom: ${wanted.map(({ name, needs }) => `${name} wants ${needs}`).join(', ')}`,
        counterOffer: 'leave "partitions" out, or accept less room for growth and hot keys',
      },
    ];
  }
  if (topic.partitions % zones === 0) return [];
  return [
    {
      id: 'partitions-uneven',
      severity: 'note',
      path,
      message: `${topic.partitions} partitions do not spread evenly over ${zones} zones: one zone leads more than another`,
      counterOffer: `use a multiple of ${zones}`,
    },
  ];
}

/** What the limits ask for when no count is fixed. */
function wholeNeeds({ sizing }: TopicPlan): string {
  const needs = sizing.constraints
    .filter(({ name }) => name !== 'fixed')
    .map((constraint) => constraint.needs);
  return whole(Math.max(...needs));
}

/** Limits of today's load that these partitions break, without any headroom. */
function overloads(demand: TopicDemand, topic: TopicPlan, { cluster, catalog }: FindingContext): string[] {
  const { bytesPerSecond } = partitionLimit(cluster.family, catalog);
  const perPartition = demand.ingressBytesPerSecond / topic.partitions;
  const slow = demand.readers
    .map(({ group, runtime }) => ({ group, ...readerTasks(demand, runtime, catalog) }))
    .filter(({ tasks }) => tasks > topic.partitions);
  return [
    ...(perPartition > bytesPerSecond
      ? [`${rate(perPartition)} into each partition, the limit is ${rate(bytesPerSecond)}`]
      : []),
    ...slow.map(
      ({ group, tasks }) => `${group} needs ${decimal(tasks)} tasks at once, each owns a partition alone`,
    ),
  ];
}

function nobodyReads({ topic, readers }: TopicDemand): Finding[] {
  if (readers.length > 0) return [];
  return [
    {
      id: 'nobody-reads',
      severity: 'warning',
      path: `streams.${topic.name}`,
      message: 'no consumer reads it and it is not archived: its records are kept, paid for and dropped',
      counterOffer: 'add a consumer or an archive, or remove the stream',
    },
  ];
}

function cappedRetention({ workload, stage }: FindingContext): Finding[] {
  const cap = stage.retentionHoursAtMost;
  if (cap === undefined) return [];
  const capped = Object.entries(workload.streams).filter(([, stream]) => stream.retentionHours > cap);
  if (capped.length === 0) return [];
  return [
    {
      id: 'retention-capped',
      severity: 'note',
      message: `stage ${stage.name} keeps records ${decimal(cap)} h at most, less than ${capped.map(([name]) => name).join(', ')} ask for`,
    },
  ];
}

/** What an archive grows to is decided on the first day and paid years later. */
function archiveSize({ workload, demands, stage, catalog }: FindingContext): Finding[] {
  const byName = new Map(demands.map((demand) => [demand.topic.name, demand]));
  const streams = archivedStreams(workload).map((name) => ({
    days: workload.streams[name]?.archive?.days ?? 0,
    demand: byName.get(name),
  }));
  const bytes = streams.reduce(
    (sum, { days, demand }) =>
      sum + (demand === undefined ? 0 : demand.averageIngressBytesPerSecond * 86_400 * days),
    0,
  );
  if (bytes === 0) return [];
  const monthly = s3StandardUsd(bytes / GIB, stage.region, catalog);
  const cost =
    monthly === undefined ? `no price for it in ${stage.region}` : `${usd(monthly)} a month in S3 Standard`;
  return [
    {
      id: 'archive-size',
      severity: 'note',
      message: `the archive grows to ${size(bytes)} compressed, ${cost}, reached after ${whole(Math.max(...streams.map(({ days }) => days)))} days at today's rate; the total contains it`,
      counterOffer: `shorten archive.days where nobody will ask, or move older objects to a colder class${colderClasses(bytes / GIB, stage.region, catalog)}`,
      ...sourcesOf(
        priceOf(catalog.prices, stage.region, 's3.standard.first50TB'),
        priceOf(catalog.prices, stage.region, 's3.glacierIR'),
      ),
    },
  ];
}

/** The same bytes in the two archive classes. Restoring and moving cost extra. */
function colderClasses(gib: number, region: string, { prices }: FindingContext['catalog']): string {
  const offers = [
    { name: 'Glacier Instant Retrieval', price: priceOf(prices, region, 's3.glacierIR') },
    { name: 'Glacier Deep Archive', price: priceOf(prices, region, 's3.deepArchive') },
  ].flatMap(({ name, price }) => (price === undefined ? [] : [`${name} ${usd(gib * price.usd)} a month`]));
  return offers.length === 0 ? '' : `: ${offers.join(', ')}`;
}

function s3StandardUsd(
  gib: number,
  region: string,
  { prices }: FindingContext['catalog'],
): number | undefined {
  const tiers = [
    { key: 's3.standard.first50TB', gib: 50 * GIB_PER_TIB },
    { key: 's3.standard.next450TB', gib: 450 * GIB_PER_TIB },
    { key: 's3.standard.over500TB', gib: Number.POSITIVE_INFINITY },
  ];
  let left = gib;
  let total = 0;
  for (const tier of tiers) {
    const price = priceOf(prices, region, tier.key);
    if (price === undefined) return undefined;
    total += Math.min(left, tier.gib) * price.usd;
    left = Math.max(0, left - tier.gib);
  }
  return total;
}
