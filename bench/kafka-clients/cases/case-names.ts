/** Everything that is measured, in the order of the report. */
export const CASE_NAMES = [
  'produce-100',
  'produce-1000',
  'consume',
  'latency',
  'idle',
  'rebalance',
  'broker-kill',
  'broker-kill-careless',
] as const;

export type CaseName = (typeof CASE_NAMES)[number];
