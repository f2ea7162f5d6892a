import { type App, Tags } from 'aws-cdk-lib/core';
import { archivedStreams } from '../workload/topology';
import { ArchiveStack } from './archive-stack';
import { NetworkStack } from './network-stack';
import type { Platform } from './platform';
import { ServicesStack } from './services-stack';
import { StreamingStack } from './streaming-stack';

/** Adds the stacks of a platform to an app, split by what is deployed, kept and lost together. */
export function addPlatform(app: App, platform: Platform): void {
  const { network } = new NetworkStack(app, 'Network', platform);
  const streaming = new StreamingStack(app, 'Streaming', platform, network);
  const archive =
    archivedStreams(platform.workload).length === 0
      ? undefined
      : new ArchiveStack(app, 'Archive', platform).archive;
  const services = new ServicesStack(app, 'Services', platform, { network, streaming, archive });
  // No service refers to a topic or a rule, and none works without them.
  services.addStackDependency(streaming);

  Tags.of(app).add('workload', platform.workload.name);
  Tags.of(app).add('stage', platform.stage.name);
}
