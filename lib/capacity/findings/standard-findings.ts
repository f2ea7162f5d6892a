import { largestOf } from '../partitions';
import type { ClusterCandidate, Finding } from '../plan-model';
import { decimal, GIB, size, whole } from '../quantities';
import type { FindingContext } from './context';
import { clusterFor, clusterOffer, fewest, hoursKept, plannedOffer, triedClusters } from './what-if';

/** What retention on volumes takes, whether or not a document says anything about brokers. */
export function standardFindings(context: FindingContext): Finding[] {
  const { loads, catalog, cluster } = context;
  const load = loads.standard;
  const copies = catalog.rules.replicationFactor.value;
  const bytes = load.storedBytes * copies;
  const full = bytes / (catalog.limits.volumeMax.value * GIB);
  const quota = catalog.limits.brokersPerCluster.value;
  const standard = triedClusters(context).filter(({ family, rejected }) => family === 'standard' && rejected);
  const hasFeasible = triedClusters(context).some(
    ({ family, rejected }) => family === 'standard' && rejected === undefined,
  );
  const offer = (): string => {
    const express = clusterFor(context, { bytes: 1 }, { ...context.workload.cluster, family: 'express' });
    return express.chosen.rejected === undefined
      ? `Express brokers keep it without volumes: ${clusterOffer(express.chosen)}`
      : plannedOffer(context);
  };
  const found: Finding[] = [];
  if (full * 2 > quota) {
    const hours = (hoursKept(context) * quota) / (full * 2);
    found.push({
      id: 'retention-does-not-fit-volumes',
      severity: cluster.family === 'standard' ? 'problem' : 'note',
      path: 'streams',
      message: `${size(load.storedBytes)} kept on the brokers are ${size(bytes)} with ${copies} replicas: on volumes of ${whole(catalog.limits.volumeMax.value)} GiB ${whole(Math.ceil(full))} Standard brokers filled to the brim, ${whole(Math.ceil(full * 2))} half full; a cluster has at most ${quota}`,
      counterOffer: `${offer()}; on Standard brokers keep at most ${decimal(hours)} h`,
    });
  }
  const least = fewest(standard.filter(({ instanceType }) => !instanceType.includes('t3.')));
  const traffic = fewest(
    standard.map(withoutStorage).filter(({ instanceType }) => !instanceType.includes('t3.')),
  );
  if (!hasFeasible && least !== undefined && traffic !== undefined && least.brokers > quota) {
    found.push({
      id: 'standard-cannot-carry',
      severity: 'note',
      path: 'cluster.family',
      message: `no Standard broker carries this load within ${quota} brokers: the best would be ${whole(least.brokers)} × ${least.instanceType}, bound by ${least.boundBy}; were nothing kept, ${whole(traffic.brokers)} × ${traffic.instanceType}, bound by ${traffic.boundBy}`,
      counterOffer: offer(),
    });
  }
  return found;
}

/** The same type if it only had to carry the traffic. */
function withoutStorage(candidate: ClusterCandidate): ClusterCandidate {
  const binding = largestOf(candidate.constraints.filter(({ name }) => name !== 'storage'));
  return { ...candidate, brokers: binding.needs, boundBy: binding.name };
}
