import type { BatchGetItemCommandInput, BatchGetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMany } from '../../shared/store/read-many.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
const keyOf = (n: number) => ({ PK: `MANY#${n}`, SK: 'X' });
beforeAll(async () => {
  store = await startTable();
  for (let n = 0; n < 150; n += 1)
    await store.client.send(new PutCommand({ TableName: store.table, Item: { ...keyOf(n), n, other: 'x' } }));
});
afterAll(() => store?.stop());

/** Leaves keys of each request: what a table does that is throttled, or that would give more than 16 MB. */
const leaving = async <T>(answered: (asked: number) => number, run: () => Promise<T>): Promise<T> => {
  const { base, table } = store;
  base.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'BatchGetItemCommand') return next(args);
        const input = args.input as BatchGetItemCommandInput;
        const { Keys = [], ...rest } = input.RequestItems?.[table] ?? {};
        const some = Keys.slice(0, answered(Keys.length));
        const left = Keys.slice(some.length);
        const UnprocessedKeys = left.length > 0 ? { [table]: { Keys: left, ...rest } } : {};
        if (some.length === 0)
          return { response: {}, output: { $metadata: {}, Responses: {}, UnprocessedKeys } as never };
        const result = await next({
          ...args,
          input: { RequestItems: { [table]: { Keys: some, ...rest } } } as never,
        });
        return {
          ...result,
          output: { ...(result.output as BatchGetItemCommandOutput), UnprocessedKeys } as never,
        };
      },
    { step: 'initialize', name: 'leaving', priority: 'low' },
  );
  try {
    return await run();
  } finally {
    base.middlewareStack.remove('leaving');
  }
};
const numbers = (items: readonly Record<string, unknown>[]) =>
  items.map(({ n }) => Number(n)).sort((a, b) => a - b);
const upTo = (most: number) => Array.from({ length: most }, (_, n) => n);

describe('many items by their keys', () => {
  it('are asked for by hundreds, each once, and those that are not there are left out', async () => {
    store.takeRequests();
    const keys = [...upTo(160).map(keyOf), keyOf(3), keyOf(3)];
    expect(numbers(await readMany(store.client, store.table, keys))).toEqual(upTo(150));
    expect(store.takeRequests()).toBe(2);
  });

  it('ask nothing for no key', async () => {
    store.takeRequests();
    expect(await readMany(store.client, store.table, [])).toEqual([]);
    expect(store.takeRequests()).toBe(0);
  });

  it('have the attributes that are asked for', async () => {
    expect(
      await readMany(store.client, store.table, [keyOf(1)], { expression: '#n', names: { '#n': 'n' } }),
    ).toEqual([{ n: 1 }]);
  });

  it('are all read when a request leaves some', async () => {
    const items = await leaving(
      (asked) => Math.ceil(asked / 3),
      () => readMany(store.client, store.table, upTo(150).map(keyOf)),
    );
    expect(numbers(items)).toEqual(upTo(150));
  });

  it('are no answer while the table leaves all: the caller may try again', async () => {
    await expect(
      leaving(
        () => 0,
        () => readMany(store.client, store.table, [keyOf(1)]),
      ),
    ).rejects.toMatchObject({ code: 'TABLE_BUSY', retryable: true });
  });
});
