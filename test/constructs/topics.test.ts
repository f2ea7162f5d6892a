import { Template } from 'aws-cdk-lib/assertions';
import { Topics, type TopicsProps } from '../../lib/constructs/topics';
import { topicPlanOf } from '../support/plan-of';
import { testStack } from '../support/test-app';

const TOPIC = 'AWS::MSK::Topic';

describe('Topics', () => {
  test('takes partitions and replicas from the plan', () => {
    synthesize([topicPlanOf({ partitions: 108 })]).hasResourceProperties(TOPIC, {
      TopicName: 'orders',
      PartitionCount: 108,
      ReplicationFactor: 3,
    });
  });

  test('writes settings as AWS::MSK::Topic wants them: a JSON object of texts in base64', () => {
    const configs = { 'retention.ms': '86400000', 'cleanup.policy': 'delete' };

    const [topic] = Object.values(synthesize([topicPlanOf({ configs })]).findResources(TOPIC));

    expect(JSON.parse(Buffer.from(topic?.['Properties'].Configs, 'base64').toString())).toEqual(configs);
  });

  test('does not change when only the order of settings does', () => {
    const one = topicPlanOf({ configs: { a: '1', b: '2' } });
    const other = topicPlanOf({ configs: { b: '2', a: '1' } });

    expect(synthesize([one]).toJSON()).toEqual(synthesize([other]).toJSON());
  });

  test('keeps records when a topic leaves the workload file, or the stack goes', () => {
    synthesize().hasResource(TOPIC, {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('lets CloudFormation work on five topics at once', () => {
    const topics = Array.from({ length: 12 }, (_, index) => topicPlanOf({ name: `topic-${index}` }));

    const waiting = Object.values(synthesize(topics).findResources(TOPIC)).filter(
      (topic) => topic['DependsOn'],
    );

    expect(waiting).toHaveLength(12 - 5);
  });

  test('does not mix up names that differ only in punctuation', () => {
    const topics = ['a.b', 'a-b', 'ab'].map((name) => topicPlanOf({ name }));

    synthesize(topics).resourceCountIs(TOPIC, 3);
  });
});

function synthesize(topics: TopicsProps['topics'] = [topicPlanOf()]): Template {
  const stack = testStack();
  const clusterArn = 'arn:aws:kafka:us-east-1:111122223333:cluster/small-test/1';
  new Topics(stack, 'Topics', { clusterArn, topics });
  return Template.fromStack(stack);
}
