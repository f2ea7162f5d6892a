import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { PlatformNetwork } from '../constructs/platform-network';
import { type Platform, stackProps } from './platform';

/** Where everything lives, and who may talk to whom. */
export class NetworkStack extends Stack {
  readonly network: PlatformNetwork;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id, stackProps(platform, 'network', 'Network of the event platform'));
    const { availabilityZones } = platform.stage;

    this.network = new PlatformNetwork(this, 'Network', { availabilityZones });
  }
}
