import type { Finding } from '../plan-model';
import { decimal, percent, whole } from '../quantities';
import type { FindingContext } from './context';
import { monthly } from './what-if';

const MINUTES_PER_YEAR = 365.25 * 24 * 60;
/** Managed Flink writes a checkpoint this often unless told otherwise. */
const FLINK_CHECKPOINT_SECONDS = 60;

/** Promises that contradict each other, or the service they stand on. */
export function objectiveFindings(context: FindingContext): Finding[] {
  return [
    ...availability(context),
    ...latencyFloor(context),
    ...lagAgainstLatency(context),
    ...deadLetters(context),
    ...exactlyOnce(context),
  ];
}

function availability({ workload, catalog, cluster }: FindingContext): Finding[] {
  const asked = workload.objectives.availability;
  const promised = catalog.limits.serviceAvailability.value;
  if (asked <= promised) return [];
  const minutes = (share: number) => `${decimal((1 - share) * MINUTES_PER_YEAR)} minutes a year`;
  return [
    {
      id: 'availability-above-sla',
      severity: 'warning',
      path: 'objectives.availability',
      message: `${percent(asked)} allows ${minutes(asked)} without service; the agreement for MSK promises ${percent(promised)}, ${minutes(promised)}: one region cannot promise more than it stands on`,
      counterOffer: `call ${percent(asked)} an objective you measure and promise ${percent(promised)}, or add a second region: its brokers once more${monthly(cluster)}`,
    },
  ];
}

function latencyFloor({ workload, catalog }: FindingContext): Finding[] {
  const asked = workload.objectives.endToEndP99Ms;
  const floor = catalog.rules.latencyFloor.value;
  if (asked >= floor) return [];
  return [
    {
      id: 'latency-below-floor',
      severity: 'warning',
      path: 'objectives.endToEndP99Ms',
      message: `${decimal(asked)} ms is less than a record needs: batching 5 ms, three replicas in three zones, one fetch and one commit take about ${floor} ms at the 99th percentile`,
      counterOffer: `ask for ${floor} ms or more, or answer from memory before the record is in Kafka`,
    },
  ];
}

function lagAgainstLatency({ workload }: FindingContext): Finding[] {
  const { endToEndP99Ms, maxLagSeconds } = workload.objectives;
  if (maxLagSeconds * 1000 <= endToEndP99Ms) return [];
  return [
    {
      id: 'lag-allows-more-than-latency',
      severity: 'note',
      path: 'objectives.maxLagSeconds',
      message: `a consumer may be ${decimal(maxLagSeconds)} s behind while results are promised within ${decimal(endToEndP99Ms)} ms: the lag objective will not notice a broken latency objective`,
      counterOffer: 'alarm on both: lag finds a consumer that stands still, latency one that is slow',
    },
  ];
}

function deadLetters({ workload, demands }: FindingContext): Finding[] {
  const perSecond = demands
    .filter(({ topic }) => topic.purpose === 'dead-letter')
    .reduce((sum, demand) => sum + demand.averagePerSecond, 0);
  const perDay = perSecond * 86_400;
  if (perDay < 1) return [];
  return [
    {
      id: 'dead-letters-per-day',
      severity: perDay > 1e6 ? 'warning' : 'note',
      path: 'objectives.errorRate',
      message: `${percent(workload.objectives.errorRate)} of what the consumers read may fail: ${whole(perDay)} dead letters a day at the average rate, which nobody reads one by one`,
      ...(perDay > 1e6 && {
        counterOffer: 'ask for a smaller errorRate, and alarm on the rate at which it is used up',
      }),
    },
  ];
}

function exactlyOnce({ workload }: FindingContext): Finding[] {
  return Object.entries(workload.consumers)
    .filter(([, { delivery }]) => delivery === 'exactly-once')
    .flatMap(([name, { writes, runtime }]): Finding[] => {
      const path = `consumers.${name}.delivery`;
      if (writes.length === 0) {
        return [
          {
            id: 'exactly-once-ends-at-broker',
            severity: 'warning',
            path,
            message: `${name} writes no stream: Kafka's transactions end at the broker and cannot make a database, a cache or a message exactly-once`,
            counterOffer: "use 'at-least-once' and let the sink ignore a ce_id it has seen",
          },
        ];
      }
      if (runtime === 'flink' && workload.objectives.endToEndP99Ms < FLINK_CHECKPOINT_SECONDS * 1000) {
        return [
          {
            id: 'exactly-once-waits-for-checkpoint',
            severity: 'warning',
            path,
            message: `results of an exactly-once Flink job become visible at its checkpoints, every ${FLINK_CHECKPOINT_SECONDS} s unless configured otherwise, not within ${decimal(workload.objectives.endToEndP99Ms)} ms`,
            counterOffer: "use 'at-least-once' with results that replace each other by key, or a service",
          },
        ];
      }
      return [];
    });
}
