import type { PlanStage } from '../capacity/plan-model';

/** One deployment of the platform. Plain values: nothing below bin/ asks which stage it is. */
export interface Stage extends PlanStage {
  /** What happens to brokers, topics and archive when a stack is deleted. */
  readonly dataRemoval: 'retain' | 'destroy';
  /** Whether AWS refuses to delete what holds data. */
  readonly deletionProtection: boolean;
  /** ACM certificate of the name producers send to. @default - the edge takes plain HTTP, from inside the VPC only */
  readonly edgeCertificateArn?: string;
  /** Who is told at night. @default - nobody; alarms only show */
  readonly pageEmail?: string;
}

/** MSK never takes zone id use1-az3; which name that zone has differs by account: `aws ec2 describe-availability-zones`. */
const VIRGINIA = {
  region: 'us-east-1',
  availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
} as const;

const STAGES: readonly Stage[] = [
  {
    name: 'dev',
    ...VIRGINIA,
    loadScale: 0.01,
    retentionHoursAtMost: 24,
    dataRemoval: 'destroy',
    deletionProtection: false,
  },
  {
    name: 'staging',
    ...VIRGINIA,
    loadScale: 0.1,
    retentionHoursAtMost: 24,
    dataRemoval: 'destroy',
    deletionProtection: false,
  },
  { name: 'prod', ...VIRGINIA, loadScale: 1, dataRemoval: 'retain', deletionProtection: true },
];

/** This machine: three brokers stand for three zones, and a five-hundredth of the load fits two cores. */
export const LOCAL_STAGE: PlanStage = {
  name: 'local',
  region: 'us-east-1',
  availabilityZones: ['local-az1', 'local-az2', 'local-az3'],
  loadScale: 0.002,
  retentionHoursAtMost: 24,
};

/**
 * The stage of that name.
 * @throws an Error that lists the stages there are
 */
export function stageNamed(name: string): Stage {
  const stage = STAGES.find((candidate) => candidate.name === name);
  if (stage === undefined) {
    throw new Error(
      `unknown stage "${name}": choose one of ${STAGES.map((candidate) => candidate.name).join(', ')}, or add it to lib/config/stages.ts`,
    );
  }
  return stage;
}

/** Every stage there is, for tests and listings. */
export function allStages(): readonly Stage[] {
  return STAGES;
}
