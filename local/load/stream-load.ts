import { poissonArrivals } from './arrivals';
import { cloudEventJson } from './cloud-event';
import type { EdgeClient } from './edge-client';
import { keyDistribution } from './key-distribution';
import { Lane, type SettledBatch } from './lane';
import { latencyMeter } from './latency-meter';
import type { LedgerWriter } from './ledger-writer';
import type { StreamLoadStats } from './load-stats';
import type { LoadStream } from './load-stream';
import { randomFrom } from './random';
import { type RateProfile, rateAt } from './rate-profile';
import type { RecordMaker } from './records/record-maker';

export interface StreamLoadOptions {
  readonly stream: LoadStream;
  /** Index of the stream in the ledger. */
  readonly index: number;
  readonly maker: RecordMaker;
  readonly lanes: number;
  readonly seed: string;
  readonly runId: string;
  readonly profile: RateProfile;
  /** Epoch of the start, in milliseconds. */
  readonly startedAtMs: number;
  /** Milliseconds since the start, from a clock that never jumps. */
  readonly elapsedMs: () => number;
  readonly client: EdgeClient;
  readonly ledger: LedgerWriter;
}

/** A request stays well below the edge's limits on records and bytes. */
const BATCH_RECORDS = 200;
/** A lane lets this many seconds of peak load wait, then sheds: the memory of an outage is bounded. */
const WAITING_SECONDS = 30;

/** The load of one stream: arrivals, keys, and the lanes that send them. */
export class StreamLoad {
  readonly #options: StreamLoadOptions;
  readonly #lanes: readonly Lane[];
  readonly #arrivals;
  readonly #rankOf;
  readonly #keyDraws;
  readonly #sequences: Uint32Array;
  readonly #latency = latencyMeter(() => performance.now());
  readonly #counts = { shed: 0, acknowledged: 0, refused: 0, unknown: 0, throttled: 0, deferred: 0 };
  #lastProblem: string | undefined;

  constructor(options: StreamLoadOptions) {
    const { stream, maker, seed, profile, lanes } = options;
    this.#options = options;
    this.#keyDraws = randomFrom(`${seed}/${stream.stream}/keys`);
    this.#rankOf = keyDistribution(maker.keys, stream.hottestKeyShare);
    this.#sequences = new Uint32Array(maker.keys);
    this.#arrivals = poissonArrivals(
      (elapsedSeconds) => rateAt(profile, stream, elapsedSeconds),
      randomFrom(`${seed}/${stream.stream}/arrivals`),
    );
    this.#lanes = Array.from({ length: lanes }, (_, lane) => this.#newLane(lane));
  }

  /** Hands out every record due by now, and sees that the lanes send. */
  tick(): void {
    for (const atMs of this.#arrivals.until(this.#options.elapsedMs())) {
      const rank = this.#rankOf(this.#keyDraws());
      if (this.#lanes[rank % this.#lanes.length]?.offer({ rank, atMs }) !== true) this.#counts.shed += 1;
    }
    for (const lane of this.#lanes) void lane.drain();
  }

  /** Sends nothing new; resolves when no request is under way. */
  async stop(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.stop()));
  }

  stats(): StreamLoadStats {
    const { stream, profile, elapsedMs } = this.#options;
    const waiting = sum(this.#lanes.map((lane) => lane.waiting));
    const sent = sum(this.#lanes.map((lane) => lane.sent));
    const { shed, acknowledged, refused, unknown, throttled, deferred } = this.#counts;
    return {
      stream: stream.stream,
      archived: stream.archived,
      targetPerSecond: rateAt(profile, stream, elapsedMs() / 1_000),
      intended: sent + waiting + shed,
      waiting,
      shed,
      sent,
      acknowledged,
      refused,
      unknown,
      throttledRequests: throttled,
      deferredRequests: deferred,
      latency: this.#latency.total(),
      recentLatency: this.#latency.recent(),
      ...(this.#lastProblem !== undefined && { lastProblem: this.#lastProblem }),
    };
  }

  #newLane(lane: number): Lane {
    const { stream, maker, runId, seed, startedAtMs, client, lanes } = this.#options;
    const type = String(stream.schema['title'] ?? stream.stream);
    // One sequence per lane: what a lane sends does not depend on when the others had their turn.
    const random = randomFrom(`${seed}/${stream.stream}/records/${lane}`);
    return new Lane({
      batchRecords: BATCH_RECORDS,
      waitingAtMost: Math.max(BATCH_RECORDS, Math.ceil((stream.peakPerSecond * WAITING_SECONDS) / lanes)),
      build: ({ rank, atMs }, number) => {
        const at = new Date(startedAtMs + atMs).toISOString();
        const identity = { runId, stream: stream.stream, lane, number };
        const sequence = this.#sequences[rank] ?? 0;
        this.#sequences[rank] = sequence + 1;
        const data = maker.make({ rank, id: `${runId}-${lane}-${number}`, at, random });
        return cloudEventJson({ ...identity, type, at, sequence, data });
      },
      send: (events) => client.send(stream.stream, events),
      settled: (batch) => this.#settled(lane, batch),
      deferred: ({ behind, reason }) => {
        if (behind) this.#counts.throttled += 1;
        else this.#counts.deferred += 1;
        this.#lastProblem = reason;
      },
    });
  }

  #settled(lane: number, { from, to, intents, outcome, reason }: SettledBatch): void {
    const { index, ledger, elapsedMs } = this.#options;
    ledger.add({ stream: index, lane, from, to, outcome });
    this.#counts[outcome] += intents.length;
    if (reason !== undefined) this.#lastProblem = reason;
    if (outcome !== 'acknowledged') return;
    const nowMs = elapsedMs();
    for (const { atMs } of intents) this.#latency.record(nowMs - atMs);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
