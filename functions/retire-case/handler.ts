import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { readSecret } from '../../shared/aws/read-secret.ts';
import { createBuckets } from '../../shared/cases/rights/buckets.ts';
import { secretArn } from '../../shared/intake/env.ts';
import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createRetireCase, orderOf } from './retire-case.ts';

const name = z.string().check(z.minLength(1));

const env = readEnv(
  z.object({
    TABLE_NAME: name,
    MATCHING_KEY_SECRET: secretArn,
    RAW_BUCKET: name,
    PIECES_BUCKET: name,
    DROP_BUCKET: name,
    QUARANTINE_BUCKET: name,
    HOLD_BUCKET: name,
    APART_DAYS: z.coerce.number().check(z.int(), z.positive()),
  }),
);

const retireCase = createRetireCase({
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

export const handler = sqsIntake((record) => retireCase(orderOf(record.body)));
