import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';

/** Seconds during which an upload form is valid. */
const LIFE_SECONDS = 600;

export type Upload = { url: string; fields: Record<string, string>; expiresAt: string; maxBytes: number };

/**
 * Creates a form that uploads one file: a signed policy fixes its key, its largest size in bytes and, where asked, its type
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html).
 */
export const createUploads =
  (client: S3Client, Bucket: string, { maxBytes, type }: { maxBytes: number; type?: string }) =>
  async (Key: string, now: string): Promise<Upload> => {
    const { url, fields } = await createPresignedPost(client, {
      Bucket,
      Key,
      ...(type !== undefined && { Fields: { 'Content-Type': type } }),
      Conditions: [
        ['content-length-range', 1, maxBytes],
        ...(type === undefined ? [] : [['eq', '$Content-Type', type] satisfies ['eq', string, string]]),
      ],
      Expires: LIFE_SECONDS,
    });
    const expiresAt = new Date(Date.parse(now) + LIFE_SECONDS * 1000).toISOString();
    return { url, fields, expiresAt, maxBytes };
  };
