import { priceOf } from '../catalog/prices';
import type { Finding } from '../plan-model';
import { decimal, GIB, percent, usd, whole } from '../quantities';
import type { FindingContext } from './context';
import { recordsPerSecond, sourcesOf } from './what-if';

/** An alarm below this much traffic rings whenever a consumer fetches. */
const SHORTEST_USEFUL_LAG_SECONDS = 1;

/** Alarms and latencies a document states, against the objectives they guard. */
export function statedAlarmFindings(context: FindingContext): Finding[] {
  return [...lag(context), ...errors(context), ...latencies(context)];
}

function lag(context: FindingContext): Finding[] {
  const { workload } = context;
  const records = workload.stated?.alarms.lagRecords;
  if (records === undefined) return [];
  const rate = recordsPerSecond(context);
  const seconds = records / rate;
  if (seconds >= SHORTEST_USEFUL_LAG_SECONDS) return [];
  const allowed = workload.objectives.maxLagSeconds;
  return [
    {
      id: 'lag-alarm-always-rings',
      severity: 'problem',
      path: 'stated.alarms.lagRecords',
      message: `${whole(records)} records are ${decimal(seconds * 1000)} ms of traffic at ${whole(rate)} records/s: every fetch leaves more than that, so the alarm never stops ringing`,
      counterOffer: `alarm on time: more than ${decimal(allowed)} s behind, at peak ${whole(allowed * rate)} records${alarmPrice(context)}`,
      ...alarmSources(context),
    },
  ];
}

function errors(context: FindingContext): Finding[] {
  const { workload } = context;
  const alarm = workload.stated?.alarms.errorRatio;
  const target = workload.objectives.errorRate;
  if (alarm === undefined || alarm <= target) return [];
  const perDay = recordsPerSecond(context) * 86_400;
  return [
    {
      id: 'error-alarm-above-target',
      severity: 'problem',
      path: 'stated.alarms.errorRatio',
      message: `the alarm rings above ${percent(alarm)}, the target is ${percent(target)}: anything between breaks the target and nobody hears of it. The target alone is ${whole(recordsPerSecond(context) * target)} failed records a second at peak, ${whole(perDay * target)} a day; the alarm waits for ${whole(perDay * alarm)}`,
      counterOffer: `alarm on how fast the target is used up: ${percent(14.4 * target)} failed over an hour (2 % of a month's allowance), ${percent(6 * target)} over six hours, ${percent(target)} over three days${alarmPrice(context, 3)}${deadLetterStorage(context)}`,
      ...alarmSources(context, `msk.${context.cluster.family}.storage`),
    },
  ];
}

function latencies(context: FindingContext): Finding[] {
  const { workload } = context;
  const stated = workload.stated;
  if (stated === undefined) return [];
  const alarm = stated.alarms.latency;
  const said = [
    { where: 'objectives.endToEndP99Ms', percentile: 99, milliseconds: workload.objectives.endToEndP99Ms },
    ...stated.latencies,
    ...(alarm === undefined ? [] : [{ where: 'the alarm', ...alarm }]),
  ];
  const distinct = new Set(said.map(({ percentile, milliseconds }) => `${percentile} ${milliseconds}`));
  if (distinct.size < 2) return [];
  const list = said.map(
    ({ where, percentile, milliseconds }) => `${where}: p${percentile} ${decimal(milliseconds)} ms`,
  );
  return [
    {
      id: 'latencies-differ',
      severity: 'warning',
      path: alarm === undefined ? 'stated.latencies' : 'stated.alarms.latency',
      message: `${distinct.size} different latencies are promised or guarded: ${list.join('; ')}. One of them can be kept while another is broken`,
      counterOffer: `keep one, p99 ${decimal(workload.objectives.endToEndP99Ms)} ms, and alarm on the same figure${alarmPrice(context)}`,
      ...alarmSources(context),
    },
  ];
}

function alarmPrice({ catalog, stage }: FindingContext, alarms = 1): string {
  const price = priceOf(catalog.prices, stage.region, 'cloudwatch.alarm.standard');
  return price === undefined
    ? `; no price for an alarm in ${stage.region}`
    : `; ${usd(price.usd * alarms)} a month for ${alarms === 1 ? 'the alarm' : `${alarms} alarms`}`;
}

function alarmSources({ catalog, stage }: FindingContext, ...others: readonly string[]) {
  return sourcesOf(
    ...['cloudwatch.alarm.standard', ...others].map((key) => priceOf(catalog.prices, stage.region, key)),
  );
}

/** What is kept of the failures, all copies as the family bills them. */
function deadLetterStorage({ demands, cluster, catalog, stage }: FindingContext): string {
  const bytes = demands
    .filter(({ topic }) => topic.purpose === 'dead-letter')
    .reduce((sum, demand) => sum + demand.averageIngressBytesPerSecond * demand.retentionHours * 3600, 0);
  const price = priceOf(catalog.prices, stage.region, `msk.${cluster.family}.storage`);
  if (bytes === 0 || price === undefined) return '';
  const copies = cluster.family === 'express' ? 1 : catalog.rules.replicationFactor.value;
  return `. Dead letters at the target keep ${usd((bytes / GIB) * copies * price.usd)} a month of storage busy`;
}
