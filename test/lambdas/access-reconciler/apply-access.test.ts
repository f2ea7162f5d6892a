import { asClusterAcl, type ClusterAcl } from '../../../lambdas/access-reconciler/access-changes';
import { type AclAdmin, reconcileAccess } from '../../../lambdas/access-reconciler/apply-access';
import { aclsOf, ownsPrincipal } from '../../../lib/workload/access';
import { topologyOf } from '../../../lib/workload/topology';
import { workloadOf } from '../../support/workload-of';

const desired = aclsOf(topologyOf(workloadOf()));
const owns = (principal: string) => ownsPrincipal('small', principal);

describe('reconcileAccess', () => {
  test('gives an empty cluster every rule of the topology', async () => {
    const cluster = clusterHolding([]);

    const changes = await reconcileAccess(cluster, desired, owns);

    expect(cluster.acls).toEqual(desired.map(asClusterAcl));
    expect(changes).toHaveLength(desired.length);
  });

  test('changes nothing when run again', async () => {
    const cluster = clusterHolding(desired.map(asClusterAcl));

    expect(await reconcileAccess(cluster, desired, owns)).toEqual([]);
    expect(cluster.calls).toEqual(['list']);
  });

  test('takes every rule away when nothing is declared any more', async () => {
    const cluster = clusterHolding(desired.map(asClusterAcl));

    await reconcileAccess(cluster, [], owns);

    expect(cluster.acls).toEqual([]);
  });

  test('only reports in a dry run', async () => {
    const cluster = clusterHolding([]);

    const changes = await reconcileAccess(cluster, desired, owns, { dryRun: true });

    expect(changes).toHaveLength(desired.length);
    expect(cluster.calls).toEqual(['list']);
  });
});

/** A cluster's ACLs in memory. */
function clusterHolding(initial: readonly ClusterAcl[]): AclAdmin & { acls: ClusterAcl[]; calls: string[] } {
  const cluster = {
    acls: [...initial],
    calls: [] as string[],
    async list() {
      cluster.calls.push('list');
      return cluster.acls;
    },
    async create(acls: readonly ClusterAcl[]) {
      cluster.calls.push('create');
      cluster.acls = [...cluster.acls, ...acls];
    },
    async remove(acls: readonly ClusterAcl[]) {
      cluster.calls.push('remove');
      cluster.acls = cluster.acls.filter((acl) => !acls.includes(acl));
    },
  };
  return cluster;
}
