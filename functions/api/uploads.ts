import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';

/** Largest file, in bytes: the receiver's own limit. */
const MAX_FILE_BYTES = 25 * 1024 * 1024;
/** How long an upload form lives, in seconds. */
const LIFE_SECONDS = 600;

export type Upload = { url: string; fields: Record<string, string>; expiresAt: string; maxBytes: number };

/**
 * A form by which one file, and no other, can be sent: its key, type and size are fixed by a signed policy
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html).
 */
export const createUploads =
  (client: S3Client, Bucket: string) =>
  async (Key: string, now: string): Promise<Upload> => {
    const { url, fields } = await createPresignedPost(client, {
      Bucket,
      Key,
      Fields: { 'Content-Type': 'application/pdf' },
      Conditions: [
        ['content-length-range', 1, MAX_FILE_BYTES],
        ['eq', '$Content-Type', 'application/pdf'],
      ],
      Expires: LIFE_SECONDS,
    });
    const expiresAt = new Date(Date.parse(now) + LIFE_SECONDS * 1000).toISOString();
    return { url, fields, expiresAt, maxBytes: MAX_FILE_BYTES };
  };
