/** A record on its way to a topic. */
export interface OutgoingRecord {
  /** Chooses the partition. Without a key any partition will do. */
  readonly key: Buffer | null;
  readonly value: Buffer;
  readonly headers: readonly (readonly [name: Buffer, value: Buffer])[];
}

/**
 * What became of records that were not acknowledged.
 * `not-written`: no broker has them, sending them again is safe. `unknown`: some may be written, sending them again may duplicate them.
 */
export type ProduceOutcome = 'not-written' | 'unknown';

/** Why records were not acknowledged. `too-large` and `refused` will not get better by trying again. */
export type ProduceFailure = 'unavailable' | 'too-large' | 'refused' | 'closed';

/** Records that were not acknowledged in time, or not at all. */
export class ProduceError extends Error {
  readonly outcome: ProduceOutcome;
  readonly failure: ProduceFailure;

  constructor(outcome: ProduceOutcome, failure: ProduceFailure, message: string) {
    super(message);
    this.name = 'ProduceError';
    this.outcome = outcome;
    this.failure = failure;
  }
}

/** Writes records to topics, each exactly once and in the order given per key. */
export interface RecordProducer {
  /**
   * Resolves when all in-sync replicas have every record.
   * Records of one call, and of calls made one after another without waiting, keep their order per partition.
   * @throws ProduceError
   */
  send(topic: string, records: readonly OutgoingRecord[]): Promise<void>;
  /** Bytes of records not yet acknowledged. */
  readonly pendingBytes: number;
  /** Waits for what is under way, at most this long, then disconnects. */
  close(timeoutMs: number): Promise<void>;
}
