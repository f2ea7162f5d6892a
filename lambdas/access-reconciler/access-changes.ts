import type { Acl } from '../../lib/workload/access';

/**
 * A rule as a cluster holds it: Kafka's words in lower case, joined by "-" (`describe-configs`).
 * Wider than what we create, so that a rule somebody added by hand is seen for what it is.
 */
export interface ClusterAcl {
  /** `User:<name>`. */
  readonly principal: string;
  /** Client address it holds for, or `*`. */
  readonly host: string;
  readonly permission: string;
  readonly resourceType: string;
  readonly resourceName: string;
  readonly patternType: string;
  readonly operation: string;
}

/** One step towards the declared rules. */
export interface AccessChange {
  readonly kind: 'create' | 'remove';
  readonly acl: ClusterAcl;
}

/**
 * Steps that turn the rules a cluster holds into the declared ones. Reads nothing, changes nothing.
 * New rules come first, so that a client never loses access that it keeps.
 * @param owns whether a principal is ours; rules of all others are left alone
 * @throws when a declared rule is for a principal that is not ours: it could never be removed again
 */
export function accessChanges(
  desired: readonly Acl[],
  actual: readonly ClusterAcl[],
  owns: (principal: string) => boolean,
): AccessChange[] {
  const foreign = desired.find(({ principal }) => !owns(principal));
  if (foreign !== undefined) {
    throw new Error(
      `refusing to manage ${foreign.principal}: its name does not mark it as a client of this workload`,
    );
  }

  const wanted = byIdentity(desired.map(asClusterAcl));
  const present = byIdentity(actual.filter(({ principal }) => owns(principal)));
  return [...changes('create', without(wanted, present)), ...changes('remove', without(present, wanted))];
}

/** A change as a line of a log or a dry run: `create: User:shop.edge may write topic "orders"`. */
export function describeAccessChange({ kind, acl }: AccessChange): string {
  const verb = acl.permission === 'deny' ? 'must not' : 'may';
  const prefix = acl.patternType === 'prefixed' ? 's that start with' : '';
  const host = acl.host === '*' ? '' : ` from ${acl.host}`;
  return `${kind}: ${acl.principal} ${verb} ${acl.operation} ${acl.resourceType}${prefix} "${acl.resourceName}"${host}`;
}

/** A declared rule as the cluster holds it: allowed, from everywhere. */
export function asClusterAcl(acl: Acl): ClusterAcl {
  return { ...acl, host: '*', permission: 'allow' };
}

function changes(kind: AccessChange['kind'], acls: readonly ClusterAcl[]): AccessChange[] {
  return acls.map((acl) => ({ kind, acl }));
}

function byIdentity(acls: readonly ClusterAcl[]): Map<string, ClusterAcl> {
  return new Map(acls.map((acl) => [identityOf(acl), acl]));
}

function without(these: Map<string, ClusterAcl>, those: Map<string, ClusterAcl>): ClusterAcl[] {
  return [...these].filter(([identity]) => !those.has(identity)).map(([, acl]) => acl);
}

function identityOf(acl: ClusterAcl): string {
  return JSON.stringify([
    acl.principal,
    acl.host,
    acl.permission,
    acl.resourceType,
    acl.resourceName,
    acl.patternType,
    acl.operation,
  ]);
}
