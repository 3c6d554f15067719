import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { HubError } from '../errors.ts';
import { inLog, log } from '../log/log.ts';

/** Records of a batch handled at once: each waits on the network, and a batch is ten at most. */
const WINDOW = 5;
/** Ids remembered as done by this instance. */
const MEMORY = 1_000;

/**
 * Frame of every stream-fed function: a batch in the stream's order, a few items at once; the earliest that fails is
 * where the batch resumes (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html). What
 * succeeded after it comes again, and this instance remembers that it is done; another instance would do it twice. Every line
 * logged for a record bears its item's trace: the only link to what wrote it, since X-Ray's stops at the table.
 */
export const streamConsumer = <T>(schema: z.ZodMiniType<T>, consume: (item: T) => Promise<unknown>) => {
  const done = new Set<string>();
  const attempt = (record: DynamoDBRecord): Promise<boolean> =>
    inLog({ trace: traceIn(record) }, () => attemptRecord(record));
  const attemptRecord = async (record: DynamoDBRecord): Promise<boolean> => {
    const sequence = record.dynamodb?.SequenceNumber ?? '';
    if (done.has(sequence)) return true;
    try {
      await consume(itemOf(schema, record));
      done.add(sequence);
      // Oldest first: a set keeps the order in which it was filled.
      const [oldest] = done;
      if (oldest !== undefined && done.size > MEMORY) done.delete(oldest);
      return true;
    } catch (error) {
      log('record.failed', { sequence, code: codeOf(error) });
      return false;
    }
  };
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async ({ Records }) => {
    for (let start = 0; start < Records.length; start += WINDOW) {
      const window = Records.slice(start, start + WINDOW);
      const succeeded = await Promise.all(window.map(attempt));
      const failed = window[succeeded.indexOf(false)];
      if (failed) return { batchItemFailures: [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] };
    }
    return { batchItemFailures: [] };
  });
};

const codeOf = (error: unknown): string =>
  error instanceof HubError ? error.code : error instanceof Error ? error.name : 'UNKNOWN';

const itemOf = <T>(schema: z.ZodMiniType<T>, { dynamodb }: DynamoDBRecord): T => {
  const parsed = schema.safeParse(unmarshall(attributesOf(dynamodb?.NewImage)));
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new HubError('ITEM_UNREADABLE', `item of an unknown shape: ${paths}`, { retryable: false });
};

const tracedSchema = z.object({ trace: z.object({ S: z.string() }) });
/** What names the message, or the run, that wrote the item. */
const traceIn = ({ dynamodb }: DynamoDBRecord): string | undefined =>
  tracedSchema.safeParse(dynamodb?.NewImage).data?.trace.S;

/** The event's and the SDK's attribute types differ by name only; the schema judges what comes out. */
const attributesOf = (image: unknown): Record<string, AttributeValue> =>
  (image ?? {}) as Record<string, AttributeValue>;
