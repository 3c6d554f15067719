import { DynamoDBClient, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
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
  return DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
};
