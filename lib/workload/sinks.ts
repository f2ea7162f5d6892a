import { z } from 'zod';

const cache = z.strictObject({
  /** Keys held at the same time: entities, windows, idempotency tokens. The stage's share of the load scales them. */
  keys: z.number().int().min(1).max(1e12),
  /** Mean size of a key and its value, without what the server adds, in bytes. */
  bytesPerKey: z
    .number()
    .int()
    .min(1)
    .max(512 * 1024 * 1024),
  /** Commands per record that is read. Batch them: 0.01 is one command for a hundred records. @default 1 */
  writesPerRecord: z.number().min(0).max(1_000).default(1),
  /** Commands per second from readers at peak, dashboards and APIs. @default 0 */
  readsPerSecond: z.number().min(0).max(1e9).default(0),
});

const database = z.strictObject({
  /** Rows written per record that is read: the reduction ratio. 0.001 keeps one aggregate for a thousand records. */
  rowsPerRecord: z.number().positive().max(1_000),
  /** Mean size of a row, without its indexes, in bytes. */
  rowBytes: z
    .number()
    .int()
    .min(1)
    .max(1024 * 1024),
  /** How long rows are kept, in days. */
  retentionDays: z.number().int().min(1).max(36_500),
});

/** Where a consumer keeps results besides the streams it writes. */
export const sinksSchema = z.strictObject({
  /** Latest values, counters, tokens in Valkey. @default - none */
  cache: cache.optional(),
  /** Aggregates, alerts, metadata in PostgreSQL. Raw records do not belong there. @default - none */
  database: database.optional(),
});

export type Sinks = z.output<typeof sinksSchema>;
export type CacheSink = z.output<typeof cache>;
export type DatabaseSink = z.output<typeof database>;
