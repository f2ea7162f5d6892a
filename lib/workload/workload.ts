import { z } from 'zod';
import { sinksSchema } from './sinks';
import { statedSchema } from './stated';

/** A stream or topic name that Kafka, CloudWatch and S3 paths all accept. Leaves room for generated suffixes. */
const NAME = /^[a-zA-Z][a-zA-Z0-9._-]{0,99}$/;
/** Consumers and sources name processes, users and consumer groups. MSK emits no lag metric for a group with a colon. */
const PROCESS_NAME = /^[a-z][a-z0-9-]{0,62}$/;

const streamName = z
  .string()
  .regex(NAME, 'a name of letters, digits, ".", "_" or "-" that starts with a letter (at most 100)');
const processName = z
  .string()
  .regex(PROCESS_NAME, 'a name of lower-case letters, digits or "-" that starts with a letter (at most 63)');

/** Above this no cluster in the catalog is thinkable: a typing error, not a load. */
const MAX_RECORDS_PER_SECOND = 1e9;

const load = z.strictObject({
  /** Records produced per second in the busiest minute. */
  peakPerSecond: z.number().positive().max(MAX_RECORDS_PER_SECOND),
  /** Records produced per second over a whole day. At most the peak. */
  averagePerSecond: z.number().positive().max(MAX_RECORDS_PER_SECOND),
  /** Mean size of one record's key, value and headers before compression, in bytes. */
  recordBytes: z
    .number()
    .int()
    .min(1)
    .max(10 * 1024 * 1024),
  /** Uncompressed size ÷ size on the wire. @default 1 (nothing is saved) */
  compressionRatio: z.number().min(1).max(100).default(1),
});

const archive = z.strictObject({
  /** How long archived objects are kept, in days. */
  days: z.number().int().min(1).max(36_500),
  /** How old a record may be before it stands in the archive, in minutes. Below 5 MSK's own delivery is too slow. @default 15 */
  freshnessMinutes: z.number().min(1).max(1_440).optional(),
});

const stream = z.strictObject({
  /** raw: facts as they arrive; compacted: the latest value per key; derived: written by a consumer of this workload. */
  kind: z.enum(['raw', 'compacted', 'derived']),
  /** The field of the record that is its Kafka key. Required when order is kept per key. */
  key: z.string().min(1).optional(),
  /** What order readers may rely on. global means one partition, and its ceiling. @default 'per-key' with a key, else 'none' */
  ordering: z.enum(['per-key', 'none', 'global']).optional(),
  /** JSON Schema of the value: a path, searched beside the workload file and then in the folders above it. */
  schema: z.string().min(1),
  load,
  /** How long records stay on the brokers, in hours. */
  retentionHours: z
    .number()
    .positive()
    .max(24 * 3_650),
  /** A partition count fixed by hand; the planner checks it instead of choosing. @default - chosen by the planner */
  partitions: z.number().int().min(1).max(100_000).optional(),
  /** Keep every record in S3. Not for compacted streams, whose log has holes. @default - not archived */
  archive: archive.optional(),
  /** Topic settings in Kafka's own words, on top of what the planner derives, e.g. { 'min.compaction.lag.ms': '3600000' }. */
  configs: z.record(z.string(), z.string()).optional(),
});

const source = z.strictObject({
  /** How records arrive. http: batches of CloudEvents sent to the edge service. */
  kind: z.enum(['http']),
  /** Streams this source may write. */
  streams: z.array(streamName).min(1),
  /** Records a producer sends in one request. Gateways that charge for requests make it expensive to send one. @default 100 */
  recordsPerRequest: z.number().int().min(1).max(10_000).optional(),
});

const consumer = z.strictObject({
  /** service: a TypeScript program on Fargate; flink: a SQL job. */
  runtime: z.enum(['service', 'flink']),
  /** Streams it reads, all of them in one consumer group. */
  reads: z.array(streamName).min(1),
  /** Streams it writes. @default [] */
  writes: z.array(streamName).default([]),
  /** The promise its results keep. @default 'at-least-once' */
  delivery: z.enum(['at-most-once', 'at-least-once', 'exactly-once']).default('at-least-once'),
  /** Consumer group, where it must differ from the consumer's own name. @default - the consumer's name */
  group: z
    .string()
    .regex(
      /^[\x21-\x39\x3b-\x7e]{1,200}$/,
      'ASCII without spaces or colons: MSK reports no lag for other group names',
    )
    .optional(),
  /** Seconds until each retry of a failed record, one retry topic each; [] for none. @default [10, 60, 600] */
  retryDelaysSeconds: z.array(z.number().int().min(1).max(86_400)).max(5).default([10, 60, 600]),
  /** What it keeps in cache and database. @default - nothing */
  sinks: sinksSchema.optional(),
  /** Keyed state a flink job holds at the same time, windows and joins, in bytes. @default 0, which the plan lists as assumed */
  stateBytes: z.number().min(0).max(1e15).optional(),
});

const objectives = z.strictObject({
  /** 99th percentile from acceptance at the edge to the result, in milliseconds. */
  endToEndP99Ms: z.number().positive(),
  /** Share of time the platform accepts records, 0..1. */
  availability: z.number().gt(0).lt(1),
  /** Share of records that may end in a dead-letter topic, 0..1. @default 0.001 */
  errorRate: z.number().min(0).max(1).default(0.001),
  /** How far a consumer may be behind, in seconds. @default 5 */
  maxLagSeconds: z.number().positive().default(5),
});

const growth = z.strictObject({
  /** Load in a year ÷ load today. @default 1.5 */
  yearlyRatio: z.number().min(1).max(100).default(1.5),
  /** How far ahead keyed topics are sized, because their partitions cannot be added to in place, in months. @default 12 */
  horizonMonths: z.number().int().min(0).max(60).default(12),
});

const cluster = z.strictObject({
  /** Which MSK broker family. @default 'cheapest' of those that carry the load */
  family: z.enum(['cheapest', 'standard', 'express']).default('cheapest'),
  /** MSK version string. @default '3.9.x.kraft', the version AWS recommends on both families */
  kafkaVersion: z.enum(['3.9.x.kraft', '4.1.x.kraft', '4.2.x.kraft']).default('3.9.x.kraft'),
});

/** The one schema: validator and type. Everything a user may write, with its unit in its name. */
export const workloadSchema = z.strictObject({
  /** Names the stacks, the users and the local platform. */
  name: processName,
  /** One sentence for people. */
  description: z.string().optional(),
  objectives,
  growth: growth.prefault({}),
  cluster: cluster.prefault({}),
  streams: z
    .record(streamName, stream)
    .refine((streams) => Object.keys(streams).length > 0, 'at least one stream'),
  sources: z.record(processName, source),
  consumers: z.record(processName, consumer).default({}),
  /** What a document or an existing system already says; the planner checks it. @default - nothing */
  stated: statedSchema.optional(),
});

/** What a user writes: defaults may be left out. */
export type WorkloadInput = z.input<typeof workloadSchema>;
/** A checked workload with every default filled in. Only `parseWorkload` makes one. */
export type Workload = z.output<typeof workloadSchema>;
export type Stream = Workload['streams'][string];
export type Source = Workload['sources'][string];
export type Consumer = Workload['consumers'][string];
export type Load = Stream['load'];

/** The order readers of a stream may rely on, with the default applied. */
export function orderingOf(stream: Stream): 'per-key' | 'none' | 'global' {
  return stream.ordering ?? (stream.key === undefined ? 'none' : 'per-key');
}
