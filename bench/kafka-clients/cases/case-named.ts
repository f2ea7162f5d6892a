import { brokerKill, brokerKillCareless } from './broker-kill';
import type { CaseName } from './case-names';
import type { CaseRun } from './case-run';
import { consume } from './consume';
import { idle } from './idle';
import { latency } from './latency';
import { produceInBatchesOf } from './produce';
import { rebalance } from './rebalance';

/** The measurement behind each name. */
export const CASE_RUNS: Readonly<Record<CaseName, CaseRun>> = {
  'produce-100': produceInBatchesOf(100),
  'produce-1000': produceInBatchesOf(1_000),
  consume,
  latency,
  idle,
  rebalance,
  'broker-kill': brokerKill,
  'broker-kill-careless': brokerKillCareless,
};
