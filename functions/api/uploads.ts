import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';

/** Largest file, in bytes: the same limit as the receiver's. */
const MAX_FILE_BYTES = 25 * 1024 * 1024;
/** Seconds during which an upload form is valid. */
const LIFE_SECONDS = 600;

export type Upload = { url: string; fields: Record<string, string>; expiresAt: string; maxBytes: number };

/**
 * Creates a form that uploads one file: a signed policy fixes its key, type and size
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
