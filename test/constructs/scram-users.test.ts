import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib/core';
import { ScramUsers, type ScramUsersProps } from '../../lib/constructs/scram-users';
import { testStack } from '../support/test-app';

const SECRET = 'AWS::SecretsManager::Secret';

describe('ScramUsers', () => {
  test('names secrets as MSK demands, under a key of their own', () => {
    synthesize().hasResourceProperties(SECRET, {
      Name: 'AmazonMSK_small-test-edge',
      KmsKeyId: { 'Fn::GetAtt': Match.anyValue() },
    });
  });

  test('lets AWS make the password, so that no template or person knows it', () => {
    synthesize().hasResourceProperties(SECRET, {
      GenerateSecretString: {
        GenerateStringKey: 'password',
        SecretStringTemplate: '{"username":"small.edge"}',
      },
      SecretString: Match.absent(),
    });
  });

  test('associates all users at once: an association is identified by its cluster', () => {
    const template = synthesize({ clients: clientsOf(3) });

    template.resourceCountIs('AWS::MSK::BatchScramSecret', 1);
    template.hasResourceProperties('AWS::MSK::BatchScramSecret', {
      SecretArnList: [Match.anyValue(), Match.anyValue(), Match.anyValue()],
    });
  });

  test('associates a user only after MSK may read the secret', () => {
    const template = synthesize();
    const [policy = ''] = Object.keys(template.findResources('AWS::SecretsManager::ResourcePolicy'));

    template.hasResource('AWS::MSK::BatchScramSecret', { DependsOn: Match.arrayWith([policy]) });
  });

  test.each([
    [10, 0],
    [11, 1],
  ])('with %d users, warns %d times that one call takes ten', (count, warnings) => {
    const users = addUsers(testStack(), { clients: clientsOf(count) });

    expect(users.node.metadata.filter(({ type }) => type === 'aws:cdk:warning')).toHaveLength(warnings);
  });

  test('keeps passwords when the stack is deleted, unless told otherwise', () => {
    synthesize().hasResource(SECRET, { DeletionPolicy: 'RetainExceptOnCreate' });
  });

  test('names the users there are when asked for another', () => {
    const users = addUsers(testStack(), { clients: clientsOf(2) });

    expect(() => users.credentialsOf('egde')).toThrow(
      'no Kafka user for "egde": choose one of client-0, client-1',
    );
  });
});

function clientsOf(count: number): ScramUsersProps['clients'] {
  return Array.from({ length: count }, (_, index) => ({
    name: `client-${index}`,
    username: `small.client-${index}`,
  }));
}

function synthesize(overrides: Partial<ScramUsersProps> = {}): Template {
  const stack = testStack();
  addUsers(stack, overrides);
  return Template.fromStack(stack);
}

function addUsers(stack: Stack, overrides: Partial<ScramUsersProps>): ScramUsers {
  return new ScramUsers(stack, 'Users', {
    clusterArn: 'arn:aws:kafka:us-east-1:111122223333:cluster/small-test/1',
    clusterName: 'small-test',
    clients: [{ name: 'edge', username: 'small.edge' }],
    ...overrides,
  });
}
