import { BROKER_SOURCES, type ExpressBroker } from './catalog/brokers';
import type { ClusterLoad } from './cluster-load';
import {
  type ClusterContext,
  overQuota,
  replicasWithInternal,
  ruledOut,
  zoneLossFactor,
} from './cluster-rules';
import { largestOf } from './partitions';
import type { ClusterCandidate, Constraint } from './plan-model';
import { ceil, decimal, MB, rate, roundUpTo, whole } from './quantities';

/** An Express broker type at the smallest count that carries the load. Storage neither bounds nor needs sizing. */
export function expressCandidate(
  broker: ExpressBroker,
  load: ClusterLoad,
  context: ClusterContext,
): ClusterCandidate {
  const constraints = expressConstraints(broker, load, context);
  const largest = largestOf(constraints);
  const brokers = roundUpTo(Math.max(1, context.stage.availabilityZones.length), largest.needs);
  const rejected = ruledOut(broker, context) ?? overQuota(brokers, largest.name, context);
  return {
    family: 'express',
    instanceType: broker.type,
    brokers,
    boundBy: largest.name,
    constraints,
    ...(rejected !== undefined && { rejected }),
  };
}

/**
 * At peak the sustained quota is not passed; with a zone lost, the maximum quota is not, from which MSK throttles.
 * Sustained is two thirds of maximum, so both say nearly the same.
 */
function expressConstraints(broker: ExpressBroker, load: ClusterLoad, context: ClusterContext): Constraint[] {
  const lost = zoneLossFactor(context);
  const zones = context.stage.availabilityZones.length;
  const replicas = replicasWithInternal(load.partitionReplicas, context);
  return [
    { name: 'zones', needs: zones, arithmetic: `one broker in each of ${zones} zones = ${zones}` },
    quota('ingress', load.ingressBytesPerSecond, broker.ingressSustainedMBPerSecond),
    quota('ingress, one zone lost', load.ingressBytesPerSecond, broker.ingressMaxMBPerSecond, lost),
    quota('egress', load.egressBytesPerSecond, broker.egressSustainedMBPerSecond),
    quota('egress, one zone lost', load.egressBytesPerSecond, broker.egressMaxMBPerSecond, lost),
    {
      name: 'partitions',
      needs: Math.max(1, ceil(replicas / broker.partitionsRecommended)),
      arithmetic: `${whole(replicas)} replicas ÷ ${whole(broker.partitionsRecommended)} = ${decimal(replicas / broker.partitionsRecommended)}`,
      source: BROKER_SOURCES.expressQuota,
    },
  ];
}

function quota(name: string, bytesPerSecond: number, quotaMBPerSecond: number, factor = 1): Constraint {
  const needed = (bytesPerSecond * factor) / (quotaMBPerSecond * MB);
  const spread = factor === 1 ? '' : ` × ${decimal(factor)}`;
  return {
    name,
    needs: Math.max(1, ceil(needed)),
    arithmetic: `${rate(bytesPerSecond)}${spread} ÷ ${decimal(quotaMBPerSecond)} MB/s = ${decimal(needed)}`,
    source: BROKER_SOURCES.expressQuota,
  };
}
