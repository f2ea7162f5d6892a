import { Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib/core';
import { allStages } from '../../lib/config/stages';
import { loadWorkload, workloadNames } from '../../lib/project/load-workload';
import type { Workload } from '../../lib/workload/workload';
import { synthesizePlatform } from '../support/synthesize-platform';
import { streamInput, workloadOf } from '../support/workload-of';

const ARCHIVED = { kind: 'raw', archive: { days: 30 } } as const;

describe('an edited workload', () => {
  const small = workloadOf({ streams: { orders: streamInput({ ...ARCHIVED, load: loadOf(20_000) }) } });
  const before = synthesizePlatform(small, 'prod');

  test('with ten times the rate gets more brokers, partitions and tasks, and nothing is renamed', () => {
    const after = synthesizePlatform(
      workloadOf({ streams: { orders: streamInput({ ...ARCHIVED, load: loadOf(200_000) }) } }),
      'prod',
    );

    const [was, is] = [capacityOf(before), capacityOf(after)];
    expect(is.partitions).toBeGreaterThan(was.partitions);
    expect(is.brokerPower).toBeGreaterThan(was.brokerPower);
    expect(is.edgeTasks).toBeGreaterThan(was.edgeTasks);
    expect(idsOf(after)).toEqual(idsOf(before));
  });

  test('with a stream more gets its topic, its rules, its archive and its room, and keeps all ids', () => {
    const after = synthesizePlatform(
      workloadOf({
        streams: {
          orders: streamInput({ ...ARCHIVED, load: loadOf(20_000) }),
          returns: streamInput({ ...ARCHIVED, load: loadOf(1_000) }),
        },
        sources: { edge: { kind: 'http', streams: ['orders', 'returns'] } },
      }),
      'prod',
    );

    const added = idsOf(after).filter((id) => !idsOf(before).includes(id));
    expect(idsOf(before).filter((id) => !idsOf(after).includes(id))).toEqual([]);
    expect(added).toEqual([expect.stringMatching(/^Streaming\/Topicsreturns/)]);
    expect(JSON.stringify(resources(after, 'Streaming', 'Custom::KafkaAccess'))).toContain('\\"returns\\"');
    expect(JSON.stringify(resources(after, 'Archive', 'AWS::S3::Bucket'))).toContain('v1/topic=returns/');
    expect(JSON.stringify(resources(after, 'Services', 'AWS::ECS::TaskDefinition'))).toContain(
      'orders,returns',
    );
  });

  test('without an archived stream has neither archive nor archiver', () => {
    const stacks = synthesizePlatform(workloadOf(), 'prod');

    expect(Object.keys(stacks)).toEqual(['Network', 'Streaming', 'Services']);
    expect(resources(stacks, 'Services', 'AWS::ECS::Service')).toHaveLength(1);
  });

  test('on Standard brokers deploys too', () => {
    const stacks = synthesizePlatform(
      { ...small, cluster: { ...small.cluster, family: 'standard' } },
      'prod',
    );

    expect(resources(stacks, 'Streaming', 'AWS::MSK::Cluster')[0]).toMatchObject({
      BrokerNodeGroupInfo: {
        InstanceType: expect.stringMatching(/^kafka\./),
        StorageInfo: expect.anything(),
      },
    });
  });
});

describe('every workload in every stage', () => {
  const cases = workloadNames().flatMap((name) => allStages().map((stage) => [name, stage.name] as const));

  test.each(cases)('%s in %s stands in three zones, on TLS only, under its own name', (name, stage) => {
    const stacks = synthesizePlatform(loadWorkload(name).workload, stage);

    const [cluster] = resources(stacks, 'Streaming', 'AWS::MSK::Cluster');
    const zones = resources(stacks, 'Network', 'AWS::EC2::Subnet').map(
      (subnet) => subnet['AvailabilityZone'],
    );
    expect(new Set(zones).size).toBe(3);
    expect(cluster).toMatchObject({
      ClusterName: `${name}-${stage}`,
      EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS' } },
    });
  });
});

type Stacks = Readonly<Record<string, Stack>>;

/** A peak of that many records a second, and half of it on average. */
function loadOf(peakPerSecond: number): Workload['streams'][string]['load'] {
  return { peakPerSecond, averagePerSecond: peakPerSecond / 2, recordBytes: 1_000, compressionRatio: 1 };
}

/** Ids of all resources, with the stack they are in. */
function idsOf(stacks: Stacks): string[] {
  return Object.entries(stacks).flatMap(([name, stack]) =>
    Object.keys(Template.fromStack(stack).toJSON()['Resources']).map((id) => `${name}/${id}`),
  );
}

/** Properties of the resources of a type. */
function resources(stacks: Stacks, stack: string, type: string): Record<string, unknown>[] {
  const found = stacks[stack];
  if (found === undefined) throw new Error(`no stack ${stack}`);
  return Object.values(Template.fromStack(found).findResources(type)).map(
    (resource) => resource['Properties'],
  );
}

/** What the templates buy: partitions of the first topic, brokers times the size of their type, tasks of the edge. */
function capacityOf(stacks: Stacks) {
  const [topic] = resources(stacks, 'Streaming', 'AWS::MSK::Topic');
  const [cluster] = resources(stacks, 'Streaming', 'AWS::MSK::Cluster');
  const [tasks] = resources(stacks, 'Services', 'AWS::ApplicationAutoScaling::ScalableTarget');
  return {
    partitions: Number(topic?.['PartitionCount']),
    brokerPower: Number(cluster?.['NumberOfBrokerNodes']) * sizeOf(cluster?.['BrokerNodeGroupInfo']),
    edgeTasks: Number(tasks?.['MinCapacity']),
  };
}

/** Size of the brokers' type: `large` is 1, `xlarge` 2, `4xlarge` 8; each step has twice the processors. */
function sizeOf(brokers: unknown): number {
  const [, times, extra] = /\.(\d*)(x?)large"/.exec(JSON.stringify(brokers)) ?? [];
  return extra === 'x' ? 2 * Number(times || 1) : 1;
}
