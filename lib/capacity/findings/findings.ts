import type { Finding } from '../plan-model';
import { clusterFindings } from './cluster-findings';
import type { FindingContext } from './context';
import { objectiveFindings } from './objective-findings';
import { streamFindings } from './stream-findings';

const SEVERITIES: readonly Finding['severity'][] = ['problem', 'warning', 'note'];

/** Everything worth saying about a workload and its plan: problems first, then warnings, then notes. */
export function findingsOf(context: FindingContext, refusedConfigs: readonly Finding[]): Finding[] {
  const all = [
    ...objectiveFindings(context),
    ...streamFindings(context),
    ...refusedConfigs,
    ...clusterFindings(context),
  ];
  return SEVERITIES.flatMap((severity) => all.filter((finding) => finding.severity === severity));
}
