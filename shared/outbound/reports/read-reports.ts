import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** Seconds for which a report's address is good. */
const LIFE_SECONDS = 600;

/** Keys of the reports that begin so, by their extension: of a file that was dropped twice, the later. */
const keysOf = async (client: S3Client, Bucket: string, Prefix: string): Promise<Map<string, string>> => {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
  return new Map(Contents.map(({ Key = '' }) => [Key.slice(Key.lastIndexOf('.') + 1), Key]));
};

/**
 * Finds the reports of a file, and signs the addresses at which they are read: a report may be longer than an answer of the API.
 * When the file was dropped twice, the later reports are given.
 */
export const createReportsOf =
  (client: S3Client, Bucket: string) =>
  async (prefix: string): Promise<Readonly<Record<string, string>>> => {
    const signed = [...(await keysOf(client, Bucket, prefix))].map(
      async ([extension, Key]): Promise<[string, string]> => [
        extension,
        await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: LIFE_SECONDS }),
      ],
    );
    return Object.fromEntries(await Promise.all(signed));
  };

/**
 * Reads what the hub left for a partner: the report of a file, a piece's receipt.
 *
 * @returns reads the later object whose key begins so and ends with that extension, whole or its first bytes; undefined while there
 * is none
 */
export const createReadReport =
  (client: S3Client, Bucket: string) =>
  async (prefix: string, extension: string, most?: number): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const Key = (await keysOf(client, Bucket, prefix)).get(extension);
    if (Key === undefined) return undefined;
    const Range = most === undefined ? undefined : `bytes=0-${most - 1}`;
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, Range }));
    return Body && new Uint8Array(await Body.transformToByteArray());
  };
