import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { RecordArchive, type RecordArchiveProps } from '../../lib/constructs/record-archive';
import { testStack } from '../support/test-app';

const BUCKET = 'AWS::S3::Bucket';

describe('RecordArchive', () => {
  test('is encrypted, versioned and closed to the public', () => {
    synthesize().hasResourceProperties(BUCKET, {
      BucketEncryption: Match.anyValue(),
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
  });

  test('keeps each topic as long as its stream says', () => {
    const topics = [
      { topic: 'orders', days: 365 },
      { topic: 'clicks', days: 90 },
    ];

    synthesize({ topics }).hasResourceProperties(BUCKET, {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ Prefix: 'v1/topic=orders/', ExpirationInDays: 365 }),
          Match.objectLike({ Prefix: 'v1/topic=clicks/', ExpirationInDays: 90 }),
        ]),
      },
    });
  });

  test('lets nobody replace an object of records', () => {
    synthesize().hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:PutObject',
            Condition: {
              Null: { 's3:if-none-match': 'true' },
              Bool: { 's3:ObjectCreationOperation': 'true' },
            },
          }),
        ]),
      },
    });
  });

  test('refuses plain text', () => {
    synthesize().hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  test('lets the archiver create and read objects of records, and nothing else', () => {
    const actions = Object.values(synthesize().findResources('AWS::IAM::Policy')).flatMap((policy) =>
      policy['Properties'].PolicyDocument.Statement.flatMap(({ Action }: { Action: string }) => Action),
    );

    expect(actions.sort()).toEqual(['s3:GetObject', 's3:ListBucket', 's3:PutObject']);
  });

  test('stays when the stack is deleted, unless told otherwise', () => {
    synthesize().hasResource(BUCKET, { DeletionPolicy: 'RetainExceptOnCreate' });
    synthesize({ removalPolicy: RemovalPolicy.DESTROY }).hasResource(BUCKET, { DeletionPolicy: 'Delete' });
  });
});

function synthesize(overrides: Partial<RecordArchiveProps> = {}): Template {
  const stack = testStack();
  const archive = new RecordArchive(stack, 'Records', {
    topics: [{ topic: 'orders', days: 365 }],
    ...overrides,
  });
  archive.grantArchive(
    new Role(stack, 'Archiver', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') }),
  );
  return Template.fromStack(stack);
}
