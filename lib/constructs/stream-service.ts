import type { ISecurityGroup, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import {
  AwsLogDriverMode,
  type ContainerImage,
  Secret as ContainerSecret,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  type ICluster,
  LogDrivers,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ServicePlan } from '../capacity/plan-model';
import { SERVICE_PORT } from './platform-network';
import type { KafkaCredentials } from './scram-users';

/** Room for what a busy minute does not explain, and for one zone lost. */
const TARGET_CPU_PERCENT = 60;

/** Longer than a service takes to finish and commit what it has (services/runtime/run-service.ts). */
const STOP_TIMEOUT = Duration.seconds(30);

export interface StreamServiceProps {
  readonly cluster: ICluster;
  readonly subnets: SubnetSelection;
  readonly securityGroup: ISecurityGroup;

  /** Name of the Kafka client it is, in logs and metrics. */
  readonly serviceName: string;

  /** Tasks and their size, from the planner. */
  readonly plan: ServicePlan;
  readonly image: ContainerImage;

  /** Brokers' SASL/SCRAM addresses. */
  readonly bootstrapBrokers: string;

  /** Its user on the cluster. */
  readonly credentials: KafkaCredentials;

  /** Settings beside those every service has. */
  readonly environment: Readonly<Record<string, string>>;

  /**
   * Whether it takes HTTP requests.
   *
   * @default false
   */
  readonly takesRequests?: boolean;
}

/** A program that talks to Kafka, as Fargate tasks on ARM64. It may do on AWS only what it is granted through `taskRole`. */
export class StreamService extends Construct {
  readonly service: FargateService;
  /** Who the program is on AWS. Starts without any permission. */
  readonly taskRole: IGrantable;

  constructor(scope: Construct, id: string, props: StreamServiceProps) {
    super(scope, id);
    const { cluster, subnets, securityGroup, plan } = props;

    const taskDefinition = new FargateTaskDefinition(this, 'Task', {
      cpu: plan.cpuUnits,
      memoryLimitMiB: plan.memoryMiB,
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.ARM64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
    });
    this.addContainer(taskDefinition, props);
    this.taskRole = taskDefinition.taskRole;

    this.service = new FargateService(this, 'Service', {
      cluster,
      taskDefinition,
      vpcSubnets: subnets,
      securityGroups: [securityGroup],
      circuitBreaker: { rollback: true },
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
    });
    this.service
      .autoScaleTaskCount({ minCapacity: plan.tasks.count, maxCapacity: plan.maxTasks })
      .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: TARGET_CPU_PERCENT });
  }

  private addContainer(taskDefinition: FargateTaskDefinition, props: StreamServiceProps): void {
    const { serviceName, image, bootstrapBrokers, credentials, environment, takesRequests = false } = props;
    const secret = Secret.fromSecretCompleteArn(this, 'Credentials', credentials.secretArn);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    taskDefinition.addContainer('Program', {
      containerName: serviceName,
      image,
      readonlyRootFilesystem: true,
      environment: {
        SERVICE_NAME: serviceName,
        KAFKA_BOOTSTRAP: bootstrapBrokers,
        OPS_PORT: String(SERVICE_PORT.ops),
        ...(takesRequests && { HTTP_PORT: String(SERVICE_PORT.http) }),
        ...environment,
      },
      secrets: { KAFKA_CREDENTIALS: ContainerSecret.fromSecretsManager(secret) },
      portMappings: [
        { containerPort: SERVICE_PORT.ops },
        ...(takesRequests ? [{ containerPort: SERVICE_PORT.http }] : []),
      ],
      healthCheck: {
        command: ['CMD', 'node', '-e', healthProbe()],
        interval: Duration.seconds(15),
        startPeriod: Duration.seconds(30),
      },
      stopTimeout: STOP_TIMEOUT,
      logging: LogDrivers.awsLogs({
        streamPrefix: serviceName,
        logGroup,
        // A slow log must not hold up records.
        mode: AwsLogDriverMode.NON_BLOCKING,
        maxBufferSize: Size.mebibytes(25),
      }),
    });
    this.allowToDecrypt(taskDefinition, credentials);
  }

  /**
   * The agent that starts a task reads its secret. The key lives in another stack and would learn our role if it were
   * granted there, which closes a circle between the stacks; so only our side says it.
   */
  private allowToDecrypt(taskDefinition: FargateTaskDefinition, { keyArn }: KafkaCredentials): void {
    taskDefinition.addToExecutionRolePolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [keyArn],
        conditions: {
          StringEquals: { 'kms:ViaService': `secretsmanager.${Stack.of(this).region}.amazonaws.com` },
        },
      }),
    );
  }
}

/** The image has Node but no curl. */
function healthProbe(): string {
  return `fetch('http://127.0.0.1:${SERVICE_PORT.ops}/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))`;
}
