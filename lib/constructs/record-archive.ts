import { AnyPrincipal, Effect, Grant, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** Objects of records begin like this; the archiver names them `v1/topic=<topic>/dt=…`. */
const RECORDS = 'v1/topic=';

/** Deleted objects can be brought back this long. */
const UNDELETE_DAYS = 30;

/** A topic that is kept. */
export interface ArchivedTopic {
  readonly topic: string;
  /** How long its objects are kept, in days. */
  readonly days: number;
}

export interface RecordArchiveProps {
  readonly topics: readonly ArchivedTopic[];

  /**
   * What happens to the archive when the stack is deleted.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** The bucket of archived records. An object of records is created once and never replaced, by anyone. */
export class RecordArchive extends Construct {
  readonly bucketName: string;
  private readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: RecordArchiveProps) {
    super(scope, id);
    const { topics, removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE } = props;

    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [...topics.map(expiry), housekeeping()],
      removalPolicy,
      autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
    });
    this.bucket.addToResourcePolicy(this.createOnly());
    this.bucketName = this.bucket.bucketName;
  }

  /** Lets the archiver create objects of records, and read those it finds to learn how far they reach. */
  grantArchive(grantee: IGrantable): Grant {
    const objects = Grant.addToPrincipal({
      grantee,
      actions: ['s3:PutObject', 's3:GetObject'],
      resourceArns: [this.bucket.arnForObjects(`${RECORDS}*`)],
    });
    // Without the right to list, S3 answers 403 instead of 404 for an object that is not there.
    const listing = Grant.addToPrincipal({
      grantee,
      actions: ['s3:ListBucket'],
      resourceArns: [this.bucket.bucketArn],
    });
    return objects.combine(listing);
  }

  /**
   * Refuses to write an object of records without `If-None-Match`. The parts of a multipart upload cannot carry the
   * header; its completion must. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
   */
  private createOnly(): PolicyStatement {
    return new PolicyStatement({
      sid: 'RecordsAreCreatedOnce',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: [this.bucket.arnForObjects(`${RECORDS}*`)],
      conditions: {
        Null: { 's3:if-none-match': 'true' },
        Bool: { 's3:ObjectCreationOperation': 'true' },
      },
    });
  }
}

function expiry({ topic, days }: ArchivedTopic): LifecycleRule {
  return { id: `expire-${topic}`, prefix: `${RECORDS}${topic}/`, expiration: Duration.days(days) };
}

function housekeeping(): LifecycleRule {
  return {
    id: 'housekeeping',
    abortIncompleteMultipartUploadAfter: Duration.days(1),
    noncurrentVersionExpiration: Duration.days(UNDELETE_DAYS),
    expiredObjectDeleteMarker: true,
  };
}
