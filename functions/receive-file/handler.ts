import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { receiverEnv } from '../../shared/intake/env.ts';
import { createObjects } from '../../shared/intake/files/objects.ts';
import { createReceiveFile, type FileDeps } from '../../shared/intake/files/receive-file.ts';
import { readKeys } from '../../shared/intake/read-keys.ts';
import { uploadsOf } from '../../shared/intake/s3-upload.ts';
import { createSendRecheck } from '../../shared/intake/send-recheck.ts';
import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createReports } from '../../shared/outbound/reports/report-store.ts';
import { readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createFileRegister } from '../../shared/store/files.ts';

const env = readEnv(
  z.object({
    ...receiverEnv,
    DROP_BUCKET: z.string().check(z.minLength(1)),
    FILES_QUEUE_URL: z.string().check(z.minLength(1)),
  }),
);

const s3 = new S3Client({});
const Bucket = env.DROP_BUCKET;
const client = createDocumentClient();

const fileDeps: Omit<FileDeps, 'hasTime' | 'lastDelivery'> = {
  ...createReceiveDeps(client, { ...env, ...(await readKeys(env)) }),
  register: createFileRegister(client, env.TABLE_NAME, env.MESSAGE_TTL_DAYS),
  reports: createReports(s3, Bucket),
  ...createObjects(s3, Bucket),
  goOn: createSendRecheck(env.FILES_QUEUE_URL),
  now: () => new Date().toISOString(),
  pause: (attempt) => new Promise((wake) => setTimeout(wake, Math.random() * 100 * 2 ** attempt)),
};

/** Time kept for ending a part of the report and handing over. */
const RESERVE_MS = 30_000;
/** Deliveries of a file's message before it is dead-lettered (`infra/constructs/queues.ts`). */
const MOST_DELIVERIES = 5;

/** One file at a time: the mapping's batch size is 1. */
export const handler = sqsIntake(async ({ body, attributes }, context) => {
  const receiveFile = createReceiveFile({
    ...fileDeps,
    hasTime: () => context.getRemainingTimeInMillis() > RESERVE_MS,
    lastDelivery: Number(attributes.ApproximateReceiveCount) >= MOST_DELIVERIES,
  });
  for (const upload of uploadsOf(body)) await receiveFile(upload);
});
