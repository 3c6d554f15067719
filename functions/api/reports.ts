import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** Seconds for which a report's address is good. */
const LIFE_SECONDS = 600;

/**
 * Finds the reports of a file, and signs the addresses at which they are read: a report may be longer than an answer of the API.
 * When the file was dropped twice, the later reports are given.
 */
export const createReportsOf =
  (client: S3Client, Bucket: string) =>
  async (Prefix: string): Promise<Readonly<Record<string, string>>> => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const signed = Contents.map(async ({ Key = '' }): Promise<[string, string]> => {
      const address = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), {
        expiresIn: LIFE_SECONDS,
      });
      return [Key.slice(Key.lastIndexOf('.') + 1), address];
    });
    return Object.fromEntries(await Promise.all(signed));
  };
