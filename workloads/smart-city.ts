import { defineWorkload } from '../lib/workload/define-workload';

/**
 * Exercise 1 of "Design a Kafka application": a smart city whose traffic sensors, weather stations and energy meters
 * are processed, analysed and stored as they report.
 *
 * From the document: the three kinds of devices with a topic each, aggregation, anomaly detection, storage,
 * a dashboard, and alerts. It gives no numbers.
 *
 * Assumptions of this file: a city of four million people with
 *   50,000 traffic sensors, one report a second in the rush hour, less than half of that over a day;
 *   2,000 weather stations, a report every ten seconds, every second while a storm passes;
 *   1,500,000 meters, a report per quarter of an hour: 1,500,000 ÷ 900 s = 1,667 a second on average. They all measure
 *   at the same moment, and their gateways spread the sending over three minutes: 1,500,000 ÷ 180 s = 8,333.
 * Sizes: the fields of the schema, and 300 bytes for the key and the headers of a CloudEvent. Compression by 4, as
 * zstd reaches on batches of JSON.
 */
export default defineWorkload({
  name: 'smart-city',
  description: 'Traffic sensors, weather stations and energy meters of a city of four million',
  // A dashboard of the city that is two seconds old is of use; one that is a minute old is not.
  objectives: { endToEndP99Ms: 2_000, availability: 0.999, maxLagSeconds: 10 },
  streams: {
    'traffic-readings': {
      kind: 'raw',
      key: 'segmentId', // sensors of a road segment are read together
      schema: 'schemas/traffic-reading.v1.json',
      load: { peakPerSecond: 50_000, averagePerSecond: 20_000, recordBytes: 500, compressionRatio: 4 },
      retentionHours: 3 * 24,
      archive: { days: 365 },
    },
    'weather-readings': {
      kind: 'raw',
      key: 'deviceId',
      schema: 'schemas/iot-reading.v1.json',
      load: { peakPerSecond: 2_000, averagePerSecond: 200, recordBytes: 500, compressionRatio: 4 },
      retentionHours: 7 * 24,
      archive: { days: 10 * 365 }, // climate is judged by decades
    },
    'meter-readings': {
      kind: 'raw',
      key: 'meterId',
      schema: 'schemas/meter-reading.v1.json',
      load: { peakPerSecond: 8_333, averagePerSecond: 1_667, recordBytes: 550, compressionRatio: 4 },
      retentionHours: 7 * 24,
      archive: { days: 3 * 365 }, // bills can be disputed for years
    },
    'traffic-conditions': {
      kind: 'derived',
      key: 'segmentId',
      schema: 'schemas/traffic-condition.v1.json',
      // 12,000 segments, one result per ten seconds; at night the silent ones have none.
      load: { peakPerSecond: 1_200, averagePerSecond: 700, recordBytes: 500, compressionRatio: 4 },
      retentionHours: 7 * 24,
      archive: { days: 3 * 365 },
    },
    'city-alerts': {
      kind: 'derived',
      key: 'areaId',
      schema: 'schemas/city-alert.v1.json',
      load: { peakPerSecond: 50, averagePerSecond: 5, recordBytes: 800, compressionRatio: 2 },
      retentionHours: 30 * 24,
      archive: { days: 3 * 365 },
    },
  },
  sources: {
    // Devices speak MQTT or the like to a gateway of their operator; gateways post batches here.
    edge: { kind: 'http', streams: ['traffic-readings', 'weather-readings', 'meter-readings'] },
  },
  consumers: {
    // Aggregation: counts and mean speeds per segment and ten seconds.
    'traffic-flow': { runtime: 'flink', reads: ['traffic-readings'], writes: ['traffic-conditions'] },
    // Anomalies: congestion, frost, a transformer above its load.
    'anomaly-detector': {
      runtime: 'service',
      reads: ['traffic-conditions', 'weather-readings', 'meter-readings'],
      writes: ['city-alerts'],
    },
    dashboard: { runtime: 'service', reads: ['traffic-conditions', 'weather-readings', 'city-alerts'] },
    'alert-notifier': { runtime: 'service', reads: ['city-alerts'] },
  },
});
