import type { Workload } from '../workload/workload';
import type { BrokerType } from './catalog/brokers';
import type { Catalog } from './catalog/catalog';
import type { PlanStage } from './plan-model';
import { whole } from './quantities';

/** What a cluster is planned for, besides its load. */
export interface ClusterContext {
  readonly cluster: Workload['cluster'];
  readonly stage: PlanStage;
  readonly catalog: Catalog;
}

/** AWS's sizing model and the Express brokers both stand in three zones. */
const ZONES = 3;

/**
 * Why a type cannot be chosen whatever the load; undefined when nothing forbids it.
 * Versions: https://docs.aws.amazon.com/msk/latest/developerguide/msk-broker-types-express.html and
 * https://docs.aws.amazon.com/msk/latest/developerguide/supported-kafka-versions.html, read 2026-11-21
 */
export function ruledOut(broker: BrokerType, { cluster, stage }: ClusterContext): string | undefined {
  const zones = stage.availabilityZones.length;
  if (broker.family === 'standard' && !broker.kraft)
    return `${broker.type} cannot run Kafka without ZooKeeper`;
  if (zones !== ZONES) {
    return broker.family === 'express'
      ? `Express brokers stand in ${ZONES} zones, the stage names ${zones}`
      : `the sizing model of AWS holds for ${ZONES} zones, the stage names ${zones}`;
  }
  if (broker.family === 'express' && cluster.kafkaVersion === '4.1.x.kraft') {
    return 'Express brokers do not offer Kafka 4.1';
  }
  if (broker.family === 'standard' && cluster.kafkaVersion === '4.2.x.kraft') {
    return 'Standard brokers do not offer Kafka 4.2';
  }
  if (cluster.family !== 'cheapest' && cluster.family !== broker.family) {
    return `the workload asks for ${cluster.family} brokers`;
  }
  return undefined;
}

/** Why that many brokers cannot be had; undefined when they can. */
export function overQuota(brokers: number, boundBy: string, { catalog }: ClusterContext): string | undefined {
  const quota = catalog.limits.brokersPerCluster.value;
  return brokers <= quota
    ? undefined
    : `${boundBy} needs ${whole(brokers)} brokers, a cluster has at most ${quota}`;
}

/** Leaders and followers of all topics, Kafka's own included. */
export function replicasWithInternal(partitionReplicas: number, { catalog }: ClusterContext): number {
  const { internalPartitions, replicationFactor } = catalog.rules;
  return partitionReplicas + internalPartitions.value * replicationFactor.value;
}

/** Load on each survivor when one of n zones is lost, relative to before: 3/2 of three zones. */
export function zoneLossFactor({ stage }: ClusterContext): number {
  const zones = stage.availabilityZones.length;
  return zones > 1 ? zones / (zones - 1) : 1;
}
