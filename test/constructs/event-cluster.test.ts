import { Match, Template } from 'aws-cdk-lib/assertions';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { EventCluster, type EventClusterProps } from '../../lib/constructs/event-cluster';
import { clusterPlanOf, standardClusterPlanOf } from '../support/plan-of';
import { testNetwork, testStack } from '../support/test-app';

const CLUSTER = 'AWS::MSK::Cluster';

describe('EventCluster', () => {
  test('takes broker type, count and version from the plan', () => {
    const plan = clusterPlanOf({ brokers: 9, instanceType: 'express.m7g.4xlarge' });

    synthesize({ plan }).hasResourceProperties(CLUSTER, {
      NumberOfBrokerNodes: 9,
      BrokerNodeGroupInfo: { InstanceType: 'express.m7g.4xlarge' },
      KafkaVersion: '3.9.x.kraft',
    });
  });

  test('gives Standard brokers a volume', () => {
    const plan = standardClusterPlanOf({ storage: { volumeGiB: 2_000 } });

    synthesize({ plan }).hasResourceProperties(CLUSTER, {
      BrokerNodeGroupInfo: { StorageInfo: { EBSStorageInfo: { VolumeSize: 2_000 } } },
      Rebalancing: Match.absent(),
    });
  });

  test('buys provisioned throughput where the plan does', () => {
    const plan = standardClusterPlanOf({
      instanceType: 'kafka.m7g.4xlarge',
      storage: { volumeGiB: 2_000, provisionedThroughputMiBPerSecond: 625 },
    });

    synthesize({ plan }).hasResourceProperties(CLUSTER, {
      BrokerNodeGroupInfo: {
        StorageInfo: {
          EBSStorageInfo: { ProvisionedThroughput: { Enabled: true, VolumeThroughput: 625 } },
        },
      },
    });
  });

  test('never gives Express brokers a volume, whatever the plan says', () => {
    const plan = clusterPlanOf({ storage: { volumeGiB: 2_000 } });

    synthesize({ plan }).hasResourceProperties(CLUSTER, {
      BrokerNodeGroupInfo: { StorageInfo: Match.absent() },
      StorageMode: Match.absent(),
      Rebalancing: { Status: 'ACTIVE' },
    });
  });

  test('lets nobody in without TLS and a name', () => {
    synthesize().hasResourceProperties(CLUSTER, {
      ClientAuthentication: {
        Sasl: { Scram: { Enabled: true }, Iam: { Enabled: true } },
        Unauthenticated: { Enabled: false },
      },
      EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true } },
    });
  });

  test('encrypts with a key of its own, which rotates', () => {
    const template = synthesize();

    template.hasResourceProperties(CLUSTER, {
      EncryptionInfo: { EncryptionAtRest: { DataVolumeKMSKeyId: { 'Fn::GetAtt': Match.anyValue() } } },
    });
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  test('writes what brokers say and whom they refuse to the same log group', () => {
    const toLogs = { CloudWatchLogs: { Enabled: true, LogGroup: { Ref: Match.anyValue() } } };

    synthesize().hasResourceProperties(CLUSTER, {
      LoggingInfo: { BrokerLogs: toLogs, AuthorizerLogs: toLogs },
    });
  });

  test('writes settings as sorted lines, so that their order in the plan makes no new revision', () => {
    const plan = clusterPlanOf({
      serverProperties: { 'num.partitions': '1', 'allow.everyone.if.no.acl.found': 'false' },
    });

    synthesize({ plan }).hasResourceProperties('AWS::MSK::Configuration', {
      ServerProperties: 'allow.everyone.if.no.acl.found=false\nnum.partitions=1',
    });
  });

  test('keeps the data when the stack is deleted, unless told otherwise', () => {
    synthesize().hasResource(CLUSTER, {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    synthesize({ removalPolicy: RemovalPolicy.DESTROY }).hasResource(CLUSTER, { DeletionPolicy: 'Delete' });
  });

  test('asks for the brokers again when their number changes', () => {
    const lookupOf = (brokers: number) =>
      synthesize({ plan: clusterPlanOf({ brokers }) }).findResources('Custom::KafkaBootstrapBrokers');

    expect(lookupOf(6)).toEqual(lookupOf(6));
    expect(lookupOf(6)).not.toEqual(lookupOf(9));
  });

  test('refuses a broker count that leaves the zones uneven', () => {
    expect(() => synthesize({ plan: clusterPlanOf({ brokers: 7 }) })).toThrow(
      'broker count must be a multiple of the 3 availability zones, got 7',
    );
  });

  test('refuses settings that leave topics without ACL open to everyone', () => {
    expect(() => synthesize({ plan: clusterPlanOf({ serverProperties: {} }) })).toThrow(
      'must hold allow.everyone.if.no.acl.found=false',
    );
  });

  test('refuses a name that MSK would refuse after half an hour', () => {
    expect(() => synthesize({ clusterName: `${'a'.repeat(60)}-prod` })).toThrow(
      'has 65 characters, MSK takes 64',
    );
  });

  test('refuses Standard brokers whose volume nobody sized', () => {
    expect(() => synthesize({ plan: standardClusterPlanOf({ storage: undefined }) })).toThrow(
      'the plan has no storage for kafka.m7g.large',
    );
  });
});

function synthesize(overrides: Partial<EventClusterProps> = {}): Template {
  const stack = testStack();
  new EventCluster(stack, 'Events', {
    clusterName: 'small-test',
    ...testNetwork(stack),
    plan: clusterPlanOf(),
    ...overrides,
  });
  return Template.fromStack(stack);
}
