import { defineWorkload } from '../lib/workload/define-workload';

/**
 * "High-Throughput Event Pipeline Design" word for word, its own resource table included, so that `penstock plan`
 * shows which of its numbers contradict each other. Not meant to be deployed: event-pipeline.ts is the one to edit.
 */
export default defineWorkload({
  name: 'event-pipeline-as-documented',
  description: 'The event pipeline exactly as its document states it, contradictions included',
  objectives: { endToEndP99Ms: 100, availability: 0.999, errorRate: 0.001, maxLagSeconds: 5 },
  streams: {
    events: {
      kind: 'raw',
      key: 'userId',
      schema: 'schemas/user-event.v1.json',
      // The document gives a peak and no average, and calls for Snappy without saying what it saves.
      load: { peakPerSecond: 5_000_000, averagePerSecond: 5_000_000, recordBytes: 2_000 },
      retentionHours: 168,
      archive: { days: 365 },
    },
  },
  sources: { edge: { kind: 'http', streams: ['events'] } },
  consumers: { processing: { runtime: 'service', reads: ['events'] } },
  stated: {
    source: 'the capacity table of the design document',
    bytesPerDay: 86e12,
    brokers: { count: 12, instanceType: 'c5.2xlarge' },
    consumers: { count: 20, instanceType: 'c5.large' },
    cacheBytes: 64e9,
    databaseRowsPerRecord: 1,
    compression: 'snappy',
    alarms: { lagRecords: 1_000, errorRatio: 0.005, latency: { percentile: 95, milliseconds: 500 } },
    latencies: [
      { where: 'key metrics', percentile: 99, milliseconds: 100 },
      { where: 'success criteria', percentile: 95, milliseconds: 100 },
    ],
    promises: ['zero-loss', 'exactly-once', 'linear-scaling'],
  },
});
