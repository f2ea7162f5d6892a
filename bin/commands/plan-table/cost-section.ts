import type { Plan, ServicePlan } from '../../../lib/capacity/plan-model';
import { percent, usd, whole } from '../../../lib/capacity/quantities';
import { type Column, type Ink, paragraph, section, table } from './layout';
import type { SourceNotes } from './source-notes';

const SERVICES: readonly Column[] = [
  { head: 'service', width: 20 },
  { head: 'tasks', width: 5, numeric: true },
  { head: 'at most', width: 7, numeric: true },
  { head: 'each', width: 15 },
  { head: 'limit', width: 14 },
  { head: 'needs', width: 5, numeric: true },
  { head: 'arithmetic', width: 38 },
];
const COST: readonly Column[] = [
  { head: 'item', width: 43 },
  { head: 'quantity', width: 22, numeric: true },
  { head: 'unit price', width: 11, numeric: true },
  { head: 'a month', width: 10, numeric: true },
  { head: 'share', width: 7, numeric: true },
  { head: 'source', width: 13 },
];

/** Tasks of every service, with each limit that was asked. */
export function servicesSection({ services }: Plan, notes: SourceNotes, ink: Ink): string {
  const rows = services.flatMap((service) => serviceRows(service, notes, ink));
  return section('services on Fargate', table(SERVICES, rows, ink), ink);
}

/** The bill, line by line. */
export function costSection({ cost }: Plan, notes: SourceNotes, ink: Ink): string {
  const rows = cost.lines.map((line) => [
    line.item,
    `${whole(line.quantity)} ${line.unit}`,
    `$${line.unitPriceUsd}`,
    usd(line.usdPerMonth),
    shareOf(line.usdPerMonth, cost.usdPerMonth),
    `${notes.mark(line.source)} ${line.source.asOf.slice(0, 7)}`,
  ]);
  const total = ['total', '', '', usd(cost.usdPerMonth), '', ''].map((cell) => ink.bold(cell));
  const perMillion = `$${cost.usdPerMillionRecords.toPrecision(3)} per million records`;
  const missing = paragraph('not included: ', cost.notIncluded.join('; '), 14);
  return section('cost', `${table(COST, [...rows, total], ink)}\n${perMillion}\n${missing}`, ink);
}

/** A part of the bill in per cent; what is below a tenth of one is not worth its digits. */
export function shareOf(part: number, whole: number): string {
  const ratio = whole === 0 ? 0 : part / whole;
  return ratio < 0.001 ? '< 0.1 %' : percent(ratio);
}

function serviceRows(
  { name, tasks, maxTasks, cpuUnits, memoryMiB }: ServicePlan,
  notes: SourceNotes,
  ink: Ink,
): string[][] {
  return tasks.constraints.map((constraint, index) => [
    index === 0 ? name : '',
    index === 0 ? ink.bold(String(tasks.count)) : '',
    index === 0 ? String(maxTasks) : '',
    index === 0 ? `${cpuUnits / 1024} vCPU, ${memoryMiB / 1024} GiB` : '',
    constraint.name === tasks.boundBy ? ink.bold(`${constraint.name} ←`) : constraint.name,
    String(constraint.needs),
    `${constraint.arithmetic} ${notes.mark(constraint.source)}`.trimEnd(),
  ]);
}
