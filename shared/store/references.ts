import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { referenceOf } from '../domain/reference/reference.ts';
import { counterKey, type Key } from './keys.ts';

const counterSchema = z.object({ reserved: z.int() });
const BLOCK = 25;

/**
 * Gives case references one by one. Numbers are reserved from the year's counter 25 at a time, so that under load the counter
 * takes one write for 25 new cases. What an instance does not use leaves a gap, never a repeat.
 */
export const createReferences = (client: DynamoDBDocumentClient, table: string, departement: string) => {
  const blocks = new Map<number, Promise<{ next: number; end: number }>>();

  const reserve = async (year: number): Promise<{ next: number; end: number }> => {
    const key: Key = counterKey(departement, year);
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: table,
        Key: key,
        UpdateExpression: 'ADD reserved :block SET entity = :entity, schemaVersion = :one',
        ExpressionAttributeValues: { ':block': BLOCK, ':entity': 'COUNTER', ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    const { reserved } = counterSchema.parse(Attributes);
    return { next: reserved - BLOCK + 1, end: reserved };
  };

  /** The next unused reference of the year of opening (Europe/Paris). */
  return async (year: number): Promise<string> => {
    for (;;) {
      const pending = blocks.get(year) ?? reserve(year);
      blocks.set(year, pending);
      const block = await pending.catch((error: unknown) => {
        blocks.delete(year);
        throw error;
      });
      if (block.next <= block.end) return referenceOf(departement, year, block.next++);
      if (blocks.get(year) === pending) blocks.delete(year);
    }
  };
};
