import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnCluster, CfnConfiguration } from 'aws-cdk-lib/aws-msk';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ClusterPlan } from '../capacity/plan-model';
import { BootstrapBrokers } from './bootstrap-brokers';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-msk-cluster.html */
const MAX_CLUSTER_NAME_LENGTH = 64;

export interface EventClusterProps {
  /** Name of the cluster and its configuration: letters, digits and "-". Changing it replaces the cluster. */
  readonly clusterName: string;

  /** Network the brokers live in. */
  readonly vpc: IVpc;

  /** One subnet per zone. Changing them replaces the cluster. */
  readonly subnets: SubnetSelection;

  /** Security group of the brokers. Changing it replaces the cluster; change its rules instead. */
  readonly securityGroup: ISecurityGroup;

  /** Broker type, count, storage and settings, from the planner. */
  readonly plan: ClusterPlan;

  /**
   * What happens to the brokers and their data when the stack is deleted.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** An MSK cluster of either broker family: TLS only, SASL/SCRAM for clients, IAM for administration. */
export class EventCluster extends Construct {
  readonly clusterArn: string;
  readonly clusterName: string;
  /** Where clients and administrators find the brokers. */
  readonly bootstrapBrokers: BootstrapBrokers;

  constructor(scope: Construct, id: string, props: EventClusterProps) {
    super(scope, id);
    const {
      clusterName,
      vpc,
      subnets,
      securityGroup,
      plan,
      removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    } = props;
    const { subnetIds, availabilityZones } = vpc.selectSubnets(subnets);
    refuseImpossible(clusterName, plan, availabilityZones.length);

    const configuration = new CfnConfiguration(this, 'Configuration', {
      name: clusterName,
      serverProperties: serverProperties(plan.serverProperties),
    });
    const key = new Key(this, 'Key', {
      description: `Records of ${clusterName} on the brokers`,
      enableKeyRotation: true,
      removalPolicy,
    });
    const logs = new LogGroup(this, 'Logs', {
      // The prefix keeps MSK's log delivery inside one resource policy, whose size CloudWatch limits.
      logGroupName: `/aws/vendedlogs/msk/${clusterName}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const toLogs = { cloudWatchLogs: { enabled: true, logGroup: logs.logGroupName } };

    const cluster = new CfnCluster(this, 'Cluster', {
      clusterName,
      kafkaVersion: plan.kafkaVersion,
      numberOfBrokerNodes: plan.brokers,
      brokerNodeGroupInfo: {
        instanceType: plan.instanceType,
        clientSubnets: subnetIds,
        securityGroups: [securityGroup.securityGroupId],
        ...storageOf(plan),
      },
      // Express brokers move partitions themselves; Standard brokers do not know the setting.
      ...(plan.family === 'express' && { rebalancing: { status: 'ACTIVE' } }),
      configurationInfo: {
        arn: configuration.attrArn,
        revision: configuration.attrLatestRevisionRevision,
      },
      clientAuthentication: {
        sasl: { scram: { enabled: true }, iam: { enabled: true } },
        unauthenticated: { enabled: false },
      },
      encryptionInfo: {
        encryptionAtRest: { dataVolumeKmsKeyId: key.keyArn },
        encryptionInTransit: { clientBroker: 'TLS', inCluster: true },
      },
      loggingInfo: { brokerLogs: toLogs, authorizerLogs: toLogs },
      // The lowest level that has throttling, idle time and connection rates, which the alarms need.
      enhancedMonitoring: 'PER_BROKER',
    });
    cluster.applyRemovalPolicy(removalPolicy);

    this.clusterArn = cluster.attrArn;
    this.clusterName = clusterName;
    this.bootstrapBrokers = new BootstrapBrokers(this, 'BootstrapBrokers', {
      clusterArn: this.clusterArn,
      brokers: plan.brokers,
    });
  }

  /** Lets someone list, create and delete ACLs. IAM principals stand above ACLs, so this is all they need. */
  grantManageAccess(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['kafka-cluster:Connect', 'kafka-cluster:DescribeCluster', 'kafka-cluster:AlterCluster'],
      resourceArns: [this.clusterArn],
    });
  }
}

function refuseImpossible(clusterName: string, plan: ClusterPlan, zones: number): void {
  if (clusterName.length > MAX_CLUSTER_NAME_LENGTH) {
    throw new Error(
      `cluster name ${clusterName} has ${clusterName.length} characters, MSK takes ${MAX_CLUSTER_NAME_LENGTH}: shorten the name of the workload or of the stage`,
    );
  }
  if (plan.brokers % zones !== 0) {
    throw new Error(
      `broker count must be a multiple of the ${zones} availability zones, got ${plan.brokers}`,
    );
  }
  if (plan.serverProperties['allow.everyone.if.no.acl.found'] !== 'false') {
    throw new Error(
      'serverProperties must hold allow.everyone.if.no.acl.found=false: without it a topic that has no ACL is open to every user',
    );
  }
}

/** Volumes of Standard brokers. Express brokers have none, and MSK refuses a template that gives them some. */
function storageOf({ family, instanceType, storage }: ClusterPlan) {
  if (family === 'express') return {};
  if (storage === undefined) throw new Error(`the plan has no storage for ${instanceType}`);
  const { volumeGiB, provisionedThroughputMiBPerSecond } = storage;
  return {
    storageInfo: {
      ebsStorageInfo: {
        volumeSize: volumeGiB,
        ...(provisionedThroughputMiBPerSecond !== undefined && {
          provisionedThroughput: { enabled: true, volumeThroughput: provisionedThroughputMiBPerSecond },
        }),
      },
    },
  };
}

/** Sorted, because only a changed value should make a new revision. */
function serverProperties(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n');
}
