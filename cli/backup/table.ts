import {
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  paginateScan,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import type { StoredItem } from './item-lines.ts';
import { createSum, type Sum } from './sum.ts';

/** Every item of a table, by a consistent scan. Only operators' commands scan a table: no function may. */
export async function* itemsIn(client: DynamoDBClient, table: string): AsyncGenerator<StoredItem> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true }))
    yield* Items;
}

/** Counts and hash of a table. */
export const sumOf = async (client: DynamoDBClient, table: string): Promise<Sum> => {
  const sum = createSum();
  for await (const item of itemsIn(client, table)) sum.add(item);
  return sum.result();
};

/** The most items that BatchWriteItem takes at once. */
const BATCH = 25;
const ATTEMPTS = 8;

const writeBatch = async (
  client: DynamoDBClient,
  table: string,
  items: readonly StoredItem[],
): Promise<void> => {
  let left: Record<string, { PutRequest: { Item: StoredItem } }[]> | undefined = {
    [table]: items.map((Item) => ({ PutRequest: { Item } })),
  };
  for (let attempt = 1; left?.[table]?.length; attempt++) {
    if (attempt > ATTEMPTS)
      throw new Error(`la table ${table} refuse encore des écritures après ${ATTEMPTS} essais`);
    const result: BatchWriteItemCommandOutput = await client.send(
      new BatchWriteItemCommand({ RequestItems: left }),
    );
    const again = (result.UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) =>
      PutRequest?.Item ? [{ PutRequest: { Item: PutRequest.Item } }] : [],
    );
    left = again.length > 0 ? { [table]: again } : undefined;
    if (left) await new Promise((wake) => setTimeout(wake, 50 * 2 ** attempt));
  }
};

/**
 * Writes items into an empty table, and returns their sum.
 *
 * @throws Error when the table holds anything: an import never mixes with existing items
 */
export const importInto = async (
  client: DynamoDBClient,
  table: string,
  items: AsyncIterable<StoredItem>,
): Promise<Sum> => {
  const { Items = [] } = await client.send(
    new ScanCommand({ TableName: table, Limit: 1, ConsistentRead: true }),
  );
  if (Items.length > 0) throw new Error(`la table ${table} n’est pas vide`);
  const sum = createSum();
  let batch: StoredItem[] = [];
  for await (const item of items) {
    sum.add(item);
    batch.push(item);
    if (batch.length < BATCH) continue;
    await writeBatch(client, table, batch);
    batch = [];
  }
  if (batch.length > 0) await writeBatch(client, table, batch);
  return sum.result();
};

/** Creates a table with the keys and indexes of another. It has no stream: imported items must not send notices and replies again. */
export const createLike = async (client: DynamoDBClient, model: string, name: string): Promise<void> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: model }));
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: Table?.KeySchema ?? [],
      AttributeDefinitions: Table?.AttributeDefinitions ?? [],
      GlobalSecondaryIndexes: Table?.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
    }),
  );
};

export const dropTable = async (client: DynamoDBClient, name: string): Promise<void> => {
  await client.send(new DeleteTableCommand({ TableName: name }));
};
