import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

type PartitionLabel = 'topic' | 'partition';

/** What the archiver counts. */
export interface ArchiverMetrics {
  readonly objects: Counter<'topic' | 'result'>;
  readonly records: Counter<'topic'>;
  readonly bytes: Counter<'topic' | 'form'>;
  readonly lost: Counter<'topic'>;
  readonly failures: Counter<'topic'>;
  readonly read: Counter<'topic'>;
  readonly readDelaySeconds: Histogram<'topic'>;
  readonly lag: Gauge<PartitionLabel>;
  readonly oldestUnarchived: Gauge<PartitionLabel>;
  readonly heldBytes: Gauge;
  readonly delaySeconds: Histogram<'topic'>;
}

export function createArchiverMetrics(registry: Registry): ArchiverMetrics {
  const registers = [registry];
  const byPartition = ['topic', 'partition'] as const;
  return {
    objects: new Counter({
      name: 'archiver_objects_total',
      help: 'Objects created, and objects of others found in their place and adopted',
      labelNames: ['topic', 'result'],
      registers,
    }),
    records: new Counter({
      name: 'archiver_records_total',
      help: 'Records in objects this archiver created',
      labelNames: ['topic'],
      registers,
    }),
    bytes: new Counter({
      name: 'archiver_bytes_total',
      help: 'Size of created objects, as lines and compressed',
      labelNames: ['topic', 'form'],
      registers,
    }),
    lost: new Counter({
      name: 'archiver_lost_offsets_total',
      help: 'Offsets that retention removed before they were archived',
      labelNames: ['topic'],
      registers,
    }),
    failures: new Counter({
      name: 'archiver_store_failures_total',
      help: 'Objects that could not be written and are tried again',
      labelNames: ['topic'],
      registers,
    }),
    read: new Counter({
      name: 'archiver_records_read_total',
      help: 'Records read from the brokers, those read again after a restart included',
      labelNames: ['topic'],
      registers,
    }),
    readDelaySeconds: new Histogram({
      name: 'archiver_read_delay_seconds',
      help: 'From the time of an event (ce_time, or else the append) to the moment a consumer has its record',
      labelNames: ['topic'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.35, 0.5, 1, 2, 5, 10, 30, 60],
      registers,
    }),
    lag: new Gauge({
      name: 'archiver_lag_records',
      help: 'High watermark minus position',
      labelNames: byPartition,
      registers,
    }),
    oldestUnarchived: new Gauge({
      name: 'archiver_oldest_unarchived_seconds',
      help: 'Age of the oldest record that was read and is not in the archive',
      labelNames: byPartition,
      registers,
    }),
    heldBytes: new Gauge({ name: 'archiver_held_bytes', help: 'Size of lines held in memory', registers }),
    delaySeconds: new Histogram({
      name: 'archiver_delay_seconds',
      help: 'From the time of the first record of an object to the moment the object exists',
      labelNames: ['topic'],
      buckets: [1, 2, 5, 10, 20, 30, 60, 90, 120, 300, 900, 3600],
      registers,
    }),
  };
}
