import { GetObjectCommand, HeadObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { HubError } from '../../errors.ts';
import type { FileDeps } from './receive-file.ts';

/** Reads dropped files, each in one version, named by its id. */
export const createObjects = (client: S3Client, Bucket: string): Pick<FileDeps, 'versionOf' | 'open'> => ({
  versionOf: async ({ key: Key, versionId }) => {
    try {
      const asked = new HeadObjectCommand({ Bucket, Key, VersionId: versionId });
      const { VersionId, ETag, LastModified } = await client.send(asked);
      return { version: VersionId ?? `${ETag} ${LastModified?.toISOString()}`, versionId: VersionId };
    } catch (error) {
      // HeadObject has no body, hence no error code but the status: 404, or 405 of a version that is a delete marker.
      if (error instanceof S3ServiceException && [404, 405].includes(error.$metadata.httpStatusCode ?? 0))
        return undefined;
      throw error;
    }
  },
  open: async function* (Key, VersionId) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    if (!(Body && Symbol.asyncIterator in Body))
      throw new HubError('EMPTY_OBJECT', 'object without a body', { retryable: true });
    for await (const chunk of Body) yield chunk;
  },
});
