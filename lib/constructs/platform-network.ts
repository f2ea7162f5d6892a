import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** Where MSK brokers listen, per way to authenticate. https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html */
const BROKER_PORT = { scram: Port.tcp(9096), iam: Port.tcp(9098) };
const HTTPS = Port.tcp(443);

/** Ports of every service container: requests, and health and metrics. */
export const SERVICE_PORT = { http: 8080, ops: 9090 };

export interface PlatformNetworkProps {
  /** Names of the zones, one broker subnet and one service subnet in each. */
  readonly availabilityZones: readonly string[];

  /**
   * Address range of the VPC.
   *
   * @default '10.64.0.0/16'
   */
  readonly cidr?: string;
}

/** One security group per role. They never change; only their rules do, because MSK replaces a cluster whose groups change. */
export interface PlatformSecurityGroups {
  readonly brokers: SecurityGroup;
  readonly services: SecurityGroup;
  readonly loadBalancer: SecurityGroup;
  readonly accessReconciler: SecurityGroup;
}

/**
 * A VPC without a way out: brokers and services live in isolated subnets and reach AWS through endpoints. Four
 * interface endpoints cost about what three NAT gateways do, without their price per GB on what goes to S3.
 */
export class PlatformNetwork extends Construct {
  readonly vpc: Vpc;
  readonly brokerSubnets = { subnetGroupName: 'brokers' };
  readonly serviceSubnets = { subnetGroupName: 'services' };
  readonly securityGroups: PlatformSecurityGroups;

  constructor(scope: Construct, id: string, props: PlatformNetworkProps) {
    super(scope, id);
    const { availabilityZones, cidr = '10.64.0.0/16' } = props;

    this.vpc = new Vpc(this, 'Vpc', {
      availabilityZones: [...availabilityZones],
      ipAddresses: IpAddresses.cidr(cidr),
      natGateways: 0,
      subnetConfiguration: [
        { name: 'brokers', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
        { name: 'services', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 22 },
      ],
    });
    this.vpc.addFlowLog('FlowLogs', {
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'FlowLogRecords', {
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      ),
      // Accepted flows at this volume cost more than they tell.
      trafficType: FlowLogTrafficType.REJECT,
    });

    this.securityGroups = {
      brokers: this.securityGroup('Brokers', 'Kafka brokers'),
      services: this.securityGroup('Services', 'Fargate services'),
      loadBalancer: this.securityGroup('LoadBalancer', 'Load balancer of the edge'),
      accessReconciler: this.securityGroup('AccessReconciler', 'Lambda that keeps the ACLs'),
    };
    this.allowKafka();
    this.allowHttp();
    this.addEndpoints();
  }

  private allowKafka(): void {
    const { brokers, services, accessReconciler } = this.securityGroups;
    brokers.addIngressRule(services, BROKER_PORT.scram, 'Kafka clients, SASL/SCRAM over TLS');
    brokers.addIngressRule(accessReconciler, BROKER_PORT.iam, 'ACL administration, IAM over TLS');
  }

  private allowHttp(): void {
    const { services, loadBalancer } = this.securityGroups;
    const insideVpc = Peer.ipv4(this.vpc.vpcCidrBlock);
    loadBalancer.addIngressRule(insideVpc, Port.tcp(80), 'Producers inside the VPC');
    loadBalancer.addIngressRule(insideVpc, HTTPS, 'Producers inside the VPC, over TLS');
    services.addIngressRule(loadBalancer, Port.tcp(SERVICE_PORT.http), 'Requests');
    services.addIngressRule(loadBalancer, Port.tcp(SERVICE_PORT.ops), 'Health checks');
  }

  /** What a Fargate task needs before and while it runs: its image, its secret, its logs, and S3. */
  private addEndpoints(): void {
    const endpoints = this.securityGroup('Endpoints', 'Interface endpoints of AWS services');
    endpoints.addIngressRule(this.securityGroups.services, HTTPS, 'AWS APIs');

    this.vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 });
    for (const [id, service] of [
      ['EcrApi', InterfaceVpcEndpointAwsService.ECR],
      ['EcrDocker', InterfaceVpcEndpointAwsService.ECR_DOCKER],
      ['Logs', InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS],
      ['SecretsManager', InterfaceVpcEndpointAwsService.SECRETS_MANAGER],
    ] as const) {
      this.vpc.addInterfaceEndpoint(id, {
        service,
        subnets: this.serviceSubnets,
        securityGroups: [endpoints],
        open: false,
      });
    }
  }

  private securityGroup(id: string, description: string): SecurityGroup {
    return new SecurityGroup(this, `${id}SecurityGroup`, { vpc: this.vpc, description });
  }
}
