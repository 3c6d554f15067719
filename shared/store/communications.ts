import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type ArrondissementCode, arrondissementCodeSchema } from '../domain/events/household.ts';
import { schemaVersion } from './items.ts';
import { answeredKey, type Key, letterKey, lettersOwed, lotKey, owedPlace } from './keys.ts';
import { readSlice, type Slice } from './lists.ts';
import type { Write } from './transact.ts';
import { absent, put } from './writes.ts';

/*
 * What is kept of the communications of a household's situation, beside the notices, events and sessions that tell of them: the answers to bodies
 * that asked, and the letters by which the household was told. Both lie in the case's partition, and go with it.
 */

/** What a body that asked who follows a household was told. */
export const answeredSchema = z.object({
  entity: z.literal('TOLD'),
  id: z.string(),
  /** The partner for which the person asked. */
  partner: z.string(),
  at: z.iso.datetime(),
});

/** A letter to a household, and the ids of the communications that it tells. */
export const letterSchema = z.object({
  entity: z.literal('LETTER'),
  id: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  lines: z.array(z.string()),
});
export type Letter = Omit<z.infer<typeof letterSchema>, 'entity'>;

const idOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('|')).digest('hex').slice(0, 24);

/** The write that keeps what a body was told of a case. It awaits a letter from then on. */
export const answeredWrite = (
  table: string,
  caseId: string,
  { partner, person, at }: { partner: string; person: string; at: string },
  { arrondissement, commune }: { arrondissement: ArrondissementCode | undefined; commune: string },
): Write => {
  const id = idOf(caseId, partner, person, at);
  return put(table, 'told', {
    ...answeredKey(caseId, id),
    entity: 'TOLD',
    caseId,
    id,
    partner,
    at,
    ...(arrondissement !== undefined && { ...owedPlace(arrondissement, at, id), commune }),
  });
};

/** A letter as it is about to be kept. Two persons who prepare it at once make one, as one person who asks twice. */
export const letterOf = (caseId: string, by: string, at: string, lines: readonly string[]): Letter => ({
  id: idOf(caseId, ...lines.toSorted()),
  at,
  by,
  lines: [...lines],
});

/** Fails when the same communications were put in a letter meanwhile. */
export const letterWrite = (table: string, caseId: string, letter: Letter): Write =>
  put(table, 'letter', { ...letterKey(caseId, letter.id), entity: 'LETTER', caseId, ...letter }, absent);

/** An item no longer awaits a letter; or awaits it of another arrondissement, where its case went. */
export const owedWrite = (
  table: string,
  Key: Key,
  arrondissement: ArrondissementCode | undefined,
): Write => ({
  name: 'owed',
  Update: {
    TableName: table,
    Key,
    UpdateExpression: arrondissement === undefined ? 'REMOVE listKey, listSort' : 'SET listKey = :list',
    ConditionExpression: 'begins_with(listKey, :owed)',
    ExpressionAttributeValues: {
      ':owed': lettersOwed(''),
      ...(arrondissement !== undefined && { ':list': lettersOwed(arrondissement) }),
    },
  },
});

const owedSchema = z.object({ caseId: z.string(), listSort: z.string(), commune: z.optional(z.string()) });
/** A household that awaits a letter: how many communications it was not told of, and since when (ISO UTC). */
export type OwedHousehold = { caseId: string; commune: string; count: number; since: string };

/** Requests of one page of households, of some thousand communications each. */
const REQUESTS_MOST = 4;

/**
 * The households of an arrondissement that await a letter, the one that has waited longest first. One request for some thousand communications,
 * `REQUESTS_MOST` at most.
 *
 * @returns `more` when there are others beyond
 */
export const readOwed = async (
  client: DynamoDBDocumentClient,
  table: string,
  arrondissement: ArrondissementCode,
): Promise<{ households: OwedHousehold[]; more: boolean; requests: number }> => {
  const found = new Map<string, OwedHousehold>();
  let next: Slice['next'];
  let requests = 0;
  do {
    const slice = await readSlice(
      client,
      table,
      { index: 'lists', key: lettersOwed(arrondissement) },
      { next },
    );
    for (const item of slice.items) {
      const { caseId, listSort, commune = '' } = owedSchema.parse(item);
      const known = found.get(caseId);
      if (known) {
        known.count += 1;
        known.commune ||= commune;
      } else found.set(caseId, { caseId, commune, count: 1, since: listSort.split('#')[0] ?? '' });
    }
    next = slice.next;
    requests += 1;
  } while (next && requests < REQUESTS_MOST);
  return { households: [...found.values()], more: next !== undefined, requests };
};

/** Days for which letters prepared together may be printed again together; each stays with its case. */
const LOT_DAYS = 30;
const lotSchema = z.object({
  arrondissement: arrondissementCodeSchema,
  at: z.iso.datetime(),
  by: z.string(),
  letters: z.array(z.object({ caseId: z.string(), letter: z.string() })),
});
/** Letters that were prepared together: references alone. */
export type Lot = z.infer<typeof lotSchema>;

/** Keeps a lot, and gives its id. One request. */
export const keepLot = async (client: DynamoDBDocumentClient, table: string, lot: Lot): Promise<string> => {
  const id = idOf(lot.arrondissement, lot.at, lot.by, ...lot.letters.map(({ letter }) => letter));
  await client.send(
    new PutCommand({
      TableName: table,
      Item: {
        ...lotKey(lot.arrondissement, id),
        entity: 'LOT',
        schemaVersion,
        expiresAt: Math.floor(Date.parse(lot.at) / 1000) + LOT_DAYS * 86_400,
        ...lot,
      },
    }),
  );
  return id;
};

/** A lot of an arrondissement. One request. */
export const readLot = async (
  client: DynamoDBDocumentClient,
  table: string,
  arrondissement: ArrondissementCode,
  id: string,
): Promise<Lot | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: lotKey(arrondissement, id), ConsistentRead: true }),
  );
  return Item && lotSchema.parse(Item);
};
