import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number] & {
  /** Names the write when its condition fails. */
  name: string;
};
export type TransactResult =
  | { kind: 'written' }
  | { kind: 'conflict' /** Writes whose condition failed. */; failed: { name: string; item: unknown }[] };

/**
 * Writes all or nothing. A failed condition or a concurrent transaction comes back as `conflict`, with the item
 * found in the way where the write asked for it; anything else is thrown as the SDK throws it.
 */
export const transact = async (
  client: DynamoDBDocumentClient,
  writes: readonly Write[],
): Promise<TransactResult> => {
  try {
    await client.send(
      new TransactWriteCommand({ TransactItems: writes.map(({ name: _, ...write }) => write) }),
    );
    return { kind: 'written' };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const conflicts = reasons.flatMap(({ Code, Item }, index) =>
      Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict'
        ? [{ name: writes[index]?.name ?? '', item: Item ? unmarshall(Item) : undefined }]
        : [],
    );
    if (conflicts.length === 0) throw error;
    return { kind: 'conflict', failed: conflicts };
  }
};
