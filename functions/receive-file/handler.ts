import { createReceiveFile } from '../../shared/intake/files/receive-file.ts';
import { uploadsOf } from '../../shared/intake/s3-upload.ts';
import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { fileDeps } from './deps.ts';

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
