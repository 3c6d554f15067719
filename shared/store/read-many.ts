import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { HubError } from '../errors.ts';
import { ofItem, toItem } from './client.ts';
import { jitter } from './contention.ts';
import type { Key } from './keys.ts';

/** Keys that one request reads at most. */
const AT_ONCE = 100;
/** Requests in a row that read nothing: the table is throttled. */
const TRIES = 5;

/** The attributes to read of each item, as DynamoDB writes them. */
type Attributes = { readonly expression: string; readonly names?: Record<string, string> };

/**
 * The items that are there among these keys, in no order. Consistent. One request for each hundred keys, all at once, and as many as it
 * takes for what one leaves: it gives 16 MB at most
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html).
 *
 * @param keys one may come twice
 * @throws HubError `TABLE_BUSY` (retryable)
 */
export const readMany = async (
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
  attributes?: Attributes,
): Promise<Record<string, unknown>[]> => {
  const all = [...new Map(keys.map((key) => [`${key.PK}|${key.SK}`, toItem(key)])).values()];
  const batches = Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, n) =>
    all.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );
  const read = await Promise.all(batches.map((some) => readBatch(client, table, some, attributes)));
  return read.flat();
};

type Keys = ReturnType<typeof toItem>[];

const readBatch = async (
  client: DynamoDBDocumentClient,
  table: string,
  keys: Keys,
  attributes?: Attributes,
): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = [];
  const part = attributes && {
    ProjectionExpression: attributes.expression,
    ExpressionAttributeNames: attributes.names,
  };
  let asked = keys;
  for (let failed = 0; asked.length > 0; ) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: asked, ConsistentRead: true, ...part } } }),
    );
    items.push(...(Responses?.[table] ?? []).map(ofItem));
    const left = UnprocessedKeys?.[table]?.Keys ?? [];
    failed = left.length < asked.length ? 0 : failed + 1;
    if (failed === TRIES) throw new HubError('TABLE_BUSY', 'keys were left', { retryable: true });
    if (left.length > 0) await jitter(failed);
    asked = left;
  }
  return items;
};
