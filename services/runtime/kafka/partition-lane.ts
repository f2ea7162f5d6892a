import { sizeOf, split, throwWorst } from './outgoing-records';
import type { TopicPartition } from './record-consumer';
import {
  type OutgoingRecord,
  ProduceError,
  type ProduceFailure,
  type ProduceOutcome,
} from './record-producer';

/** What the broker knows a writer by: it drops a batch whose id, epoch and sequence it has seen. */
export interface ProducerIdentity {
  readonly id: bigint;
  readonly epoch: number;
}

/** One batch, exactly as every attempt sends it. */
export interface LaneBatch extends TopicPartition {
  readonly records: readonly OutgoingRecord[];
  readonly identity: ProducerIdentity;
  /** Sequence number of the first record. */
  readonly sequence: number;
}

/**
 * How one attempt ended. `written`: acknowledged. `rejected`: the broker did not write it. `lost`: nobody knows.
 * `sequence`: the broker's memory of this writer does not fit, nothing was written by this attempt.
 */
export type Attempt =
  | { readonly kind: 'written' }
  | { readonly kind: 'rejected'; readonly failure?: ProduceFailure; readonly message: string }
  | { readonly kind: 'lost'; readonly message: string }
  | { readonly kind: 'sequence'; readonly message: string };

/** What a lane needs from the world. */
export interface LaneTransport {
  newIdentity(): Promise<ProducerIdentity>;
  /** One attempt, to whichever broker leads the partition now. Never rejects. */
  attempt(batch: LaneBatch): Promise<Attempt>;
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface LaneLimits {
  /** How long a record may wait for its acknowledgement, in milliseconds. */
  readonly deliveryTimeoutMs: number;
  /** Size of a batch, before compression, unless a single record is larger. Stays below a topic's `max.message.bytes`. */
  readonly batchBytes: number;
}

interface Waiting {
  readonly records: readonly OutgoingRecord[];
  readonly bytes: number;
  readonly deadline: number;
  settle(error?: ProduceError): void;
}

interface Writer {
  readonly identity: ProducerIdentity;
  sequence: number;
}

const FIRST_DELAY_MS = 50;
const LAST_DELAY_MS = 500;
/** Sequence numbers are 31 bits: long before they run out the lane takes a new identity. */
const LAST_SEQUENCE = 2 ** 30;

/**
 * Writes one partition: one batch at a time, the same bytes under the same sequence number until its fate is known.
 * That gives exactly-once and order without depending on other partitions, whatever happens to their brokers. A batch whose
 * fate stays unknown ends this writer's identity, so that no later batch can be mistaken for it.
 */
export class PartitionLane {
  readonly #partition: TopicPartition;
  readonly #transport: LaneTransport;
  readonly #limits: LaneLimits;
  readonly #queue: Waiting[] = [];
  #writer: Writer | undefined;
  #running = false;

  constructor(partition: TopicPartition, transport: LaneTransport, limits: LaneLimits) {
    this.#partition = partition;
    this.#transport = transport;
    this.#limits = limits;
  }

  /** Adds records behind those already waiting. Resolves when they are acknowledged. */
  async send(records: readonly OutgoingRecord[]): Promise<void> {
    const deadline = this.#transport.now() + this.#limits.deliveryTimeoutMs;
    const parts = split(records, this.#limits.batchBytes).map((part) => this.#enqueue(part, deadline));
    if (!this.#running) void this.#run();
    throwWorst(await Promise.allSettled(parts));
  }

  #enqueue(records: readonly OutgoingRecord[], deadline: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error?: ProduceError) => (error === undefined ? resolve() : reject(error));
      this.#queue.push({ records, bytes: sizeOf(records), deadline, settle });
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    // What is called in the same turn travels together.
    await Promise.resolve();
    while (this.#queue.length > 0) await this.#write(this.#takeBatch());
    this.#running = false;
  }

  #takeBatch(): Waiting[] {
    const batch: Waiting[] = [];
    let bytes = 0;
    for (const next of this.#queue) {
      if (batch.length > 0 && bytes + next.bytes > this.#limits.batchBytes) break;
      batch.push(next);
      bytes += next.bytes;
    }
    this.#queue.splice(0, batch.length);
    return batch;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const records = batch.flatMap((waiting) => waiting.records);
    const deadline = Math.min(...batch.map((waiting) => waiting.deadline));
    const result = await this.#deliver(records, deadline);
    if (result === undefined) {
      for (const waiting of batch) waiting.settle();
      return;
    }
    // Alone, each may still fit: only the one that is too large must fail.
    if (result.failure === 'too-large' && result.outcome === 'not-written' && batch.length > 1) {
      for (const waiting of batch) await this.#write([waiting]);
      return;
    }
    for (const waiting of batch) waiting.settle(result);
  }

  /** Undefined when written. */
  async #deliver(records: readonly OutgoingRecord[], deadline: number): Promise<ProduceError | undefined> {
    const { now, sleep } = this.#transport;
    let outcome: ProduceOutcome = 'not-written';
    let message = 'waited too long behind other records';
    let delay = FIRST_DELAY_MS;

    while (now() < deadline) {
      const result = await this.#attempt(records);
      if (result.kind === 'written') return undefined;
      message = result.message;
      if (result.kind === 'lost') outcome = 'unknown';
      if (result.kind === 'rejected' && result.failure !== undefined) {
        return this.#giveUp(outcome, result.failure, message);
      }
      if (result.kind === 'sequence') {
        // An earlier attempt may have been written under the old identity: a new one would write it again.
        if (outcome === 'unknown') return this.#giveUp(outcome, 'unavailable', message);
        this.#writer = undefined;
      }
      await sleep(Math.min(delay, Math.max(0, deadline - now())));
      delay = Math.min(delay * 2, LAST_DELAY_MS);
    }
    return this.#giveUp(outcome, 'unavailable', message);
  }

  async #attempt(records: readonly OutgoingRecord[]): Promise<Attempt> {
    if (this.#writer === undefined || this.#writer.sequence > LAST_SEQUENCE) {
      try {
        this.#writer = { identity: await this.#transport.newIdentity(), sequence: 0 };
      } catch (error) {
        return { kind: 'rejected', message: error instanceof Error ? error.message : String(error) };
      }
    }
    const writer = this.#writer;
    const { identity, sequence } = writer;
    const result = await this.#transport.attempt({ ...this.#partition, records, identity, sequence });
    if (result.kind === 'written') writer.sequence += records.length;
    return result;
  }

  #giveUp(outcome: ProduceOutcome, failure: ProduceFailure, message: string): ProduceError {
    this.#writer = undefined;
    const { topic, partition } = this.#partition;
    return new ProduceError(outcome, failure, `${topic}/${partition}: ${message}`);
  }
}
