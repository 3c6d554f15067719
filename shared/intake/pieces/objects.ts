import { type GuardDutyClient, SendObjectMalwareScanCommand } from '@aws-sdk/client-guardduty';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { keyListed } from '../../aws/odd-characters.ts';
import { HubError } from '../../errors.ts';
import { scanResultOf } from '../scan-result.ts';
import type { PieceDeps } from './receive-piece.ts';

/** The pieces bucket as this function needs it. An absent object gives `undefined` or `gone`, not an error. */
export const createObjects = (
  client: S3Client,
  scans: GuardDutyClient,
  Bucket: string,
  quarantineBucket: string,
): Pick<PieceDeps, 'head' | 'read' | 'versions' | 'verdict' | 'scanAgain' | 'quarantine'> => ({
  head: async (Key, versionId) => {
    const found = await unlessGone(
      client.send(new HeadObjectCommand({ Bucket, Key, ...(versionId && { VersionId: versionId }) })),
    );
    return (
      found && {
        key: Key,
        size: found.ContentLength ?? 0,
        versionId: found.VersionId,
        version: found.VersionId ?? `${found.ETag} ${found.LastModified?.toISOString()}`,
        metadata: found.Metadata ?? {},
        storedAt: (found.LastModified ?? new Date(0)).toISOString(),
      }
    );
  },
  read: async (Key, VersionId) => {
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }),
    );
    if (!Body) throw new HubError('EMPTY_OBJECT', 'object without a body', { retryable: true });
    return Body.transformToByteArray();
  },
  versions: async (key) => {
    const found = [];
    let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
    while (from) {
      const page: ListObjectVersionsCommandOutput = await client.send(
        new ListObjectVersionsCommand({ Bucket, Prefix: key, EncodingType: 'url', ...from }),
      );
      // Listings are in the order of keys: a longer name that begins with this one comes after it.
      const own = (page.Versions ?? []).filter(({ Key = '' }) => keyListed(Key) === key);
      found.push(...own);
      const { IsTruncated, NextKeyMarker = '', NextVersionIdMarker: VersionIdMarker } = page;
      const KeyMarker = keyListed(NextKeyMarker);
      from = IsTruncated && KeyMarker === key ? { KeyMarker, VersionIdMarker } : undefined;
    }
    return found.map(({ VersionId, LastModified }) => ({
      versionId: VersionId === 'null' ? undefined : VersionId,
      storedAt: (LastModified ?? new Date(0)).toISOString(),
    }));
  },
  verdict: async (Key, VersionId) => {
    const tags = await unlessGone(
      client.send(new GetObjectTaggingCommand({ Bucket, Key, ...(VersionId && { VersionId }) })),
    );
    if (!tags) return 'gone';
    const { TagSet = [] } = tags;
    return scanResultOf(TagSet.find((tag) => tag.Key === SCAN_TAG)?.Value ?? '') ?? 'waiting';
  },
  scanAgain: async ({ key: Key, versionId: VersionId }) => {
    const S3Object = { Bucket, Key, ...(VersionId && { VersionId }) };
    await scans.send(new SendObjectMalwareScanCommand({ S3Object }));
  },
  quarantine: async ({ key: Key, versionId }) => {
    const version = versionId ? `?versionId=${versionId}` : '';
    const CopySource = `${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}${version}`;
    if (
      !(await unlessGone(client.send(new CopyObjectCommand({ Bucket: quarantineBucket, Key, CopySource }))))
    )
      return;
    await client.send(new DeleteObjectCommand({ Bucket, Key, ...(versionId && { VersionId: versionId }) }));
  },
});

/**
 * Error names for an absent object. A head has no body, and so no code but the status; a version that is a delete marker answers
 * 405.
 */
const goneNames = ['NoSuchKey', 'NoSuchVersion', 'NotFound', 'MethodNotAllowed', '405'];
/** Undefined when the object is absent: another run of the same upload may have set it apart a moment ago. */
const unlessGone = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && goneNames.includes(error.name)) return undefined;
    throw error;
  }
};

/** https://docs.aws.amazon.com/guardduty/latest/ug/monitor-enable-s3-object-tagging-malware-protection.html */
const SCAN_TAG = 'GuardDutyMalwareScanStatus';
