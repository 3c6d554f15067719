import {
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { caseOf } from '../../domain/case/case-of.ts';
import { arrete } from '../../domain/indicateurs/responsabilites.ts';
import { HubError } from '../../errors.ts';
import { type Order, schemaVersion } from '../../store/items.ts';
import { caseKey, dueOf, eventKey, type Key, tombstoneKey } from '../../store/keys.ts';
import { transactAgain } from '../../store/transact.ts';
import { updateCase } from '../../store/update-case.ts';
import { PLACES } from '../../store/writes.ts';
import { solder } from '../indicateurs/solder.ts';
import type { BucketNames, Buckets } from './buckets.ts';
import { type CaseCopies, caseCopies, holdPrefix } from './case-copies.ts';

export type EraseDeps = {
  client: DynamoDBDocumentClient;
  table: string;
  matchingKey: string;
  buckets: BucketNames;
  objects: Buckets;
};

/** How many copies went: items of the table, versions of objects. */
export type Erased = { items: number; objects: number };

const digestSchema = z.looseObject({ rows: z.array(z.looseObject({ caseId: z.string() })) });

/**
 * Erases a case and every copy that its items lead to, and leaves a tombstone that names nobody. The summary is first marked as
 * being erased: from then on nothing is filed in the case, so that no message is lost with it. The copies go next and the summary
 * last: stopped midway, the same call, or the next watch, finds what is left. Undefined when nothing was left.
 *
 * @throws HubError `CASE_CHANGED` (retryable): a message came meanwhile, decide again; `DIGEST_DUE` (retryable)
 */
export const eraseCase = async (
  deps: EraseDeps,
  caseId: string,
  order: Order,
): Promise<Erased | undefined> => {
  const copies = await caseCopies(deps, caseId);
  if (!copies) return undefined;
  const { client, table } = deps;
  const version = await beginErasure(deps, copies, order);
  let objects = 0;
  for (const { bucket, key } of copies.objects) objects += await deps.objects.removeKey(bucket, key);
  objects += await deps.objects.removeUnder(deps.buckets.hold, holdPrefix(caseId));
  for (const digest of copies.digests) await takeOffDigest(deps, digest, caseId);
  await settleCount(deps, copies, order.at);
  await removeItems(client, table, [...copies.elsewhere, ...copies.places, ...copies.beside]);
  const items = copies.elsewhere.length + copies.beside.length + copies.events.length + 1;
  await endCase(deps, copies, version, copies.summary?.erasing ?? order, { items, objects });
  return { items, objects };
};

/** What the case counts for stays counted; a case left without events was settled by an erasure that stopped midway. */
const settleCount = async (
  { client, table }: EraseDeps,
  { caseId, events }: CaseCopies,
  at: string,
): Promise<void> => {
  if (events.length === 0) return;
  const { arrondissement = 'sans', apport } = caseOf(events, parisDay(at));
  await solder({ client, table, now: () => at }, caseId, arrondissement, arrete(apport, parisDay(at)));
};

/**
 * Marks the summary as being erased, takes the case off the worklist, and makes it due today so that the watch resumes an
 * interrupted erasure. Gives the summary's version.
 */
const beginErasure = async (
  { client, table }: EraseDeps,
  { caseId, summary }: CaseCopies,
  order: Order,
): Promise<number | undefined> => {
  if (!summary || summary.erasing) return summary?.version;
  const version = summary.version + 1;
  const { dueKey, dueSort } = dueOf(caseId, parisDay(order.at));
  const begun = await updateCase(client, table, caseId, summary.version, {
    set: { erasing: order, version, dueKey, dueSort },
    remove: [...PLACES, 'apart'],
  });
  if (!begun) throw new HubError('CASE_CHANGED', 'the case changed meanwhile', { retryable: true });
  return version;
};

/**
 * Deletes items by their keys, whether they exist or not, 25 in each request.
 *
 * @throws HubError `TABLE_BUSY` (retryable) when the table throttled some
 */
const removeItems = async (
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
): Promise<void> => {
  const all = [...new Map(keys.map(({ PK, SK }) => [`${PK}|${SK}`, { PK, SK }])).values()];
  for (let start = 0; start < all.length; start += 25) {
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({
        RequestItems: { [table]: all.slice(start, start + 25).map((Key) => ({ DeleteRequest: { Key } })) },
      }),
    );
    if (UnprocessedItems?.[table]?.length)
      throw new HubError('TABLE_BUSY', 'deletion throttled', { retryable: true });
  }
};

/** Takes a case's lines out of a digest, and deletes a digest left without any. */
const takeOffDigest = async ({ client, table }: EraseDeps, key: Key, caseId: string): Promise<void> => {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
  if (!Item) return;
  const digest = digestSchema.parse(Item);
  const rows = digest.rows.filter((row) => row.caseId !== caseId);
  if (rows.length === 0) return removeItems(client, table, [key]);
  if (rows.length === digest.rows.length) return;
  // Writing the item would make the stream send the digest a second time.
  if (digest.status === 'due')
    throw new HubError('DIGEST_DUE', 'a digest about the case is on its way', { retryable: true });
  await client.send(new PutCommand({ TableName: table, Item: { ...digest, rows } }));
};

/** Events deleted with the summary in one transaction. The oldest of a longer history go before, and the summary is left as it is. */
const MOST_EVENTS = 90;

const endCase = async (
  { client, table }: EraseDeps,
  { caseId, events }: CaseCopies,
  version: number | undefined,
  { by, at, cause }: Order,
  erased: Erased,
): Promise<void> => {
  const keys = events.map(({ actDate, id }) => eventKey(caseId, actDate, id));
  await removeItems(client, table, keys.slice(0, -MOST_EVENTS));
  const result = await transactAgain(client, [
    ...keys.slice(-MOST_EVENTS).map((Key) => ({ name: 'event', Delete: { TableName: table, Key } })),
    {
      name: 'case',
      Delete: {
        TableName: table,
        Key: caseKey(caseId),
        ...(version === undefined
          ? { ConditionExpression: 'attribute_not_exists(PK)' }
          : {
              ConditionExpression: '#version = :version',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':version': version },
            }),
      },
    },
    {
      name: 'tombstone',
      Put: {
        TableName: table,
        Item: {
          ...tombstoneKey(caseId),
          entity: 'TOMBSTONE',
          schemaVersion,
          caseId,
          erasedAt: at,
          by,
          cause,
          ...erased,
        },
      },
    },
  ]);
  if (result.kind === 'refused')
    throw new HubError('CASE_CHANGED', 'the case changed while it was erased', { retryable: true });
};

const tombstoneSchema = z.object({ erasedAt: z.string(), by: z.string(), cause: z.string() });

/** The tombstone of a case: that it was erased, by whom and when; undefined when it was not. One request. */
export const readTombstone = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
): Promise<z.infer<typeof tombstoneSchema> | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: tombstoneKey(caseId), ConsistentRead: true }),
  );
  return tombstoneSchema.safeParse(Item).data;
};
