import type { LoadStats } from '../load/load-stats';
import type { ProcessStatus } from '../processes/process-spec';
import { delayPercentiles, LiveHistory } from './live-history';
import type { LiveEvent, LiveLink, LiveSnapshot, Percentiles } from './live-snapshot';
import { type MetricSample, parsePrometheusText } from './prometheus-text';
import { ServiceMetrics } from './service-metrics';

/** Where a live view gets its numbers. */
export interface LiveSources {
  readonly workload: string;
  /** Every stream of the workload, in the order to show. */
  readonly streams: readonly string[];
  readonly processes: () => readonly ProcessStatus[];
  readonly links: readonly LiveLink[];
  /** Pages in Prometheus' text format, e.g. `http://127.0.0.1:20123/metrics`. */
  readonly metrics: readonly { readonly service: string; readonly url: string }[];
  /** @default - nothing is sent */
  readonly load?: () => LoadStats;
  /** What happened since the start. @default - nothing does */
  readonly events?: () => readonly LiveEvent[];
  /** Records written and not yet read, per stream. @default - what the archiver says while it runs */
  readonly lag?: () => Promise<Readonly<Record<string, number>>>;
  /** Records given up, per stream; a consumer of several streams counts in each. @default - not shown */
  readonly deadLetters?: () => Promise<Readonly<Record<string, number>>>;
  /** Length of the run. @default - it ends when it is stopped */
  readonly endsAfterSeconds?: number;
}

/** Takes snapshots of a running platform. Call `collect` about once a second. */
export interface LiveCollector {
  /** Never throws: what cannot be measured is left out, and named. */
  readonly collect: () => Promise<LiveSnapshot>;
  /** From the time of a record to its consumer, per stream, since the collector began. */
  readonly endToEnd: () => Readonly<Record<string, Percentiles>>;
}

const SCRAPE_TIMEOUT_MS = 900;
/** More would be a log, and there are logs. */
const EVENTS_KEPT = 40;

/** A collector that begins now. */
export function liveCollector(sources: LiveSources): LiveCollector {
  const began = performance.now();
  const metrics = new ServiceMetrics();
  const history = new LiveHistory();

  return {
    async collect() {
      const unmeasured: string[] = [];
      const attempt = async <T>(what: string, measure: () => Promise<T>, otherwise: T): Promise<T> => {
        try {
          return await measure();
        } catch (error) {
          unmeasured.push(`${what}: ${reasonOf(error)}`);
          return otherwise;
        }
      };
      const [pages, lags, deadLetters] = await Promise.all([
        Promise.all(
          sources.metrics.map(async ({ service, url }) => ({
            service,
            samples: await attempt(`metrics of ${service}`, () => scrape(url), []),
          })),
        ),
        attempt('lag', sources.lag ?? nothing, {}),
        attempt('dead letters', sources.deadLetters ?? nothing, {}),
      ]);

      const atMs = performance.now();
      const load = sources.load?.();
      metrics.update(pages);
      history.add({
        atMs,
        totals: new Map(sources.streams.map((stream) => [stream, metrics.of(stream)])),
        ...(load !== undefined && { load }),
      });
      const elapsedSeconds = (atMs - began) / 1_000;
      const { endsAfterSeconds } = sources;
      return {
        workload: sources.workload,
        elapsedSeconds,
        ...(endsAfterSeconds !== undefined && {
          remainingSeconds: Math.max(0, endsAfterSeconds - elapsedSeconds),
        }),
        streams: sources.streams.map((stream) => ({
          ...history.stream(stream),
          ...(lags[stream] !== undefined && { lag: lags[stream] }),
          ...(deadLetters[stream] !== undefined && { deadLetters: deadLetters[stream] }),
        })),
        processes: [...sources.processes()],
        links: sources.links,
        events: (sources.events?.() ?? []).slice(-EVENTS_KEPT),
        unmeasured: unmeasured.toSorted(),
      };
    },
    endToEnd: () =>
      Object.fromEntries(
        sources.streams.flatMap((stream) => {
          const percentiles = delayPercentiles(metrics.of(stream).delay);
          return percentiles === undefined ? [] : [[stream, percentiles]];
        }),
      ),
  };
}

async function nothing(): Promise<Readonly<Record<string, number>>> {
  return {};
}

async function scrape(url: string): Promise<MetricSample[]> {
  const response = await fetch(url, { signal: AbortSignal.timeout(SCRAPE_TIMEOUT_MS) });
  const text = await response.text();
  if (!response.ok) throw new Error(`status ${response.status}`);
  return parsePrometheusText(text);
}

/** fetch hides what happened in the cause of its error. */
function reasonOf(error: unknown): string {
  const { message, cause } = Object(error);
  const code = Object(cause).code;
  return typeof code === 'string' ? code : String(message ?? error);
}
