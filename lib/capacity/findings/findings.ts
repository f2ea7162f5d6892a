import { priceOf } from '../catalog/prices';
import type { Finding } from '../plan-model';
import { clusterFindings } from './cluster-findings';
import { compressionFindings } from './compression';
import type { FindingContext } from './context';
import { objectiveFindings } from './objective-findings';
import { regionFindings } from './region-findings';
import { standardFindings } from './standard-findings';
import { statedAlarmFindings } from './stated-alarms';
import { statedBrokerFindings } from './stated-brokers';
import { statedLoadFindings } from './stated-load';
import { statedPromiseFindings } from './stated-promises';
import { statedServiceFindings } from './stated-services';
import { streamFindings } from './stream-findings';
import { sourcesOf } from './what-if';

/** Everything worth saying about a workload and its plan, in the order it was found. */
export function findingsOf(context: FindingContext, refusedConfigs: readonly Finding[]): Finding[] {
  const all = [
    ...regionFindings(context),
    ...objectiveFindings(context),
    ...streamFindings(context),
    ...refusedConfigs,
    ...compressionFindings(context),
    ...standardFindings(context),
    ...clusterFindings(context),
    ...statedFindings(context),
  ];
  return all.map((finding) => withSources(finding, context));
}

/** A document speaks of the whole load: a stage that carries a share of it says nothing about the document. */
function statedFindings(context: FindingContext): Finding[] {
  if (context.workload.stated === undefined || context.stage.loadScale !== 1) return [];
  return [
    ...statedLoadFindings(context),
    ...statedBrokerFindings(context),
    ...statedServiceFindings(context),
    ...statedAlarmFindings(context),
    ...statedPromiseFindings(context),
  ];
}

/** Dollars without a source of their own are those of a cluster: the price list of its brokers. */
function withSources(finding: Finding, { catalog, stage, cluster }: FindingContext): Finding {
  if (finding.sources !== undefined || !/\$\d/.test(`${finding.message} ${finding.counterOffer}`))
    return finding;
  const key = `msk.${cluster.family}.broker.${cluster.instanceType}`;
  return { ...finding, ...sourcesOf(priceOf(catalog.prices, stage.region, key)) };
}
