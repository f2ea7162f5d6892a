import type { ClusterPlan, Finding, Plan, TopicPlan } from './plan-model';
import { percent, usd, whole } from './quantities';

/**
 * How a change reaches a running platform. in place: by deploying. one way: in place, but there is no way back.
 * rebuild: not in place; something new beside the old, and a move.
 */
export type ChangeKind = 'in place' | 'one way' | 'rebuild';

/** One thing that differs between two plans. */
export interface PlanChange {
  /** `broker type`, `topic orders: partitions` … */
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly kind: ChangeKind;
  /** What it means for what runs. Empty where nothing needs saying. */
  readonly effect: string;
}

/** One line of the bill that changes; undefined where a plan does not have it. */
export interface CostChange {
  readonly item: string;
  readonly fromUsdPerMonth: number | undefined;
  readonly toUsdPerMonth: number | undefined;
}

/** What a resize changes, for a review before it is deployed. */
export interface PlanDiff {
  /** Which plans: `orders, stage prod, us-east-1`. */
  readonly from: string;
  readonly to: string;
  /** Those that cannot be undone come first. */
  readonly changes: readonly PlanChange[];
  /** Largest difference first. */
  readonly cost: readonly CostChange[];
  readonly fromUsdPerMonth: number;
  readonly toUsdPerMonth: number;
  readonly newFindings: readonly Finding[];
  readonly resolvedFindings: readonly Finding[];
}

const KINDS: readonly ChangeKind[] = ['rebuild', 'one way', 'in place'];

/**
 * What changes from one plan to another.
 * @param keyedStreams streams whose records are spread by key: more partitions send keys elsewhere
 */
export function planDiff(from: Plan, to: Plan, keyedStreams: ReadonlySet<string>): PlanDiff {
  const changes = [
    ...clusterChanges(from.cluster, to.cluster),
    ...topicChanges(from, to, keyedStreams),
    ...serviceChanges(from, to),
    ...pipelineChanges(from, to),
  ];
  return {
    from: nameOf(from),
    to: nameOf(to),
    changes: KINDS.flatMap((kind) => changes.filter((change) => change.kind === kind)),
    cost: costChanges(from, to),
    fromUsdPerMonth: from.cost.usdPerMonth,
    toUsdPerMonth: to.cost.usdPerMonth,
    newFindings: without(to.findings, from.findings),
    resolvedFindings: without(from.findings, to.findings),
  };
}

/** `+$1,204 a month (+15.3 %)`. */
export function costDifference({ fromUsdPerMonth, toUsdPerMonth }: PlanDiff): string {
  const difference = toUsdPerMonth - fromUsdPerMonth;
  const sign = difference < 0 ? '−' : '+';
  const share = fromUsdPerMonth === 0 ? '' : ` (${sign}${percent(Math.abs(difference) / fromUsdPerMonth)})`;
  return `${sign}${usd(Math.abs(difference))} a month${share}`;
}

function nameOf({ workload, stage, region }: Plan): string {
  return `${workload}, stage ${stage}, ${region}`;
}

function clusterChanges(from: ClusterPlan, to: ClusterPlan): PlanChange[] {
  const rows: PlanChange[] = [];
  const row = (what: string, values: readonly [string, string], kind: ChangeKind, effect: string) => {
    if (values[0] !== values[1]) rows.push({ what, from: values[0], to: values[1], kind, effect });
  };
  row(
    'broker family',
    [from.family, to.family],
    'rebuild',
    'a new cluster: topics are copied and clients move, both clusters are paid for meanwhile',
  );
  // A new cluster has its own type, count and volumes.
  if (from.family !== to.family) return rows;
  row(
    'broker type',
    [from.instanceType, to.instanceType],
    'in place',
    'brokers restart one after the other, 10 to 15 minutes each',
  );
  row('brokers', [whole(from.brokers), whole(to.brokers)], 'in place', brokersEffect(from, to));
  const [before, after] = [from.storage?.volumeGiB ?? 0, to.storage?.volumeGiB ?? 0];
  row(
    'volume per broker, GiB',
    [whole(before), whole(after)],
    after < before ? 'rebuild' : 'one way',
    after < before
      ? 'volumes never shrink: keep the larger one, or build a new cluster'
      : 'volumes never shrink again',
  );
  row(
    'provisioned throughput, MiB/s',
    [throughputOf(from), throughputOf(to)],
    'in place',
    'num.replica.fetchers follows it',
  );
  const older = versionOf(to) < versionOf(from);
  row(
    'Kafka version',
    [from.kafkaVersion, to.kafkaVersion],
    older ? 'rebuild' : 'one way',
    older ? 'MSK does not go back to an older version' : 'there is no way back to the older version',
  );
  for (const { key, values } of settingChanges(from.serverProperties, to.serverProperties)) {
    row(`broker setting ${key}`, values, 'in place', 'a new revision of the configuration; brokers restart');
  }
  return rows;
}

