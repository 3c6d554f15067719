import { randomUUID } from 'node:crypto';
import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { FauxqsServer } from 'fauxqs';
import type { Clock } from './clock.ts';
import { REGION } from './constants.ts';
import { isObject } from './json.ts';

/** One destination of a bucket's notifications. */
type Notification = {
  readonly id: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
  /** Takes the notification's message, parsed. */
  readonly deliver: (message: object) => Promise<void> | void;
};

/** Takes the key of an object that a bucket got. */
type Follower = (key: string) => Promise<void>;

/** Notifications by bucket, and how many are on their way. */
export type Notifier = {
  readonly set: (bucket: string, notifications: readonly Notification[]) => void;
  /** Calls for each object that a bucket gets, once its notifications are delivered. */
  readonly follow: (bucket: string, follower: Follower) => void;
  readonly pending: () => number;
};

const wants = (notification: Notification, event: string, key: string): boolean =>
  notification.events.some((one) => {
    const name = one.replace(/^s3:/, '');
    return name === event || (name.endsWith('*') && event.startsWith(name.slice(0, -1)));
  }) &&
  key.startsWith(notification.prefix) &&
  key.endsWith(notification.suffix);

// S3 writes keys as an HTML form does: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
const keyOf = (key: string): string =>
  new URLSearchParams([['', key]]).toString().slice(1).replaceAll('%2F', '/');

/**
 * Makes S3 notifications of the engine's uploads. The engine's spy keeps a bounded buffer, so that reading it could
 * lose events: its `addMessage` is replaced on the instance, and sees each event as it happens.
 *
 * @param changed told at once of each object that is written or gone
 */
export const createNotifier = (
  server: FauxqsServer,
  s3: S3Client,
  clock: Clock,
  changed: (bucket: string, key: string) => void,
): Notifier => {
  const buckets = new Map<string, readonly Notification[]>();
  const followers = new Map<string, readonly Follower[]>();
  /** Names of the events of this very moment, by object. */
  const uploads = new Map<string, string>();
  let pending = 0;
  let sequence = 0;

  const notify = async (
    name: string,
    [bucket, key]: readonly [string, string],
    time: Date,
    order: number,
  ): Promise<void> => {
    const wanted = (buckets.get(bucket) ?? []).filter((notification) => wants(notification, name, key));
    if (wanted.length === 0) return;
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).catch(() => undefined);
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
          ...(head?.VersionId ? { versionId: head.VersionId } : {}),
          sequencer: order.toString(16).toUpperCase().padStart(16, '0'),
        },
      },
    });
    await Promise.all(wanted.map((one) => one.deliver({ Records: [record(one.id)] })));
  };

  const onEvent = (event: unknown): void => {
    if (!isObject(event) || event.service !== 's3') return;
    const [bucket, key] = [String(event.bucket), String(event.key)];
    if (event.status !== 'downloaded') changed(bucket, key);
    if (event.status !== 'uploaded') return;
    // The engine tells twice, in one go, of an object that a form posted: the second time names the first.
    const id = `${bucket}/${key}`;
    if (uploads.has(id)) {
      uploads.set(id, 'ObjectCreated:Post');
      return;
    }
    uploads.set(id, 'ObjectCreated:Put');
    pending += 1;
    sequence += 1;
    // The sequencer stays on the machine's time: it orders the events of one instant, and those of a later run.
    const order = Date.now() * 1000 + (sequence % 1000);
    const time = new Date(clock.now());
    const named = async (): Promise<string> => {
      await undefined;
      const name = uploads.get(id) ?? '';
      uploads.delete(id);
      return name;
    };
    named()
      .then((name) => notify(name, [bucket, key], time, order))
      .catch((error: unknown) => console.error('S3 notification not delivered:', error))
      .then(() => Promise.all((followers.get(bucket) ?? []).map((follower) => follower(key))))
      .catch((error: unknown) => console.error(`what follows ${bucket}/${key} failed:`, error))
      .finally(() => {
        pending -= 1;
      });
  };

  Reflect.set(server.spy, 'addMessage', onEvent);
  return {
    set: (bucket, notifications) => buckets.set(bucket, notifications),
    follow: (bucket, follower) => followers.set(bucket, [...(followers.get(bucket) ?? []), follower]),
    pending: () => pending,
  };
};
