import { type DynamoDBDocumentClient, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { placeDe, rangDe, type Source } from '../domain/indicateurs/apport.ts';
import { estListe } from '../domain/indicateurs/catalogue.ts';
import type { Ligne } from '../domain/indicateurs/tableau.ts';
import { schemaVersion } from './items.ts';
import { compteKey, derriereKey, type effacesKey, indicateursKey, type Key } from './keys.ts';
import { readMany } from './read-many.ts';
import type { Write } from './transact.ts';
import { absent, put } from './writes.ts';

/** Days for which it is known that what happens once was counted: longer than a message waits for its answer, or a queue keeps what tells it. */
const ONCE_DAYS = 400;

const compteItemSchema = z.object({
  PK: z.string(),
  entity: z.literal('COMPTE'),
  /** Of the source, as it was last counted. */
  version: z.int(),
  /** How many times this item was written: each write is upon the one before. */
  seq: z.int(),
  compte: z.record(z.string(), z.number()),
  /** Its case is being erased, or is: it is not counted again. */
  efface: z._default(z.boolean(), false),
});
/** What a source was last counted for. */
export type Counted = Omit<z.infer<typeof compteItemSchema>, 'PK' | 'entity'>;

export const never: Counted = { version: 0, seq: 0, compte: {}, efface: false };

/** What sources were last counted for, by their ids. One request for each hundred. */
export const readCounted = async (
  client: DynamoDBDocumentClient,
  table: string,
  ids: readonly string[],
): Promise<Map<string, Counted>> => {
  const items = await readMany(client, table, ids.map(compteKey));
  const byKey = new Map(items.map((item) => compteItemSchema.parse(item)).map((one) => [one.PK, one]));
  return new Map(
    ids.flatMap((id) => {
      const found = byKey.get(compteKey(id).PK);
      return found ? [[id, found] as const] : [];
    }),
  );
};

/**
 * Keeps what a source is counted for, upon what was read of it; fails when another has counted it since.
 *
 * @param at ISO UTC: what happens once is forgotten a year later, and so is an erased case
 */
export const countedWrite = (
  table: string,
  source: Pick<Source, 'id' | 'caseId'>,
  read: Counted,
  { version, compte, efface = false }: Omit<Counted, 'seq' | 'efface'> & { efface?: boolean },
  at: string,
): Write => {
  const goes = source.caseId === undefined || efface;
  const write = put(
    table,
    `counted ${source.id}`,
    {
      ...compteKey(source.id),
      entity: 'COMPTE',
      version,
      seq: read.seq + 1,
      compte,
      ...(efface && { efface }),
      ...(goes && { expiresAt: Math.floor(Date.parse(at) / 1000) + ONCE_DAYS * 86_400 }),
    },
    read.seq === 0 ? absent : 'seq = :seq',
  );
  return read.seq === 0 || !write.Put
    ? write
    : { ...write, Put: { ...write.Put, ExpressionAttributeValues: { ':seq': read.seq } } };
};

/** Names in a row start so: they are told from the attributes that every item has. */
const NAME = 'n.';

/** Rows to add to, and by how much: key of the row, then name. */
export type Additions = Map<string, { key: Key; sums: Map<string, number> }>;

/** Adds something to what will be added. @param key `indicateursKey`, or `effacesKey` */
export const addTo = (
  additions: Additions,
  place: string,
  n: number,
  key: typeof indicateursKey | typeof effacesKey = indicateursKey,
): void => {
  const { lieu, annee, cle } = placeDe(place);
  const { ligne, nom } = rangDe(cle);
  const row = key(annee, lieu, ligne);
  const name = `${row.PK}|${row.SK}`;
  const found = additions.get(name) ?? { key: row, sums: new Map<string, number>() };
  additions.set(name, { ...found, sums: found.sums.set(nom, (found.sums.get(nom) ?? 0) + n) });
};

/** The writes of additions: one a row, whatever else is added to it meanwhile. */
export const additionWrites = (table: string, additions: Additions): Write[] =>
  [...additions.values()].flatMap(({ key, sums }) => {
    const all = [...sums].filter(([, n]) => n !== 0);
    if (all.length === 0) return [];
    return [
      {
        name: 'row',
        Update: {
          TableName: table,
          Key: key,
          UpdateExpression: `SET entity = :entity, schemaVersion = :schema ADD ${all.map((_, n) => `#${n} :${n}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(all.map(([name], n) => [`#${n}`, `${NAME}${name}`])),
          ExpressionAttributeValues: {
            ':entity': 'INDICATEUR',
            ':schema': schemaVersion,
            ...Object.fromEntries(all.map(([, sum], n) => [`:${n}`, sum])),
          },
        },
      },
    ];
  });

/** Whether a place of a case's count is one whose cases can be listed. */
export const isListed = (place: string): boolean => estListe(placeDe(place).cle);

/** Lists a case behind a count, or takes it off. */
export const behindWrite = (table: string, place: string, caseId: string, is: boolean): Write => {
  const { lieu, annee, cle } = placeDe(place);
  const key = derriereKey(annee, cle, lieu, caseId);
  return is
    ? put(table, 'behind', { ...key, entity: 'DERRIERE', caseId })
    : { name: 'behind', Delete: { TableName: table, Key: key } };
};

const rowSchema = z.looseObject({ SK: z.string(), entity: z.literal('INDICATEUR') });

/** A row of indicators as it lies in the table, or in an export of it; undefined when the item is none. */
export const ligneOf = (item: Readonly<Record<string, unknown>>): Ligne | undefined => {
  const { success, data } = rowSchema.safeParse(item);
  if (!success) return undefined;
  const [lieu = '', ...ligne] = data.SK.split('#');
  return {
    lieu,
    ligne: ligne.join('#'),
    valeurs: Object.fromEntries(
      Object.entries(data).flatMap(([name, value]) =>
        name.startsWith(NAME) && typeof value === 'number' && value !== 0
          ? [[name.slice(NAME.length), value] as const]
          : [],
      ),
    ),
  };
};

/** The rows of a year. One request (a megabyte each: some thousand rows). */
export const readAnnee = async (
  client: DynamoDBDocumentClient,
  table: string,
  annee: number,
): Promise<Ligne[]> => {
  const lignes: Ligne[] = [];
  const query = {
    TableName: table,
    KeyConditionExpression: 'PK = :annee',
    ExpressionAttributeValues: { ':annee': indicateursKey(String(annee), '', '').PK },
  };
  for await (const { Items = [] } of paginateQuery({ client }, query))
    lignes.push(...Items.flatMap((item) => ligneOf(item) ?? []));
  return lignes;
};

/** Cases behind a count, by reference, some at a time, and where the next ones begin. */
export type Behind = { caseIds: string[]; next: string | undefined };

/** @param lieu one; of a year's whole département, each is asked for. One request. */
export const readBehind = async (
  client: DynamoDBDocumentClient,
  table: string,
  { annee, cle, lieu }: { annee: number; cle: string; lieu: string },
  limit: number,
  after?: string,
): Promise<Behind> => {
  const { PK, SK: prefix } = derriereKey(String(annee), cle, lieu, '');
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'PK = :pk AND begins_with(SK, :prefix)',
      ExpressionAttributeValues: { ':pk': PK, ':prefix': prefix },
      Limit: limit,
      ...(after && { ExclusiveStartKey: { PK, SK: `${prefix}${after}` } }),
    }),
  );
  const ids = Items.map(({ SK }) => String(SK).slice(prefix.length));
  return { caseIds: ids, next: LastEvaluatedKey ? ids.at(-1) : undefined };
};