function brokersEffect(from: ClusterPlan, to: ClusterPlan): string {
  if (to.brokers < from.brokers) return 'partitions must leave the brokers first';
  return to.family === 'express'
    ? 'partitions move to the new brokers by themselves'
    : 'new brokers stay empty until partitions are moved to them';
}

function throughputOf({ storage }: ClusterPlan): string {
  return storage?.provisionedThroughputMiBPerSecond === undefined
    ? 'none bought'
    : whole(storage.provisionedThroughputMiBPerSecond);
}

/** 3.9.x.kraft → 3.009, so that 3.10 is newer than 3.9. */
function versionOf({ kafkaVersion }: ClusterPlan): number {
  const [major = 0, minor = 0] = kafkaVersion.split('.').map(Number);
  return major + minor / 1000;
}

function topicChanges(from: Plan, to: Plan, keyedStreams: ReadonlySet<string>): PlanChange[] {
  const before = new Map(from.topics.map((topic) => [topic.name, topic]));
  const after = new Set(to.topics.map(({ name }) => name));
  return [
    ...to.topics.flatMap((topic) => {
      const old = before.get(topic.name);
      return old === undefined ? [added(topic)] : changedPartitions(old, topic, keyedStreams);
    }),
    ...changedSettings(before, to.topics),
    ...from.topics.filter(({ name }) => !after.has(name)).map(removed),
  ];
}

function added({ name, partitions }: TopicPlan): PlanChange {
  return { what: `topic ${name}`, from: '', to: `${partitions} partitions`, kind: 'in place', effect: '' };
}

function removed({ name, partitions }: TopicPlan): PlanChange {
  return {
    what: `topic ${name}`,
    from: `${partitions} partitions`,
    to: '',
    kind: 'one way',
    effect: 'its records are deleted with it',
  };
}

function changedPartitions(from: TopicPlan, to: TopicPlan, keyedStreams: ReadonlySet<string>): PlanChange[] {
  if (from.partitions === to.partitions) return [];
  const isFewer = to.partitions < from.partitions;
  const isKeyed = to.stream !== undefined && keyedStreams.has(to.stream);
  return [
    {
      what: `topic ${to.name}: partitions`,
      from: whole(from.partitions),
      to: whole(to.partitions),
      kind: isFewer || isKeyed ? 'rebuild' : 'one way',
      effect: partitionsEffect(isFewer, isKeyed),
    },
  ];
}

/** Topics whose setting changes from and to the same values share a row. */
function changedSettings(before: ReadonlyMap<string, TopicPlan>, topics: readonly TopicPlan[]): PlanChange[] {
  const all = topics.flatMap(({ name, configs }) =>
    settingChanges(before.get(name)?.configs ?? configs, configs).map((change) => ({ name, ...change })),
  );
  const alike = Map.groupBy(all, ({ key, values }) => [key, ...values].join(' '));
  return [...alike.values()].flatMap((group): PlanChange[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { key, values, name } = first;
    const isShorter = key === 'retention.ms' && Number(values[1]) < Number(values[0]);
    const names = group.length === 1 ? '' : group.map((change) => change.name).join(', ');
    return [
      {
        what: group.length === 1 ? `topic ${name}: ${key}` : `${group.length} topics: ${key}`,
        from: values[0],
        to: values[1],
        kind: isShorter ? 'one way' : 'in place',
        effect: [isShorter ? 'older records are deleted at once' : '', names]
          .filter((text) => text !== '')
          .join(': '),
      },
    ];
  });
}

