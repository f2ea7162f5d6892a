import { defineWorkload } from '../lib/workload/define-workload';

/**
 * The architecture of the document "Event Streaming System": three topics, read by three consumer groups.
 *
 * From the document: the topics with 3, 4 and 2 partitions, who writes them (web service and mobile app, IoT devices,
 * a microservice), the groups `analytics`, `ml-training` and `compliance`, and what each reads. It gives no rates.
 *
 * Assumptions of this file: rates that these few partitions carry with the planner's headroom; sizes of the fields and
 * 300 bytes for the key and the headers of a CloudEvent; compression by 4, as zstd reaches on batches of JSON; and a
 * guarantee per group, of which the document teaches all three.
 * Four partitions and two do not spread evenly over three zones: the plan says so, and the document's counts stay.
 */
export default defineWorkload({
  name: 'event-streaming',
  description: 'User events, orders and inventory for analytics, machine learning and audit',
  objectives: { endToEndP99Ms: 1_000, availability: 0.999, maxLagSeconds: 10 },
  streams: {
    'user-events': {
      kind: 'raw',
      key: 'userId', // the document's user_123 always meets the same partition
      partitions: 3,
      schema: 'schemas/user-event.v1.json',
      load: { peakPerSecond: 15_000, averagePerSecond: 6_000, recordBytes: 600, compressionRatio: 4 },
      retentionHours: 3 * 24,
      archive: { days: 365 },
    },
    orders: {
      kind: 'raw',
      key: 'orderId',
      partitions: 4,
      schema: 'schemas/order-event.v1.json',
      load: { peakPerSecond: 500, averagePerSecond: 120, recordBytes: 1_200, compressionRatio: 4 },
      retentionHours: 7 * 24,
      archive: { days: 7 * 365 }, // an auditor may ask for any of the last seven years
    },
    inventory: {
      kind: 'raw',
      key: 'sku',
      partitions: 2,
      schema: 'schemas/stock-change.v1.json',
      load: { peakPerSecond: 2_000, averagePerSecond: 600, recordBytes: 500, compressionRatio: 4 },
      retentionHours: 7 * 24,
      archive: { days: 365 },
    },
  },
  sources: {
    edge: { kind: 'http', streams: ['user-events', 'orders', 'inventory'] },
  },
  consumers: {
    'analytics-service': { runtime: 'flink', reads: ['user-events', 'orders'], group: 'analytics' },
    // A lost record does not change a model; one counted twice weighs double.
    'ml-pipeline': {
      runtime: 'service',
      reads: ['user-events', 'inventory'],
      group: 'ml-training',
      delivery: 'at-most-once',
    },
    // Must not miss one; a second copy is recognised by its id.
    'audit-service': {
      runtime: 'service',
      reads: ['orders'],
      group: 'compliance',
      delivery: 'at-least-once',
    },
  },
});
