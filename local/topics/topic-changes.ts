import type { TopicPlan } from '../../lib/capacity/plan-model';

/** What creating a topic needs of its plan. */
export type DesiredTopic = Pick<TopicPlan, 'name' | 'partitions' | 'replicationFactor' | 'configs'>;

/** A topic as the cluster holds it. */
export interface ActualTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Settings that were made for this topic; broker defaults are not among them. */
  readonly configs: Readonly<Record<string, string>>;
}

/** One step towards the planned topics. */
export type TopicChange =
  | { readonly kind: 'create'; readonly topic: DesiredTopic }
  | { readonly kind: 'add-partitions'; readonly name: string; readonly from: number; readonly to: number }
  | {
      readonly kind: 'set-configs';
      readonly name: string;
      /** All settings the topic has afterwards. */
      readonly configs: Readonly<Record<string, string>>;
    };

/**
 * Steps that turn the topics a cluster holds into the planned ones. Reads nothing, changes nothing.
 * A topic that is no longer planned stays: its records may still be wanted.
 * @throws with every topic that cannot become what is planned, and what to do
 */
export function topicChanges(
  desired: readonly DesiredTopic[],
  actual: readonly ActualTopic[],
): TopicChange[] {
  const present = new Map(actual.map((topic) => [topic.name, topic]));
  const impossible = desired.flatMap((topic) => impossibleChange(topic, present.get(topic.name)));
  if (impossible.length > 0) throw new Error(impossible.join('\n'));

  return desired.flatMap((topic): TopicChange[] => {
    const existing = present.get(topic.name);
    if (existing === undefined) return [{ kind: 'create', topic }];
    const changes: TopicChange[] = [];
    if (topic.partitions > existing.partitions) {
      changes.push({
        kind: 'add-partitions',
        name: topic.name,
        from: existing.partitions,
        to: topic.partitions,
      });
    }
    if (!sameConfigs(topic.configs, existing.configs)) {
      changes.push({ kind: 'set-configs', name: topic.name, configs: topic.configs });
    }
    return changes;
  });
}

function impossibleChange(desired: DesiredTopic, actual: ActualTopic | undefined): string[] {
  if (actual === undefined) return [];
  const problems: string[] = [];
  if (desired.partitions < actual.partitions) {
    problems.push(
      `topic ${desired.name} has ${actual.partitions} partitions and Kafka cannot remove any: keep ${actual.partitions}, or start with empty data`,
    );
  }
  if (desired.replicationFactor !== actual.replicationFactor) {
    problems.push(
      `topic ${desired.name} has ${actual.replicationFactor} replicas and ${desired.replicationFactor} are planned: start with empty data`,
    );
  }
  return problems;
}

function sameConfigs(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
