import Table from 'cli-table3';
import { CLIENT_NAMES, CLIENT_TITLES, type ClientName } from './clients/client-names';
import type { Figures } from './measurement';
import { METRICS, type Metric } from './metrics';
import { type Spread, spreadOf, timesBetter } from './statistics';

/** One run of one case with one client. */
export interface RunResult {
  readonly client: ClientName;
  readonly case: Metric['case'];
  readonly run: number;
  readonly figures: Figures;
}

/** A line of the report, as numbers. */
export interface ComparedMetric {
  readonly metric: Metric;
  readonly runs: number;
  readonly byClient: Readonly<Record<ClientName, Spread>>;
  /** How many times better the second client is; undefined when one of them is zero. */
  readonly ratio: number | undefined;
}

/** Medians of every metric both clients have been measured in. */
export function compareRuns(results: readonly RunResult[]): ComparedMetric[] {
  return METRICS.flatMap((metric) => {
    const values = (client: ClientName) =>
      results
        .filter((result) => result.client === client && result.case === metric.case)
        .flatMap(({ figures }) => figures[metric.figure] ?? []);
    const [base, other] = CLIENT_NAMES;
    if (values(base).length === 0 || values(other).length === 0) return [];
    const byClient = { [base]: spreadOf(values(base)), [other]: spreadOf(values(other)) } as Record<
      ClientName,
      Spread
    >;
    return [
      {
        metric,
        runs: values(base).length,
        byClient,
        ratio: timesBetter(byClient[base].median, byClient[other].median, metric.better),
      },
    ];
  });
}

/** The comparison as a table for a terminal. */
export function renderComparison(compared: readonly ComparedMetric[]): string {
  const table = new Table({
    head: ['median (least – most)', 'runs', ...CLIENT_NAMES.map((name) => CLIENT_TITLES[name]), 'ratio'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const { metric, runs, byClient, ratio } of compared) {
    table.push([
      metric.title,
      String(runs),
      ...CLIENT_NAMES.map((name) => spread(byClient[name], metric.digits)),
      ratio === undefined ? '' : `${ratio.toFixed(2)} x`,
    ]);
  }
  return table.toString();
}

function spread({ median, min, max }: Spread, digits: number): string {
  return `${number(median, digits)} (${number(min, digits)} – ${number(max, digits)})`;
}

function number(value: number, digits: number): string {
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
