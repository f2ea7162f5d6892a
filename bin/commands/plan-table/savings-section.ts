import type { Plan } from '../../../lib/capacity/plan-model';
import { usd } from '../../../lib/capacity/quantities';
import { shareOf } from './cost-section';
import { type Column, type Ink, section, table } from './layout';

const SHARES: readonly Column[] = [
  { head: 'of the bill', width: 32 },
  { head: 'what', width: 40 },
  { head: 'a month', width: 12, numeric: true },
  { head: 'share', width: 8, numeric: true },
];
const LEVERS: readonly Column[] = [
  { head: 'what would save money', width: 50 },
  { head: 'a month', width: 12, numeric: true },
  { head: 'what it costs otherwise', width: 48 },
];
const SERVICES: readonly Column[] = [
  { head: 'the same load on', width: 32 },
  { head: 'a month', width: 12, numeric: true },
  { head: 'replaces', width: 12, numeric: true },
  { head: 'but', width: 54 },
];

/** The bill by component, stream and consumer. */
export function sharesSection({ cost }: Plan, ink: Ink): string {
  const groups: readonly (readonly [string, Plan['cost']['byStream']])[] = [
    ['by component', cost.byComponent],
    ['by stream, all of it', cost.byStream],
    ['by consumer, its own part', cost.byConsumer],
  ];
  const rows = groups.flatMap(([title, shares]) =>
    shares.map(({ name, usdPerMonth }, index) => [
      index === 0 ? ink.bold(title) : '',
      name,
      usd(usdPerMonth),
      shareOf(usdPerMonth, cost.usdPerMonth),
    ]),
  );
  return section('cost by part', table(SHARES, rows, ink), ink);
}

/** What would save money, each computed by planning again. */
export function leversSection({ levers }: Plan, ink: Ink): string {
  const rows = levers.map(({ change, savesUsdPerMonth, caveat, unavailable }) => [
    change,
    savesUsdPerMonth === undefined ? 'unknown' : `-${usd(savesUsdPerMonth)}`,
    unavailable === undefined ? caveat : `${caveat}; ${unavailable}`,
  ]);
  return section('levers, each planned again on its own', table(LEVERS, rows, ink), ink);
}

/** Kinesis and MSK Serverless against brokers, their storage, traffic and metrics. */
export function comparisonSection({ comparison }: Plan, ink: Ink): string {
  const rows = comparison.map(({ service, usdPerMonth, replacesUsdPerMonth, infeasible, notes }) => [
    service,
    usdPerMonth === undefined ? '' : usd(usdPerMonth),
    usd(replacesUsdPerMonth),
    [...infeasible.map((reason) => `impossible: ${reason}`), ...notes].join('; '),
  ]);
  return section('elsewhere', table(SERVICES, rows, ink), ink);
}
