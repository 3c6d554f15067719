import middy from '@middy/core';
import type { Context, SQSEvent } from 'aws-lambda';
import { uploadsOf } from '../../shared/intake/s3-upload.ts';
import { fileDeps } from './deps.ts';
import { createReceiveFile } from './receive-file.ts';

/** Time kept for ending a part of the report and handing over. */
const RESERVE_MS = 30_000;

/** One file at a time: the message fails with its invocation, and comes back. */
export const handler = middy<SQSEvent, void>().handler(async (event: SQSEvent, context: Context) => {
  const hasTime = (): boolean => context.getRemainingTimeInMillis() > RESERVE_MS;
  const receiveFile = createReceiveFile({ ...fileDeps, hasTime });
  for (const { body } of event.Records) for (const upload of uploadsOf(body)) await receiveFile(upload);
});
