import { randomUUID } from 'node:crypto';
import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Clock } from './clock.ts';
import { REGION } from './constants.ts';
import type { AwsEngine } from './engines.ts';
import { isObject } from './json.ts';
import { objectAt } from './s3/versions.ts';

/** One destination of a bucket's notifications. */
type Notification = {
  readonly id: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
  /** Sends the notification's message, given as an object. */
  readonly deliver: (message: object) => Promise<void> | void;
};

/** Called with the key of an object that was written to a bucket, and its version when the bucket keeps versions. */
type Follower = (key: string, versionId: string | undefined) => Promise<void>;

/** The notifications of each bucket, and how many are being delivered. */
export type Notifier = {
  readonly set: (bucket: string, notifications: readonly Notification[]) => void;
  /** Calls the follower for each object written to a bucket, once the notifications about it are delivered. */
  readonly follow: (bucket: string, follower: Follower) => void;
  readonly pending: () => number;
};

/** An object that was written to a bucket. */
type Got = { readonly bucket: string; readonly key: string; readonly versionId: string | undefined };

const wants = (notification: Notification, event: string, key: string): boolean =>
  notification.events.some((one) => {
    const name = one.replace(/^s3:/, '');
    return name === event || (name.endsWith('*') && event.startsWith(name.slice(0, -1)));
  }) &&
  key.startsWith(notification.prefix) &&
  key.endsWith(notification.suffix);

// S3 encodes keys as an HTML form does:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
const keyOf = (key: string): string =>
  new URLSearchParams([['', key]]).toString().slice(1).replaceAll('%2F', '/');

/** Sends S3 notifications for the objects that the engine reports as uploaded. */
export const createNotifier = (
  { versions, onEvent }: Pick<AwsEngine, 'versions' | 'onEvent'>,
  s3: S3Client,
  clock: Clock,
): Notifier => {
  const buckets = new Map<string, readonly Notification[]>();
  const followers = new Map<string, readonly Follower[]>();
  /** Name of the S3 event of each object reported in the current turn of the event loop. */
  const uploads = new Map<string, string>();
  let pending = 0;
  let sequence = 0;

  const notify = async (
    name: string,
    { bucket, key, versionId }: Got,
    time: Date,
    order: number,
  ): Promise<void> => {
    const wanted = (buckets.get(bucket) ?? []).filter((notification) => wants(notification, name, key));
    if (wanted.length === 0) return;
    const asked = new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId });
    const head = await s3.send(asked).catch(() => undefined);
    const record = (configurationId: string) => ({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: REGION,
      eventTime: time.toISOString(),
      eventName: name,
      userIdentity: { principalId: 'AWS:local' },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': randomUUID(), 'x-amz-id-2': 'local' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId,
        bucket: { name: bucket, ownerIdentity: { principalId: 'local' }, arn: `arn:aws:s3:::${bucket}` },
        object: {
          key: keyOf(key),
          size: head?.ContentLength ?? 0,
          eTag: (head?.ETag ?? '').replaceAll('"', ''),
          ...(versionId === undefined ? {} : { versionId }),
          sequencer: order.toString(16).toUpperCase().padStart(16, '0'),
        },
      },
    });
    await Promise.all(wanted.map((one) => one.deliver({ Records: [record(one.id)] })));
  };

  onEvent((event) => {
    if (!isObject(event) || event.service !== 's3' || event.status !== 'uploaded') return;
    const [bucket, place] = [String(event.bucket), String(event.key)];
    const { key, version } = objectAt(place);
    if (version.marker) return;
    const got: Got = { bucket, key, versionId: versions.isKept(bucket) ? version.id : undefined };
    // For an object posted by a form, the engine reports the upload twice in the same turn: the second report changes the event's name.
    const id = `${bucket}/${place}`;
    if (uploads.has(id)) {
      uploads.set(id, 'ObjectCreated:Post');
      return;
    }
    uploads.set(id, 'ObjectCreated:Put');
    pending += 1;
    sequence += 1;
    // The sequencer uses the machine's time, not the hub's: it must order events of the same instant, and those of a later run.
    const order = Date.now() * 1000 + (sequence % 1000);
    const time = new Date(clock.now());
    const named = async (): Promise<string> => {
      await undefined;
      const name = uploads.get(id) ?? '';
      uploads.delete(id);
      return name;
    };
    named()
      .then((name) => notify(name, got, time, order))
      .catch((error: unknown) => console.error('S3 notification not delivered:', error))
      .then(() => Promise.all((followers.get(bucket) ?? []).map((follower) => follower(key, got.versionId))))
      .catch((error: unknown) => console.error(`what follows ${bucket}/${key} failed:`, error))
      .finally(() => {
        pending -= 1;
      });
  });

  return {
    set: (bucket, notifications) => buckets.set(bucket, notifications),
    follow: (bucket, follower) => followers.set(bucket, [...(followers.get(bucket) ?? []), follower]),
    pending: () => pending,
  };
};
