import { defineWorkload } from '../lib/workload/define-workload';

/**
 * A real-time analytics platform: user events, transactions and IoT readings, a million records a second in all;
 * analytics, fraud detection and notifications read them. The document it follows (seeds: "High-Throughput Event
 * Streaming Strategy") gives no record sizes and no split of the million; the numbers below are assumptions of
 * this file, and each can be edited.
 */
export default defineWorkload({
  name: 'realtime-analytics',
  description: 'User events, transactions and IoT readings at a million records a second',
  objectives: { endToEndP99Ms: 100, availability: 0.9999, errorRate: 0.001, maxLagSeconds: 5 },
  streams: {
    'user-events': {
      kind: 'raw',
      key: 'userId',
      schema: 'schemas/user-event.v1.json',
      load: { peakPerSecond: 600_000, averagePerSecond: 250_000, recordBytes: 600, compressionRatio: 4 },
      retentionHours: 72,
      archive: { days: 365 },
    },
    transactions: {
      kind: 'raw',
      key: 'cardId',
      schema: 'schemas/transaction.v1.json',
      load: { peakPerSecond: 100_000, averagePerSecond: 40_000, recordBytes: 900, compressionRatio: 4 },
      retentionHours: 168,
      archive: { days: 365 },
    },
    'iot-readings': {
      kind: 'raw',
      key: 'deviceId',
      schema: 'schemas/iot-reading.v1.json',
      load: { peakPerSecond: 300_000, averagePerSecond: 200_000, recordBytes: 300, compressionRatio: 4 },
      retentionHours: 24,
      archive: { days: 90 },
    },
    'fraud-alerts': {
      kind: 'derived',
      key: 'cardId',
      schema: 'schemas/fraud-alert.v1.json',
      load: { peakPerSecond: 1_000, averagePerSecond: 200, recordBytes: 700, compressionRatio: 2 },
      retentionHours: 168,
      archive: { days: 365 },
    },
  },
  sources: {
    edge: { kind: 'http', streams: ['user-events', 'transactions', 'iot-readings'] },
  },
  consumers: {
    analytics: { runtime: 'flink', reads: ['user-events', 'iot-readings'] },
    'fraud-detector': { runtime: 'service', reads: ['transactions'], writes: ['fraud-alerts'] },
    notifier: { runtime: 'service', reads: ['fraud-alerts'] },
  },
});
