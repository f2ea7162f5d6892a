import { Platform as ImagePlatform } from 'aws-cdk-lib/aws-ecr-assets';
import { Cluster, ContainerImage, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ServicePlan } from '../capacity/plan-model';
import type { PlatformNetwork } from '../constructs/platform-network';
import type { RecordArchive } from '../constructs/record-archive';
import { ServiceEntrance } from '../constructs/service-entrance';
import { StreamService, type StreamServiceProps } from '../constructs/stream-service';
import { type KafkaClient, topologyOf } from '../workload/topology';
import { type Platform, stackProps } from './platform';
import type { StreamingStack } from './streaming-stack';

const IMAGE_PLATFORM = ImagePlatform.LINUX_ARM64;

/** Where an image keeps the definitions of the streams it accepts. Written into its build context. */
const STREAMS_FILE = '/app/streams.json';

/** What the services stand on. */
export interface ServicesStackDependencies {
  readonly network: PlatformNetwork;
  readonly streaming: StreamingStack;
  /** @default - no stream is archived, so there is no archiver */
  readonly archive?: RecordArchive;
}

/** The programs that bring records in and take them to the archive. */
export class ServicesStack extends Stack {
  private readonly platform: Platform;
  private readonly network: PlatformNetwork;
  private readonly streaming: StreamingStack;
  private readonly cluster: Cluster;

  constructor(scope: Construct, id: string, platform: Platform, dependencies: ServicesStackDependencies) {
    super(scope, id, stackProps(platform, 'services', 'Services that carry records'));
    const { network, streaming, archive } = dependencies;
    this.platform = platform;
    this.network = network;
    this.streaming = streaming;
    this.cluster = new Cluster(this, 'Cluster', {
      vpc: network.vpc,
      containerInsightsV2: ContainerInsights.ENHANCED,
    });

    for (const client of topologyOf(platform.workload).clients) {
      if (client.role === 'source') this.addEdge(client);
      if (client.role === 'archiver' && archive !== undefined) this.addArchiver(client, archive);
    }
  }

  private addEdge(client: KafkaClient): void {
    const { service } = this.addService(client, {
      environment: { EDGE_STREAMS_FILE: STREAMS_FILE },
      takesRequests: true,
    });
    const { edgeCertificateArn, deletionProtection } = this.platform.stage;
    new ServiceEntrance(this, `${client.name}-entrance`, {
      vpc: this.network.vpc,
      subnets: this.network.serviceSubnets,
      securityGroup: this.network.securityGroups.loadBalancer,
      service,
      certificateArn: edgeCertificateArn,
      deletionProtection,
    });
  }

  private addArchiver(client: KafkaClient, archive: RecordArchive): void {
    const { taskRole } = this.addService(client, {
      environment: {
        AWS_REGION: this.region,
        ARCHIVE_BUCKET: archive.bucketName,
        ARCHIVE_TOPICS: client.reads.join(','),
        ARCHIVE_GROUP: client.group ?? client.name,
      },
    });
    archive.grantArchive(taskRole);
  }

  private addService(
    { name }: KafkaClient,
    specific: Pick<StreamServiceProps, 'environment' | 'takesRequests'>,
  ): StreamService {
    return new StreamService(this, name, {
      cluster: this.cluster,
      subnets: this.network.serviceSubnets,
      securityGroup: this.network.securityGroups.services,
      serviceName: name,
      plan: servicePlanOf(this.platform, name),
      image: ContainerImage.fromAsset(imageContextOf(this.platform, name), { platform: IMAGE_PLATFORM }),
      bootstrapBrokers: this.streaming.cluster.bootstrapBrokers.scram,
      credentials: this.streaming.users.credentialsOf(name),
      ...specific,
    });
  }
}

function servicePlanOf({ plan }: Platform, name: string): ServicePlan {
  const found = plan.services.find((service) => service.name === name);
  if (found === undefined) throw new Error(`the plan has no service "${name}", which the topology names`);
  return found;
}

function imageContextOf({ imageContexts }: Platform, name: string): string {
  const folder = imageContexts[name];
  if (folder === undefined) throw new Error(`no image was prepared for the service "${name}"`);
  return folder;
}
