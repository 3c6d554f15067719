import { createHmac } from 'node:crypto';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateScan,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { bookkeepingKinds, type CaseEvent } from '../domain/events/case-event.ts';
import { blockKeysOf } from '../domain/matching/block-keys.ts';
import { subjectOf } from '../domain/matching/subject.ts';
import { HubError } from '../errors.ts';
import { readCase } from '../store/case-store.ts';
import { schemaVersion } from '../store/items.ts';
import { blockKey, identityKey, type Key, rekeyKey } from '../store/keys.ts';
import { readMany } from '../store/read-many.ts';
import { transact, type Write } from '../store/transact.ts';
import { claimable } from './filing/case-writes.ts';
import type { Answer } from './recording/record-event.ts';

/** The old and the new key of matching. */
export type RekeyDeps = { client: DynamoDBDocumentClient; table: string; from: string; to: string };

/** Tells one key from another without revealing either. */
const fingerprintOf = (matchingKey: string): string =>
  createHmac('sha256', matchingKey).update('fingerprint').digest('hex').slice(0, 16);

const runSchema = z.object({ from: z.string(), to: z.string(), by: z.string(), at: z.string() });
const stateSchema = z.extend(runSchema, { done: z.boolean(), runs: z._default(z.array(runSchema), []) });
/** Most runs that the table remembers: a change of key, every few years, takes two or three. */
const MOST_RUNS = 100;

/**
 * Begins a change of key, or resumes the one that was begun, and keeps who ran it. Gives the instant it was begun, ISO UTC.
 *
 * @throws HubError `REKEY_SAME` when both keys are the same; `REKEY_OTHER` while a change between other keys is not ended;
 * `REKEY_NOT_IN_USE` when nothing is stored under the old key: with a wrong one, every claim would seem to belong to nobody
 */
export const beginRekey = async (deps: RekeyDeps, { by, at }: Answer): Promise<string> => {
  const { client, table, from, to } = deps;
  const keys = { from: fingerprintOf(from), to: fingerprintOf(to) };
  if (keys.from === keys.to)
    throw new HubError('REKEY_SAME', 'the new key is the old one', { retryable: false });
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: rekeyKey, ConsistentRead: true }),
  );
  const begun = stateSchema.safeParse(Item).data;
  const same = begun?.from === keys.from && begun.to === keys.to ? begun : undefined;
  if (begun && !same && !begun.done)
    throw new HubError('REKEY_OTHER', 'another change of key is not ended', { retryable: false });
  if (!same && !(await isInUse(deps)))
    throw new HubError('REKEY_NOT_IN_USE', 'nothing is under the key to go from', { retryable: false });
  const state = same ?? { ...keys, by, at, done: false };
  const runs = [...(begun?.runs ?? []), { ...keys, by, at }].slice(-MOST_RUNS);
  await client.send(
    new PutCommand({
      TableName: table,
      Item: { ...rekeyKey, entity: 'REKEY', schemaVersion, ...state, runs },
    }),
  );
  return state.at;
};

/** Whether the old key is the one in use: true as soon as one case has places under it, or when there is no case. */
const isInUse = async (deps: RekeyDeps): Promise<boolean> => {
  let none = true;
  for await (const caseId of casesIn(deps)) {
    none = false;
    const events = (await readCase(deps.client, deps.table, caseId))?.events ?? [];
    if ((await readItems(deps, unique(placesOf(deps.from, caseId, events)))).length > 0) return true;
  }
  return none;
};
const unique = (keys: readonly Key[]): Key[] => [...new Map(keys.map((key) => [nameOf(key), key])).values()];

/** Marks the change of key as ended, so that another may begin. */
export const endRekey = async ({ client, table }: RekeyDeps): Promise<void> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: rekeyKey, ConsistentRead: true }),
  );
  await client.send(new PutCommand({ TableName: table, Item: { ...Item, ...rekeyKey, done: true } }));
};

/** The keys of a case under one matching key: what its events claim, and its places in blocks, open or closed. */
const placesOf = (matchingKey: string, caseId: string, events: readonly CaseEvent[]): Key[] => {
  const told = events.filter(({ kind }) => !bookkeepingKinds.includes(kind));
  return [
    ...told.flatMap(claimable).map((identity) => identityKey(matchingKey, identity)),
    ...told
      .flatMap((event) => blockKeysOf(subjectOf(event)))
      .flatMap((key) => [true, false].map((open) => blockKey(matchingKey, key, open, caseId))),
  ];
};

const nameOf = ({ PK, SK }: Key): string => `${PK} ${SK}`;
type Item = Record<string, unknown> & Key;
const itemSchema = z.looseObject({ PK: z.string(), SK: z.string() });

const readItems = async ({ client, table }: RekeyDeps, keys: readonly Key[]): Promise<Item[]> =>
  (await readMany(client, table, keys)).map((item) => itemSchema.parse(item));

/** Places moved by one transaction: each takes two writes. */
const AT_ONCE = 25;

