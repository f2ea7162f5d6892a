import { whole } from '../../lib/capacity/quantities';
import type { ProcessStatus } from '../processes/process-spec';
import { clock, counted, duration, mebibytesOf, perSecond } from '../text/quantities';
import { fitted, type Ink, inkOf, type TableColumn, textTable } from '../text/text-table';
import type { LiveEvent, LiveLink, LiveSnapshot, LiveStream } from './live-snapshot';

/** A column of streams, shown in terminals of at least that many characters. */
interface StreamColumn extends TableColumn {
  readonly from: number;
  /** Heading where the column before it is not its p50. */
  readonly headAlone?: string;
  readonly cell: (stream: LiveStream) => string;
}

const UNKNOWN = '–';
const ADDRESS_GAP = '  ';
/** A name is cut to make room for figures, but not further than this. */
const SHORTEST_NAME = 10;

const STREAM_COLUMNS: readonly StreamColumn[] = [
  { head: 'stream', from: 0, cell: ({ stream }) => stream },
  { head: 'in/s', from: 0, cell: ({ sentPerSecond }) => known(sentPerSecond, perSecond) },
  { head: 'ack/s', from: 0, cell: ({ acknowledgedPerSecond }) => known(acknowledgedPerSecond, perSecond) },
  { head: 'read/s', from: 0, cell: ({ consumedPerSecond }) => known(consumedPerSecond, perSecond) },
  { head: 'lag', from: 0, cell: ({ lag }) => known(lag, whole) },
  { head: 'ack p50', from: 110, cell: ({ acknowledgedMs }) => known(acknowledgedMs?.p50Ms, duration) },
  {
    head: 'p99',
    headAlone: 'ack p99',
    from: 90,
    cell: ({ acknowledgedMs }) => known(acknowledgedMs?.p99Ms, duration),
  },
  { head: 'end to end p50', from: 110, cell: ({ endToEndMs }) => known(endToEndMs?.p50Ms, duration) },
  {
    head: 'p99',
    headAlone: 'end to end p99',
    from: 0,
    cell: ({ endToEndMs }) => known(endToEndMs?.p99Ms, duration),
  },
  { head: 'archived', from: 0, cell: ({ archivedRecords }) => known(archivedRecords, whole) },
  { head: 'objects', from: 100, cell: ({ archivedObjects }) => known(archivedObjects, whole) },
  { head: 'dead', from: 100, cell: ({ deadLetters }) => known(deadLetters, whole) },
];

export interface ViewOptions {
  /** Characters in a line. */
  readonly columns: number;
  /** Lines there are. @default - as many as wanted */
  readonly rows?: number;
  readonly isColored: boolean;
}

/** What a view can do without, when the terminal is low; everything is on the page. */
interface Extent {
  readonly events: number;
  readonly hasProcessTable: boolean;
  readonly links: number;
}

const EXTENTS: readonly Extent[] = [
  { events: 6, hasProcessTable: true, links: Number.POSITIVE_INFINITY },
  { events: 6, hasProcessTable: false, links: Number.POSITIVE_INFINITY },
  { events: 3, hasProcessTable: false, links: 1 },
  { events: 1, hasProcessTable: false, links: 1 },
];

/** The live view as text, as much of it as fits the terminal. Pure: the same snapshot gives the same text. */
export function renderLiveView(snapshot: LiveSnapshot, options: ViewOptions): string {
  const { rows = Number.POSITIVE_INFINITY } = options;
  const views = EXTENTS.map((extent) => renderExtent(snapshot, extent, options));
  // One line stays free for the cursor.
  return views.find((view) => view.split('\n').length < rows) ?? views.at(-1) ?? '';
}

