import { z } from 'zod';

const count = z.number().int().min(1).max(100_000);
const share = z.number().gt(0).lt(1);
const milliseconds = z.number().positive().max(86_400_000);
const percentile = z.number().gt(0).lt(100);

const brokers = z.strictObject({
  /** Brokers the document buys, or the system has. */
  count,
  /** Their type as it is written there: an MSK type, or an EC2 type such as `c5.2xlarge`. */
  instanceType: z.string().min(1),
  /** Volume of each, in GiB. */
  volumeGiB: z.number().positive().max(1e6).optional(),
  /** Whether volumes are expected to grow by themselves. @default false */
  storageAutoScaling: z.boolean().default(false),
});

const consumers = z.strictObject({
  /** Instances that read and process, all consumers together. */
  count,
  /** Their EC2 type, e.g. `c5.large`. */
  instanceType: z.string().min(1),
});

const kafka = z.strictObject({
  /** Kafka version the claim is about, e.g. `2.8`. */
  version: z.string().regex(/^\d+\.\d+(\.(\d+|x))?$/, 'a Kafka version such as "2.8" or "3.9.x"'),
  /** Where that version is said to keep its metadata. */
  metadata: z.enum(['zookeeper', 'kraft']),
});

const alarms = z.strictObject({
  /** Consumer lag that rings, in records. */
  lagRecords: z.number().positive().optional(),
  /** Share of failed records that rings, 0..1. */
  errorRatio: share.optional(),
  /** Latency that rings. */
  latency: z.strictObject({ percentile, milliseconds }).optional(),
});

const latency = z.strictObject({
  /** Where it is said, e.g. `success criteria`. */
  where: z.string().min(1),
  percentile,
  milliseconds,
});

/**
 * What a document or an existing system says already about sizes, alarms and promises. Nothing is sized from it:
 * the planner works without it, and says where the two cannot both be right.
 */
export const statedSchema = z.strictObject({
  /** Where the statements come from, e.g. `the capacity table of the design document`. @default 'the document' */
  source: z.string().min(1).default('the document'),
  /** Bytes of raw data a day, before compression and replication. */
  bytesPerDay: z.number().positive().optional(),
  brokers: brokers.optional(),
  consumers: consumers.optional(),
  /** Memory of the cache, in bytes. */
  cacheBytes: z.number().positive().optional(),
  /** Rows the relational database takes per record: 1 keeps a row for every record, 0.001 one for a thousand. */
  databaseRowsPerRecord: z.number().positive().max(1_000).optional(),
  /** What one partition is believed to carry, in bytes per second. */
  partitionBytesPerSecond: z.number().positive().optional(),
  /** Codec the document prescribes. Its effect belongs into `compressionRatio` of each stream's load. */
  compression: z.enum(['none', 'gzip', 'snappy', 'lz4', 'zstd']).optional(),
  kafka: kafka.optional(),
  alarms: alarms.prefault({}),
  /** Every latency that is written somewhere. @default [] */
  latencies: z.array(latency).default([]),
  /** Words used without a number. @default [] */
  promises: z.array(z.enum(['zero-loss', 'exactly-once', 'linear-scaling'])).default([]),
});

/** Checked statements, defaults filled in. */
export type Stated = z.output<typeof statedSchema>;
