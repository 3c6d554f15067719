import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type * as z from 'zod';
import { HubError } from '../errors.ts';
import { log } from '../log/log.ts';

/**
 * Frame of every stream-fed function: items one by one in the stream's order; the first that fails stops the batch
 * and is where it resumes (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html).
 */
export const streamConsumer = <T>(schema: z.ZodType<T>, consume: (item: T) => Promise<unknown>) =>
  middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async (event) => {
    for (const record of event.Records) {
      try {
        await consume(itemOf(schema, record));
      } catch (error) {
        log('record.failed', { sequence: record.dynamodb?.SequenceNumber, code: codeOf(error) });
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  });

const codeOf = (error: unknown): string =>
  error instanceof HubError ? error.code : error instanceof Error ? error.name : 'UNKNOWN';

const itemOf = <T>(schema: z.ZodType<T>, { dynamodb }: DynamoDBRecord): T => {
  const parsed = schema.safeParse(unmarshall(attributesOf(dynamodb?.NewImage)));
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new HubError('ITEM_UNREADABLE', `item of an unknown shape: ${paths}`, { retryable: false });
};

/** The event's and the SDK's attribute types differ by name only; the schema judges what comes out. */
const attributesOf = (image: unknown): Record<string, AttributeValue> =>
  (image ?? {}) as Record<string, AttributeValue>;