/**
 * Moves what a case claims, and its places in blocks, from the old key to the new one, contents unchanged. A few in each
 * transaction: stopped midway, the same call resumes. Gives how many moved, and the cases that claim one number under both keys.
 */
export const rekeyCase = async (
  deps: RekeyDeps,
  caseId: string,
): Promise<{ moved: number; twice: string[] }> => {
  const events = (await readCase(deps.client, deps.table, caseId))?.events ?? [];
  const [olds, news] = [placesOf(deps.from, caseId, events), placesOf(deps.to, caseId, events)];
  const goes = new Map(olds.map((key, n) => [nameOf(key), { from: key, to: news[n] ?? key }]));
  const items = await readItems(
    deps,
    [...goes.values()].map(({ from }) => from),
  );
  const under = fingerprintOf(deps.to);
  const writesOf = (item: Item): Write[] => {
    const { from, to } = goes.get(nameOf(item)) ?? { from: item, to: item };
    return [
      {
        name: 'put',
        Put: {
          TableName: deps.table,
          Item: { ...item, ...to, under },
          ConditionExpression: 'attribute_not_exists(PK)',
        },
      },
      { name: 'delete', Delete: { TableName: deps.table, Key: { PK: from.PK, SK: from.SK } } },
    ];
  };
  const twice: string[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const some = items.slice(start, start + AT_ONCE);
    const result = await transact(deps.client, some.flatMap(writesOf));
    if (result.kind === 'written') continue;
    // At least one of them already exists under the new key: moved one by one, each tells which.
    for (const item of some)
      twice.push(...(await moveAlone(deps, item, writesOf(item), goes.get(nameOf(item))?.to)));
  }
  return { moved: items.length, twice };
};

/** Moves one place. When another case already has it under the new key, that case keeps it, and both are given. */
const moveAlone = async (
  deps: RekeyDeps,
  item: Item,
  writes: readonly Write[],
  to: Key | undefined,
): Promise<string[]> => {
  const result = await transact(deps.client, writes);
  if (result.kind === 'written' || to === undefined) return [];
  const [there] = await readItems(deps, [to]);
  if (!there) throw new HubError('TABLE_BUSY', 'a place moved meanwhile', { retryable: true });
  await deps.client.send(new DeleteCommand({ TableName: deps.table, Key: { PK: item.PK, SK: item.SK } }));
  const owners = [item.caseId, there.caseId].map(String);
  return new Set(owners).size > 1 ? owners : [];
};

/** References of all cases, by one scan of the table. */
export async function* casesIn({ client, table }: RekeyDeps): AsyncGenerator<string> {
  const asked = {
    TableName: table,
    ConsistentRead: true,
    FilterExpression: 'entity = :case',
    ProjectionExpression: 'caseId',
    ExpressionAttributeValues: { ':case': 'CASE' },
  };
  for await (const { Items = [] } of paginateScan({ client }, asked))
    for (const { caseId } of Items) yield String(caseId);
}

/** What a change of key left behind. */
export type Left = {
  /** Cases with places still under the old key: a function that still held it wrote them. */
  behind: string[];
  /** How many claims and places no event of their case accounts for: nothing can find them any more, and they are deleted. */
  orphans: number;
  /** Cases that took an event since the change was begun. */
  during: string[];
};

/**
 * Looks at every claim and place that the change did not write, and at every event received since it was begun. One scan, and two
 * requests for each such place.
 *
 * @param since ISO UTC
 */
export const leftBehind = async (deps: RekeyDeps, since: string): Promise<Left> => {
  const { client, table } = deps;
  const left: Left = { behind: [], orphans: 0, during: [] };
  const asked = {
    TableName: table,
    ConsistentRead: true,
    FilterExpression:
      '(entity IN (:identity, :block) AND (attribute_not_exists(#under) OR #under <> :under)) OR (entity = :event AND #event.#at > :since)',
    ExpressionAttributeNames: { '#event': 'event', '#under': 'under', '#at': 'receivedAt' },
    ExpressionAttributeValues: {
      ':identity': 'IDENTITY',
      ':block': 'BLOCK',
      ':event': 'EVENT',
      ':under': fingerprintOf(deps.to),
      ':since': since,
    },
  };
  for await (const { Items = [] } of paginateScan({ client }, asked))
    for (const found of Items) {
      const item = itemSchema.parse(found);
      const caseId = String(found.caseId);
      if (found.entity === 'EVENT') {
        left.during.push(caseId);
        continue;
      }
      const events = (await readCase(client, table, caseId))?.events ?? [];
      const isUnder = (matchingKey: string): boolean =>
        placesOf(matchingKey, caseId, events).some((key) => nameOf(key) === nameOf(item));
      if (isUnder(deps.to)) continue;
      if (isUnder(deps.from)) left.behind.push(caseId);
      else {
        await client.send(new DeleteCommand({ TableName: table, Key: { PK: item.PK, SK: item.SK } }));
        left.orphans += 1;
      }
    }
  return { ...left, behind: [...new Set(left.behind)], during: [...new Set(left.during)] };
};
