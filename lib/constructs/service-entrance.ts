import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ListenerCertificate,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnOutput, Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { SERVICE_PORT } from './platform-network';

/** How long a request in flight may take after its task was told to stop; below the task's stop timeout. */
const DRAIN = Duration.seconds(20);

export interface ServiceEntranceProps {
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection;
  readonly securityGroup: ISecurityGroup;
  readonly service: FargateService;

  /**
   * Certificate of the name producers use.
   *
   * @default - plain HTTP; nothing outside the VPC can reach it either way
   */
  readonly certificateArn?: string;

  /** Whether AWS refuses to delete it. */
  readonly deletionProtection: boolean;
}

/** A load balancer inside the VPC in front of a service. */
export class ServiceEntrance extends Construct {
  constructor(scope: Construct, id: string, props: ServiceEntranceProps) {
    super(scope, id);
    const { vpc, subnets, securityGroup, service, certificateArn, deletionProtection } = props;

    const loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc,
      vpcSubnets: subnets,
      securityGroup,
      internetFacing: false,
      dropInvalidHeaderFields: true,
      deletionProtection,
    });
    const listener = loadBalancer.addListener('Listener', {
      // The security group says who may come in.
      open: false,
      ...(certificateArn === undefined
        ? { protocol: ApplicationProtocol.HTTP }
        : {
            protocol: ApplicationProtocol.HTTPS,
            certificates: [ListenerCertificate.fromArn(certificateArn)],
            sslPolicy: SslPolicy.TLS13_RES,
          }),
    });
    listener.addTargets('Tasks', {
      targets: [
        service.loadBalancerTarget({ containerName: containerOf(service), containerPort: SERVICE_PORT.http }),
      ],
      protocol: ApplicationProtocol.HTTP,
      port: SERVICE_PORT.http,
      deregistrationDelay: DRAIN,
      healthCheck: {
        path: '/readyz',
        port: String(SERVICE_PORT.ops),
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
      },
    });

    const scheme = certificateArn === undefined ? 'http' : 'https';
    new CfnOutput(this, 'Url', { value: `${scheme}://${loadBalancer.loadBalancerDnsName}` });
  }
}

function containerOf(service: FargateService): string {
  const container = service.taskDefinition.defaultContainer;
  if (container === undefined) throw new Error(`${service.node.path} has no container to send requests to`);
  return container.containerName;
}
