import { whole } from '../../lib/capacity/quantities';
import type { ChaosEvent } from '../chaos/run-chaos';
import type { LatencyStats } from '../load/latency-meter';
import type { LoadStats, StreamLoadStats } from '../load/load-stats';
import { clock, counted, duration } from '../text/quantities';
import { type Ink, inkOf, textTable } from '../text/text-table';
import { type CheckResult, type StreamCheck, violationsOf } from './check-result';

/** Everything the end of a run tells. */
export interface RunSummary {
  readonly workload: string;
  readonly load: LoadStats;
  readonly check: CheckResult;
  /** From the time of a record to its consumer, per stream. Streams nobody measured are left out. */
  readonly endToEnd: Readonly<Record<string, Pick<LatencyStats, 'p50Ms' | 'p99Ms'>>>;
  /** Objects in the archive, per stream. @default - not counted */
  readonly objects?: Readonly<Record<string, number>>;
  /** Faults that were planned, and what came of them. */
  readonly chaos: readonly ChaosEvent[];
  /** Processes that ended although nobody killed them. */
  readonly crashes: readonly string[];
}

/** Whether the run shows that nothing was lost: something was acknowledged, and all of it is where it must be. */
export function isProven({ check, load }: Pick<RunSummary, 'check' | 'load'>): boolean {
  return check.ok && acknowledgedIn(check) > 0 && acknowledgedIn(check) === acknowledgedBy(load, check);
}

/** The summary as text. Pure: the same run gives the same text. */
export function summaryText(summary: RunSummary, options: { readonly isColored: boolean }): string {
  const ink = inkOf(options.isColored);
  const { workload, load, chaos, crashes } = summary;
  const sections = [
    `${ink.bold(workload)} ran for ${clock(load.elapsedSeconds)} (run ${load.runId})`,
    recordTable(summary, ink),
    latencyTable(summary, ink),
    chaos.length === 0
      ? ''
      : ['faults, in minutes after the start', ...chaos.map((event) => faultLine(event, ink))].join('\n'),
    crashes.map((crash) => ink.yellow(`not planned: ${crash}`)).join('\n'),
    problemLines(load.streams, ink),
    verdict(summary, ink),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function recordTable({ check, objects }: RunSummary, ink: Ink): string {
  const columns = [
    'acknowledged',
    'archived',
    'missing',
    'duplicates',
    'out of order',
    'unknown fate',
    'objects',
  ];
  const rows = check.streams.map((stream) => [
    stream.stream,
    whole(stream.sent),
    whole(stream.acknowledged),
    ...(stream.archivedStream
      ? [
          whole(stream.archived),
          ...[stream.missing, stream.duplicates, stream.outOfOrder + stream.inOtherPartition].map((count) =>
            count === 0 ? '0' : ink.red(whole(count)),
          ),
        ]
      : ['not archived', '–', '–', '–']),
    whole(stream.sent - stream.acknowledged - stream.refused),
    objects?.[stream.stream] === undefined ? '–' : whole(objects[stream.stream] ?? 0),
  ]);
  return textTable(
    [{ head: 'stream' }, ...['sent', ...columns].map((head) => ({ head, numeric: true }))],
    rows,
    ink,
  );
}

function latencyTable({ load, endToEnd }: RunSummary, ink: Ink): string {
  const rows = load.streams.map(({ stream, latency }) => {
    const consumed = endToEnd[stream];
    return [
      stream,
      ...(latency.count === 0
        ? ['–', '–', '–']
        : [latency.p50Ms, latency.p99Ms, latency.maxMs].map(duration)),
      ...(consumed === undefined ? ['–', '–'] : [consumed.p50Ms, consumed.p99Ms].map(duration)),
    ];
  });
  const heads = ['acknowledged p50', 'p99', 'max', 'end to end p50', 'p99'];
  return textTable([{ head: 'latency' }, ...heads.map((head) => ({ head, numeric: true }))], rows, ink);
}

function faultLine({ at, target, what, isProblem }: ChaosEvent, ink: Ink): string {
  const line = `  ${clock(at).padStart(5)}  ${target} ${what}`;
  return isProblem ? ink.yellow(line) : line;
}

/** What a generator met that is no loss, and still worth a look. */
function problemLines(streams: readonly StreamLoadStats[], ink: Ink): string {
  const lines = streams.flatMap(({ stream, shed, refused, lastProblem }) => [
    ...(refused > 0
      ? [`${stream}: ${counted(refused, 'record')} refused; the last answer was ${lastProblem}`]
      : []),
    ...(shed > 0 ? [`${stream}: ${counted(shed, 'record')} never sent, because too many were waiting`] : []),
  ]);
  return lines.map((line) => ink.yellow(line)).join('\n');
}

function verdict(summary: RunSummary, ink: Ink): string {
  const { check, load } = summary;
  if (isProven(summary)) {
    const uncounted = check.streams
      .filter(({ archivedStream }) => !archivedStream)
      .map(({ stream }) => stream);
    const rest = uncounted.length === 0 ? '' : ` (${uncounted.join(', ')}: not archived, so not counted)`;
    const inOrder = check.streams.some(({ ordering }) => ordering !== 'none') ? ', in order per key' : '';
    return ink.green(
      `nothing was lost: ${counted(acknowledgedIn(check), 'acknowledged record')} ${acknowledgedIn(check) === 1 ? 'is' : 'are each'} in the archive exactly once${inOrder}${rest}`,
    );
  }
  const broken = check.streams.filter((stream) => violationsOf(stream) > 0);
  if (broken.length > 0) {
    const lines = broken.flatMap((stream) => [
      failureOf(stream),
      ...stream.examples.map((example) => `  ${example}`),
    ]);
    return ink.red(['the promise was broken:', ...lines].join('\n'));
  }
  if (acknowledgedIn(check) === 0) {
    return ink.red('nothing is shown: no record of an archived stream was acknowledged');
  }
  return ink.red(
    `nothing is shown: the generator counted ${counted(acknowledgedBy(load, check), 'acknowledged record')}, its ledger ${whole(acknowledgedIn(check))}`,
  );
}

function failureOf(stream: StreamCheck): string {
  const findings: [number, string][] = [
    [stream.missing, 'acknowledged and missing'],
    [stream.duplicates, 'archived more than once'],
    [stream.outOfOrder, 'out of order'],
    [stream.inOtherPartition, 'in another partition than the rest of their key'],
    [stream.refusedArchived, 'refused and archived all the same'],
  ];
  const shown = findings.filter(([count]) => count > 0).map(([count, what]) => `${whole(count)} ${what}`);
  return `${stream.stream}: ${shown.join(', ')}`;
}

function acknowledgedIn({ streams }: CheckResult): number {
  return streams
    .filter(({ archivedStream }) => archivedStream)
    .reduce((sum, { acknowledged }) => sum + acknowledged, 0);
}

/** What the generator counted by itself, for the streams that the check counted. */
function acknowledgedBy(load: LoadStats, check: CheckResult): number {
  const checked = new Set(
    check.streams.filter(({ archivedStream }) => archivedStream).map(({ stream }) => stream),
  );
  return load.streams
    .filter(({ stream }) => checked.has(stream))
    .reduce((sum, { acknowledged }) => sum + acknowledged, 0);
}
