import type { CacheSink } from '../../workload/sinks';
import { type CacheNode, STORE_SOURCES } from '../catalog/stores';
import type { Purchase } from '../cluster-cost';
import { largestOf } from '../partitions';
import type { CacheCandidate, CachePlan } from '../pipeline-model';
import type { Constraint } from '../plan-model';
import { ceil, decimal, GIB, size, whole } from '../quantities';
import { flowsOf, type Part, type PipelineContext, sumOf, usdOf } from './part';

/** How lines of the bill for the cache begin; the other lines of the stores are the database. */
export const CACHE_ITEM = 'cache, ';

const REPLICAS = 1;

interface Share {
  readonly consumer: string;
  readonly bytes: number;
  readonly commandsPerSecond: number;
  /** Bytes per second of those commands. */
  readonly trafficBytesPerSecond: number;
}

/** Valkey for what consumers keep in a cache: every node type at the shards it needs, the cheapest chosen. */
export function planCache(context: PipelineContext): Part<CachePlan | undefined> {
  const shares = Object.entries(context.workload.consumers).flatMap(([name, { sinks }]) =>
    sinks?.cache === undefined ? [] : [shareOf(name, sinks.cache, context)],
  );
  if (shares.length === 0) return { plan: undefined, purchases: [], findings: [] };
  const candidates = context.catalog.cacheNodes
    .map((node) => candidateOf(node, shares, context))
    .sort((a, b) => (a.usdPerMonth ?? Infinity) - (b.usdPerMonth ?? Infinity) || a.nodes - b.nodes);
  const [chosen, ...alternatives] = candidates;
  if (chosen === undefined) throw new Error('the catalog has no cache nodes: no cache can be planned');
  return {
    plan: {
      ...chosen,
      replicasPerShard: REPLICAS,
      dataBytes: sumOf(shares, ({ bytes }) => bytes),
      commandsPerSecond: sumOf(shares, ({ commandsPerSecond }) => commandsPerSecond),
      alternatives,
    },
    purchases: nodeHours(chosen, context),
    findings: [],
  };
}

function shareOf(consumer: string, sink: CacheSink, context: PipelineContext): Share {
  const { workload, stage, demands, catalog } = context;
  const reads = workload.consumers[consumer]?.reads ?? [];
  const flows = flowsOf(demands, reads);
  const records = sumOf(flows, ({ peakPerSecond }) => peakPerSecond);
  const perKey = sink.bytesPerKey + catalog.pipeline.cacheKeyOverhead.value;
  const commandsPerSecond = records * sink.writesPerRecord + sink.readsPerSecond * stage.loadScale;
  return {
    consumer,
    bytes: sink.keys * stage.loadScale * perKey,
    commandsPerSecond,
    trafficBytesPerSecond: commandsPerSecond * sink.bytesPerKey,
  };
}

function candidateOf(node: CacheNode, shares: readonly Share[], context: PipelineContext): CacheCandidate {
  const constraints = [memory(node, shares, context), commands(node, shares, context), network(node, shares)];
  const { needs, name } = largestOf(constraints);
  const candidate = {
    nodeType: node.type,
    shards: { count: needs, boundBy: name, constraints },
    nodes: needs * (1 + REPLICAS),
  };
  const usdPerMonth = usdOf(nodeHours(candidate, context), context.price);
  return { ...candidate, ...(usdPerMonth !== undefined && { usdPerMonth }) };
}

function memory(node: CacheNode, shares: readonly Share[], { catalog }: PipelineContext): Constraint {
  const { cacheMemoryShare, cacheKeyOverhead } = catalog.pipeline;
  const bytes = sumOf(shares, (share) => share.bytes);
  const needed = bytes / (node.memoryGiB * GIB * cacheMemoryShare.value);
  return {
    name: 'memory',
    needs: Math.max(1, ceil(needed)),
    arithmetic: `${size(bytes)} (${cacheKeyOverhead.value} bytes a key included) ÷ (${node.memoryGiB} GiB × ${cacheMemoryShare.value}) = ${decimal(needed)}`,
    source: STORE_SOURCES.cacheMemory,
  };
}

/** One thread serves a shard's commands; a type on credits may not live on them. */
function commands(node: CacheNode, shares: readonly Share[], { catalog }: PipelineContext): Constraint {
  const { cacheCommandsPerShard, cacheUtilization } = catalog.pipeline;
  const perSecond = sumOf(shares, ({ commandsPerSecond }) => commandsPerSecond);
  const share = node.networkGbitPerSecond === undefined ? 0.1 : 1;
  const needed = perSecond / (cacheCommandsPerShard.value * cacheUtilization.value * share);
  return {
    name: 'commands',
    needs: Math.max(1, ceil(needed)),
    arithmetic: `${whole(perSecond)} commands/s ÷ (${whole(cacheCommandsPerShard.value)}/s × ${cacheUtilization.value}${share === 1 ? '' : ` × ${share} on credits`}) = ${decimal(needed)}`,
    source: cacheCommandsPerShard.source,
  };
}

function network(node: CacheNode, shares: readonly Share[]): Constraint {
  const bytes = sumOf(shares, ({ trafficBytesPerSecond }) => trafficBytesPerSecond);
  // A burstable type has a baseline of a tenth of the smallest of the others, at most.
  const gbit = node.networkGbitPerSecond ?? 0.0937;
  // Every write goes to the replica too.
  const needed = (bytes * (1 + REPLICAS) * 8) / (gbit * 1e9);
  return {
    name: 'network',
    needs: Math.max(1, ceil(needed)),
    arithmetic: `${size(bytes)}/s × ${1 + REPLICAS} (with the replica) ÷ ${decimal(gbit)} Gbit/s = ${decimal(needed)}`,
    source: STORE_SOURCES.cacheMemory,
  };
}

function nodeHours(
  { nodeType, nodes, shards }: Pick<CacheCandidate, 'nodeType' | 'nodes' | 'shards'>,
  { catalog }: PipelineContext,
): Purchase[] {
  return [
    {
      item: `${CACHE_ITEM}${whole(shards.count)} shards × ${1 + REPLICAS} ${nodeType}`,
      priceKey: `elasticache.valkey.${nodeType}`,
      quantity: nodes * catalog.rules.hoursPerMonth.value,
      unit: 'node-hours',
      component: 'stores',
    },
  ];
}
