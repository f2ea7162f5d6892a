import type { Purchase } from '../cluster-cost';
import type { Finding, Plan } from '../plan-model';
import { planArchive } from './archive';
import { planCache } from './cache';
import { planDatabase } from './database';
import { planEdge } from './edge';
import { planFlink } from './flink';
import { planNetwork, planObservability, planRegistry, securityPurchases } from './operations';
import type { PipelineContext } from './part';

/** Everything behind and beside the brokers. */
export interface Pipeline {
  readonly parts: Pick<
    Plan,
    'flink' | 'stores' | 'archive' | 'edge' | 'registry' | 'observability' | 'network'
  >;
  readonly purchases: readonly Purchase[];
  readonly findings: readonly Finding[];
}

/** Sizes of every part that is neither topic nor broker nor service task, and what has to be bought for them. */
export function planPipeline(context: PipelineContext): Pipeline {
  const flink = planFlink(context);
  const cache = planCache(context);
  const database = planDatabase(context);
  const archive = planArchive(context);
  const edge = planEdge(context);
  const registry = planRegistry(context);
  const observability = planObservability(context);
  const network = planNetwork(context);
  const all = [flink, cache, database, archive, edge, registry, observability, network];
  return {
    parts: {
      flink: flink.plan,
      stores: { ...(cache.plan !== undefined && { cache: cache.plan }), database: database.plan },
      archive: archive.plan,
      edge: edge.plan,
      registry: registry.plan,
      observability: observability.plan,
      network: network.plan,
    },
    purchases: [...all.flatMap(({ purchases }) => purchases), ...securityPurchases(context)],
    findings: all.flatMap(({ findings }) => findings),
  };
}
