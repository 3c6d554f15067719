import {
  type DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

const text = z.union([z.string(), z.object({ S: z.string() }).transform(({ S }) => S)]);
const keySchema = z.object({ PK: text, SK: text }).transform(({ PK, SK }) => `${PK} ${SK}`);
const writeSchema = z
  .object({ Key: keySchema.optional(), Item: keySchema.optional() })
  .transform(({ Key, Item }) => Key ?? Item ?? '');
const transactionSchema = z.object({ TransactItems: z.array(z.record(z.string(), writeSchema)) });

const keysOf = (input: object): string[] => {
  const transaction = transactionSchema.safeParse(input);
  if (transaction.success) return transaction.data.TransactItems.flatMap((item) => Object.values(item));
  return [writeSchema.parse(input)];
};
const conflict = (codes: readonly string[]): Error =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const $metadata = { httpStatusCode: 400 };

/**
 * Makes a client refuse writes as DynamoDB does. The embedded engine is serial and never has to. A transaction is refused when
 * another write is under way on one of its items; a single write is refused when a transaction is under way on its item.
 *
 * @returns `turnedAway`, the refused writes by command; `turnAway(n)` makes the client refuse the next `n` writes in any case
 */
export const withConflicts = (base: DynamoDBClient) => {
  const inHand = new Map<string, 'transaction' | 'write'>();
  const turnedAway: Record<string, number> = {};
  let left = 0;
  base.middlewareStack.add(
    (next, context) => async (args) => {
      const command = context.commandName ?? '';
      if (!/^(TransactWrite|Put|Update|Delete)/.test(command)) return next(args);
      const transaction = command.startsWith('Transact');
      const keys = keysOf(args.input);
      const held = keys.map((key) => {
        const by = inHand.get(key);
        return by === 'transaction' || (transaction && by === 'write');
      });
      const forced = left > 0;
      if (forced || held.includes(true)) {
        if (forced) left -= 1;
        turnedAway[command] = (turnedAway[command] ?? 0) + 1;
        throw transaction
          ? conflict(
              held.map((one, index) => (one || (forced && index === 0) ? 'TransactionConflict' : 'None')),
            )
          : new TransactionConflictException({ message: 'Transaction is ongoing for the item', $metadata });
      }
      for (const key of keys) inHand.set(key, transaction ? 'transaction' : 'write');
      try {
        return await next(args);
      } finally {
        for (const key of keys) inHand.delete(key);
      }
    },
    { step: 'build', name: 'withConflicts' },
  );
  return {
    turnedAway,
    turnAway: (count: number): void => {
      left = count;
    },
  };
};
