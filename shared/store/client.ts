import { type AttributeValue, DynamoDBClient, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { jitter, untilQuiet } from './contention.ts';

/**
 * A document client as the stores expect it: absent fields are left out of items, and a write of one item that meets a
 * transaction on it is tried again, which the SDK does not do by itself
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
  // It works out what a line of log would hold, and nobody reads it.
  base.middlewareStack.remove('loggerMiddleware');
  return DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
};

/**
 * What every message costs (reads of its case and of its blocks, its transaction) is sent by the plain commands, which the same
 * client takes: the document ones look for values to convert all over a request and its answer, a quarter of a message's time.
 */
export const toItem = (values: Record<string, unknown>): Record<string, AttributeValue> =>
  marshall(values, { removeUndefinedValues: true });
export const ofItem = (item: Record<string, AttributeValue>): Record<string, unknown> => unmarshall(item);
