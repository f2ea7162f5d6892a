import { CfnTopic } from 'aws-cdk-lib/aws-msk';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { TopicPlan } from '../capacity/plan-model';

/** How many topics CloudFormation works on at once. MSK publishes no rate for topic calls; a cluster takes one change at a time gladly. */
const LANES = 5;

export interface TopicsProps {
  readonly clusterArn: string;

  /** Topics in the order of the plan. */
  readonly topics: readonly Pick<TopicPlan, 'name' | 'partitions' | 'replicationFactor' | 'configs'>[];
}

/** The planned topics. They outlive the stack and the workload file: taking a line out of a file must never delete records. */
export class Topics extends Construct {
  constructor(scope: Construct, id: string, props: TopicsProps) {
    super(scope, id);
    const { clusterArn, topics } = props;

    const resources: CfnTopic[] = [];
    for (const { name, partitions, replicationFactor, configs } of topics) {
      const topic = new CfnTopic(this, name, {
        clusterArn,
        topicName: name,
        partitionCount: partitions,
        replicationFactor,
        configs: encodeConfigs(configs),
      });
      topic.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      const ahead = resources[resources.length - LANES];
      if (ahead !== undefined) topic.addResourceDependency(ahead);
      resources.push(topic);
    }
  }
}

/** As AWS::MSK::Topic wants it: a JSON object of texts in base64. Sorted, because order is no change. */
function encodeConfigs(configs: Readonly<Record<string, string>>): string {
  const sorted = Object.fromEntries(Object.entries(configs).sort(([a], [b]) => (a < b ? -1 : 1)));
  return Buffer.from(JSON.stringify(sorted)).toString('base64');
}
