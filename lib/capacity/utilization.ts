import type { ExpressBroker, StandardBroker } from './catalog/brokers';
import type { ClusterLoad } from './cluster-load';
import { type ClusterContext, replicasWithInternal, zoneLossFactor } from './cluster-rules';
import type { ClusterCandidate, ClusterPlan } from './plan-model';
import { GIB, MB, MIB } from './quantities';

type Utilization = ClusterPlan['utilization'];

/** Share of each limit a cluster uses at peak, and with one zone lost. */
export function utilizationOf(
  candidate: ClusterCandidate,
  load: ClusterLoad,
  context: ClusterContext,
): Utilization {
  const broker = context.catalog.brokers.find(({ type }) => type === candidate.instanceType);
  if (broker === undefined) return [];
  const replicas = replicasWithInternal(load.partitionReplicas, context);
  const partitions = replicas / (candidate.brokers * broker.partitionsRecommended);
  return [
    ...(broker.family === 'express'
      ? expressTraffic(broker, candidate, load, context)
      : standardTraffic(broker, candidate, load, context)),
    { limit: 'partitions (recommended)', ratio: partitions, ratioOneZoneLost: partitions },
  ];
}

/** Survivors carry the lost zone's share, and may go up to the maximum quota for that time. */
function expressTraffic(
  broker: ExpressBroker,
  { brokers }: ClusterCandidate,
  load: ClusterLoad,
  context: ClusterContext,
): Utilization {
  const lost = zoneLossFactor(context);
  const row = (limit: string, bytesPerSecond: number, sustained: number, max: number) => ({
    limit,
    ratio: bytesPerSecond / (brokers * sustained * MB),
    ratioOneZoneLost: (bytesPerSecond * lost) / (brokers * max * MB),
  });
  return [
    row(
      'ingress (sustained; zone lost: maximum)',
      load.ingressBytesPerSecond,
      broker.ingressSustainedMBPerSecond,
      broker.ingressMaxMBPerSecond,
    ),
    row(
      'egress (sustained; zone lost: maximum)',
      load.egressBytesPerSecond,
      broker.egressSustainedMBPerSecond,
      broker.egressMaxMBPerSecond,
    ),
  ];
}

/**
 * AWS's model describes a lost zone. With all zones up the disks write as much (1 + 2 copies against 1.5 + 1.5), and
 * readers take 1 instead of 1.5.
 */
function standardTraffic(
  broker: StandardBroker,
  { brokers, storage }: ClusterCandidate,
  load: ClusterLoad,
  { catalog }: ClusterContext,
): Utilization {
  const { standardDiskFactor, standardNetworkFactor, standardNetworkPerReader, volumeThroughput } =
    catalog.limits;
  const volume = (storage?.provisionedThroughputMiBPerSecond ?? volumeThroughput.value) * MIB;
  const disk = Math.min(volume, broker.diskMBPerSecond * MB) * brokers;
  const diskRatio = (load.ingressBytesPerSecond * standardDiskFactor.value) / disk;
  const network = (((broker.networkGbitPerSecond ?? 0) * 1e9) / 8) * brokers;
  const networkRatio = (perReader: number) =>
    (load.ingressBytesPerSecond * standardNetworkFactor.value + load.egressBytesPerSecond * perReader) /
    network;
  const copies = catalog.rules.replicationFactor.value;
  const kept = (load.storedBytes * copies) / ((storage?.volumeGiB ?? 0) * brokers * GIB);
  return [
    { limit: 'disk throughput', ratio: diskRatio, ratioOneZoneLost: diskRatio },
    {
      limit: 'network',
      ratio: networkRatio(1),
      ratioOneZoneLost: networkRatio(standardNetworkPerReader.value),
    },
    { limit: 'disk space', ratio: kept, ratioOneZoneLost: kept },
  ];
}