function partitionsEffect(isFewer: boolean, isKeyed: boolean): string {
  if (isFewer) return 'Kafka cannot remove partitions: keep them, or write a new topic and move readers';
  return isKeyed
    ? 'keys would go to other partitions, so order and state per key break: write a new topic and move readers'
    : 'partitions never shrink again';
}

function serviceChanges(from: Plan, to: Plan): PlanChange[] {
  const names = new Set([...from.services, ...to.services].map(({ name }) => name));
  return [...names].flatMap((name): PlanChange[] => {
    const tasks = (plan: Plan) =>
      String(plan.services.find((service) => service.name === name)?.tasks.count ?? '');
    return tasks(from) === tasks(to)
      ? []
      : [{ what: `service ${name}: tasks`, from: tasks(from), to: tasks(to), kind: 'in place', effect: '' }];
  });
}

/** Flink jobs, cache and database. AWS resizes all of them in place; what is interrupted differs. */
function pipelineChanges(from: Plan, to: Plan): PlanChange[] {
  const rows: PlanChange[] = [];
  const row = (what: string, before: string, after: string, effect: string) => {
    if (before !== after) rows.push({ what, from: before, to: after, kind: 'in place', effect });
  };
  for (const consumer of new Set([...from.flink, ...to.flink].map((job) => job.consumer))) {
    const kpus = (plan: Plan) => plan.flink.find((job) => job.consumer === consumer)?.kpus.count;
    row(
      `Flink job ${consumer}: KPUs`,
      String(kpus(from) ?? ''),
      String(kpus(to) ?? ''),
      'the job restarts from a snapshot',
    );
  }
  row('cache', cacheOf(from), cacheOf(to), 'shards are added or taken away while it runs');
  row('database', databaseOf(from), databaseOf(to), 'the writer fails over, about half a minute');
  return rows;
}

function cacheOf({ stores: { cache } }: Plan): string {
  return cache === undefined
    ? ''
    : `${whole(cache.shards.count)} × ${1 + cache.replicasPerShard} ${cache.nodeType}`;
}

function databaseOf({ stores: { database } }: Plan): string {
  return `${database.nodes} × ${database.instanceType ?? `${database.acu ?? 0} ACU`}`;
}

type Settings = Readonly<Record<string, string>>;

function settingChanges(
  from: Settings,
  to: Settings,
): { readonly key: string; readonly values: readonly [string, string] }[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .map((key) => ({ key, values: [from[key] ?? 'not set', to[key] ?? 'not set'] as const }))
    .filter(({ values }) => values[0] !== values[1]);
}

/** What stands behind a comma is a count or a detail (`brokers, 9 × …`): the item before it is the same. */
function costChanges(from: Plan, to: Plan): CostChange[] {
  const sums = (plan: Plan) => {
    const byItem = new Map<string, number>();
    for (const { item, usdPerMonth } of plan.cost.lines) {
      const [key = item] = item.split(',');
      byItem.set(key, (byItem.get(key) ?? 0) + usdPerMonth);
    }
    return byItem;
  };
  const [before, after] = [sums(from), sums(to)];
  const difference = ({ fromUsdPerMonth = 0, toUsdPerMonth = 0 }: CostChange) =>
    Math.abs(toUsdPerMonth - fromUsdPerMonth);
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((item) => ({ item, fromUsdPerMonth: before.get(item), toUsdPerMonth: after.get(item) }))
    .filter((change) => difference(change) >= 0.005)
    .sort((a, b) => difference(b) - difference(a));
}

function without(findings: readonly Finding[], known: readonly Finding[]): Finding[] {
  const keys = new Set(known.map(({ id, path }) => `${id} ${path}`));
  return findings.filter(({ id, path }) => !keys.has(`${id} ${path}`));
}
