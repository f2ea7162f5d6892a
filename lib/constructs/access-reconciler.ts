import { join } from 'node:path';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import type { AccessReconcilerProperties } from '../../lambdas/access-reconciler/access-request';
import type { Acl } from '../workload/access';
import type { EventCluster } from './event-cluster';

const ENTRY = join(__dirname, '..', '..', 'lambdas', 'access-reconciler', 'index.ts');

export interface AccessReconcilerProps {
  readonly cluster: EventCluster;

  /** Network with a way to the brokers. */
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection;
  readonly securityGroup: ISecurityGroup;

  /** Name of the workload, which marks the users whose rules are ours. */
  readonly workload: string;

  /** Every rule there shall be for those users. */
  readonly acls: readonly Acl[];

  /**
   * Only log what would change.
   *
   * @default false
   */
  readonly dryRun?: boolean;

  /**
   * Whether the rules stay when the stack is deleted.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Keeps the ACLs of a cluster equal to the topology. ACLs have no AWS API, so a Lambda beside the brokers speaks Kafka to them. */
export class AccessReconciler extends Construct {
  constructor(scope: Construct, id: string, props: AccessReconcilerProps) {
    super(scope, id);
    const {
      cluster,
      vpc,
      subnets,
      securityGroup,
      workload,
      acls,
      dryRun = false,
      removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    } = props;

    const onEventHandler = new NodejsFunction(this, 'Function', {
      description: `Keeps the ACLs of ${cluster.clusterName} equal to the topology`,
      entry: ENTRY,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.minutes(5),
      vpc,
      vpcSubnets: subnets,
      securityGroups: [securityGroup],
      logGroup: this.logGroup('FunctionLogs'),
      bundling: { bundleAwsSDK: true, minify: true, logLevel: LogLevel.WARNING },
    });
    cluster.grantManageAccess(onEventHandler);

    const { serviceToken } = new Provider(this, 'Provider', {
      onEventHandler,
      logGroup: this.logGroup('ProviderLogs'),
    });
    const properties: AccessReconcilerProperties = {
      bootstrapBrokers: cluster.bootstrapBrokers.iam,
      workload,
      acls: JSON.stringify(acls),
      dryRun: String(dryRun),
    };
    new CustomResource(this, 'Access', {
      resourceType: 'Custom::KafkaAccess',
      serviceToken,
      properties: { ...properties },
      removalPolicy,
    });
  }

  private logGroup(id: string): LogGroup {
    return new LogGroup(this, id, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
