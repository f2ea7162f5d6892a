import type { Plan } from '../../../lib/capacity/plan-model';
import { decimal, rate, size, whole } from '../../../lib/capacity/quantities';
import { type Column, type Ink, section, table } from './layout';

const COLUMNS: readonly Column[] = [
  { head: 'stream', width: 24 },
  { head: 'peak/s', width: 11, numeric: true },
  { head: 'average/s', width: 11, numeric: true },
  { head: 'B/record', width: 8, numeric: true },
  { head: 'in at peak', width: 11, numeric: true },
  { head: 'groups', width: 6, numeric: true },
  { head: 'out at peak', width: 11, numeric: true },
  { head: 'kept', width: 7, numeric: true },
  { head: 'one copy', width: 9, numeric: true },
];

/** Records and bytes per stream, the generated topics together, and the cluster. */
export function demandSection({ demand: { streams, cluster } }: Plan, ink: Ink): string {
  const rest = (value: (demand: Comparable) => number) =>
    Math.max(0, value(cluster) - streams.reduce((sum, stream) => sum + value(stream), 0));
  const rows = [
    ...streams.map((stream) => [
      stream.stream,
      whole(stream.peakPerSecond),
      whole(stream.averagePerSecond),
      decimal(stream.wireBytes),
      rate(stream.ingressBytesPerSecond),
      String(stream.fanOut),
      rate(stream.egressBytesPerSecond),
      `${decimal(stream.retentionHours)} h`,
      size(stream.storedBytes),
    ]),
    [
      'retries and dead letters',
      whole(rest((demand) => demand.peakPerSecond)),
      whole(rest((demand) => demand.averagePerSecond)),
      '',
      rate(rest((demand) => demand.ingressBytesPerSecond)),
      '',
      rate(rest((demand) => demand.egressBytesPerSecond)),
      '',
      size(rest((demand) => demand.storedBytes)),
    ],
    [
      'cluster',
      whole(cluster.peakPerSecond),
      whole(cluster.averagePerSecond),
      '',
      rate(cluster.ingressBytesPerSecond),
      '',
      rate(cluster.egressBytesPerSecond),
      '',
      size(cluster.storedBytes),
    ].map((cell) => ink.bold(cell)),
  ];
  return section('demand, after compression', table(COLUMNS, rows, ink), ink);
}

interface Comparable {
  readonly peakPerSecond: number;
  readonly averagePerSecond: number;
  readonly ingressBytesPerSecond: number;
  readonly egressBytesPerSecond: number;
  readonly storedBytes: number;
}
