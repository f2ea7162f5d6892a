import {
  type AclEntry,
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  type Admin,
  ResourcePatternTypes,
} from 'kafkajs';
import type { ClusterAcl } from './access-changes';
import type { AclAdmin } from './apply-access';

const RESOURCE_TYPES = words({
  topic: AclResourceTypes.TOPIC,
  group: AclResourceTypes.GROUP,
  cluster: AclResourceTypes.CLUSTER,
  'transactional-id': AclResourceTypes.TRANSACTIONAL_ID,
  'delegation-token': AclResourceTypes.DELEGATION_TOKEN,
});
const PATTERN_TYPES = words({
  literal: ResourcePatternTypes.LITERAL,
  prefixed: ResourcePatternTypes.PREFIXED,
});
const PERMISSIONS = words({ deny: AclPermissionTypes.DENY, allow: AclPermissionTypes.ALLOW });
const OPERATIONS = words({
  all: AclOperationTypes.ALL,
  read: AclOperationTypes.READ,
  write: AclOperationTypes.WRITE,
  create: AclOperationTypes.CREATE,
  delete: AclOperationTypes.DELETE,
  alter: AclOperationTypes.ALTER,
  describe: AclOperationTypes.DESCRIBE,
  'cluster-action': AclOperationTypes.CLUSTER_ACTION,
  'describe-configs': AclOperationTypes.DESCRIBE_CONFIGS,
  'alter-configs': AclOperationTypes.ALTER_CONFIGS,
  'idempotent-write': AclOperationTypes.IDEMPOTENT_WRITE,
});

/** The rules of a cluster through a connected kafkajs admin client. Connecting and disconnecting stay with the caller. */
export function kafkajsAclAdmin(admin: Admin): AclAdmin {
  return {
    async list() {
      const { resources } = await admin.describeAcls({
        resourceType: AclResourceTypes.ANY,
        resourcePatternType: ResourcePatternTypes.ANY,
        operation: AclOperationTypes.ANY,
        permissionType: AclPermissionTypes.ANY,
      });
      return resources.flatMap(({ acls, resourceType, resourceName, resourcePatternType }) =>
        acls.map(
          ({ principal, host, operation, permissionType }): ClusterAcl => ({
            principal,
            host,
            permission: PERMISSIONS.wordOf(permissionType),
            resourceType: RESOURCE_TYPES.wordOf(resourceType),
            resourceName,
            patternType: PATTERN_TYPES.wordOf(resourcePatternType),
            operation: OPERATIONS.wordOf(operation),
          }),
        ),
      );
    },

    async create(acls) {
      await admin.createAcls({ acl: acls.map(entryOf) });
    },

    async remove(acls) {
      await admin.deleteAcls({ filters: acls.map(entryOf) });
    },
  };
}

function entryOf(acl: ClusterAcl): AclEntry {
  return {
    principal: acl.principal,
    host: acl.host,
    permissionType: PERMISSIONS.codeOf(acl.permission, acl),
    resourceType: RESOURCE_TYPES.codeOf(acl.resourceType, acl),
    resourceName: acl.resourceName,
    resourcePatternType: PATTERN_TYPES.codeOf(acl.patternType, acl),
    operation: OPERATIONS.codeOf(acl.operation, acl),
  };
}

/** Both directions of one list of protocol codes. A code newer than the list is shown as `code-<n>`. */
function words(codes: Readonly<Record<string, number>>) {
  const byCode = new Map(Object.entries(codes).map(([word, code]) => [code, word]));
  return {
    wordOf: (code: number): string => byCode.get(code) ?? `code-${code}`,
    codeOf: (word: string, acl: ClusterAcl): number => {
      const code = codes[word];
      if (code === undefined) {
        throw new Error(
          `a rule of ${acl.principal} on ${acl.resourceType} "${acl.resourceName}" has "${word}", which kafkajs cannot send: change it with kafka-acls.sh`,
        );
      }
      return code;
    },
  };
}
