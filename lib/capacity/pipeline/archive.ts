import type { Purchase } from '../cluster-cost';
import type { ArchivedStreamPlan, ArchivePlan } from '../pipeline-model';
import { decimal, GIB, whole } from '../quantities';
import { objectsPerMonth } from './archive-objects';
import type { Choices, Part, PipelineContext } from './part';

/** Days in S3 Standard before a colder class. */
const WARM_DAYS = 30;
/** Shortest billed stay of each class: https://aws.amazon.com/s3/pricing/, as the price rows name them. */
const COLD = {
  'glacier-ir': { storage: 's3.glacierIR', transition: 's3.lifecycle.toGlacierIR', minimumDays: 90 },
  'deep-archive': { storage: 's3.deepArchive', transition: 's3.lifecycle.toDeepArchive', minimumDays: 180 },
} as const;
const TIERS = [
  { key: 's3.standard.first50TB', fromGiB: 0, toGiB: 51_200 },
  { key: 's3.standard.next450TB', fromGiB: 51_200, toGiB: 512_000 },
  { key: 's3.standard.over500TB', fromGiB: 512_000, toGiB: Number.POSITIVE_INFINITY },
] as const;

/** How archived streams reach S3, in which objects, and what keeping them costs once all days have filled. */
export function planArchive(context: PipelineContext): Part<ArchivePlan> {
  const streams = archivedStreams(context);
  const deployed = streams.length === 0 ? 'none' : 'service';
  return {
    plan: { ...recommendation(streams, context), deployed, streams },
    purchases: archivePurchases(streams, context.choices.archiveClass),
    findings: [],
  };
}

function archivedStreams({ workload, demands, topics, catalog }: PipelineContext): ArchivedStreamPlan[] {
  const seconds = catalog.rules.hoursPerMonth.value * 3600;
  return demands.flatMap((demand, index): ArchivedStreamPlan[] => {
    const archive = workload.streams[demand.topic.name]?.archive;
    if (archive === undefined) return [];
    const bytesPerMonth = demand.averageIngressBytesPerSecond * seconds;
    const objects = objectsPerMonth(demand, topics[index]?.partitions ?? 1, catalog);
    return [
      {
        stream: demand.topic.name,
        days: archive.days,
        bytesPerMonth,
        storedBytes: demand.averageIngressBytesPerSecond * archive.days * 86_400,
        objectsPerMonth: objects,
        objectBytes: bytesPerMonth / objects,
      },
    ];
  });
}

function recommendation(
  streams: readonly ArchivedStreamPlan[],
  { workload, cluster, catalog }: PipelineContext,
): Pick<ArchivePlan, 'recommended' | 'because'> {
  const { channelFreshness, archiveFreshness } = catalog.pipeline;
  if (streams.length === 0) return { recommended: 'none', because: 'no stream is archived' };
  if (cluster.family === 'standard') {
    return { recommended: 'service', because: 'MSK data delivery reads Express brokers only' };
  }
  const fresher = streams.filter(
    ({ stream }) =>
      (workload.streams[stream]?.archive?.freshnessMinutes ?? archiveFreshness.value) <
      channelFreshness.value,
  );
  if (fresher.length > 0) {
    return {
      recommended: 'service',
      because: `${fresher.map(({ stream }) => stream).join(', ')} must be there within less than ${channelFreshness.value} minutes, the best MSK data delivery offers`,
    };
  }
  return {
    recommended: 'channel',
    because: `the brokers are Express and ${channelFreshness.value} to ${archiveFreshness.value} minutes are fresh enough: MSK data delivery takes no broker egress and no tasks. Its price per GB is not in the catalog; the archiver service is what is deployed and billed here`,
  };
}

function archivePurchases(
  streams: readonly ArchivedStreamPlan[],
  archiveClass: Choices['archiveClass'],
): Purchase[] {
  const component = 'archive' as const;
  const requests = streams.map(
    ({ stream, objectsPerMonth: objects, objectBytes }): Purchase => ({
      item: `archive ${stream}, objects of ${decimal(objectBytes / 1e6)} MB`,
      priceKey: 's3.put.standard',
      quantity: objects / 1000,
      unit: 'thousand requests',
      component,
      stream,
    }),
  );
  return [...requests, ...(streams.length === 0 ? [] : storage(streams, archiveClass))];
}

/** Standard is priced in steps of the whole bucket; the colder classes are not. */
function storage(streams: readonly ArchivedStreamPlan[], archiveClass: Choices['archiveClass']): Purchase[] {
  const component = 'archive' as const;
  const moved =
    archiveClass === 'standard' ? [] : streams.filter((stream) => isWorthMoving(stream, archiveClass));
  const coldGiB = moved.reduce(
    (sum, { storedBytes, days }) => sum + (storedBytes * (1 - WARM_DAYS / days)) / GIB,
    0,
  );
  const totalGiB = streams.reduce((sum, { storedBytes }) => sum + storedBytes / GIB, 0);
  const standardGiB = totalGiB - coldGiB;
  const tiers = TIERS.map(
    ({ key, fromGiB, toGiB }): Purchase => ({
      item: `archive, S3 Standard${fromGiB === 0 ? '' : ` above ${whole(fromGiB)} GB`}`,
      priceKey: key,
      quantity: Math.max(0, Math.min(standardGiB, toGiB) - fromGiB),
      unit: 'GB-months',
      component,
    }),
  );
  if (archiveClass === 'standard' || moved.length === 0) return tiers;
  const { storage: storageKey, transition } = COLD[archiveClass];
  const objects = moved.reduce((sum, stream) => sum + stream.objectsPerMonth, 0);
  return [
    ...tiers,
    {
      item: `archive after ${WARM_DAYS} days, ${archiveClass}`,
      priceKey: storageKey,
      quantity: coldGiB,
      unit: 'GB-months',
      component,
    },
    {
      item: `moves to ${archiveClass}`,
      priceKey: transition,
      quantity: objects / 1000,
      unit: 'thousand requests',
      component,
    },
  ];
}

function isWorthMoving({ days }: ArchivedStreamPlan, archiveClass: keyof typeof COLD): boolean {
  return days >= WARM_DAYS + COLD[archiveClass].minimumDays;
}
