import { type ActualTopic, type DesiredTopic, topicChanges } from '../../../local/topics/topic-changes';

const desiredOf = (overrides: Partial<DesiredTopic> = {}): DesiredTopic => ({
  name: 'orders',
  partitions: 6,
  replicationFactor: 3,
  configs: { 'retention.ms': '86400000' },
  ...overrides,
});
const actualOf = (overrides: Partial<ActualTopic> = {}): ActualTopic => desiredOf(overrides);

describe('topicChanges', () => {
  test('creates a topic that is missing', () => {
    expect(topicChanges([desiredOf()], [])).toEqual([{ kind: 'create', topic: desiredOf() }]);
  });

  test('changes nothing that is as planned', () => {
    expect(topicChanges([desiredOf()], [actualOf()])).toEqual([]);
  });

  test('adds partitions', () => {
    expect(topicChanges([desiredOf({ partitions: 9 })], [actualOf()])).toEqual([
      { kind: 'add-partitions', name: 'orders', from: 6, to: 9 },
    ]);
  });

  test.each([
    ['a changed setting', { 'retention.ms': '1' }],
    ['a setting that is new', {}],
    ['a setting that was added by hand', { 'retention.ms': '86400000', 'max.message.bytes': '5' }],
  ])('sets the settings for %s', (_, configs) => {
    expect(topicChanges([desiredOf()], [actualOf({ configs })])).toEqual([
      { kind: 'set-configs', name: 'orders', configs: { 'retention.ms': '86400000' } },
    ]);
  });

  test('leaves a topic that is not planned any more', () => {
    expect(topicChanges([], [actualOf()])).toEqual([]);
  });

  test('refuses what Kafka cannot do, all of it at once', () => {
    const desired = [desiredOf({ partitions: 3 }), desiredOf({ name: 'returns', replicationFactor: 2 })];

    expect(() => topicChanges(desired, [actualOf(), actualOf({ name: 'returns' })])).toThrow(
      'topic orders has 6 partitions and Kafka cannot remove any: keep 6, or start with empty data\n' +
        'topic returns has 3 replicas and 2 are planned: start with empty data',
    );
  });
});
