import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Piece } from '../../shared/domain/events/common.ts';

/** Seconds for which a piece's address is good: a browser follows it at once. */
const LIFE_SECONDS = 60;

/** Gives an address at which a browser fetches a piece, as a file of that name; undefined when it cannot be read any more. */
export type PieceLink = (
  piece: Pick<Piece, 'key' | 'versionId'>,
  fileName: string,
) => Promise<string | undefined>;

/** S3's answers for what is not there, or may not be read: a piece without a clean scan, a version of before a restoration. */
const GONE: readonly number[] = [400, 403, 404, 405];

/** Signs the addresses of pieces. A version that is gone, as after its bucket was restored, is read as the latest of its name. */
export const createPieceLink = (client: S3Client, Bucket: string): PieceLink => {
  const isThere = async (Key: string, VersionId: string | undefined): Promise<boolean> => {
    try {
      await client.send(new HeadObjectCommand({ Bucket, Key, VersionId }));
      return true;
    } catch (error) {
      if (GONE.includes(statusOf(error))) return false;
      throw error;
    }
  };
  return async ({ key: Key, versionId }, fileName) => {
    const VersionId = versionId !== undefined && (await isThere(Key, versionId)) ? versionId : undefined;
    if (VersionId === undefined && !(await isThere(Key, undefined))) return undefined;
    return getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket,
        Key,
        VersionId,
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
        ResponseContentType: 'application/pdf',
      }),
      { expiresIn: LIFE_SECONDS },
    );
  };
};

const statusOf = (error: unknown): number => {
  const metadata: unknown = error instanceof Error ? Reflect.get(error, '$metadata') : undefined;
  const status: unknown = metadata instanceof Object ? Reflect.get(metadata, 'httpStatusCode') : undefined;
  return typeof status === 'number' ? status : 0;
};
