import { BROKERS, type BrokerType } from '../../lib/capacity/catalog/brokers';
import { PRICES } from '../../lib/capacity/catalog/prices';
import type { Plan } from '../../lib/capacity/plan-model';

/** What a cluster must carry, taken from a plan whose topics are sized for the family in question. */
export type Need = Plan['demand']['cluster'];

/** One way to build a cluster. */
export interface Build {
  readonly broker: BrokerType;
  readonly count: number;
  /** Bought throughput per broker, MiB/s. */
  readonly boughtMiB?: number;
  readonly volumeGiB?: number;
}

const GIB = 2 ** 30;
const MIB = 2 ** 20;
const HOURS = 730;
/** Floating point only. */
const SLACK = 1 + 1e-9;

/**
 * Which limits a build breaks under a load. Written again from the documented limits, slowly and without the planner's
 * own functions, so that it can disagree with them.
 */
export function brokenLimits({ broker, count, boughtMiB, volumeGiB = 0 }: Build, need: Need): string[] {
  const inBytes = need.ingressBytesPerSecond;
  const outBytes = need.egressBytesPerSecond;
  const used: Record<string, [amount: number, limit: number]> = {
    quota: [count, 60],
    'whole zones': [count % 3, 0],
    replicas: [need.partitionReplicas + 300, count * broker.partitionsRecommended],
  };

  if (broker.family === 'express') {
    used['in'] = [inBytes, count * broker.ingressSustainedMBPerSecond * 1e6];
    used['out'] = [outBytes, count * broker.egressSustainedMBPerSecond * 1e6];
    used['in, two zones'] = [inBytes, (count / 3) * 2 * broker.ingressMaxMBPerSecond * 1e6];
    used['out, two zones'] = [outBytes, (count / 3) * 2 * broker.egressMaxMBPerSecond * 1e6];
  } else {
    const disk = Math.min(broker.diskMBPerSecond * 1e6, (boughtMiB ?? 250) * MIB);
    const network = ((broker.networkGbitPerSecond ?? 0) * 1e9) / 8;
    used['disk throughput'] = [inBytes * 6.5, count * disk * 0.5];
    used['network'] = [inBytes * 5.7 + outBytes * 1.5, count * network * 0.5];
    used['volume size'] = [volumeGiB, 16_384];
    used['kept'] = [3 * need.storedBytes + need.partitionReplicas * GIB, count * volumeGiB * GIB * 0.5];
    used['60 h of ingress'] = [3 * need.averageIngressBytesPerSecond * 60 * 3600, count * volumeGiB * GIB];
    if (!broker.kraft) used['KRaft'] = [1, 0];
    if (boughtMiB !== undefined) {
      used['throughput on offer'] = [boughtMiB, broker.provisionedThroughputMaxMiBPerSecond ?? 0];
    }
  }
  return Object.entries(used)
    .filter(([, [amount, limit]]) => amount > limit * SLACK)
    .map(([name, [amount, limit]]) => `${name}: ${amount} > ${limit}`);
}

/** Dollars a month of a build in Virginia. */
export function monthlyUsd({ broker, count, boughtMiB = 0, volumeGiB = 0 }: Build, need: Need): number {
  const hourly = price(`msk.${broker.family}.broker.${broker.type}`);
  if (broker.family === 'standard') {
    const disk = volumeGiB * price('msk.standard.storage');
    return count * (hourly * HOURS + disk + boughtMiB * price('msk.standard.storageThroughput'));
  }
  const kept = (need.storedBytes / GIB) * price('msk.express.storage');
  const written = (need.averageIngressBytesPerSecond * 3600 * HOURS) / GIB;
  return count * hourly * HOURS + kept + written * price('msk.express.dataIn');
}

/** What depends on the choice elsewhere in the bill: forty metrics a broker at 30 cents, and objects of the archive. */
export function besides(brokers: number, archiveObjects: number): number {
  return brokers * 40 * 0.3 + archiveObjects * 5e-6;
}

/**
 * Cluster and what depends on it, at the cheapest build that breaks nothing: every type, count and amount of
 * throughput in MiB/s is tried.
 */
export function cheapestBuild(
  needs: Readonly<Record<'standard' | 'express', Need & { readonly archiveObjects: number }>>,
): number | undefined {
  let cheapest: number | undefined;
  for (const broker of BROKERS) {
    const need = needs[broker.family];
    for (const build of builds(broker, need)) {
      const usd = monthlyUsd(build, need) + besides(build.count, need.archiveObjects);
      const isCheaper = cheapest === undefined || usd < cheapest;
      if (isCheaper && brokenLimits(build, need).length === 0) cheapest = usd;
    }
  }
  return cheapest;
}

function builds(broker: BrokerType, need: Need): Build[] {
  const counts = Array.from({ length: 20 }, (_, index) => 3 * (index + 1));
  if (broker.family === 'express') return counts.map((count) => ({ broker, count }));
  const most = Math.floor(broker.provisionedThroughputMaxMiBPerSecond ?? 0);
  const bought = Array.from({ length: Math.max(0, most - 250) }, (_, index) => 251 + index);
  return counts.flatMap((count) => {
    const kept = (3 * need.storedBytes) / GIB + need.partitionReplicas;
    const hours = (3 * need.averageIngressBytesPerSecond * 60 * 3600) / GIB;
    const volumeGiB = Math.max(10, Math.ceil(Math.max(kept / 0.5, hours) / count));
    const plain: Build = { broker, count, volumeGiB };
    return [plain, ...bought.map((boughtMiB): Build => ({ ...plain, boughtMiB }))];
  });
}

const VIRGINIA = new Map(
  PRICES.filter(({ region }) => region === 'us-east-1').map(({ key, usd }) => [key, usd]),
);

function price(key: string): number {
  const usd = VIRGINIA.get(key);
  if (usd === undefined) throw new Error(`no price ${key}`);
  return usd;
}
