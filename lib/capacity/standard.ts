import { BROKER_SOURCES, type StandardBroker } from './catalog/brokers';
import type { ClusterLoad } from './cluster-load';
import { type ClusterContext, overQuota, replicasWithInternal, ruledOut } from './cluster-rules';
import { largestOf } from './partitions';
import type { BrokerStorage, ClusterCandidate, Constraint } from './plan-model';
import { ceil, decimal, GIB, MB, MIB, mebibytes, roundUpTo, whole } from './quantities';

/**
 * A Standard broker type at the smallest count that carries the load: with the throughput every volume has, and,
 * where it can be bought, with as much provisioned throughput as that count needs. Nothing unbought is assumed.
 */
export function standardCandidates(
  broker: StandardBroker,
  load: ClusterLoad,
  context: ClusterContext,
): ClusterCandidate[] {
  const free = context.catalog.limits.volumeThroughput.value;
  const most = broker.provisionedThroughputMaxMiBPerSecond;
  const plain = candidate(broker, load, context, free);
  if (most === undefined) return [plain];
  const provisioned = candidate(broker, load, context, Math.floor(most));
  const bought = provisioned.storage?.provisionedThroughputMiBPerSecond ?? 0;
  return bought > free ? [plain, provisioned] : [plain];
}

function candidate(
  broker: StandardBroker,
  load: ClusterLoad,
  context: ClusterContext,
  volumeMiBPerSecond: number,
): ClusterCandidate {
  const constraints = standardConstraints(broker, load, context, volumeMiBPerSecond);
  const largest = largestOf(constraints);
  const brokers = roundUpTo(Math.max(1, context.stage.availabilityZones.length), largest.needs);
  const rejected =
    ruledOut(broker, context) ?? unknownNetwork(broker) ?? overQuota(brokers, largest.name, context);
  return {
    family: 'standard',
    instanceType: broker.type,
    brokers,
    boundBy: largest.name,
    constraints,
    storage: storageOf(brokers, load, context, volumeMiBPerSecond),
    ...(rejected !== undefined && { rejected }),
  };
}

function standardConstraints(
  broker: StandardBroker,
  load: ClusterLoad,
  context: ClusterContext,
  volumeMiBPerSecond: number,
): Constraint[] {
  const zones = context.stage.availabilityZones.length;
  const replicas = replicasWithInternal(load.partitionReplicas, context);
  return [
    { name: 'zones', needs: zones, arithmetic: `one broker in each of ${zones} zones = ${zones}` },
    ingress(broker, load, context, volumeMiBPerSecond),
    ...egress(broker, load, context),
    {
      name: 'partitions',
      needs: Math.max(1, ceil(replicas / broker.partitionsRecommended)),
      arithmetic: `${whole(replicas)} replicas ÷ ${whole(broker.partitionsRecommended)} = ${decimal(replicas / broker.partitionsRecommended)}`,
      source: BROKER_SOURCES.partitions,
    },
    storage(load, context),
  ];
}

/** Disk bound: what is produced is written by three brokers, read again by laggards, and moved when brokers change. */
function ingress(
  broker: StandardBroker,
  load: ClusterLoad,
  { catalog }: ClusterContext,
  volumeMiBPerSecond: number,
): Constraint {
  const { standardDiskFactor, standardUsableShare, volumeThroughput } = catalog.limits;
  const volume = volumeMiBPerSecond * MIB;
  const instance = broker.diskMBPerSecond * MB;
  const disk = Math.min(volume, instance);
  const perBroker = disk / standardDiskFactor.value;
  const needed = load.ingressBytesPerSecond / (perBroker * standardUsableShare.value);
  const bought = volumeMiBPerSecond > volumeThroughput.value ? 'provisioned' : 'volume';
  return {
    name: 'ingress',
    needs: Math.max(1, ceil(needed)),
    arithmetic: `${mebibytes(load.ingressBytesPerSecond)} ÷ (${mebibytes(perBroker)} × ${standardUsableShare.value}) = ${decimal(needed)}, where ${decimal(perBroker / MIB)} = ${mebibytes(disk)} (${disk === volume ? bought : 'instance'}) ÷ ${standardDiskFactor.value}`,
    source: standardDiskFactor.source,
  };
}

