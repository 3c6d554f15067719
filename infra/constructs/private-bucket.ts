import { Duration, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { removalOf } from './removal.ts';

export type PrivateBucketProps = {
  stage: Stage;
  /**
   * Age in days at which objects are deleted; never when absent. A version that a newer one replaced is deleted 30 days after: no
   * message about it waits longer than that in a queue.
   */
  keepDays?: number;
  bucketName?: string;
  /** The hub's key; S3's own key when absent. */
  key?: IKey;
  /** Origin of the pages whose script may post forms to it; `*` where it is not known. The form's signed policy is what opens the bucket. */
  postedFrom?: string;
  /** Where its access logs go. Absent only for the bucket that holds the access logs. */
  accessLogs?: { bucket: IBucket; prefix: string };
};

/**
 * Every bucket of the hub: versioned, encrypted, TLS only, closed to the public, owned by our account whoever writes, and with
 * expiry rules.
 */
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
    ...(props.postedFrom === undefined
      ? {}
      : {
          cors: [
            {
              allowedMethods: [HttpMethods.POST],
              allowedOrigins: [props.postedFrom],
              allowedHeaders: ['*'],
              maxAge: 3600,
            },
          ],
        }),
    versioned: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: removalOf(props.stage),
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
  // Under exactOptionalPropertyTypes the class does not fit its own interface (`isWebsite`); nothing else differs.
  return bucket as IBucket;
}
