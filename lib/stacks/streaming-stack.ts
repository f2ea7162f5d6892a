import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccessReconciler } from '../constructs/access-reconciler';
import { EventCluster } from '../constructs/event-cluster';
import type { PlatformNetwork } from '../constructs/platform-network';
import { ScramUsers } from '../constructs/scram-users';
import { Topics } from '../constructs/topics';
import { aclsOf } from '../workload/access';
import { topologyOf } from '../workload/topology';
import { dataStackProps, type Platform, platformName, removalPolicyOf } from './platform';

/** Everything that holds events: the cluster, its topics, its users and what each may do. */
export class StreamingStack extends Stack {
  readonly cluster: EventCluster;
  readonly users: ScramUsers;

  constructor(scope: Construct, id: string, platform: Platform, network: PlatformNetwork) {
    super(scope, id, dataStackProps(platform, 'streaming', 'Kafka cluster, topics, users and access'));
    const { workload, stage, plan } = platform;
    const { vpc, brokerSubnets: subnets, securityGroups } = network;
    const clusterName = platformName(platform);
    const removalPolicy = removalPolicyOf(stage);
    const topology = topologyOf(workload);

    this.cluster = new EventCluster(this, 'Events', {
      clusterName,
      vpc,
      subnets,
      securityGroup: securityGroups.brokers,
      plan: plan.cluster,
      removalPolicy,
    });
    const { clusterArn } = this.cluster;

    new Topics(this, 'Topics', { clusterArn, topics: plan.topics });
    this.users = new ScramUsers(this, 'Users', {
      clusterArn,
      clusterName,
      clients: topology.clients,
      removalPolicy,
    });
    new AccessReconciler(this, 'Access', {
      cluster: this.cluster,
      vpc,
      subnets,
      securityGroup: securityGroups.accessReconciler,
      workload: workload.name,
      acls: aclsOf(topology),
      removalPolicy,
    });
  }
}
