import type { Constraint, Plan } from '../../../lib/capacity/plan-model';
import { decimal, size, usd, whole } from '../../../lib/capacity/quantities';
import { type Column, type Ink, paragraph, section, table } from './layout';
import type { SourceNotes } from './source-notes';

const LIMITS: readonly Column[] = [
  { head: 'part', width: 34 },
  { head: 'limit', width: 14 },
  { head: 'needs', width: 7, numeric: true },
  { head: 'arithmetic', width: 55 },
];

/** Flink, cache and database with each limit that was asked; archive, edge, network and metrics in a sentence each. */
export function pipelineSection(plan: Plan, notes: SourceNotes, ink: Ink): string {
  const parts = pipelineParts(plan);
  const rows = parts.rows.flatMap(({ name, boundBy, constraints }) =>
    constraints.map((constraint, index) => [
      index === 0 ? ink.bold(name) : '',
      constraint.name === boundBy ? ink.bold(`${constraint.name} ←`) : constraint.name,
      decimal(constraint.needs),
      `${constraint.arithmetic} ${notes.mark(constraint.source)}`.trimEnd(),
    ]),
  );
  const sentences = parts.sentences.map((text) => paragraph('· ', text, 2));
  return section(
    'behind and beside the brokers',
    `${table(LIMITS, rows, ink)}\n\n${sentences.join('\n')}`,
    ink,
  );
}

/** What is sized by limits, and what a sentence tells. */
export function pipelineParts(plan: Plan): {
  readonly rows: readonly Row[];
  readonly sentences: readonly string[];
} {
  return {
    rows: [...flinkRows(plan), ...storeRows(plan)],
    sentences: [archive(plan), edge(plan), network(plan), observability(plan)],
  };
}

interface Row {
  readonly name: string;
  readonly boundBy: string;
  readonly constraints: readonly Constraint[];
}

function flinkRows({ flink }: Plan): Row[] {
  return flink.map(({ consumer, kpus, orchestrationKpus }) => ({
    name: `${consumer}: ${whole(kpus.count)} + ${orchestrationKpus} KPUs`,
    ...kpus,
  }));
}

function storeRows({ stores: { cache, database } }: Plan): Row[] {
  const kind =
    database.kind === 'serverless' ? `${database.acu} ACU serverless` : (database.instanceType ?? '');
  const cacheRow =
    cache === undefined
      ? []
      : [
          {
            name: `cache: ${whole(cache.shards.count)} × ${1 + cache.replicasPerShard} ${cache.nodeType}`,
            ...cache.shards,
          },
        ];
  const name = `database: ${database.nodes} × ${kind}, ${whole(database.storageGiB)} GiB ${database.storage}, ${database.poolPerTask} connections a task`;
  return [...cacheRow, { name, ...database.vcpu }];
}

function archive({ archive: { recommended, because, streams } }: Plan): string {
  const stored = streams.reduce((sum, { storedBytes }) => sum + storedBytes, 0);
  const objects = streams.reduce((sum, { objectsPerMonth }) => sum + objectsPerMonth, 0);
  const sizes = `${size(stored)} once full, ${whole(objects)} objects a month`;
  return `archive: ${recommended}${streams.length === 0 ? '' : `, ${sizes}`}; ${because}`;
}

function edge({ edge: { options } }: Plan): string {
  const texts = options.map(
    ({ kind, arithmetic, usdPerMonth }) =>
      `${kind} ${usdPerMonth === undefined ? 'without a price here' : usd(usdPerMonth)} (${arithmetic})`,
  );
  return `edge: ${texts.join('; ')}`;
}

function network({ network: parts }: Plan): string {
  const fetch = parts.rackAwareFetch ? 'with' : 'without';
  const ways =
    parts.natUsdPerMonth === undefined || parts.endpointsUsdPerMonth === undefined
      ? ''
      : `; ${parts.interfaceEndpoints} endpoints ${usd(parts.endpointsUsdPerMonth)}, NAT for the same ${usd(parts.natUsdPerMonth)}`;
  return `network: ${whole(parts.produceAcrossZonesGiB)} GiB a month cross zones to brokers, ${whole(parts.consumeAcrossZonesGiB)} GiB from them (${fetch} rack-aware fetch)${ways}`;
}

function observability({ observability: { level, levels, alarms, logGiBPerMonth } }: Plan): string {
  const texts = levels.map(
    ({ level: name, paidMetrics, usdPerMonth }) =>
      `${name} ${whole(paidMetrics)} paid metrics${usdPerMonth === undefined ? '' : ` ${usd(usdPerMonth)}`}`,
  );
  return `metrics: ${texts.join(', ')}; alarms need ${level}; ${whole(alarms)} alarms, ${whole(logGiBPerMonth)} GiB of logs a month`;
}
