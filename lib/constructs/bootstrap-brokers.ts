import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';

const SCRAM = 'BootstrapBrokerStringSaslScram';
const IAM = 'BootstrapBrokerStringSaslIam';

export interface BootstrapBrokersProps {
  readonly clusterArn: string;

  /** How many brokers there are. Another number asks again, so that the list covers the new ones. */
  readonly brokers: number;
}

/** Addresses of a cluster's brokers. They are no attribute of the cluster in CloudFormation, so the API is asked. */
export class BootstrapBrokers extends Construct {
  /** For SASL/SCRAM: `b-1…:9096,b-2…:9096,b-3…:9096`. */
  readonly scram: string;
  /** For IAM. */
  readonly iam: string;

  constructor(scope: Construct, id: string, props: BootstrapBrokersProps) {
    super(scope, id);
    const { clusterArn, brokers } = props;

    const lookup = new AwsCustomResource(this, 'Lookup', {
      resourceType: 'Custom::KafkaBootstrapBrokers',
      onUpdate: {
        service: 'Kafka',
        action: 'getBootstrapBrokers',
        parameters: { ClusterArn: clusterArn },
        outputPaths: [SCRAM, IAM],
        physicalResourceId: PhysicalResourceId.of(`bootstrap-of-${brokers}-brokers`),
      },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: [clusterArn] }),
      installLatestAwsSdk: false,
      logGroup: new LogGroup(this, 'Logs', {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });
    this.scram = lookup.getResponseField(SCRAM);
    this.iam = lookup.getResponseField(IAM);
  }
}
