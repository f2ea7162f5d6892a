import type { Acl } from '../../lib/workload/access';
import { type AccessChange, accessChanges, type ClusterAcl } from './access-changes';

/** What reconciling needs of a cluster. */
export interface AclAdmin {
  /** Every rule the cluster holds. */
  list(): Promise<ClusterAcl[]>;
  create(acls: readonly ClusterAcl[]): Promise<void>;
  remove(acls: readonly ClusterAcl[]): Promise<void>;
}

export interface ReconcileAccessOptions {
  /**
   * Only say what would change.
   *
   * @default false
   */
  readonly dryRun?: boolean;
}

/**
 * Makes a cluster hold exactly the declared rules for the principals that are ours. Running it again changes nothing.
 * @returns what was changed, or in a dry run would be; on a cluster nobody else touched, an empty list means no drift
 */
export async function reconcileAccess(
  admin: AclAdmin,
  desired: readonly Acl[],
  owns: (principal: string) => boolean,
  { dryRun = false }: ReconcileAccessOptions = {},
): Promise<AccessChange[]> {
  const changes = accessChanges(desired, await admin.list(), owns);
  if (dryRun) return changes;

  const created = changes.filter(({ kind }) => kind === 'create').map(({ acl }) => acl);
  if (created.length > 0) await admin.create(created);
  const removed = changes.filter(({ kind }) => kind === 'remove').map(({ acl }) => acl);
  if (removed.length > 0) await admin.remove(removed);
  return changes;
}
