import {
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { HubError } from '../errors.ts';
import { itemBytes, limits } from '../limits.ts';
import { ofItem, toItem } from './client.ts';
import { isContended, jitter, type Pause, untilQuiet } from './contention.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number] & {
  /** Names the write when its condition fails. */
  name: string;
};

/** Counted once for each write: both the code that cuts it in steps and the code that sends it ask. */
const counted = new WeakMap<Write, number>();

/** Bytes of a write, near enough: its item, or its key and values. */
export const bytesOfWrite = (write: Write): number => {
  const bytes = counted.get(write) ?? countBytes(write);
  counted.set(write, bytes);
  return bytes;
};
const countBytes = ({ Put, Update, Delete }: Write): number =>
  Put
    ? itemBytes(Put.Item ?? {})
    : itemBytes({ ...(Update ?? Delete)?.Key, ...Update?.ExpressionAttributeValues });

/** Checks sizes before sending. DynamoDB refuses what exceeds its limits at every retry, and says so only in the text of its error. */
const checkSizes = (writes: readonly Write[]): void => {
  const large = writes.find((write) => bytesOfWrite(write) > limits.itemBytes);
  if (large)
    throw new HubError('ITEM_TOO_LARGE', `${large.name}: ${bytesOfWrite(large)} bytes`, { retryable: false });
  const bytes = writes.reduce((sum, write) => sum + bytesOfWrite(write), 0);
  if (writes.length > limits.transactionItems || bytes > limits.transactionBytes)
    throw new HubError('TRANSACTION_TOO_LARGE', `${writes.length} items, ${bytes} bytes`, {
      retryable: false,
    });
};

const itemOf = ({ Put, Update, Delete, ConditionCheck }: Write): TransactWriteItem => ({
  ...(Put && {
    Put: { ...Put, Item: toItem(Put.Item ?? {}), ExpressionAttributeValues: valuesOf(Put) },
  }),
  ...(Update && {
    Update: { ...Update, Key: toItem(Update.Key ?? {}), ExpressionAttributeValues: valuesOf(Update) },
  }),
  ...(Delete && {
    Delete: { ...Delete, Key: toItem(Delete.Key ?? {}), ExpressionAttributeValues: valuesOf(Delete) },
  }),
  ...(ConditionCheck && {
    ConditionCheck: {
      ...ConditionCheck,
      ConditionExpression: ConditionCheck.ConditionExpression,
      Key: toItem(ConditionCheck.Key ?? {}),
      ExpressionAttributeValues: valuesOf(ConditionCheck),
    },
  }),
});
const valuesOf = ({
  ExpressionAttributeValues: values,
}: {
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
}) => values && toItem(values);

/** Writes whose condition failed, with the item found in the way where the write asked for it. */
type Refused = { kind: 'refused'; failed: { name: string; item: unknown }[] };

/**
 * `refused`: what is stored is not what the writer expected, and only reading again tells what to do. `contended`: another writer
 * was at the same items at that moment, which says nothing of what is stored.
 */
export type TransactResult = { kind: 'written' } | Refused | { kind: 'contended' };

/**
 * Writes all or nothing, once. It is for a caller that reads and decides again in both cases; `transactAgain` is for one that
 * would write the same again. Any other error is thrown as the SDK throws it.
 *
 * @throws HubError `ITEM_TOO_LARGE`, `TRANSACTION_TOO_LARGE`: nothing was sent
 */
export const transact = async (
  client: DynamoDBDocumentClient,
  writes: readonly Write[],
): Promise<TransactResult> => {
  checkSizes(writes);
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: writes.map(itemOf) }));
    return { kind: 'written' };
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
    // A failed condition is reported with what is stored, even when the transaction also met another one.
    const failed = reasons.flatMap(({ Code, Item }, index) =>
      Code === 'ConditionalCheckFailed'
        ? [{ name: writes[index]?.name ?? '', item: Item ? ofItem(Item) : undefined }]
        : [],
    );
    if (failed.length > 0) return { kind: 'refused', failed };
    if (isContended(error)) return { kind: 'contended' };
    throw error;
  }
};

/**
 * Writes all or nothing. When it meets another writer, the same writes are tried again.
 *
 * @throws HubError `TABLE_CONTENDED` (retryable) when every attempt met one
 */
export const transactAgain = (
  client: DynamoDBDocumentClient,
  writes: readonly Write[],
  pause: Pause = jitter,
): Promise<Exclude<TransactResult, { kind: 'contended' }>> =>
  untilQuiet(async () => {
    const result = await transact(client, writes);
    return result.kind === 'contended' ? undefined : result;
  }, pause);
