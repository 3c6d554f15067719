import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { HubError } from '../../shared/errors.ts';
import type { Verdict } from './halves.ts';
import type { PieceDeps } from './receive-piece.ts';

/** The pieces bucket as this function needs it. A key that is not there is `undefined`, not an error. */
export const createObjects = (
  client: S3Client,
  Bucket: string,
  quarantineBucket: string,
): Pick<PieceDeps, 'head' | 'read' | 'list' | 'verdict' | 'quarantine'> => ({
  head: async (Key) => {
    try {
      const found = await client.send(new HeadObjectCommand({ Bucket, Key }));
      return {
        key: Key,
        size: found.ContentLength ?? 0,
        versionId: found.VersionId,
        version: found.VersionId ?? `${found.ETag} ${found.LastModified?.toISOString()}`,
        metadata: found.Metadata ?? {},
        storedAt: (found.LastModified ?? new Date(0)).toISOString(),
      };
    } catch (error) {
      // HeadObject has no body, hence no error code but the status.
      if (error instanceof Error && error.name === 'NotFound') return undefined;
      throw error;
    }
  },
  read: async (Key, VersionId) => {
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }),
    );
    if (!Body) throw new HubError('EMPTY_OBJECT', 'object without a body', { retryable: true });
    return Body.transformToByteArray();
  },
  list: async (Prefix) => {
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 20 }));
    return (Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
  },
  verdict: async (Key) => {
    // Set apart since it was listed: there is nothing left to wait for.
    const tags = await unlessGone(client.send(new GetObjectTaggingCommand({ Bucket, Key })));
    if (!tags) return 'clean';
    const { TagSet = [] } = tags;
    return verdicts[TagSet.find((tag) => tag.Key === SCAN_TAG)?.Value ?? ''] ?? 'waiting';
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

/** Another run of the same upload may have set it apart a moment ago. */
const unlessGone = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound')) return undefined;
    throw error;
  }
};

/** https://docs.aws.amazon.com/guardduty/latest/ug/monitor-enable-s3-object-tagging-malware-protection.html */
const SCAN_TAG = 'GuardDutyMalwareScanStatus';
/** Where the scan itself failed, or had no access, it is asked to speak again. */
const verdicts: Readonly<Record<string, Verdict>> = {
  NO_THREATS_FOUND: 'clean',
  THREATS_FOUND: 'infected',
  UNSUPPORTED: 'unscannable',
};
