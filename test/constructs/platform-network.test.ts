import { Template } from 'aws-cdk-lib/assertions';
import { PlatformNetwork } from '../../lib/constructs/platform-network';
import { TEST_ZONES, testStack } from '../support/test-app';

const template = synthesize();

describe('PlatformNetwork', () => {
  test('has a broker subnet and a service subnet in each named zone', () => {
    const zones = resources('AWS::EC2::Subnet').map(({ Properties }) => Properties['AvailabilityZone']);

    expect(zones.sort()).toEqual([...TEST_ZONES, ...TEST_ZONES].sort());
  });

  test.each(['AWS::EC2::InternetGateway', 'AWS::EC2::NatGateway', 'AWS::EC2::EIP'])(
    'has no way out: no %s',
    (type) => {
      template.resourceCountIs(type, 0);
    },
  );

  test('reaches S3 without a price per GB', () => {
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' });
  });

  test.each(['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'])('has an endpoint for %s', (service) => {
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceName: `com.amazonaws.us-east-1.${service}`,
      PrivateDnsEnabled: true,
    });
  });

  test.each([
    [9096, 'Kafka clients, SASL/SCRAM over TLS', 'ServicesSecurityGroup'],
    [9098, 'ACL administration, IAM over TLS', 'AccessReconcilerSecurityGroup'],
  ])('opens port %d of the brokers for: %s', (port, Description, from) => {
    const [rule] = resources('AWS::EC2::SecurityGroupIngress').filter(
      ({ Properties }) => Properties['FromPort'] === port,
    );

    expect(rule?.Properties).toMatchObject({ ToPort: port, Description });
    expect(JSON.stringify(rule?.Properties['SourceSecurityGroupId'])).toContain(from);
    expect(JSON.stringify(rule?.Properties['GroupId'])).toContain('BrokersSecurityGroup');
  });

  test('lets nothing from outside the VPC in', () => {
    const inline = resources('AWS::EC2::SecurityGroup').map(
      ({ Properties }) => Properties['SecurityGroupIngress'],
    );
    const separate = resources('AWS::EC2::SecurityGroupIngress');

    expect(JSON.stringify([inline, separate])).not.toMatch(/0\.0\.0\.0|::\/0/);
  });

  test('records refused traffic', () => {
    template.hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'REJECT' });
  });
});

function resources(type: string): { Properties: Record<string, unknown> }[] {
  return Object.values(template.findResources(type)) as { Properties: Record<string, unknown> }[];
}

function synthesize(): Template {
  const stack = testStack();
  new PlatformNetwork(stack, 'Network', { availabilityZones: TEST_ZONES });
  return Template.fromStack(stack);
}
