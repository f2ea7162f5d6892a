import type { CaseName } from './case-names';

/** How one case is set up. */
export interface CasePlan {
  /** How long it measures, in seconds. */
  readonly seconds: number;
  /** Whether a quick look may shorten that. A broker takes as long to come back however little time one has. */
  readonly hurried: boolean;
  /** Most runs it gets: the slow ones would take the whole time otherwise. */
  readonly maxRuns: number;
  /** Reads the topic that was filled once, instead of one of its own. */
  readonly filled: boolean;
}

const SHORT: CasePlan = { seconds: 2.5, hurried: true, maxRuns: Number.POSITIVE_INFINITY, filled: false };
const OUTAGE: CasePlan = { ...SHORT, seconds: 12, hurried: false };

/** Sums up to seven minutes or so with five runs of each client. */
export const CASE_PLANS: Readonly<Record<CaseName, CasePlan>> = {
  'produce-100': SHORT,
  'produce-1000': SHORT,
  consume: { ...SHORT, filled: true },
  latency: SHORT,
  idle: SHORT,
  rebalance: { ...SHORT, maxRuns: 3 },
  'broker-kill': { ...OUTAGE, maxRuns: 2 },
  'broker-kill-careless': { ...OUTAGE, maxRuns: 1 },
};
