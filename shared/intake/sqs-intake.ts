import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { codeOf, HubError } from '../errors.ts';
import { createBatchWatch } from '../log/batch-watch.ts';
import { inLog, log } from '../log/log.ts';
import { API_INTAKE, apiMessageIn } from './api-intake.ts';
import type { Incoming } from './read-message.ts';

/**
 * Frame of every function fed by a queue: records are processed in parallel, each fails alone, and only the failed ones come back
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html). The middleware turns the settled results into
 * the batch response. Its own logger would print whole records, so ours prints ids and codes. Every log line of a record has its
 * SQS id, which its dead letter keeps. A batch that fails as a whole is counted.
 */
export const sqsIntake = (receiveRecord: (record: SQSRecord, context: Context) => Promise<unknown>) => {
  const watch = createBatchWatch();
  return middy<SQSEvent, unknown>()
    .use(sqsPartialBatchFailure({ logger: logFailure }))
    .handler(async ({ Records }, context) => {
      const settled = await Promise.allSettled(
        Records.map((record) =>
          inLog({ sqsMessageId: record.messageId }, async () => receiveRecord(record, context)),
        ),
      );
      const ids = Records.map(({ messageId }) => messageId);
      watch(
        ids,
        ids.filter((_, n) => settled[n]?.status === 'rejected'),
      );
      return settled;
    });
};

const logFailure = (reason: unknown, record: SQSRecord): void =>
  log('record.failed', { sqsMessageId: record.messageId, code: codeOf(reason) });

/**
 * A partner's message, from a record of its queue, or of the API's.
 *
 * @param receivedAt ISO UTC
 * @throws HubError `UNKNOWN_INTAKE`
 */
export const incomingOf = ({ eventSourceARN, body, attributes }: SQSRecord, receivedAt: string): Incoming => {
  const partner = partnerOfQueue(eventSourceARN);
  const told = partner === API_INTAKE ? apiMessageIn(body) : { sender: partner, raw: body, receivedAt };
  return { ...told, redelivered: Number(attributes.ApproximateReceiveCount) > 1 };
};

/**
 * The partner of an intake queue, from its ARN: `…:passerelle-prod-caf-intake` gives `caf`. Only that partner may send to it, so
 * the channel identifies the sender.
 *
 * @throws HubError `UNKNOWN_INTAKE` when the queue is not an intake: a wiring fault
 */
const partnerOfQueue = (arn: string): string => {
  const partner = /:passerelle-[a-z]+-([a-z0-9-]+)-intake$/.exec(arn)?.[1];
  if (!partner) throw new HubError('UNKNOWN_INTAKE', 'queue is not a partner intake', { retryable: true });
  return partner;
};
