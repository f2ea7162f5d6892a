import fc from 'fast-check';
import {
  accessChanges,
  asClusterAcl,
  type ClusterAcl,
  describeAccessChange,
} from '../../../lambdas/access-reconciler/access-changes';
import { type Acl, ownsPrincipal } from '../../../lib/workload/access';

const owns = (principal: string) => ownsPrincipal('shop', principal);
const aclOf = (overrides: Partial<Acl> = {}): Acl => ({
  principal: 'User:shop.edge',
  resourceType: 'topic',
  resourceName: 'orders',
  patternType: 'literal',
  operation: 'write',
  ...overrides,
});

describe('accessChanges', () => {
  test('creates what is declared and missing', () => {
    expect(accessChanges([aclOf()], [], owns)).toEqual([{ kind: 'create', acl: asClusterAcl(aclOf()) }]);
  });

  test('removes what is present and no longer declared', () => {
    const old = asClusterAcl(aclOf({ resourceName: 'returns' }));

    expect(accessChanges([aclOf()], [asClusterAcl(aclOf()), old], owns)).toEqual([
      { kind: 'remove', acl: old },
    ]);
  });

  test.each<[string, Partial<ClusterAcl>]>([
    ['a denial', { permission: 'deny' }],
    ['a rule for one address', { host: '10.0.0.7' }],
    ['an operation we never grant', { operation: 'alter' }],
    ['a wider pattern', { patternType: 'prefixed' }],
    ['a resource we never name', { resourceType: 'cluster', resourceName: 'kafka-cluster' }],
  ])('removes %s that somebody added to a client of ours', (_, drift) => {
    const added = { ...asClusterAcl(aclOf()), ...drift };

    expect(accessChanges([aclOf()], [asClusterAcl(aclOf()), added], owns)).toEqual([
      { kind: 'remove', acl: added },
    ]);
  });

  test.each(['User:analyst', 'User:*', 'User:shop', 'User:shopping.edge'])('leaves %s alone', (principal) => {
    expect(accessChanges([], [asClusterAcl(aclOf({ principal }))], owns)).toEqual([]);
  });

  test('creates before it removes, so that a client keeps what it keeps', () => {
    const widened = accessChanges([aclOf({ patternType: 'prefixed' })], [asClusterAcl(aclOf())], owns);

    expect(widened.map(({ kind }) => kind)).toEqual(['create', 'remove']);
  });

  test('refuses to declare a rule that it could never remove again', () => {
    expect(() => accessChanges([aclOf({ principal: 'User:analyst' })], [], owns)).toThrow(
      'refusing to manage User:analyst',
    );
  });

  test('leads from any rules to the declared ones, and leaves those of others as they were', () => {
    fc.assert(
      fc.property(fc.uniqueArray(declaredAcl, { selector: identity }), presentAcls, (desired, actual) => {
        const after = applied(actual, accessChanges(desired, actual, owns));

        const ours = after.filter(({ principal }) => owns(principal)).map(identity);
        const others = after.filter(({ principal }) => !owns(principal));
        expect(ours.sort()).toEqual(desired.map(asClusterAcl).map(identity).sort());
        expect(others).toEqual(actual.filter(({ principal }) => !owns(principal)));
        expect(accessChanges(desired, after, owns)).toEqual([]);
      }),
    );
  });
});

describe('describeAccessChange', () => {
  test.each<[string, Partial<ClusterAcl>]>([
    ['remove: User:shop.edge may write topic "orders"', {}],
    ['remove: User:shop.edge must not write topic "orders"', { permission: 'deny' }],
    ['remove: User:shop.edge may write topics that start with "orders"', { patternType: 'prefixed' }],
    ['remove: User:shop.edge may write topic "orders" from 10.0.0.7', { host: '10.0.0.7' }],
  ])('says %s', (sentence, rule) => {
    expect(describeAccessChange({ kind: 'remove', acl: { ...asClusterAcl(aclOf()), ...rule } })).toBe(
      sentence,
    );
  });
});

const declaredAcl: fc.Arbitrary<Acl> = fc.record({
  principal: fc.constantFrom('User:shop.edge', 'User:shop.billing'),
  resourceType: fc.constantFrom('topic', 'group', 'transactional-id'),
  resourceName: fc.constantFrom('orders', 'returns'),
  patternType: fc.constantFrom('literal', 'prefixed'),
  operation: fc.constantFrom('read', 'write'),
});

const presentAcls: fc.Arbitrary<ClusterAcl[]> = fc.uniqueArray(
  fc.record({
    principal: fc.constantFrom('User:shop.edge', 'User:shop.billing', 'User:analyst', 'User:*'),
    host: fc.constantFrom('*', '10.0.0.7'),
    permission: fc.constantFrom('allow', 'deny'),
    resourceType: fc.constantFrom('topic', 'group', 'transactional-id', 'cluster'),
    resourceName: fc.constantFrom('orders', 'returns'),
    patternType: fc.constantFrom('literal', 'prefixed'),
    operation: fc.constantFrom('read', 'write', 'alter'),
  }),
  { selector: identity },
);

/** What a cluster does with the changes. */
function applied(actual: readonly ClusterAcl[], changes: ReturnType<typeof accessChanges>): ClusterAcl[] {
  const removed = new Set(changes.filter(({ kind }) => kind === 'remove').map(({ acl }) => identity(acl)));
  const created = changes.filter(({ kind }) => kind === 'create').map(({ acl }) => acl);
  return [...actual, ...created].filter((acl) => !removed.has(identity(acl)));
}

function identity(acl: object): string {
  return JSON.stringify(Object.entries(acl).sort());
}
