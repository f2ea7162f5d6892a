import type { Catalog } from './catalog/catalog';
import type { TopicDemand } from './demand';
import type { BrokerFamily, Constraint, NumberSource, PlanStage, Sized } from './plan-model';
import { ceil, decimal, MB, rate, roundUpTo } from './quantities';
import { readerTasks } from './task-rate';

/** What decides a partition count besides the demand. */
export interface PartitionContext {
  readonly family: BrokerFamily;
  readonly stage: PlanStage;
  readonly catalog: Catalog;
  /** A count the workload fixes by hand. */
  readonly fixed?: number;
}

/**
 * Partitions of a topic: the most any limit needs, up to a multiple of the zones so that every zone leads as many.
 * Global order takes one; a count fixed by hand is kept. Whether those two can carry the load is for the findings.
 */
export function sizePartitions(demand: TopicDemand, context: PartitionContext): Sized {
  const zones = context.stage.availabilityZones.length;
  const constraints = [throughput(demand, context), ...parallelism(demand, context), oneInEachZone(zones)];

  if (demand.ordering === 'global') {
    const order: Constraint = { name: 'order', needs: 1, arithmetic: 'global order = 1 partition' };
    return { count: 1, boundBy: order.name, constraints: [order, ...constraints] };
  }
  if (context.fixed !== undefined) {
    const fixed: Constraint = {
      name: 'fixed',
      needs: context.fixed,
      arithmetic: `fixed by the workload = ${context.fixed}`,
    };
    return { count: context.fixed, boundBy: fixed.name, constraints: [fixed, ...constraints] };
  }
  const largest = largestOf(constraints);
  return { count: roundUpTo(zones, largest.needs), boundBy: largest.name, constraints };
}

/** The constraint that needs most; the first of equals. */
export function largestOf(constraints: readonly Constraint[]): Constraint {
  return constraints.reduce((largest, constraint) =>
    constraint.needs > largest.needs ? constraint : largest,
  );
}

/** What one partition is trusted with in a family, before headroom, in bytes per second. */
export function partitionLimit(
  family: BrokerFamily,
  catalog: Catalog,
): { bytesPerSecond: number; source: NumberSource } {
  const fact =
    family === 'express'
      ? catalog.limits.expressPartitionThroughput
      : catalog.rules.standardPartitionThroughput;
  return { bytesPerSecond: fact.value * MB, source: fact.source };
}

function throughput(demand: TopicDemand, { family, catalog }: PartitionContext): Constraint {
  const { bytesPerSecond, source } = partitionLimit(family, catalog);
  const share = catalog.rules.partitionShare.value;
  const needed = (demand.ingressBytesPerSecond * demand.growthRatio) / (bytesPerSecond * share);
  return {
    name: 'throughput',
    needs: Math.max(1, ceil(needed)),
    arithmetic: `${rate(demand.ingressBytesPerSecond)}${grown(demand)} ÷ (${rate(bytesPerSecond)} × ${share}) = ${decimal(needed)}`,
    source,
  };
}

/** One group's task owns a partition alone, so the slowest group decides. */
function parallelism(demand: TopicDemand, { catalog }: PartitionContext): Constraint[] {
  const headroom = catalog.rules.parallelismHeadroom.value;
  const groups = demand.readers.map(({ group, runtime }): Constraint => {
    const { tasks, arithmetic } = readerTasks(demand, runtime, catalog);
    const needed = tasks * demand.growthRatio * headroom;
    return {
      name: 'parallelism',
      needs: Math.max(1, ceil(needed)),
      arithmetic: `${group}: ${arithmetic};${grown(demand)} × ${headroom} (headroom) = ${decimal(needed)}`,
      source:
        runtime === 'flink'
          ? catalog.services.flinkSource
          : catalog.services[runtime === 'archiver' ? 'archiver' : 'consumer'].source,
    };
  });
  return groups.length === 0 ? [] : [largestOf(groups)];
}

function oneInEachZone(zones: number): Constraint {
  return { name: 'zones', needs: zones, arithmetic: `one leader in each of ${zones} zones = ${zones}` };
}

function grown({ growthRatio }: TopicDemand): string {
  return growthRatio === 1 ? '' : ` × ${decimal(growthRatio)} (growth)`;
}
