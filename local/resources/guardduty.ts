import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutObjectTaggingCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import * as z from 'zod';
import { ACCOUNT_ID, REGION } from '../constants.ts';
import type { Physical } from '../intrinsics.ts';
import { scan, type Threats } from '../malware.ts';
import { generatedId } from '../names.ts';
import { attributes } from './data.ts';
import { type Deployment, propertiesOf, type Resource } from './deployment.ts';

const planSchema = z.object({
  ProtectedResource: z.object({
    S3Bucket: z.object({ BucketName: z.string(), ObjectPrefixes: z.array(z.string()).optional() }),
  }),
  Actions: z.object({ Tagging: z.object({ Status: z.enum(['ENABLED', 'DISABLED']) }) }).optional(),
});

/**
 * The event of a scan's result on the bus:
 * https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
 */
const resultOf = (
  object: {
    readonly bucket: string;
    readonly key: string;
    readonly eTag: string;
    readonly versionId?: string;
  },
  scanResultStatus: string,
  threats: Threats | null,
) => ({
  schemaVersion: '1.0',
  scanStatus: scanResultStatus === 'FAILED' ? 'FAILED' : 'COMPLETED',
  resourceType: 'S3_OBJECT',
  s3ObjectDetails: {
    bucketName: object.bucket,
    objectKey: object.key,
    eTag: object.eTag,
    ...(object.versionId === undefined ? {} : { versionId: object.versionId }),
    s3Throttled: false,
  },
  scanResultDetails: { scanResultStatus, threats },
});

const STATUS_TAG = 'GuardDutyMalwareScanStatus';

/** `undefined` when the object was deleted meanwhile. */
const unlessGone = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof S3ServiceException && ['NoSuchKey', 'NoSuchVersion'].includes(error.name))
      return undefined;
    throw error;
  }
};

/**
 * Scans each object written to the bucket, after S3's notifications, and any object on demand. Tags it with the result, then puts the
 * result on the bus.
 */
export const deployMalwareProtection = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const { ProtectedResource, Actions } = propertiesOf(resource, planSchema);
  const { BucketName, ObjectPrefixes = [''] } = ProtectedResource.S3Bucket;
  const id = generatedId(resource.stack, resource.logicalId, 20);
  const arn = `arn:aws:guardduty:${REGION}:${ACCOUNT_ID}:malware-protection-plan/${id}`;

  const read = async (Bucket: string, Key: string, VersionId: string | undefined) => {
    const { Body, ETag = '' } = await to.s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    return { bytes, eTag: ETag.replaceAll('"', '') };
  };
  const tag = async (Bucket: string, Key: string, VersionId: string | undefined, Value: string) => {
    const of = { Bucket, Key, VersionId };
    const { TagSet = [] } = await to.s3.send(new GetObjectTaggingCommand(of));
    const others = TagSet.filter((one) => one.Key !== STATUS_TAG);
    const Tagging = { TagSet: [...others, { Key: STATUS_TAG, Value }] };
    await to.s3.send(new PutObjectTaggingCommand({ ...of, Tagging }));
  };
  const scanObject = async (key: string, versionId: string | undefined): Promise<void> => {
    const generation = to.tags.generation(BucketName, key);
    const object = await unlessGone(read(BucketName, key, versionId));
    // The object was deleted since: there is no result to give.
    if (!object) return;
    const { bytes, eTag } = object;
    const threats = await scan(bytes).catch((error: unknown) => {
      console.error(`scan of ${BucketName}/${key} failed:`, error);
      return undefined;
    });
    const status = !threats ? 'FAILED' : threats.length > 0 ? 'THREATS_FOUND' : 'NO_THREATS_FOUND';
    const same = to.tags.generation(BucketName, key) === generation;
    if (Actions?.Tagging.Status === 'ENABLED' && same)
      await unlessGone(tag(BucketName, key, versionId, status));
    const detail = resultOf(
      { bucket: BucketName, key, eTag, ...(versionId === undefined ? {} : { versionId }) },
      status,
      threats?.length ? threats : null,
    );
    await to.bus.put({
      source: 'aws.guardduty',
      'detail-type': 'GuardDuty Malware Protection Object Scan Result',
      resources: [arn],
      detail,
    });
  };
  to.notifier.follow(BucketName, async (key, versionId) => {
    if (ObjectPrefixes.some((prefix) => key.startsWith(prefix))) await scanObject(key, versionId);
  });
  to.scans.set(BucketName, scanObject);
  const known = { Arn: arn, MalwareProtectionPlanId: id, Status: 'ACTIVE' };
  return { ref: id, attribute: attributes(resource, known) };
};
