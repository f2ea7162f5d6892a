import { defineWorkload } from '../lib/workload/define-workload';

/**
 * Exercise 2 of "Design a Kafka application": the logs of the web servers, application servers and databases of a
 * web application, in one place.
 *
 * From the document: the three kinds of servers, topics by log type (access, error, transaction), parsing and
 * enrichment, anomalies and patterns, storage, monitoring and alerting. It gives no numbers.
 *
 * Assumptions of this file: 500 web servers, 1,200 application servers and 100 databases with
 *   access logs of 400 requests a second and web server at peak: 500 × 400 = 200,000;
 *   error logs of ten times their average when a release goes wrong;
 *   transaction logs of 500 steps a second and database at peak: 100 × 500 = 50,000.
 * Sizes: the fields of the schema, and 300 bytes for the key and the headers of a CloudEvent. Log lines repeat
 * themselves: compression by 6, where other JSON gets 4.
 */
export default defineWorkload({
  name: 'log-aggregation',
  description: 'Access, error and transaction logs of a web application',
  // People look at logs seconds after an incident began; errorRate counts lines no parser understands.
  objectives: { endToEndP99Ms: 5_000, availability: 0.999, errorRate: 0.00005, maxLagSeconds: 30 },
  streams: {
    // No key: nobody needs requests in order, and a key per service would make its busiest one a hot partition.
    'access-logs': {
      kind: 'raw',
      ordering: 'none',
      schema: 'schemas/access-log.v1.json',
      load: { peakPerSecond: 200_000, averagePerSecond: 80_000, recordBytes: 700, compressionRatio: 6 },
      retentionHours: 3 * 24,
      archive: { days: 90 },
    },
    'error-logs': {
      kind: 'raw',
      key: 'host', // what went wrong first on a host is read first
      schema: 'schemas/error-log.v1.json',
      load: { peakPerSecond: 20_000, averagePerSecond: 2_000, recordBytes: 2_500, compressionRatio: 6 },
      retentionHours: 7 * 24,
      archive: { days: 365 },
    },
    'transaction-logs': {
      kind: 'raw',
      key: 'transactionId', // begin before commit
      schema: 'schemas/transaction-log.v1.json',
      load: { peakPerSecond: 50_000, averagePerSecond: 20_000, recordBytes: 800, compressionRatio: 6 },
      retentionHours: 7 * 24,
      archive: { days: 365 },
    },
    'service-health': {
      kind: 'derived',
      key: 'service',
      schema: 'schemas/service-health.v1.json',
      // 300 services, one result per ten seconds; twice as many in a peak with late lines.
      load: { peakPerSecond: 60, averagePerSecond: 30, recordBytes: 500, compressionRatio: 4 },
      retentionHours: 30 * 24,
      archive: { days: 2 * 365 },
    },
    'log-alerts': {
      kind: 'derived',
      key: 'service',
      schema: 'schemas/log-alert.v1.json',
      load: { peakPerSecond: 20, averagePerSecond: 2, recordBytes: 900, compressionRatio: 2 },
      retentionHours: 30 * 24,
      archive: { days: 2 * 365 },
    },
  },
  sources: {
    // Log shippers beside each server post batches of lines, parsed into the fields of the schema.
    shippers: { kind: 'http', streams: ['access-logs', 'error-logs', 'transaction-logs'] },
  },
  consumers: {
    // Enriches, and writes to the search index that people query.
    indexer: { runtime: 'service', reads: ['access-logs', 'error-logs', 'transaction-logs'] },
    // Rates, error shares and latencies per service and ten seconds.
    'health-metrics': { runtime: 'flink', reads: ['access-logs', 'error-logs'], writes: ['service-health'] },
    // Anomalies and patterns: bursts, errors never seen before, deadlocks, services that fell silent.
    'pattern-detector': {
      runtime: 'service',
      reads: ['service-health', 'error-logs', 'transaction-logs'],
      writes: ['log-alerts'],
    },
    monitoring: { runtime: 'service', reads: ['service-health', 'log-alerts'] },
    'alert-notifier': { runtime: 'service', reads: ['log-alerts'] },
  },
});
