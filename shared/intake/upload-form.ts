import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';

/** Seconds during which an upload form is valid, unless its maker says otherwise. */
const LIFE_SECONDS = 600;

export type Upload = { url: string; fields: Record<string, string>; expiresAt: string; maxBytes: number };

/**
 * Creates a form that uploads one file: a signed policy fixes its key, its largest size in bytes and, where asked, its type
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html).
 *
 * @param of `lifeSeconds`: for how long the form may be sent
 * @returns makes the form of a key. `back`: the page of ours that S3 leads a browser to, once it has the file; a program needs none
 */
export const createUploads =
  (
    client: S3Client,
    Bucket: string,
    { maxBytes, type, lifeSeconds = LIFE_SECONDS }: { maxBytes: number; type?: string; lifeSeconds?: number },
  ) =>
  async (Key: string, now: string, back?: string): Promise<Upload> => {
    const own = {
      ...(type !== undefined && { 'Content-Type': type }),
      ...(back !== undefined && { success_action_redirect: back }),
    };
    const { url, fields } = await createPresignedPost(client, {
      Bucket,
      Key,
      ...(Object.keys(own).length > 0 && { Fields: own }),
      Conditions: [
        ['content-length-range', 1, maxBytes],
        ...Object.entries(own).map(([name, value]): ['eq', string, string] => ['eq', `$${name}`, value]),
      ],
      Expires: lifeSeconds,
    });
    const expiresAt = new Date(Date.parse(now) + lifeSeconds * 1000).toISOString();
    return { url, fields, expiresAt, maxBytes };
  };
