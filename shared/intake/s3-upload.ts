import * as z from 'zod/mini';
import { HubError } from '../errors.ts';
import { scanResultOf } from './scan-result.ts';

/** An upload to look at: a half has arrived, or it is time to look again for the other half. */
export type Upload = {
  key: string;
  /** Version of the object, where the bucket keeps versions: a later one is another upload. */
  versionId?: string | undefined;
  /** When the hub first saw it, ISO UTC. */
  since: string;
};

/** S3 gives the version `null` to an object stored before the bucket kept versions. */
const versionId = z.optional(z.string().check(z.minLength(1)));
const notificationSchema = z.object({
  Records: z
    .array(
      z.object({
        eventTime: z.iso.datetime(),
        s3: z.object({ object: z.object({ key: z.string(), versionId }) }),
      }),
    )
    .check(z.minLength(1)),
});
const recheckSchema = z.object({
  recheck: z.object({ key: z.string(), versionId, since: z.iso.datetime() }),
});
/** https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html */
const scanSchema = z.object({
  'detail-type': z.literal('GuardDuty Malware Protection Object Scan Result'),
  time: z.iso.datetime(),
  detail: z.object({
    s3ObjectDetails: z.object({ objectKey: z.string(), versionId }),
    scanResultDetails: z.object({ scanResultStatus: z.string() }),
  }),
});
const testEventSchema = z.object({ Event: z.literal('s3:TestEvent') });
const bodySchema = z.union([notificationSchema, recheckSchema, scanSchema, testEventSchema]);

/**
 * Reads a message of the queue: S3's notification, whose keys are URL-encoded with `+` for a space
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html); the test event that S3 sends when
 * notifications are set up (no upload); the end of a malware scan (no upload when the scan failed); or our own delayed look.
 *
 * @throws HubError `UNKNOWN_NOTIFICATION` for anything else: only S3, the scan and the reader itself write to the queue
 */
export const uploadsOf = (body: string): Upload[] => {
  const parsed = bodySchema.safeParse(JSON.parse(body));
  if (!parsed.success)
    throw new HubError('UNKNOWN_NOTIFICATION', 'not an S3 notification', { retryable: true });
  if ('recheck' in parsed.data) return [parsed.data.recheck];
  if ('Event' in parsed.data) return [];
  if ('detail' in parsed.data) {
    const { s3ObjectDetails, scanResultDetails } = parsed.data.detail;
    // It says nothing of the object: the look that its arrival began asks for another scan.
    if (scanResultOf(scanResultDetails.scanResultStatus) === 'failed') return [];
    const { objectKey, versionId } = s3ObjectDetails;
    return [{ key: objectKey, versionId, since: parsed.data.time }];
  }
  return parsed.data.Records.map(({ eventTime, s3 }) => ({
    key: decodeURIComponent(s3.object.key.replaceAll('+', ' ')),
    versionId: s3.object.versionId,
    since: eventTime,
  }));
};

export const recheckBody = (upload: Upload): string => JSON.stringify({ recheck: upload });
