import type { KafkaClient, Topology } from './topology';

/** One permission on the cluster, in Kafka's terms. Only allow rules exist: what is not allowed is refused. */
export interface Acl {
  /** `User:<name>`. */
  readonly principal: string;
  readonly resourceType: 'topic' | 'group' | 'transactional-id';
  readonly resourceName: string;
  readonly patternType: 'literal' | 'prefixed';
  /** Read and write include describe. */
  readonly operation: 'read' | 'write';
}

/** Every permission the topology needs, and nothing else. */
export function aclsOf(topology: Topology): Acl[] {
  return topology.clients.flatMap(clientAcls);
}

/** Marks the principals this workload owns on the cluster. Rules of other principals are never touched. */
export function ownsPrincipal(workloadName: string, principal: string): boolean {
  return principal.startsWith(`User:${workloadName}.`);
}

function clientAcls({ username, reads, writes, group, transactionalIdPrefix }: KafkaClient): Acl[] {
  const principal = `User:${username}`;
  const literal = { principal, patternType: 'literal' } as const;
  return [
    ...reads.map(
      (topic): Acl => ({ ...literal, resourceType: 'topic', resourceName: topic, operation: 'read' }),
    ),
    ...writes.map(
      (topic): Acl => ({ ...literal, resourceType: 'topic', resourceName: topic, operation: 'write' }),
    ),
    ...(group === undefined
      ? []
      : [{ ...literal, resourceType: 'group', resourceName: group, operation: 'read' } as const]),
    ...(transactionalIdPrefix === undefined
      ? []
      : [
          {
            principal,
            resourceType: 'transactional-id',
            resourceName: transactionalIdPrefix,
            patternType: 'prefixed',
            operation: 'write',
          } as const,
        ]),
  ];
}
