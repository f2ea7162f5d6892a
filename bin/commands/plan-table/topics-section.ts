import type { Plan, TopicPlan } from '../../../lib/capacity/plan-model';
import { type Column, type Ink, paragraph, section, table } from './layout';
import type { SourceNotes } from './source-notes';

const COLUMNS: readonly Column[] = [
  { head: 'topic', width: 26 },
  { head: 'partitions', width: 10, numeric: true },
  { head: 'limit', width: 13 },
  { head: 'needs', width: 5, numeric: true },
  { head: 'arithmetic', width: 54 },
];

/** Partitions of every topic with each limit that was asked, then the settings. */
export function topicsSection({ topics, cluster, demand }: Plan, notes: SourceNotes, ink: Ink): string {
  const streams = topics.filter(({ purpose }) => purpose === 'stream');
  const generated = grouped(
    topics.filter(({ purpose }) => purpose !== 'stream'),
    ({ consumer, partitions, sizing }) => `${consumer} ${partitions} ${sizing.boundBy}`,
  );
  const rows = [
    ...streams.flatMap((topic) => limitRows(topic, notes, ink)),
    ...generated.map((topicsOfConsumer) => generatedRow(topicsOfConsumer, ink)),
  ];
  const total = `${demand.cluster.partitions} partitions, ${demand.cluster.partitionReplicas} with their replicas, on ${cluster.family} brokers`;
  return section('topics', `${table(COLUMNS, rows, ink)}\n${total}\n\n${settings(topics, ink)}`, ink);
}

function limitRows({ name, partitions, sizing }: TopicPlan, notes: SourceNotes, ink: Ink): string[][] {
  return sizing.constraints.map((constraint, index) => {
    const isBinding = constraint.name === sizing.boundBy;
    return [
      index === 0 ? name : '',
      index === 0 ? ink.bold(String(partitions)) : '',
      isBinding ? ink.bold(`${constraint.name} ←`) : constraint.name,
      String(constraint.needs),
      `${constraint.arithmetic} ${notes.mark(constraint.source)}`.trimEnd(),
    ];
  });
}

/** The retry and dead-letter topics of a consumer, when they are alike. */
function generatedRow(topics: readonly TopicPlan[], ink: Ink): string[] {
  const [first] = topics;
  const consumer = first?.consumer ?? '';
  const names = topics.map(({ name }) => name.slice(consumer.length)).join(', ');
  const binding = first?.sizing.constraints.find(({ name }) => name === first.sizing.boundBy);
  return [
    `${consumer} ${names}`,
    `${topics.length} × ${ink.bold(String(first?.partitions ?? 0))}`,
    ink.bold(`${first?.sizing.boundBy ?? ''} ←`),
    String(binding?.needs ?? ''),
    binding?.arithmetic ?? '',
  ];
}

function settings(topics: readonly TopicPlan[], ink: Ink): string {
  const alike = grouped(topics, ({ configs }) => JSON.stringify(configs));
  return alike
    .map((group) => {
      const lines = Object.entries(group[0]?.configs ?? {}).map(([key, value]) => `${key}=${value}`);
      return `${paragraph('', group.map(({ name }) => name).join(', '), 0)}\n${paragraph('  ', ink.dim(lines.join('  ')), 2)}`;
    })
    .join('\n');
}

function grouped(topics: readonly TopicPlan[], keyOf: (topic: TopicPlan) => string): TopicPlan[][] {
  return [...Map.groupBy(topics, keyOf).values()];
}
