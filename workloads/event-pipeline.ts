import { defineWorkload } from '../lib/workload/define-workload';

/**
 * The document "High-Throughput Event Pipeline Design": web, API and IoT events at a peak of 5 million a second.
 *
 * From the document: the three sources, the peak, 2 kB an event, 7 days hot and a year archived, p99 below 100 ms,
 * 99.9 %, 0.1 % errors, exactly-once, and the sinks PostgreSQL, Redis and S3.
 * Its ~86 TB a day cannot be the peak all day long: 5,000,000 × 2,000 bytes × 86,400 s = 864 TB. Both figures stand
 * when a day averages a tenth of its peak, so that is what this file says: 500,000 × 2,000 × 86,400 = 86.4 TB.
 *
 * Assumptions of this file: how the 5 million split over the sources; compression by 2.8, which Snappy, named by the
 * document, reached on batches of JSON records of 915 bytes; one summary of 500 bytes for every hundred events.
 */
const EVENT = { recordBytes: 2_000, compressionRatio: 2.8 };
/** The document's 7 days hot, and its year in the archive. */
const KEPT = { retentionHours: 7 * 24, archive: { days: 365 } };

export default defineWorkload({
  name: 'event-pipeline',
  description: 'Web, API and IoT events at a peak of 5 million records a second',
  // The document alarms at 1,000 records of lag, which is 0.2 ms of this load: lag is an objective in seconds here.
  objectives: { endToEndP99Ms: 100, availability: 0.999, errorRate: 0.001, maxLagSeconds: 5 },
  streams: {
    'web-events': {
      kind: 'raw',
      key: 'visitorId', // a visit reads in order
      schema: 'schemas/web-event.v1.json',
      load: { peakPerSecond: 2_500_000, averagePerSecond: 250_000, ...EVENT },
      ...KEPT,
    },
    'api-events': {
      kind: 'raw',
      key: 'clientId', // what one application called, in order
      schema: 'schemas/api-event.v1.json',
      load: { peakPerSecond: 1_000_000, averagePerSecond: 100_000, ...EVENT },
      ...KEPT,
    },
    'device-events': {
      kind: 'raw',
      key: 'deviceId',
      schema: 'schemas/device-event.v1.json',
      load: { peakPerSecond: 1_500_000, averagePerSecond: 150_000, ...EVENT },
      ...KEPT,
    },
    // The document writes "event metadata" to PostgreSQL and sessions to a Redis of 64 GB, which 10 GB/s of events
    // would fill in 6.4 s. Summaries fit both: one per origin, kind and second.
    'event-summaries': {
      kind: 'derived',
      key: 'originId',
      schema: 'schemas/event-summary.v1.json',
      load: { peakPerSecond: 50_000, averagePerSecond: 5_000, recordBytes: 500, compressionRatio: 2.8 },
      ...KEPT,
    },
  },
  sources: {
    // The document's API gateway, web collectors and IoT devices: all of them post batches of CloudEvents.
    edge: { kind: 'http', streams: ['web-events', 'api-events', 'device-events'] },
  },
  consumers: {
    // The document's Kafka Streams. A Fargate service and not Flink: 10 GB/s before compression would take about a
    // thousand KPUs, and an account starts with 64.
    'stream-processor': {
      runtime: 'service',
      reads: ['web-events', 'api-events', 'device-events'],
      writes: ['event-summaries'],
      delivery: 'exactly-once',
    },
    // Sinks outside Kafka: at-least-once, made idempotent by origin, kind and second.
    // What they keep is an assumption of this file: a month of rows, and the latest summary of ten million origins.
    'postgres-writer': {
      runtime: 'service',
      reads: ['event-summaries'],
      sinks: { database: { rowsPerRecord: 1, rowBytes: 300, retentionDays: 30 } },
    },
    'redis-writer': {
      runtime: 'service',
      reads: ['event-summaries'],
      sinks: { cache: { keys: 10_000_000, bytesPerKey: 500 } },
    },
    // The document's consumer groups that write to S3 are the archiver, which the platform adds by itself.
  },
});
