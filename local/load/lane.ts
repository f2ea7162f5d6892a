import { setTimeout as delay } from 'node:timers/promises';
import type { EdgeOutcome } from './edge-outcome';
import type { LedgerOutcome } from './ledger-format';

/** A record that is meant to be sent. */
export interface Intent {
  /** Rank of its key. */
  readonly rank: number;
  /** When it is meant to be sent, in milliseconds on the lane's clock. */
  readonly atMs: number;
}

/** What a lane needs from the world. */
export interface LaneOptions {
  /** Records in one request, at most. */
  readonly batchRecords: number;
  /** Records that may wait to be sent; more are shed. */
  readonly waitingAtMost: number;
  /** The body of a record. Called once per record, in the order in which they are sent. */
  readonly build: (intent: Intent, number: number) => string;
  readonly send: (events: readonly string[]) => Promise<EdgeOutcome>;
  /** Told the fate of each batch: the numbers of its records, from and up to but not including. */
  readonly settled: (batch: SettledBatch) => void;
  /** Told about each answer that asks for another try. */
  readonly deferred: (outcome: EdgeOutcome & { readonly kind: 'not-written' }) => void;
}

export interface SettledBatch {
  readonly from: number;
  readonly to: number;
  readonly intents: readonly Intent[];
  readonly outcome: LedgerOutcome;
  /** Why it was not acknowledged. */
  readonly reason?: string;
}

/**
 * Sends the records of a set of keys one request at a time, so that those acknowledged have a true order.
 * A batch that was certainly not written is sent again; one whose fate is unknown never is, because that could
 * duplicate it.
 */
export class Lane {
  readonly #options: LaneOptions;
  #waiting: Intent[] = [];
  #next = 0;
  #draining: Promise<void> | undefined;
  readonly #stopped = new AbortController();

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Records that wait to be sent. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Records that were put into a request so far. */
  get sent(): number {
    return this.#next;
  }

  /** Takes a record in. False when too many are waiting: it will never be sent. */
  offer(intent: Intent): boolean {
    if (this.#waiting.length >= this.#options.waitingAtMost || this.#stopped.signal.aborted) return false;
    this.#waiting.push(intent);
    return true;
  }

  /** Sends what waits, until nothing does. One call at a time does the work; the others wait for it. */
  drain(): Promise<void> {
    this.#draining ??= this.#sendAll().finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  /**
   * Drops what waits, and gives up on a batch that was not written.
   * Resolves when a request under way has come to its end.
   */
  async stop(): Promise<void> {
    this.#waiting = [];
    this.#stopped.abort();
    await this.#draining;
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#sendOneBatch();
  }

  async #sendOneBatch(): Promise<void> {
    const { batchRecords, build, settled } = this.#options;
    const intents = this.#waiting.splice(0, batchRecords);
    const from = this.#next;
    this.#next += intents.length;
    const events = intents.map((intent, index) => build(intent, from + index));

    const outcome = await this.#sendUntilSettled(events);
    const batch = { from, to: this.#next, intents };
    if (outcome.kind === 'acknowledged') settled({ ...batch, outcome: 'acknowledged' });
    else if (outcome.kind === 'unknown') settled({ ...batch, outcome: 'unknown', reason: outcome.reason });
    else settled({ ...batch, outcome: 'refused', reason: outcome.reason });
  }

  async #sendUntilSettled(events: readonly string[]): Promise<EdgeOutcome> {
    for (;;) {
      const outcome = await this.#options.send(events);
      if (outcome.kind !== 'not-written') return outcome;
      this.#options.deferred(outcome);
      if (this.#stopped.signal.aborted) return outcome;
      await delay(outcome.retryAfterMs, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
      if (this.#stopped.signal.aborted) return outcome;
    }
  }
}
