import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Key } from './keys.ts';
import { readMany } from './read-many.ts';

type Row = Record<string, unknown>;

/** Who changed an entry of a register, when, and how. */
export const changeSchema = z.object({ at: z.iso.datetime(), by: z.string(), what: z.string() });
export type Change = z.infer<typeof changeSchema>;

/** The items of a partition whose sort key begins so, all of them, in its order. Consistent. */
export const rowsOf = async (
  client: DynamoDBDocumentClient,
  TableName: string,
  PK: string,
  prefix: string,
): Promise<Row[]> => {
  const rows: Row[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: 'PK = :pk AND begins_with(SK, :prefix)',
      ExpressionAttributeValues: { ':pk': PK, ':prefix': prefix },
    },
  );
  for await (const { Items = [] } of pages) rows.push(...Items);
  return rows;
};

/**
 * Two items in one consistent request: an entry, and what was kept for it. Each is undefined when it is not there.
 *
 * @throws HubError `TABLE_BUSY` (retryable) when a key was left: that is no answer, and nobody is refused for it
 */
export const readTogether = async (
  client: DynamoDBDocumentClient,
  TableName: string,
  keys: readonly [Key, Key],
): Promise<[Row | undefined, Row | undefined]> => {
  const items = await readMany(client, TableName, keys);
  const at = (key: Key): Row | undefined => items.find(({ PK, SK }) => PK === key.PK && SK === key.SK);
  return [at(keys[0]), at(keys[1])];
};
