import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { HubError } from '../../shared/errors.ts';
import type { PieceDeps } from './receive-piece.ts';

/** The pieces bucket as this function needs it. A key that is not there is `undefined`, not an error. */
export const createObjects = (
  client: S3Client,
  Bucket: string,
): Pick<PieceDeps, 'head' | 'read' | 'list'> => ({
  head: async (Key) => {
    try {
      const found = await client.send(new HeadObjectCommand({ Bucket, Key }));
      return {
        key: Key,
        size: found.ContentLength ?? 0,
        versionId: found.VersionId,
        version: found.VersionId ?? `${found.ETag} ${found.LastModified?.toISOString()}`,
        metadata: found.Metadata ?? {},
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
});
