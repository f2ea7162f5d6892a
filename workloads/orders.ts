import { defineWorkload } from '../lib/workload/define-workload';

/**
 * The document of nineteen steps ("Goals & Requirements (start here)"): raw order events, and the latest state of
 * every order.
 *
 * From the document: `orders_raw` and `orders_latest` with their partitions and settings, `orders_agg`, the
 * processor's name and its exactly-once, raw events kept 7 days for replay, dashboards within 1 to 5 s, 99.9 %, and
 * the sinks. It asks for the rates instead of giving any.
 *
 * Assumptions of this file: the rates, those of a large market place (12,000 order events a second on the busiest day
 * of the year); sizes of the fields and 300 bytes for the key and the headers of a CloudEvent; compression by 4, as
 * zstd reaches on batches of JSON; one record in 10,000 that fails; two years of archive.
 */
const RATES = { peakPerSecond: 12_000, averagePerSecond: 3_000, compressionRatio: 4 };

export default defineWorkload({
  name: 'orders',
  description: 'Order events, and the latest state of every order',
  objectives: { endToEndP99Ms: 5_000, availability: 0.999, errorRate: 0.0001 },
  // The document sets min.insync.replicas per topic, which Express brokers do not let topics name.
  cluster: { family: 'standard' },
  streams: {
    // partitions=48, replication.factor=3, cleanup.policy=delete, retention.ms=604800000, min.insync.replicas=2:
    // the first stands below, retention is the 7 days, and the others are what every raw stream gets.
    orders_raw: {
      kind: 'raw',
      key: 'orderId',
      partitions: 48,
      schema: 'schemas/order-event.v1.json',
      load: { ...RATES, recordBytes: 1_200 },
      retentionHours: 7 * 24,
      archive: { days: 2 * 365 },
    },
    // partitions=12, replication.factor=3, cleanup.policy=compact, min.compaction.lag.ms=3600000.
    // Retention is what a deleted order's marker gets, a day as Kafka does unasked; orders stay for ever.
    orders_latest: {
      kind: 'compacted',
      key: 'orderId',
      partitions: 12,
      schema: 'schemas/order-state.v1.json',
      load: { ...RATES, recordBytes: 500 }, // every event changes one order
      retentionHours: 24,
      configs: { 'min.compaction.lag.ms': '3600000' },
    },
    // The output of the document's Kafka Streams example, which says nothing about its topic.
    orders_agg: {
      kind: 'derived',
      key: 'orderId',
      schema: 'schemas/order-aggregate.v1.json',
      load: { ...RATES, recordBytes: 500 }, // a new total after every event
      retentionHours: 7 * 24,
    },
  },
  sources: {
    // The document's apps, mobile clients and IoT; its change data capture would arrive the same way.
    edge: { kind: 'http', streams: ['orders_raw'] },
  },
  consumers: {
    // The document's application id. Both results are topics, so Kafka's transactions cover them. A service and not
    // Flink, whose exactly-once results wait for a checkpoint longer than the 5 s a dashboard may.
    'orders-processor': {
      runtime: 'service',
      reads: ['orders_raw'],
      writes: ['orders_latest', 'orders_agg'],
      delivery: 'exactly-once',
    },
    'serving-writer': { runtime: 'service', reads: ['orders_latest'] }, // look-ups from Redis or Cassandra
    dashboards: { runtime: 'service', reads: ['orders_agg'] },
    'warehouse-loader': { runtime: 'service', reads: ['orders_raw'] },
  },
});
