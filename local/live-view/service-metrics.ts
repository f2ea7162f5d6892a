import type { Bucket } from './histogram-quantile';
import type { MetricSample } from './prometheus-text';

/** The metrics of the archiver that the view shows; services/archiver/archiver-metrics.ts has them. */
const READ = 'archiver_records_read_total';
const READ_DELAY = 'archiver_read_delay_seconds_bucket';
const LAG = 'archiver_lag_records';
const RECORDS = 'archiver_records_total';
const OBJECTS = 'archiver_objects_total';
const COUNTERS: readonly string[] = [READ, READ_DELAY, RECORDS, OBJECTS];

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
  /** Only what the latest page says. */
  readonly lag?: number;
  /** How long records took from being written to being read, in seconds. */
  readonly delay: readonly Bucket[];
}

interface Series extends Omit<MetricSample, 'value'> {
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
  #lags = new Map<string, number>();

  /** Takes one look at all services in. A service that did not answer has an empty page. */
  update(pages: readonly ServicePage[]): void {
    for (const { service, samples } of pages) {
      for (const sample of samples) {
        if (COUNTERS.includes(sample.name)) this.#count(service, sample);
      }
    }
    const lags = pages.flatMap(({ samples }) => samples.filter(({ name }) => name === LAG));
    this.#lags = new Map();
    for (const { labels, value } of lags) {
      const topic = labels['topic'] ?? '';
      this.#lags.set(topic, (this.#lags.get(topic) ?? 0) + value);
    }
  }

  /** What is known about a stream. */
  of(stream: string): StreamTotals {
    const [consumed, archivedRecords] = [this.#sum(READ, stream), this.#sum(RECORDS, stream)];
    const archivedObjects = this.#sum(OBJECTS, stream, ({ result }) => result === 'created');
    const lag = this.#lags.get(stream);
    return {
      ...(consumed !== undefined && { consumed }),
      ...(archivedRecords !== undefined && { archivedRecords }),
      ...(archivedObjects !== undefined && { archivedObjects }),
      ...(lag !== undefined && { lag }),
      delay: this.#buckets(stream),
    };
  }

  #count(service: string, { name, labels, value }: MetricSample): void {
    const id = JSON.stringify([service, name, labels]);
    const { last, before } = this.#series.get(id) ?? { last: 0, before: 0 };
    this.#series.set(id, { name, labels, last: value, before: value < last ? before + last : before });
  }

  #seriesOf(name: string, topic: string): Series[] {
    return [...this.#series.values()].filter((one) => one.name === name && one.labels['topic'] === topic);
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

function totalOf(series: readonly Series[]): number {
  return series.reduce((sum, { before, last }) => sum + before + last, 0);
}

function boundOf({ labels }: Pick<Series, 'labels'>): number {
  return labels['le'] === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels['le']);
}
