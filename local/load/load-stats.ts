import type { LatencyStats } from './latency-meter';

/** Counters of one stream since the start of the run. */
export interface StreamLoadStats {
  readonly stream: string;
  readonly archived: boolean;
  /** Records per second the profile asks for at this moment. */
  readonly targetPerSecond: number;
  /** Records the profile wanted sent by now: sent + waiting + shed. */
  readonly intended: number;
  /** Records that wait for their turn. */
  readonly waiting: number;
  /** Records never sent, because too many were waiting already. */
  readonly shed: number;
  /** Records put into a request. */
  readonly sent: number;
  readonly acknowledged: number;
  /** Records refused for good, or never accepted before the end: they must not exist. */
  readonly refused: number;
  /** Records whose fate is unknown: they may exist, once. */
  readonly unknown: number;
  /** Requests answered 429. */
  readonly throttledRequests: number;
  /** Requests that another answer, or no connection, kept from being written. */
  readonly deferredRequests: number;
  /** From the intended moment to the acknowledgement, over the whole run. */
  readonly latency: LatencyStats;
  /** The same over the last ten seconds. */
  readonly recentLatency: LatencyStats;
  /** The latest answer that was not an acknowledgement. */
  readonly lastProblem?: string;
}

/** What a load run has done so far. */
export interface LoadStats {
  readonly runId: string;
  /** Since the start, in seconds. */
  readonly elapsedSeconds: number;
  readonly streams: readonly StreamLoadStats[];
}
