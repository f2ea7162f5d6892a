import type { Ceiling } from '../../../lib/capacity/ceiling';
import { decimal, percent, rate, whole } from '../../../lib/capacity/quantities';
import { type Column, inkOf, table } from './layout';

const LIMITS: readonly Column[] = [
  { head: 'limit', width: 44 },
  { head: 'full at', width: 14, numeric: true },
];

/** The highest load of a cluster as text. Pure. */
export function renderCeiling(
  { cluster, scale, boundBy, limits, rejected, ...load }: Ceiling,
  options: { readonly workload: string; readonly stage: string; readonly isColored: boolean },
): string {
  const ink = inkOf(options.isColored);
  const name = `${whole(cluster.brokers)} × ${cluster.instanceType}`;
  const rows = limits.map((limit, index) => [
    index === 0 ? ink.bold(`${limit.limit} ←`) : limit.limit,
    `${decimal(limit.scale)} ×`,
  ]);
  const verdict =
    scale >= 1
      ? `carries ${percent(scale)} of the load of stage ${options.stage}`
      : `does not carry stage ${options.stage}: ${percent(scale)} of its load is the most`;
  return [
    `${ink.bold(options.workload)} on ${ink.bold(name)}`,
    `${verdict}, bound by ${boundBy}`,
    ...(rejected === undefined ? [] : [ink.red(`such a cluster cannot be had: ${rejected}`)]),
    `${whole(load.peakPerSecond)} records/s at peak, ${rate(load.ingressBytesPerSecond)} in, ${rate(load.egressBytesPerSecond)} out, ${whole(load.partitions)} partitions`,
    '',
    table(LIMITS, rows, ink),
    '',
    'Every rate is multiplied by the same factor and topics are planned for it; headroom is kept as in a plan.',
    'Partitions of running keyed streams cannot be added in place; consumers and the edge add tasks.',
    '',
  ].join('\n');
}
