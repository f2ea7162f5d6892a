import type { LatencyStats } from '../load/latency-meter';
import type { ProcessStatus } from '../processes/process-spec';

/** Two percentiles, in milliseconds. */
export type Percentiles = Pick<LatencyStats, 'p50Ms' | 'p99Ms'>;

/** What one stream does at a moment. What nobody could tell is left out, and never shown as zero. */
export interface LiveStream {
  readonly stream: string;
  /** Records per second put into requests. */
  readonly sentPerSecond?: number;
  readonly acknowledgedPerSecond?: number;
  /** Records per second that its consumer read. */
  readonly consumedPerSecond?: number;
  /** Records written that its consumer has not read yet. */
  readonly lag?: number;
  /** From the moment a record was due to its acknowledgement, over the last ten seconds. */
  readonly acknowledgedMs?: Percentiles;
  /** From the time of a record to its consumer, over the last ten seconds. */
  readonly endToEndMs?: Percentiles;
  /** Since the start. */
  readonly acknowledged?: number;
  readonly archivedRecords?: number;
  readonly archivedObjects?: number;
  /** Records its consumers gave up. */
  readonly deadLetters?: number;
}

/** Something that happened: a fault, a crash, a restart. */
export interface LiveEvent {
  /** Seconds after the start. */
  readonly at: number;
  readonly text: string;
  readonly isProblem: boolean;
}

/** Where something can be reached. */
export interface LiveLink {
  readonly name: string;
  readonly url: string;
}

/** Everything a live view shows, at one moment. Plain data: it can be sent as JSON. */
export interface LiveSnapshot {
  readonly workload: string;
  /** Since the start of the view. */
  readonly elapsedSeconds: number;
  /** Until the run ends by itself. @default - it does not */
  readonly remainingSeconds?: number;
  readonly streams: readonly LiveStream[];
  readonly processes: readonly ProcessStatus[];
  readonly links: readonly LiveLink[];
  /** The latest ones, oldest first. */
  readonly events: readonly LiveEvent[];
  /** What could not be measured, and why. */
  readonly unmeasured: readonly string[];
}