/** Network bound: replication and rebalancing per byte in, and every group that reads. */
function egress(broker: StandardBroker, load: ClusterLoad, { catalog }: ClusterContext): Constraint[] {
  if (broker.networkGbitPerSecond === undefined) return [];
  const { standardNetworkFactor, standardNetworkPerReader, standardUsableShare } = catalog.limits;
  const network = (broker.networkGbitPerSecond * 1e9) / 8;
  const moved =
    load.ingressBytesPerSecond * standardNetworkFactor.value +
    load.egressBytesPerSecond * standardNetworkPerReader.value;
  const needed = moved / (network * standardUsableShare.value);
  return [
    {
      name: 'egress',
      needs: Math.max(1, ceil(needed)),
      arithmetic: `(${mebibytes(load.ingressBytesPerSecond)} × ${standardNetworkFactor.value} + ${mebibytes(load.egressBytesPerSecond)} × ${standardNetworkPerReader.value}) ÷ (${mebibytes(network)} × ${standardUsableShare.value}) = ${decimal(needed)}`,
      source: BROKER_SOURCES.network,
    },
  ];
}

function storage(load: ClusterLoad, context: ClusterContext): Constraint {
  const { gib, arithmetic } = volumesGiB(load, context);
  const { volumeMax } = context.catalog.limits;
  const needed = gib / volumeMax.value;
  return {
    name: 'storage',
    needs: Math.max(1, ceil(needed)),
    arithmetic: `${arithmetic} ÷ ${whole(volumeMax.value)} GiB = ${decimal(needed)}`,
    source: volumeMax.source,
  };
}

/**
 * GiB of all volumes together: every copy of what is kept and one open segment per replica, at half of the disk; and
 * never so small that storage auto scaling, a tenth at most every six hours, would lose against the writers.
 */
function volumesGiB(load: ClusterLoad, { catalog }: ClusterContext): { gib: number; arithmetic: string } {
  const { standardDiskShare, storageScalingCooldown } = catalog.limits;
  const copies = catalog.rules.replicationFactor.value;
  const segments = load.partitionReplicas * catalog.rules.segment.value;
  const kept = (load.storedBytes / GIB) * copies;
  const atRest = (kept + segments) / standardDiskShare.value;
  const scalingHours = storageScalingCooldown.value * 10;
  const scaling = ((load.averageIngressBytesPerSecond * 3600 * scalingHours) / GIB) * copies;
  return atRest >= scaling
    ? {
        gib: atRest,
        arithmetic: `(${whole(load.storedBytes / GIB)} GiB × ${copies} copies + ${whole(segments)} GiB of open segments) ÷ ${standardDiskShare.value} = ${whole(atRest)} GiB`,
      }
    : {
        gib: scaling,
        arithmetic: `${scalingHours} h of ingress × ${copies} copies, so that auto scaling keeps up = ${whole(scaling)} GiB`,
      };
}

function storageOf(
  brokers: number,
  load: ClusterLoad,
  context: ClusterContext,
  volumeMiBPerSecond: number,
): BrokerStorage {
  const volumeGiB = Math.max(10, ceil(volumesGiB(load, context).gib / brokers));
  if (volumeMiBPerSecond <= context.catalog.limits.volumeThroughput.value) return { volumeGiB };
  const { standardDiskFactor, standardUsableShare } = context.catalog.limits;
  const moved = (load.ingressBytesPerSecond * standardDiskFactor.value) / standardUsableShare.value;
  return { volumeGiB, provisionedThroughputMiBPerSecond: ceil(moved / brokers / MIB) };
}

function unknownNetwork(broker: StandardBroker): string | undefined {
  return broker.networkGbitPerSecond === undefined
    ? `no figure for the network of ${broker.type} was found`
    : undefined;
}
