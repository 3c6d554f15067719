import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { createSend } from '../../aws/queues.ts';
import { createDocumentClient } from '../../store/client.ts';
import type { Key } from '../../store/keys.ts';

const table = createDocumentClient();

export const send = createSend();

/** Strongly consistent. */
export const read = async (
  TableName: string,
  { PK, SK }: Key,
): Promise<Record<string, unknown> | undefined> => {
  const { Item } = await table.send(new GetCommand({ TableName, Key: { PK, SK }, ConsistentRead: true }));
  return Item;
};
