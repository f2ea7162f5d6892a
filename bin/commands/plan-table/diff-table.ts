import { type ChangeKind, costDifference, type PlanDiff } from '../../../lib/capacity/plan-diff';
import type { Finding } from '../../../lib/capacity/plan-model';
import { usd } from '../../../lib/capacity/quantities';
import { type Column, type Ink, inkOf, paragraph, section, table } from './layout';

const CHANGES: readonly Column[] = [
  { head: 'change', width: 32 },
  { head: 'from', width: 18 },
  { head: 'to', width: 18 },
  { head: 'how', width: 8 },
  { head: 'which means', width: 32 },
];
const COST: readonly Column[] = [
  { head: 'item', width: 50 },
  { head: 'from', width: 14, numeric: true },
  { head: 'to', width: 14, numeric: true },
  { head: 'difference', width: 14, numeric: true },
];

/** A resize as text: what changes, whether it can be undone, what it costs. Pure. */
export function renderDiff(diff: PlanDiff, options: { readonly isColored: boolean }): string {
  const ink = inkOf(options.isColored);
  const sections = [
    `${ink.bold(diff.from)}\n${ink.bold(`→ ${diff.to}`)}\n${summary(diff)}`,
    changes(diff, ink),
    cost(diff, ink),
    ...findings('new findings', diff.newFindings, ink),
    ...findings('findings that went away', diff.resolvedFindings, ink),
  ];
  return `${sections.join('\n\n')}\n`;
}

function summary(diff: PlanDiff): string {
  const count = (kind: ChangeKind) => diff.changes.filter((change) => change.kind === kind).length;
  if (diff.changes.length === 0) return `nothing to deploy; ${costDifference(diff)}`;
  return `${count('in place')} in place, ${count('one way')} without a way back, ${count('rebuild')} not in place; ${costDifference(diff)}`;
}

function changes(diff: PlanDiff, ink: Ink): string {
  if (diff.changes.length === 0) return section('changes', 'none', ink);
  const colour = { 'in place': ink.green, 'one way': ink.yellow, rebuild: ink.red };
  const rows = diff.changes.map(({ what, from, to, kind, effect }) => [
    what,
    from,
    to,
    colour[kind](kind),
    effect,
  ]);
  return section('changes', table(CHANGES, rows, ink), ink);
}

function cost(diff: PlanDiff, ink: Ink): string {
  const rows = diff.cost.map(({ item, fromUsdPerMonth, toUsdPerMonth }) =>
    costRow(item, fromUsdPerMonth, toUsdPerMonth),
  );
  const total = costRow('total', diff.fromUsdPerMonth, diff.toUsdPerMonth).map((cell) => ink.bold(cell));
  return section('cost a month', table(COST, [...rows, total], ink), ink);
}

function costRow(item: string, from: number | undefined, to: number | undefined): string[] {
  const difference = (to ?? 0) - (from ?? 0);
  return [
    item,
    from === undefined ? '' : usd(from),
    to === undefined ? '' : usd(to),
    `${difference < 0 ? '−' : '+'}${usd(Math.abs(difference))}`,
  ];
}

function findings(title: string, list: readonly Finding[], ink: Ink): string[] {
  if (list.length === 0) return [];
  const lines = list.map(
    ({ severity, id, message }) => `${severity} ${ink.bold(id)}\n${paragraph('  ', message, 2)}`,
  );
  return [section(title, lines.join('\n'), ink)];
}
