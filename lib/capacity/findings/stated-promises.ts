import { archivedStreams } from '../../workload/topology';
import type { Finding } from '../plan-model';
import { percent, whole } from '../quantities';
import type { FindingContext } from './context';
import { clusterFor, clusterOffer, recordsPerSecond } from './what-if';

/** Words without a number: what they can mean here. */
export function statedPromiseFindings(context: FindingContext): Finding[] {
  return [...zeroLoss(context), ...exactlyOnce(context), ...linearScaling(context)];
}

function zeroLoss(context: FindingContext): Finding[] {
  const { workload } = context;
  const { errorRate } = workload.objectives;
  if (!promises(context, 'zero-loss') || errorRate === 0) return [];
  return [
    {
      id: 'zero-loss-with-errors',
      severity: 'warning',
      path: 'stated.promises',
      message: `zero loss is promised, and ${percent(errorRate)} of the records may fail: ${whole(recordsPerSecond(context) * errorRate)} a second at peak. Both hold only if a failed record is kept`,
      counterOffer: `count a record in a dead-letter topic as not lost, keep those topics until someone has looked, and check offsets in the archive for gaps; that is in this plan's price${clusterPrice(context)}`,
    },
  ];
}

function exactlyOnce(context: FindingContext): Finding[] {
  const { workload } = context;
  if (!promises(context, 'exactly-once')) return [];
  const outside = Object.entries(workload.consumers)
    .filter(([, { writes }]) => writes.length === 0)
    .map(([name]) => name);
  const sinks = [...outside, ...(archivedStreams(workload).length > 0 ? ['the archive in S3'] : [])];
  if (sinks.length === 0) return [];
  return [
    {
      id: 'exactly-once-ends-at-broker',
      severity: 'warning',
      path: 'stated.promises',
      message: `exactly-once is promised, and ${sinks.join(', ')} ${sinks.length === 1 ? 'writes' : 'write'} outside Kafka: its transactions end at the broker and cover no database, no cache and no object store`,
      counterOffer:
        'deliver at least once and make every write repeatable: keyed by ce_id, or stored with the offset in one transaction, or an object named by its offsets. It costs an index, and no more brokers',
    },
  ];
}

function linearScaling(context: FindingContext): Finding[] {
  if (!promises(context, 'linear-scaling')) return [];
  const double = clusterFor(context, { bytes: 2 }).chosen;
  return [
    {
      id: 'scaling-is-one-way',
      severity: 'warning',
      path: 'stated.promises',
      message:
        'linear scaling is promised; up it nearly is, back it is not: partitions and volumes never shrink, and adding partitions to a keyed stream sends keys to other partitions, so order and state break at that moment',
      counterOffer:
        double.rejected === undefined
          ? `choose partitions for the horizon now, they cost nothing by themselves; twice the load is ${clusterOffer(double)}${clusterPrice(context)} today`
          : `choose partitions for the horizon now, they cost nothing by themselves; twice the load fits no single cluster (${double.rejected})`,
    },
  ];
}

function promises(
  { workload }: FindingContext,
  word: 'zero-loss' | 'exactly-once' | 'linear-scaling',
): boolean {
  return workload.stated?.promises.includes(word) === true;
}

function clusterPrice({ cluster }: FindingContext): string {
  return cluster.usdPerMonth === undefined ? '' : `; ${clusterOffer(cluster)}`;
}
