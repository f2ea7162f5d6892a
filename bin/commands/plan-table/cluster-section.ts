import type { ClusterCandidate, ClusterPlan, Plan } from '../../../lib/capacity/plan-model';
import { percent, usd, whole } from '../../../lib/capacity/quantities';
import { type Column, type Ink, paragraph, section, table } from './layout';
import type { SourceNotes } from './source-notes';

/** Runner-ups worth reading; the rest is in --json. */
const SHOWN_ALTERNATIVES = 8;

const LIMITS: readonly Column[] = [
  { head: 'limit', width: 22 },
  { head: 'brokers', width: 7, numeric: true },
  { head: 'arithmetic', width: 83 },
];
const USE: readonly Column[] = [
  { head: 'share of limit used', width: 42 },
  { head: 'at peak', width: 10, numeric: true },
  { head: 'one zone lost', width: 13, numeric: true },
];
const ALTERNATIVES: readonly Column[] = [
  { head: 'would do too', width: 42 },
  { head: 'volume each', width: 12, numeric: true },
  { head: 'a month', width: 12, numeric: true },
  { head: 'dearer', width: 8, numeric: true },
  { head: 'bound by', width: 26 },
];
const REJECTED: readonly Column[] = [
  { head: 'cannot do it', width: 42 },
  { head: 'because', width: 70 },
];

/** The chosen brokers and why, how full they are, what else would do, what cannot. */
export function clusterSection({ cluster }: Plan, notes: SourceNotes, ink: Ink): string {
  const parts = [
    headline(cluster, ink),
    table(LIMITS, limitRows(cluster, notes, ink), ink),
    table(
      USE,
      cluster.utilization.map(({ limit, ratio, ratioOneZoneLost }) => [
        limit,
        percent(ratio),
        percent(ratioOneZoneLost),
      ]),
      ink,
    ),
    alternatives(cluster, ink),
    ...(cluster.infeasible.length === 0 ? [] : [table(REJECTED, cluster.infeasible.map(rejectedRow), ink)]),
    serverProperties(cluster, ink),
  ];
  return section('cluster', parts.join('\n\n'), ink);
}

/** `9 × express.m7g.large`, with what was bought besides. */
export function candidateName({ brokers, instanceType, storage }: ClusterCandidate): string {
  const throughput = storage?.provisionedThroughputMiBPerSecond;
  return `${whole(brokers)} × ${instanceType}${throughput === undefined ? '' : ` + ${throughput} MiB/s`}`;
}

function headline(cluster: ClusterPlan, ink: Ink): string {
  const volume = cluster.storage === undefined ? '' : `, ${whole(cluster.storage.volumeGiB)} GiB each`;
  const facts = `${candidateName(cluster)}${volume}, Kafka ${cluster.kafkaVersion}, bound by ${cluster.boundBy}`;
  return cluster.rejected === undefined
    ? ink.bold(facts)
    : `${ink.bold(ink.red('Nothing carries this load.'))} Closest: ${facts}\n${ink.red(cluster.rejected)}`;
}

function limitRows({ constraints, boundBy }: ClusterPlan, notes: SourceNotes, ink: Ink): string[][] {
  return constraints.map(({ name, needs, arithmetic, source }) => [
    name === boundBy ? ink.bold(`${name} ←`) : name,
    whole(needs),
    `${arithmetic} ${notes.mark(source)}`.trimEnd(),
  ]);
}

function alternatives(cluster: ClusterPlan, ink: Ink): string {
  const shown = cluster.alternatives.slice(0, SHOWN_ALTERNATIVES);
  if (shown.length === 0) return 'No other type carries this load.';
  const more = cluster.alternatives.length - shown.length;
  const rows = shown.map((candidate) => [
    candidateName(candidate),
    candidate.storage === undefined ? '' : `${whole(candidate.storage.volumeGiB)} GiB`,
    candidate.usdPerMonth === undefined ? 'no price' : usd(candidate.usdPerMonth),
    dearer(candidate, cluster),
    candidate.boundBy,
  ]);
  return `${table(ALTERNATIVES, rows, ink)}${more === 0 ? '' : `\nand ${more} dearer ones: --json lists them`}`;
}

function dearer({ usdPerMonth }: ClusterCandidate, cluster: ClusterPlan): string {
  return usdPerMonth === undefined || cluster.usdPerMonth === undefined
    ? ''
    : `+${percent(usdPerMonth / cluster.usdPerMonth - 1)}`;
}

function rejectedRow(candidate: ClusterCandidate): string[] {
  return [candidateName(candidate), candidate.rejected ?? ''];
}

function serverProperties({ serverProperties: properties }: ClusterPlan, ink: Ink): string {
  const lines = Object.entries(properties).map(([key, value]) => `${key}=${value}`);
  return `broker settings\n${paragraph('  ', ink.dim(lines.join('  ')), 2)}`;
}
