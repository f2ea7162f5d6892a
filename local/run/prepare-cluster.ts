import { reconcileAccess } from '../../lambdas/access-reconciler/apply-access';
import { kafkajsAclAdmin } from '../../lambdas/access-reconciler/kafkajs-acl-admin';
import type { Plan } from '../../lib/capacity/plan-model';
import { aclsOf, ownsPrincipal } from '../../lib/workload/access';
import type { Topology } from '../../lib/workload/topology';
import type { PlatformEndpoints } from '../platform/platform-options';
import { applyTopics } from '../topics/apply-topics';
import { withKafkaAdmin } from './kafka-admin';

/** What was changed on the cluster. */
export interface PreparedTopology {
  readonly topicChanges: number;
  readonly accessChanges: number;
}

/** Makes the cluster hold the planned topics and exactly the declared permissions, as deploying does on AWS. */
export function prepareCluster(
  { kafka }: PlatformEndpoints,
  plan: Plan,
  topology: Topology,
): Promise<PreparedTopology> {
  return withKafkaAdmin(adminLogin(kafka), async (admin) => {
    const topics = await applyTopics(admin, plan.topics);
    const access = await reconcileAccess(kafkajsAclAdmin(admin), aclsOf(topology), (principal) =>
      ownsPrincipal(plan.workload, principal),
    );
    return { topicChanges: topics.length, accessChanges: access.length };
  });
}

/** The superuser's way in. */
export function adminLogin({ bootstrapBrokers, caFile, admin }: PlatformEndpoints['kafka']) {
  return { brokers: bootstrapBrokers, caFile, username: admin.name, password: admin.password };
}
