import type { Workload } from '../workload/workload';
import { CATALOG, type Catalog } from './catalog/catalog';
import { type ClusterLoad, clusterLoad } from './cluster-load';
import { type ClusterContext, overQuota, ruledOut } from './cluster-rules';
import { topicDemands } from './demand';
import { partitionLimit } from './partitions';
import type { BrokerFamily, BrokerStorage, ClusterCandidate, PlanStage, TopicPlan } from './plan-model';
import { planTopics } from './topics';
import { utilizationOf } from './utilization';

/** Brokers that are there, or that someone thinks of buying. */
export interface GivenCluster {
  /** MSK instance type, e.g. `express.m7g.large`. */
  readonly instanceType: string;
  readonly brokers: number;
  /** Standard brokers only. @default - the largest volume there is, without provisioned throughput */
  readonly storage?: BrokerStorage;
}

/** One limit of a cluster, and how much of the stage's load would fill it alone. */
export interface CeilingLimit {
  readonly limit: string;
  /** 2 means: twice the load of the stage. */
  readonly scale: number;
}

/** The highest load of a workload's shape that a cluster carries. */
export interface Ceiling {
  readonly cluster: GivenCluster;
  /** Most the load of the stage can be multiplied with; below 1 the cluster does not carry the stage. */
  readonly scale: number;
  readonly boundBy: string;
  /** Tightest first. */
  readonly limits: readonly CeilingLimit[];
  /** Records per second of all streams together at that load, retries included. */
  readonly peakPerSecond: number;
  readonly ingressBytesPerSecond: number;
  readonly egressBytesPerSecond: number;
  /** Partitions the topics have at that load. */
  readonly partitions: number;
  /** Why such a cluster cannot be had at all. Absent when it can. */
  readonly rejected?: string;
}

/** More than any cluster carries of any load worth planning. */
const MAX_SCALE = 1e9;

/**
 * How far the load of a stage can grow before a given cluster is full: every rate multiplied by the same factor,
 * topics re-planned on the way, headroom kept as in a plan. Consumers and the edge are not asked: they add tasks.
 * @throws an Error that lists the broker types when the catalog does not have the given one
 */
export function ceilingOf(
  workload: Workload,
  stage: PlanStage,
  cluster: GivenCluster,
  catalog: Catalog = CATALOG,
): Ceiling {
  const question = questionOf(workload, stage, cluster, catalog);
  const limits = [...linearLimits(question), partitionsLimit(question)].sort((a, b) => a.scale - b.scale);
  const [tightest] = limits;
  const scale = tightest?.scale ?? 0;
  const { load } = loadAt(question, scale);
  const rejected =
    ruledOut(question.broker, question.context) ??
    overQuota(cluster.brokers, 'the question', question.context);
  return {
    cluster,
    scale,
    boundBy: tightest?.limit ?? 'nothing',
    limits,
    peakPerSecond: load.peakPerSecond,
    ingressBytesPerSecond: load.ingressBytesPerSecond,
    egressBytesPerSecond: load.egressBytesPerSecond,
    partitions: load.partitions,
    ...(rejected !== undefined && { rejected }),
  };
}

interface Question {
  readonly workload: Workload;
  readonly context: ClusterContext;
  readonly broker: Catalog['brokers'][number];
  readonly candidate: ClusterCandidate;
}

function questionOf(
  workload: Workload,
  stage: PlanStage,
  { instanceType, brokers, storage }: GivenCluster,
  catalog: Catalog,
): Question {
  const broker = catalog.brokers.find(({ type }) => type === instanceType);
  if (broker === undefined) {
    throw new Error(
      `no broker type "${instanceType}": choose one of ${catalog.brokers.map(({ type }) => type).join(', ')}`,
    );
  }
  const family: BrokerFamily = broker.family;
  const volumes = storage ?? { volumeGiB: catalog.limits.volumeMax.value };
  return {
    workload,
    broker,
    context: { cluster: workload.cluster, stage, catalog },
    candidate: {
      family,
      instanceType,
      brokers,
      boundBy: '',
      constraints: [],
      ...(family === 'standard' && { storage: volumes }),
    },
  };
}

/** Rates and bytes grow with the load, so one look tells how much more fits. */
function linearLimits(question: Question): CeilingLimit[] {
  const { candidate, context } = question;
  const { load, topics } = loadAt(question, 1);
  const used = utilizationOf(candidate, load, context)
    .filter(({ limit }) => !limit.startsWith('partitions'))
    .map(({ limit, ratio, ratioOneZoneLost }) => ({
      limit,
      scale: fullAt(limit, candidate.family, context.catalog) / Math.max(ratio, ratioOneZoneLost),
    }));
  return [...used, ...fixedTopics(question, topics)];
}

/** Standard brokers keep half of disk and network free, as a plan does; the quotas of Express are used in full. */
function fullAt(limit: string, family: BrokerFamily, { limits }: Catalog): number {
  if (family === 'express') return 1;
  return limit === 'disk space' ? limits.standardDiskShare.value : limits.standardUsableShare.value;
}

/** A count fixed by hand, or by global order, does not grow with the load. */
function fixedTopics(
  { workload, context, candidate }: Question,
  topics: readonly TopicPlan[],
): CeilingLimit[] {
  const { bytesPerSecond } = partitionLimit(candidate.family, context.catalog);
  const demands = topicDemands(workload, context.stage, context.catalog);
  return topics.flatMap(({ name, partitions, sizing }): CeilingLimit[] => {
    const ingress = demands.find(({ topic }) => topic.name === name)?.ingressBytesPerSecond ?? 0;
    if (!['fixed', 'order'].includes(sizing.boundBy) || ingress === 0) return [];
    return [
      { limit: `the ${partitions} partitions of ${name}`, scale: (bytesPerSecond * partitions) / ingress },
    ];
  });
}

/** Partitions grow in steps, so their ceiling is searched: the last scale at which their number still fits. */
function partitionsLimit(question: Question): CeilingLimit {
  const limit = 'partitions (recommended)';
  const fits = (scale: number) => {
    const { load } = loadAt(question, scale);
    const row = utilizationOf(question.candidate, load, question.context).find(
      (used) => used.limit === limit,
    );
    return row !== undefined && row.ratio <= 1;
  };
  if (!fits(1 / MAX_SCALE)) return { limit, scale: 0 };
  if (fits(MAX_SCALE)) return { limit, scale: MAX_SCALE };
  let [low, high] = [1 / MAX_SCALE, MAX_SCALE];
  // Halves the exponent's interval until the numbers beside each other are the same to twelve digits.
  while (high / low > 1 + 1e-12) {
    const middle = Math.sqrt(low * high);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return { limit, scale: low };
}

function loadAt(
  { workload, context, candidate }: Question,
  scale: number,
): { readonly load: ClusterLoad; readonly topics: readonly TopicPlan[] } {
  const stage = { ...context.stage, loadScale: context.stage.loadScale * scale };
  const demands = topicDemands(workload, stage, context.catalog);
  const { topics } = planTopics(demands, workload, {
    family: candidate.family,
    stage,
    catalog: context.catalog,
  });
  return { load: clusterLoad(demands, topics), topics };
}
