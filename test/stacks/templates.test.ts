import { Template } from 'aws-cdk-lib/assertions';
import { loadWorkload } from '../../lib/project/load-workload';
import { synthesizePlatform } from '../support/synthesize-platform';
import { templateSnapshot } from '../support/template-snapshot';

const { workload } = loadWorkload('realtime-analytics');
const stacks = synthesizePlatform(workload, 'prod');

/** Types whose replacement loses data, or locks everyone out. */
const STATEFUL = [
  'AWS::EC2::VPC',
  'AWS::EC2::Subnet',
  'AWS::KMS::Key',
  'AWS::MSK::Cluster',
  'AWS::MSK::Configuration',
  'AWS::MSK::Topic',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
];

describe('realtime-analytics in prod', () => {
  test.each(Object.entries(stacks))('%s stack', (_, stack) => {
    expect(templateSnapshot(stack)).toMatchSnapshot();
  });

  test('what holds data keeps its logical ids: a new id is a new, empty resource', () => {
    const ids = Object.entries(stacks).flatMap(([stack, value]) =>
      Object.entries<{ Type: string }>(Template.fromStack(value).toJSON()['Resources'])
        .filter(([, { Type }]) => STATEFUL.includes(Type))
        .map(([id, { Type }]) => `${stack}/${id} ${Type}`),
    );

    expect(ids.sort()).toMatchInlineSnapshot(`
[
  "Archive/RecordsBucket600C9C86 AWS::S3::Bucket",
  "Network/NetworkVpc7FB7348F AWS::EC2::VPC",
  "Network/NetworkVpcbrokersSubnet1Subnet6D84854E AWS::EC2::Subnet",
  "Network/NetworkVpcbrokersSubnet2Subnet901F57A1 AWS::EC2::Subnet",
  "Network/NetworkVpcbrokersSubnet3Subnet02C94618 AWS::EC2::Subnet",
  "Network/NetworkVpcservicesSubnet1Subnet8B862D79 AWS::EC2::Subnet",
  "Network/NetworkVpcservicesSubnet2Subnet2D00887D AWS::EC2::Subnet",
  "Network/NetworkVpcservicesSubnet3Subnet0A12B3C4 AWS::EC2::Subnet",
  "Streaming/EventsCluster186B63CF AWS::MSK::Cluster",
  "Streaming/EventsConfiguration5FDCA857 AWS::MSK::Configuration",
  "Streaming/EventsKey1BC2C457 AWS::KMS::Key",
  "Streaming/Topicsfraudalerts518A2B85 AWS::MSK::Topic",
  "Streaming/Topicsfrauddetectordeadletter46B48667 AWS::MSK::Topic",
  "Streaming/Topicsfrauddetectorretry10s7567E8C0 AWS::MSK::Topic",
  "Streaming/Topicsfrauddetectorretry600sD1F67E20 AWS::MSK::Topic",
  "Streaming/Topicsfrauddetectorretry60s822EEAD4 AWS::MSK::Topic",
  "Streaming/Topicsiotreadings645E37A8 AWS::MSK::Topic",
  "Streaming/Topicsnotifierdeadletter6D4CABE1 AWS::MSK::Topic",
  "Streaming/Topicsnotifierretry10s44CAF1CF AWS::MSK::Topic",
  "Streaming/Topicsnotifierretry600sEC9E5127 AWS::MSK::Topic",
  "Streaming/Topicsnotifierretry60s1FF434A1 AWS::MSK::Topic",
  "Streaming/TopicstransactionsD6F6975F AWS::MSK::Topic",
  "Streaming/Topicsuserevents1345C744 AWS::MSK::Topic",
  "Streaming/UsersKey2BD6E0C6 AWS::KMS::Key",
  "Streaming/UsersanalyticsA14443AE AWS::SecretsManager::Secret",
  "Streaming/Usersarchiver77137581 AWS::SecretsManager::Secret",
  "Streaming/UsersedgeDECD58F0 AWS::SecretsManager::Secret",
  "Streaming/Usersfrauddetector44568EF2 AWS::SecretsManager::Secret",
  "Streaming/UsersnotifierB907AFD2 AWS::SecretsManager::Secret",
]
`);
  });

  test('keeps everything that holds data when a stack is deleted', () => {
    const lost = Object.values(stacks).flatMap((stack) =>
      Object.entries<{ Type: string; DeletionPolicy?: string }>(
        Template.fromStack(stack).toJSON()['Resources'],
      )
        .filter(([, { Type }]) => STATEFUL.includes(Type) && !/::(VPC|Subnet|Configuration)$/.test(Type))
        .filter(([, { DeletionPolicy }]) => DeletionPolicy !== 'RetainExceptOnCreate')
        .map(([id]) => id),
    );

    expect(lost).toEqual([]);
  });

  test('refuses to delete the stacks that hold data', () => {
    const guarded = Object.values(stacks).filter((stack) => stack.terminationProtection);

    expect(guarded.map(({ node }) => node.id)).toEqual(['Streaming', 'Archive']);
  });
});
