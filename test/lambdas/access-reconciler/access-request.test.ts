import type { CdkCustomResourceEvent } from 'aws-lambda';
import { accessRequest } from '../../../lambdas/access-reconciler/access-request';
import type { Acl } from '../../../lib/workload/access';

const ACL: Acl = {
  principal: 'User:shop.edge',
  resourceType: 'topic',
  resourceName: 'orders',
  patternType: 'literal',
  operation: 'write',
};

describe('accessRequest', () => {
  test.each(['Create', 'Update'] as const)('wants the declared rules on %s', (type) => {
    expect(accessRequest(eventOf(type))).toEqual({
      bootstrapBrokers: ['b-1:9098', 'b-2:9098'],
      workload: 'shop',
      desired: [ACL],
      dryRun: false,
      physicalResourceId: 'access-shop',
    });
  });

  test('wants no rule on Delete', () => {
    expect(accessRequest(eventOf('Delete')).desired).toEqual([]);
  });

  test('names the property that is missing', () => {
    expect(() => accessRequest(eventOf('Create', { bootstrapBrokers: undefined }))).toThrow(
      'expected the property bootstrapBrokers, got nothing',
    );
  });
});

function eventOf(
  type: CdkCustomResourceEvent['RequestType'],
  properties: Readonly<Record<string, string | undefined>> = {},
): CdkCustomResourceEvent {
  const common = {
    ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:provider',
    ResponseURL: 'https://example.org/',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Access',
    ResourceType: 'Custom::KafkaAccess',
    ResourceProperties: {
      ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:provider',
      bootstrapBrokers: 'b-1:9098,b-2:9098',
      workload: 'shop',
      acls: JSON.stringify([ACL]),
      dryRun: 'false',
      ...properties,
    },
  };
  if (type === 'Create') return { ...common, RequestType: type };
  if (type === 'Delete') return { ...common, RequestType: type, PhysicalResourceId: 'access-shop' };
  return {
    ...common,
    RequestType: type,
    PhysicalResourceId: 'access-shop',
    OldResourceProperties: common.ResourceProperties,
  };
}
