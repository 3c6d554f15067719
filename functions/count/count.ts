import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Source } from '../../shared/domain/indicateurs/apport.ts';
import { codeOf } from '../../shared/errors.ts';
import { createBatchWatch } from '../../shared/log/batch-watch.ts';
import { inLog, log } from '../../shared/log/log.ts';
import { sourcesIn } from '../../shared/outbound/stream/tell.ts';

/**
 * Frame of the function that counts: all that a batch tells is counted together, so that many sources share one transaction. Where that
 * fails, each message is counted alone, and only those that fail again come back.
 */
export const countAll = (count: (sources: readonly Source[]) => Promise<number>) => {
  const watch = createBatchWatch();
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
    const failed = await failures(count, Records);
    watch(
      Records.map(({ messageId }) => messageId),
      failed,
    );
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  });
};

const failures = async (
  count: (sources: readonly Source[]) => Promise<number>,
  records: SQSEvent['Records'],
): Promise<string[]> => {
  try {
    const changed = await count(records.flatMap(({ body }) => sourcesIn(body)));
    log('sources.counted', { messages: records.length, changed });
    return [];
  } catch (error) {
    log('sources.failed', { messages: records.length, code: codeOf(error) });
    const ids: string[] = [];
    for (const { messageId, body } of records)
      await inLog({ sqsMessageId: messageId }, async () => {
        try {
          await count(sourcesIn(body));
        } catch (alone) {
          log('record.failed', { sqsMessageId: messageId, code: codeOf(alone) });
          ids.push(messageId);
        }
      });
    return ids;
  }
};
