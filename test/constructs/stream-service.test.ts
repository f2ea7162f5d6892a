import { Match, Template } from 'aws-cdk-lib/assertions';
import { Cluster, ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ServiceEntrance } from '../../lib/constructs/service-entrance';
import { StreamService, type StreamServiceProps } from '../../lib/constructs/stream-service';
import { servicePlanOf } from '../support/plan-of';
import { testNetwork, testStack } from '../support/test-app';

const TASK = 'AWS::ECS::TaskDefinition';
const SECRET_ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:AmazonMSK_small-test-edge-AbCdEf';
const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/1';

describe('StreamService', () => {
  test('takes the size of a task from the plan, on ARM64', () => {
    synthesize({ plan: servicePlanOf({ cpuUnits: 2048, memoryMiB: 4096 }) }).hasResourceProperties(TASK, {
      Cpu: '2048',
      Memory: '4096',
      RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
    });
  });

  test('scales between the planned tasks and those that can do useful work', () => {
    synthesize({ plan: servicePlanOf({ maxTasks: 12 }) }).hasResourceProperties(
      'AWS::ApplicationAutoScaling::ScalableTarget',
      { MinCapacity: servicePlanOf().tasks.count, MaxCapacity: 12 },
    );
  });

  test('tells the program who it is and where the brokers are', () => {
    expect(container(synthesize()).Environment).toEqual([
      { Name: 'SERVICE_NAME', Value: 'edge' },
      { Name: 'KAFKA_BOOTSTRAP', Value: 'b-1:9096' },
      { Name: 'OPS_PORT', Value: '9090' },
      { Name: 'EDGE_STREAMS_FILE', Value: '/app/streams.json' },
    ]);
  });

  test('gives the password as a secret, never as a plain variable', () => {
    expect(container(synthesize()).Secrets).toEqual([{ Name: 'KAFKA_CREDENTIALS', ValueFrom: SECRET_ARN }]);
  });

  test('reads the secret when it starts, through Secrets Manager only', () => {
    synthesize().hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Action: 'kms:Decrypt',
            Effect: 'Allow',
            Resource: KEY_ARN,
            Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' } },
          },
        ]),
      },
    });
  });

  test('may do nothing on AWS unless it is granted', () => {
    const roles = Object.values(synthesize().findResources('AWS::IAM::Policy')).flatMap(
      ({ Properties }) => Properties.Roles,
    );

    expect(JSON.stringify(roles)).not.toContain('TaskRole');
  });

  test('goes back to the version before when a new one does not start', () => {
    synthesize().hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: {
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        MinimumHealthyPercent: 100,
      },
    });
  });

  test('has longer to stop than the program takes', () => {
    // STOP_SECONDS of services/runtime/run-service.ts.
    expect(container(synthesize()).StopTimeout).toBeGreaterThan(25);
  });

  test('opens the port for requests only where it takes some', () => {
    const portsOf = (template: Template) =>
      container(template).PortMappings.map(({ ContainerPort }) => ContainerPort);

    expect(portsOf(synthesize())).toEqual([9090]);
    expect(portsOf(synthesize({ takesRequests: true }))).toEqual([9090, 8080]);
  });
});

describe('ServiceEntrance', () => {
  test('is reachable from inside the VPC only', () => {
    withEntrance().hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' });
  });

  test('sends requests to tasks that say they are ready', () => {
    withEntrance().hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Port: 8080,
      HealthCheckPath: '/readyz',
      HealthCheckPort: '9090',
    });
  });

  test('speaks TLS as soon as there is a certificate', () => {
    withEntrance('arn:aws:acm:us-east-1:111122223333:certificate/1').hasResourceProperties(
      'AWS::ElasticLoadBalancingV2::Listener',
      { Port: 443, Protocol: 'HTTPS', SslPolicy: Match.stringLikeRegexp('TLS13') },
    );
  });
});

interface Container {
  readonly Environment: readonly unknown[];
  readonly Secrets: readonly unknown[];
  readonly StopTimeout: number;
  readonly PortMappings: readonly { ContainerPort: number }[];
}

function container(template: Template): Container {
  const [task] = Object.values(template.findResources(TASK));
  return task?.['Properties'].ContainerDefinitions[0];
}

function synthesize(overrides: Partial<StreamServiceProps> = {}): Template {
  return Template.fromStack(serviceStack(overrides).stack);
}

function withEntrance(certificateArn?: string): Template {
  const { stack, network, service } = serviceStack({ takesRequests: true });
  new ServiceEntrance(stack, 'Entrance', { ...network, service, certificateArn, deletionProtection: false });
  return Template.fromStack(stack);
}

function serviceStack(overrides: Partial<StreamServiceProps>) {
  const stack = testStack();
  const network = testNetwork(stack);
  const { service } = new StreamService(stack, 'edge', {
    cluster: new Cluster(stack, 'Cluster', { vpc: network.vpc }),
    subnets: network.subnets,
    securityGroup: network.securityGroup,
    serviceName: 'edge',
    plan: servicePlanOf(),
    image: ContainerImage.fromRegistry('node:24'),
    bootstrapBrokers: 'b-1:9096',
    credentials: { secretArn: SECRET_ARN, keyArn: KEY_ARN },
    environment: { EDGE_STREAMS_FILE: '/app/streams.json' },
    ...overrides,
  });
  return { stack, network, service };
}
