import type { CdkCustomResourceEvent } from 'aws-lambda';
import type { Acl } from '../../lib/workload/access';

/** Properties the construct gives to the custom resource. CloudFormation passes every value as text. */
export interface AccessReconcilerProperties {
  readonly bootstrapBrokers: string;
  readonly workload: string;
  /** JSON list of `Acl`. */
  readonly acls: string;
  /** `true`: only log what would change. */
  readonly dryRun: string;
}

/** What one call of the reconciler is to do. */
export interface AccessRequest {
  /** Brokers' IAM addresses. */
  readonly bootstrapBrokers: readonly string[];
  readonly workload: string;
  readonly desired: readonly Acl[];
  readonly dryRun: boolean;
  /** Stable for one workload on one cluster, so that an update never looks like a replacement. */
  readonly physicalResourceId: string;
}

/**
 * Reads a custom resource event: created and updated resources want their list, a deleted one wants no rule at all.
 * @throws when a property is missing, naming it
 */
export function accessRequest(event: CdkCustomResourceEvent): AccessRequest {
  const property = (name: keyof AccessReconcilerProperties): string => {
    const value: unknown = event.ResourceProperties[name];
    if (typeof value !== 'string' || value === '') {
      throw new Error(`access reconciler: expected the property ${name}, got nothing`);
    }
    return value;
  };

  const workload = property('workload');
  return {
    bootstrapBrokers: property('bootstrapBrokers').split(','),
    workload,
    desired: event.RequestType === 'Delete' ? [] : JSON.parse(property('acls')),
    dryRun: property('dryRun') === 'true',
    physicalResourceId: `access-${workload}`,
  };
}
