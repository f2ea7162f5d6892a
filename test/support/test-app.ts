import { type ISubnet, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib/core';
import { context } from '../../cdk.json';

/** Zones of every stage in a test. */
export const TEST_ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

/**
 * An app with the feature flags of cdk.json, so that tests see the templates `cdk synth` writes. Lambdas are not
 * bundled and templates not validated: `cdk synth` does both, and they take most of its time.
 */
export function testApp(): App {
  return new App({
    builtinCloudFormationValidation: false,
    context: {
      ...context,
      'aws:cdk:bundling-stacks': [],
      'aws:cdk:enable-path-metadata': false,
      'aws:cdk:version-reporting': false,
    },
  });
}

/** A stack for one construct. */
export function testStack(): Stack {
  return new Stack(testApp(), 'Test', { env: { region: 'us-east-1' } });
}

/** A network for a construct that needs one: an isolated subnet in each of three zones, and a security group. */
export function testNetwork(stack: Stack): {
  vpc: Vpc;
  subnets: { subnets: ISubnet[] };
  securityGroup: SecurityGroup;
} {
  const vpc = new Vpc(stack, 'Vpc', {
    availabilityZones: TEST_ZONES,
    natGateways: 0,
    subnetConfiguration: [{ name: 'isolated', subnetType: SubnetType.PRIVATE_ISOLATED }],
  });
  return {
    vpc,
    subnets: { subnets: vpc.isolatedSubnets },
    securityGroup: new SecurityGroup(stack, 'SecurityGroup', { vpc }),
  };
}
