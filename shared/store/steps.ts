import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { CivilDate } from '../domain/calendar/civil-date.ts';
import { HubError } from '../errors.ts';
import { bytesOf, limits } from '../limits.ts';
import { schemaVersion } from './items.ts';
import { dueOf, type Key, stepKey } from './keys.ts';
import { bytesOfWrite, type TransactResult, transact, transactAgain, type Write } from './transact.ts';

/**
 * Writes that follow from a case's decision without being part of it: each has the same effect whenever it is written, and is
 * written once.
 */
const entailed: readonly string[] = [
  'notice',
  'release',
  'listed',
  'block',
  'unblock',
  'review',
  'arrived',
  'claimMoved',
];

/** Bytes of writes kept in one item: well under the limits of an item and of a transaction. */
const STEP_BYTES = 256 * 1024;
/** Writes of one step, beside its own mark and those of its cases: under the 100 of a transaction. */
const STEP_WRITES = 90;

const caseSchema = z.object({
  PK: z.string(),
  SK: z.string(),
  caseId: z.string(),
  version: z.int(),
  dueKey: z.optional(z.string()),
  dueSort: z.optional(z.string()),
});
type CaseDue = z.infer<typeof caseSchema>;

/**
 * Writes what one or two cases have become. What exceeds a transaction goes in steps. The first transaction takes all that
 * decides (marker, events, summaries, claims), keeps the other writes beside the case, and marks its summary `left`, due today.
 * The steps follow at once, each in a transaction that ends with the step's own mark; the last one removes the summary's mark.
 * When the work stops in between, whoever next reads the case to write it finishes the steps (`finishSteps`), the watch at the
 * latest: nobody decides on a half-written case.
 *
 * @param owner the case beside which the steps are kept
 * @param today Europe/Paris
 * @throws HubError `TRANSACTION_TOO_LARGE` when the deciding writes alone exceed a transaction's limits
 */
export const writeInSteps = async (
  client: DynamoDBDocumentClient,
  table: string,
  writes: readonly Write[],
  owner: string,
  today: CivilDate,
): Promise<TransactResult> => {
  const bytes = writes.reduce((sum, write) => sum + bytesOfWrite(write), 0);
  if (writes.length <= limits.transactionItems && bytes <= limits.transactionBytes)
    return transact(client, writes);
  const deciding = writes.filter(({ name }) => !entailed.includes(name));
  const cases = deciding.flatMap(({ Put }) => caseSchema.safeParse(Put?.Item).data ?? []);
  const steps = packed(writes.filter(({ name }) => entailed.includes(name)));
  const version = Math.max(...cases.map((one) => one.version));
  const result = await transact(client, [
    ...deciding.map((write) => marked(write, owner, today)),
    ...steps.map((own, n) =>
      stepWrite(table, owner, stepKey(owner, version, n), own, n === steps.length - 1 ? cases : []),
    ),
  ]);
  if (result.kind === 'written') await finishSteps(client, table, owner);
  return result;
};

const packed = (writes: readonly Write[]): Write[][] => {
  const steps: Write[][] = [];
  let bytes = 0;
  for (const write of writes) {
    const own = bytesOf(JSON.stringify(write));
    const step = steps.at(-1);
    if (!step || step.length >= STEP_WRITES || bytes + own > STEP_BYTES) {
      steps.push([write]);
      bytes = own;
    } else {
      step.push(write);
      bytes += own;
    }
  }
  return steps;
};

/** A summary marked with the case beside which its remaining writes are kept; any other write as it is. */
const marked = (write: Write, owner: string, today: CivilDate): Write => {
  const found = caseSchema.safeParse(write.Put?.Item).data;
  if (!write.Put || !found) return write;
  const Item = { ...write.Put.Item, left: owner, ...dueOf(found.caseId, today) };
  return { ...write, Put: { ...write.Put, Item } };
};

const stepWrite = (
  table: string,
  caseId: string,
  key: Key,
  writes: readonly Write[],
  cases: readonly CaseDue[],
): Write => ({
  name: 'step',
  Put: {
    TableName: table,
    Item: {
      ...key,
      entity: 'STEP',
      schemaVersion,
      caseId,
      writes: JSON.stringify([...writes, ...cases.map((one) => settledWrite(table, one))]),
    },
    ConditionExpression: 'attribute_not_exists(PK)',
  },
});

/** Removes a summary's mark: nothing is left to write, and its next day is its own again. */
const settledWrite = (table: string, { PK, SK, version, dueKey, dueSort }: CaseDue): Write => {
  const due = dueKey !== undefined && dueSort !== undefined;
  return {
    name: 'case',
    Update: {
      TableName: table,
      Key: { PK, SK },
      UpdateExpression: due
        ? 'SET #version = :next, dueKey = :key, dueSort = :sort REMOVE #left'
        : 'SET #version = :next REMOVE #left, dueKey, dueSort',
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version', '#left': 'left' },
      ExpressionAttributeValues: {
        ':version': version,
        ':next': version + 1,
        ...(due && { ':key': dueKey, ':sort': dueSort }),
      },
    },
  };
};

const stepSchema = z.object({ PK: z.string(), SK: z.string(), writes: z.optional(z.string()) });
const writesSchema = z.array(z.looseObject({ name: z.string() }));

/**
 * Writes the steps that are left beside a case, in order. Several callers may do it at once: each step is written once. A write
 * whose condition no longer holds is already done, and is left out.
 *
 * @throws HubError `TABLE_CONTENDED` (retryable)
 */
export const finishSteps = async (
  client: DynamoDBDocumentClient,
  table: string,
  owner: string,
): Promise<void> => {
  const query = {
    TableName: table,
    KeyConditionExpression: 'PK = :case AND begins_with(SK, :step)',
    ExpressionAttributeValues: { ':case': stepKey(owner).PK, ':step': stepKey(owner).SK },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    for (const item of Items) {
      const { PK, SK, writes } = stepSchema.parse(item);
      if (writes !== undefined)
        await finishStep(client, table, { PK, SK }, writesSchema.parse(JSON.parse(writes)));
    }
  }
};

const finishStep = async (
  client: DynamoDBDocumentClient,
  table: string,
  key: Key,
  writes: readonly Write[],
): Promise<void> => {
  // The step is emptied, not deleted: functions that file have no right to delete from a case's partition.
  const done: Write = {
    name: 'step',
    Update: {
      TableName: table,
      Key: key,
      UpdateExpression: 'REMOVE writes',
      ConditionExpression: 'attribute_exists(writes)',
    },
  };
  // Each write is named by its index, to be found when it is refused.
  let left = writes.map((write, n): Write => ({ ...write, name: String(n) }));
  for (;;) {
    const result = await transactAgain(client, [done, ...left]);
    if (result.kind === 'written') return;
    const failed = new Set(result.failed.map(({ name }) => name));
    if (failed.has('step')) return;
    if (failed.size === 0) throw new HubError('STEP_REFUSED', 'a step was refused', { retryable: true });
    left = left.filter(({ name }) => !failed.has(name));
  }
};
