import { RemovalPolicy, type StackProps } from 'aws-cdk-lib/core';
import type { Plan } from '../capacity/plan-model';
import type { Stage } from '../config/stages';
import type { Workload } from '../workload/workload';

/** One deployment: what was asked for, where, and what that needs. */
export interface Platform {
  readonly workload: Workload;
  readonly stage: Stage;
  readonly plan: Plan;
  /** Per service, the folder with its Dockerfile and everything that copies. */
  readonly imageContexts: Readonly<Record<string, string>>;
}

/** What everything that must be unique in an account is called after. */
export function platformName({ workload, stage }: Platform): string {
  return `${workload.name}-${stage.name}`;
}

/**
 * Name and place of a stack. The region is pinned, because the stage names its zones; the account is whichever the
 * deploying person is in, so that synth looks nothing up.
 */
export function stackProps(platform: Platform, part: string, description: string): StackProps {
  return {
    stackName: `${platformName(platform)}-${part}`,
    description,
    env: { region: platform.stage.region },
  };
}

/** The same for a stack that holds data: AWS refuses to delete it where the stage says so. */
export function dataStackProps(platform: Platform, part: string, description: string): StackProps {
  return {
    ...stackProps(platform, part, description),
    terminationProtection: platform.stage.deletionProtection,
  };
}

/**
 * What happens to data when its stack is deleted. Kept data outlives everything but its own failed creation: a cluster
 * left over from a first deploy that was rolled back is empty, and its name would block the second.
 */
export function removalPolicyOf({ dataRemoval }: Stage): RemovalPolicy {
  return dataRemoval === 'retain' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
