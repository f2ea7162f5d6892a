import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccessReconciler, type AccessReconcilerProps } from '../../lib/constructs/access-reconciler';
import { EventCluster } from '../../lib/constructs/event-cluster';
import { aclsOf } from '../../lib/workload/access';
import { topologyOf } from '../../lib/workload/topology';
import { clusterPlanOf } from '../support/plan-of';
import { testNetwork, testStack } from '../support/test-app';
import { workloadOf } from '../support/workload-of';

const ACCESS = 'Custom::KafkaAccess';
const acls = aclsOf(topologyOf(workloadOf()));

describe('AccessReconciler', () => {
  test('gives the Lambda every rule of the topology', () => {
    synthesize().hasResourceProperties(ACCESS, {
      workload: 'small',
      acls: JSON.stringify(acls),
      dryRun: 'false',
    });
  });

  test('runs again when a rule changes', () => {
    const propertiesFor = (rules: typeof acls) => synthesize({ acls: rules }).findResources(ACCESS);

    expect(propertiesFor(acls)).not.toEqual(propertiesFor(acls.slice(1)));
  });

  test('may speak to this cluster, and only about rules', () => {
    synthesize().hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: ['kafka-cluster:AlterCluster', 'kafka-cluster:Connect', 'kafka-cluster:DescribeCluster'],
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('EventsCluster'), 'Arn'] },
          },
        ],
      },
    });
  });

  test('runs beside the brokers on Node 24', () => {
    synthesize().hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      VpcConfig: { SubnetIds: [Match.anyValue(), Match.anyValue(), Match.anyValue()] },
    });
  });

  test('leaves the rules on a cluster that outlives the stack', () => {
    synthesize().hasResource(ACCESS, { DeletionPolicy: 'RetainExceptOnCreate' });
  });
});

function synthesize(overrides: Partial<AccessReconcilerProps> = {}): Template {
  const stack = testStack();
  const network = testNetwork(stack);
  const cluster = new EventCluster(stack, 'Events', {
    clusterName: 'small-test',
    ...network,
    plan: clusterPlanOf(),
  });
  new AccessReconciler(stack, 'Access', { cluster, ...network, workload: 'small', acls, ...overrides });
  return Template.fromStack(stack);
}
