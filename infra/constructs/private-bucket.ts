import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

export type PrivateBucketProps = {
  stage: Stage;
  /**
   * Objects are deleted at this age, never when none; what a newer version replaced, 30 days after: longer than any message about
   * it waits in a queue.
   */
  keepDays?: number;
  bucketName?: string;
  /** The hub's key; S3's own when none. */
  key?: IKey;
  /** Where its access logs go; none for the bucket that holds them. */
  accessLogs?: { bucket: IBucket; prefix: string };
};

/** A bucket as all of ours are: versioned, encrypted, TLS only, closed to the public, owned by us whoever writes, and forgetful. */
export function createPrivateBucket(scope: Construct, id: string, props: PrivateBucketProps): IBucket {
  const bucket = new Bucket(scope, id, {
    ...(props.bucketName === undefined ? {} : { bucketName: props.bucketName }),
    ...(props.key === undefined
      ? { encryption: BucketEncryption.S3_MANAGED }
      : { encryption: BucketEncryption.KMS, encryptionKey: props.key, bucketKeyEnabled: true }),
    ...(props.accessLogs === undefined
      ? {}
      : {
          serverAccessLogsBucket: props.accessLogs.bucket,
          serverAccessLogsPrefix: props.accessLogs.prefix,
        }),
    versioned: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: props.stage.removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    lifecycleRules: [
      {
        ...(props.keepDays === undefined ? {} : { expiration: Duration.days(props.keepDays) }),
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
  });
  if (props.accessLogs === undefined) {
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It holds the access logs of the other buckets; its own would grow without end.',
    });
  }
  // The class does not fit its own interface under exactOptionalPropertyTypes (`isWebsite`); nothing else differs.
  return bucket as IBucket;
}
