import { type AttributeValue, DynamoDBClient, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { jitter, untilQuiet } from './contention.ts';

/**
 * A document client as the stores expect it. Absent fields are left out of items. A write of one item that conflicts with a
 * transaction is tried again, which the SDK does not do by itself
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling).
 */
export const createDocumentClient = (base = new DynamoDBClient({})): DynamoDBDocumentClient => {
  base.middlewareStack.add(
    (next) => (args) =>
      untilQuiet(async () => {
        try {
          return await next(args);
        } catch (error) {
          if (error instanceof TransactionConflictException) return undefined;
          throw error;
        }
      }, jitter),
    { step: 'initialize', name: 'untilQuiet' },
  );
  // This SDK middleware prepares a log line for each request, which nobody reads.
  base.middlewareStack.remove('loggerMiddleware');
  return DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
};

/**
 * Converts an item for the plain commands. The requests that every message makes (reads of its case and blocks, its transaction)
 * use them on the same client: document commands search the whole request and answer for values to convert, which took a quarter
 * of a message's time.
 */
export const toItem = (values: Record<string, unknown>): Record<string, AttributeValue> =>
  marshall(values, { removeUndefinedValues: true });
export const ofItem = (item: Record<string, AttributeValue>): Record<string, unknown> => unmarshall(item);
