import { plan } from '../../lib/capacity/plan';
import type { WorkloadInput } from '../../lib/workload/workload';
import { stageOf } from '../support/stage-of';
import { streamInput, workloadOf } from '../support/workload-of';

/** https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-express-read-only.html and 3.3 there */
const REFUSED_BY_EXPRESS = [
  'default.replication.factor',
  'log.retention.hours',
  'log.segment.bytes',
  'min.insync.replicas',
  'num.io.threads',
  'num.network.threads',
  'num.replica.fetchers',
  'unclean.leader.election.enable',
];

function propertiesOf(overrides: Partial<WorkloadInput>): Readonly<Record<string, string>> {
  return plan(workloadOf(overrides), stageOf()).cluster.serverProperties;
}

describe('broker settings', () => {
  test.each(['standard', 'express'] as const)('of %s brokers refuse what no ACL allows', (family) => {
    expect(propertiesOf({ cluster: { family } })).toMatchObject({
      'allow.everyone.if.no.acl.found': 'false',
      'auto.create.topics.enable': 'false',
      'replica.selector.class': 'org.apache.kafka.common.replica.RackAwareReplicaSelector',
    });
  });

  test('of Express brokers name nothing Express fixes itself', () => {
    const names = Object.keys(propertiesOf({ cluster: { family: 'express' } }));

    expect(names.filter((name) => REFUSED_BY_EXPRESS.includes(name))).toEqual([]);
  });

  test('of Standard brokers lose no acknowledged record with one broker', () => {
    expect(propertiesOf({ cluster: { family: 'standard' } })).toMatchObject({
      'default.replication.factor': '3',
      'min.insync.replicas': '2',
      'unclean.leader.election.enable': 'false',
    });
  });

  test('keep the place of a stopped group for as long as its records', () => {
    const streams = { orders: streamInput({ retentionHours: 720 }) };

    expect(propertiesOf({ streams })).toMatchObject({ 'offsets.retention.minutes': String(720 * 60) });
  });

  test('tune threads where AWS has a recommendation, and fetchers where throughput was bought', () => {
    const load = { peakPerSecond: 1e6, averagePerSecond: 1_000, recordBytes: 2_000 };
    const workload = workloadOf({
      cluster: { family: 'standard' },
      streams: { orders: streamInput({ load }) },
    });
    const { cluster } = plan(workload, stageOf());

    expect(cluster.instanceType).toBe('kafka.m7g.4xlarge');
    expect(cluster.storage?.provisionedThroughputMiBPerSecond).toBeDefined();
    expect(cluster.serverProperties).toMatchObject({
      'num.io.threads': '16',
      'num.network.threads': '8',
      'num.replica.fetchers': '4',
    });
  });
});
