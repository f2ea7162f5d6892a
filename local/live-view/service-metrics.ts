import type { Bucket } from './histogram-quantile';
import type { MetricSample } from './prometheus-text';

/** The metrics that the view shows; services/archiver/archiver-metrics.ts and services/edge/edge-metrics.ts have them. */
const READ = 'archiver_records_read_total';
const READ_DELAY = 'archiver_read_delay_seconds_bucket';
const LAG = 'archiver_lag_records';
const RECORDS = 'archiver_records_total';
const OBJECTS = 'archiver_objects_total';
const ACCEPTED = 'edge_records_accepted_total';
const COUNTERS: readonly string[] = [READ, READ_DELAY, RECORDS, OBJECTS, ACCEPTED];
/** One of Prometheus' own: another value is another process, whose counters began at zero. */
const PROCESS_START = 'process_start_time_seconds';

/** The page of one service. */
export interface ServicePage {
  readonly service: string;
  readonly samples: readonly MetricSample[];
}

/** Totals of one stream since the view began, over restarts of the services. What no page ever said is left out. */
export interface StreamTotals {
  readonly consumed?: number;
  readonly archivedRecords?: number;
  readonly archivedObjects?: number;
  /** What the archiver says; while it does not answer, what it last said and what was accepted since. */
  readonly lag?: number;
  /** How long records took from being written to being read, in seconds. */
  readonly delay: readonly Bucket[];
}

/** What the archiver last said about a stream, and how many records had been accepted then. */
interface KnownLag {
  readonly lag: number;
  readonly accepted: number;
}

interface Series extends Omit<MetricSample, 'value'> {
  readonly service: string;
  readonly last: number;
  /** What it had counted before its process began again at zero. */
  readonly before: number;
}

/**
 * Reads the pages of the services one after another. Counters of a service that was restarted go on where they were;
 * what it counted between the last page and its end is lost.
 */
export class ServiceMetrics {
  readonly #series = new Map<string, Series>();
  readonly #starts = new Map<string, number>();
  readonly #lags = new Map<string, KnownLag>();

  /** Takes one look at all services in. A service that did not answer has an empty page. */
  update(pages: readonly ServicePage[]): void {
    for (const { service, samples } of pages) {
      this.#noticeRestart(service, samples);
      for (const sample of samples) {
        if (COUNTERS.includes(sample.name)) this.#count(service, sample);
      }
    }
    const lags = pages.flatMap(({ samples }) => samples.filter(({ name }) => name === LAG));
    for (const topic of new Set(lags.map(topicOf))) {
      const lag = lags
        .filter((sample) => topicOf(sample) === topic)
        .reduce((sum, { value }) => sum + value, 0);
      this.#lags.set(topic, { lag, accepted: this.#sum(ACCEPTED, topic) ?? 0 });
    }
  }

  /** What is known about a stream. */
  of(stream: string): StreamTotals {
    const [consumed, archivedRecords] = [this.#sum(READ, stream), this.#sum(RECORDS, stream)];
    const archivedObjects = this.#sum(OBJECTS, stream, ({ result }) => result === 'created');
    const known = this.#lags.get(stream);
    const lag = known && known.lag + (this.#sum(ACCEPTED, stream) ?? 0) - known.accepted;
    return {
      ...(consumed !== undefined && { consumed }),
      ...(archivedRecords !== undefined && { archivedRecords }),
      ...(archivedObjects !== undefined && { archivedObjects }),
      ...(lag !== undefined && { lag }),
      delay: this.#buckets(stream),
    };
  }

  #noticeRestart(service: string, samples: readonly MetricSample[]): void {
    const start = samples.find(({ name }) => name === PROCESS_START)?.value;
    if (start === undefined || start === this.#starts.get(service)) return;
    this.#starts.set(service, start);
    for (const [id, series] of this.#series) {
      const { last, before } = series;
      if (series.service === service) this.#series.set(id, { ...series, last: 0, before: before + last });
    }
  }

  #count(service: string, { name, labels, value }: MetricSample): void {
    const id = JSON.stringify([service, name, labels]);
    const { last, before } = this.#series.get(id) ?? { last: 0, before: 0 };
    const total = value < last ? before + last : before;
    this.#series.set(id, { service, name, labels, last: value, before: total });
  }

  #seriesOf(name: string, topic: string): Series[] {
    return [...this.#series.values()].filter((one) => one.name === name && topicOf(one) === topic);
  }

  #sum(
    name: string,
    topic: string,
    matches: (labels: MetricSample['labels']) => boolean = () => true,
  ): number | undefined {
    const series = this.#seriesOf(name, topic).filter(({ labels }) => matches(labels));
    return series.length === 0 ? undefined : totalOf(series);
  }

  #buckets(topic: string): Bucket[] {
    const series = this.#seriesOf(READ_DELAY, topic);
    const bounds = [...new Set(series.map(boundOf))].sort((a, b) => a - b);
    return bounds.map((upTo) => ({ upTo, count: totalOf(series.filter((one) => boundOf(one) === upTo)) }));
  }
}

/** The edge speaks of streams, the archiver of topics; a stream's topic has its name. */
function topicOf({ labels }: Pick<MetricSample, 'labels'>): string {
  return labels['topic'] ?? labels['stream'] ?? '';
}

function totalOf(series: readonly Series[]): number {
  return series.reduce((sum, { before, last }) => sum + before + last, 0);
}

function boundOf({ labels }: Pick<Series, 'labels'>): number {
  return labels['le'] === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels['le']);
}
