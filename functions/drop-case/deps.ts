import { S3Client } from '@aws-sdk/client-s3';
import { readSecret } from '../../shared/aws/read-secret.ts';
import { createBuckets } from '../../shared/cases/rights/buckets.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createDropCase } from './drop-case.ts';
import { env } from './env.ts';

export const dropCase = createDropCase({
  client: createDocumentClient(),
  table: env.TABLE_NAME,
  matchingKey: await readSecret(env.MATCHING_KEY_SECRET),
  buckets: {
    raw: env.RAW_BUCKET,
    pieces: env.PIECES_BUCKET,
    drop: env.DROP_BUCKET,
    quarantine: env.QUARANTINE_BUCKET,
    hold: env.HOLD_BUCKET,
  },
  objects: createBuckets(new S3Client({})),
  apartDays: env.APART_DAYS,
  now: () => new Date().toISOString(),
});
