import {
  type BrokerAddress,
  brokerProperties,
  renderProperties,
} from '../../../../local/processes/kafka/broker-properties';

const cluster: BrokerAddress[] = ['az1', 'az2', 'az3'].map((zone, index) => ({
  nodeId: index + 1,
  zone,
  controllerPort: 20_001 + index,
  internalPort: 20_011 + index,
  clientPort: 20_021 + index,
}));
const [broker = cluster[0] as BrokerAddress] = cluster;
const settings = {
  broker,
  cluster,
  files: { dataDirectory: '/data/broker-1', keyFile: '/keys/broker-1.pem', caFile: '/keys/ca.pem' },
  adminUser: 'admin',
  family: '3.9',
};

test('a broker is in its zone and knows every controller', () => {
  expect(brokerProperties(settings)).toMatchObject({
    'node.id': '1',
    'broker.rack': 'az1',
    'controller.quorum.voters': '1@localhost:20001,2@localhost:20002,3@localhost:20003',
  });
});

test('listens on loopback only', () => {
  const { listeners = '' } = brokerProperties(settings);

  expect(listeners.split(',').map((listener) => new URL(listener.replace(/^\w+/, 'http')).hostname)).toEqual(
    Array(3).fill('127.0.0.1'),
  );
});

test('clients log in with SCRAM over TLS, brokers show certificates, nothing is plain text', () => {
  expect(brokerProperties(settings)).toMatchObject({
    'listener.security.protocol.map': 'CONTROLLER:SSL,INTERNAL:SSL,CLIENT:SASL_SSL',
    'listener.name.controller.ssl.client.auth': 'required',
    'listener.name.internal.ssl.client.auth': 'required',
    'listener.name.client.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
  });
});

test('who has no ACL may do nothing, except the brokers and the admin', () => {
  expect(brokerProperties(settings)).toMatchObject({
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'allow.everyone.if.no.acl.found': 'false',
    'super.users': 'User:CN=broker-1;User:CN=broker-2;User:CN=broker-3;User:admin',
  });
});

test('three brokers keep three copies and take a write with one of them lost', () => {
  expect(brokerProperties(settings)).toMatchObject({
    'default.replication.factor': '3',
    'min.insync.replicas': '2',
    'transaction.state.log.replication.factor': '3',
  });
});

test('a single broker asks for no more copies than there are', () => {
  expect(brokerProperties({ ...settings, cluster: [broker] })).toMatchObject({
    'default.replication.factor': '1',
    'min.insync.replicas': '1',
  });
});

test('the configuration of the plan wins', () => {
  expect(
    brokerProperties({ ...settings, overrides: { 'min.insync.replicas': '3' } })['min.insync.replicas'],
  ).toBe('3');
});

test('share groups are set up only where Kafka has them', () => {
  const key = 'share.coordinator.state.topic.replication.factor';

  expect(brokerProperties(settings)).not.toHaveProperty([key]);
  expect(brokerProperties({ ...settings, family: '4.1' })).toHaveProperty([key], '3');
});

test('a backslash survives the properties file', () => {
  expect(renderProperties({ 'log.dirs': 'C:\\data' })).toBe('log.dirs=C:\\\\data\n');
});