function renderExtent(snapshot: LiveSnapshot, extent: Extent, options: ViewOptions): string {
  const { columns, isColored } = options;
  const ink = inkOf(isColored);
  const sections = [
    title(snapshot, ink),
    streamTable(snapshot.streams, columns, ink),
    extent.hasProcessTable
      ? processTable(snapshot, columns, ink)
      : [processLine(snapshot, columns, ink), ...linkLines(snapshot.links.slice(0, extent.links))].join('\n'),
    eventLines(snapshot.events.slice(-extent.events), columns, ink),
    snapshot.unmeasured.map((what) => ink.yellow(fitted(`not measured: ${what}`, columns))).join('\n'),
    ink.dim(fitted(keys(snapshot), columns)),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** The live view as one line, for a log. */
export function renderLiveLine({ elapsedSeconds, streams }: LiveSnapshot): string {
  const total = (of: (stream: LiveStream) => number | undefined) => {
    const values = streams.flatMap((stream) => of(stream) ?? []);
    return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
  };
  const slowest = Math.max(...streams.flatMap(({ endToEndMs }) => endToEndMs?.p99Ms ?? []));
  const parts = [
    `in ${known(
      total(({ sentPerSecond }) => sentPerSecond),
      perSecond,
    )}/s`,
    `acknowledged ${known(
      total(({ acknowledgedPerSecond }) => acknowledgedPerSecond),
      perSecond,
    )}/s`,
    `read ${known(
      total(({ consumedPerSecond }) => consumedPerSecond),
      perSecond,
    )}/s`,
    `lag ${known(
      total(({ lag }) => lag),
      whole,
    )}`,
    `end to end p99 ${Number.isFinite(slowest) ? duration(slowest) : UNKNOWN}`,
    `archived ${known(
      total(({ archivedRecords }) => archivedRecords),
      whole,
    )}`,
    `objects ${known(
      total(({ archivedObjects }) => archivedObjects),
      whole,
    )}`,
  ];
  return `${clock(elapsedSeconds).padStart(6)}  ${parts.join(', ')}`;
}

/** An event as one line. */
export function renderLiveEvent({ at, text }: LiveEvent): string {
  return `${clock(at).padStart(6)}  ${text}`;
}

function title({ workload, elapsedSeconds, remainingSeconds }: LiveSnapshot, ink: Ink): string {
  const rest = remainingSeconds === undefined ? '' : `, ends in ${clock(Math.ceil(remainingSeconds))}`;
  return `${ink.bold(ink.cyan(workload))}  running for ${clock(elapsedSeconds)}${rest}`;
}

function streamTable(streams: readonly LiveStream[], width: number, ink: Ink): string {
  const columns = STREAM_COLUMNS.filter(({ from }) => from <= width);
  const headed = columns.map(({ head, headAlone = head, cell }, index) => ({
    head: columns[index - 1]?.head.endsWith('p50') ? head : headAlone,
    numeric: index > 0,
    cell,
  }));
  const rows = (nameWidth: number) =>
    streams.map((stream) =>
      headed.map(({ cell }, index) => (index === 0 ? fitted(cell(stream), nameWidth) : cell(stream))),
    );
  const longest = Math.max(0, ...streams.map(({ stream }) => stream.length));
  const [heading = '', rule = ''] = textTable(headed, rows(longest), inkOf(false)).split('\n');
  const tooMany = Math.max(0, heading.length, rule.length) - width;
  return textTable(headed, rows(Math.max(SHORTEST_NAME, longest - Math.max(0, tooMany))), ink);
}

/** Addresses are never cut, because they are there to be copied: those that do not fit beside their process stand below. */
function processTable({ processes, links }: LiveSnapshot, width: number, ink: Ink): string {
  const columns = [
    { head: 'process' },
    { head: 'state' },
    { head: 'pid', numeric: true },
    { head: 'restarts', numeric: true },
    { head: 'memory', numeric: true },
  ];
  const rows = processes.map((status) => [
    status.name,
    stateIn(status, ink),
    known(status.pid, String),
    String(status.restarts),
    status.rssBytes === 0 ? UNKNOWN : mebibytesOf(status.rssBytes),
  ]);
  const [heading = '', ...lines] = textTable(columns, rows, inkOf(false)).split('\n');
  const room = width - Math.max(heading.length, ...lines.map((line) => line.length)) - ADDRESS_GAP.length;
  const besides = (name: string) => links.find((link) => link.name === name && link.url.length <= room)?.url;

  const [shownHeading = '', rule = '', ...shown] = textTable(columns, rows, ink).split('\n');
  const withAddresses = shown.map((line, index) => {
    const url = besides(processes[index]?.name ?? '');
    return url === undefined ? line : `${line}${ADDRESS_GAP}${ink.dim(url)}`;
  });
  const below = links.filter(
    ({ name }) => !processes.some((status) => status.name === name && besides(name)),
  );
  const table = processes.length === 0 ? [] : [shownHeading, rule, ...withAddresses, ''];
  return [...table, ...linkLines(below)].join('\n').trimEnd();
}

/** All processes in one line: those that are not ready by name. */
function processLine({ processes }: LiveSnapshot, width: number, ink: Ink): string {
  const others = processes.filter(({ state }) => state !== 'ready');
  if (others.length === 0) return `${processes.length} processes, all ready`;
  const named = others.map(({ name, state }) => `${name} ${state}`).join(', ');
  return ink.yellow(fitted(`${processes.length} processes: ${named}, the others ready`, width));
}

function linkLines(links: readonly LiveLink[]): string[] {
  const longest = Math.max(0, ...links.map(({ name }) => name.length));
  return links.map(({ name, url }) => `${name.padEnd(longest)}  ${url}`);
}

function stateIn({ state }: ProcessStatus, ink: Ink): string {
  if (state === 'ready') return ink.green(state);
  return state === 'starting' || state === 'stopping' ? ink.yellow(state) : ink.red(state);
}

function eventLines(events: readonly LiveEvent[], width: number, ink: Ink): string {
  return events
    .map((event) => {
      const line = fitted(renderLiveEvent(event), width);
      return event.isProblem ? ink.yellow(line) : line;
    })
    .join('\n');
}

function keys({ remainingSeconds }: LiveSnapshot): string {
  return remainingSeconds === undefined
    ? 'Ctrl-C stops everything'
    : `Ctrl-C stops the load now, and counts; it ends by itself in ${counted(Math.ceil(remainingSeconds), 'second')}`;
}

function known<T>(value: T | undefined, shown: (value: T) => string): string {
  return value === undefined ? UNKNOWN : shown(value);
}
