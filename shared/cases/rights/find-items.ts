import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  paginateScan,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type Finding, type Search, unsure } from './finding.ts';

type Deps = { client: DynamoDBDocumentClient; table: string; onRead: (items: number) => void };

const itemSchema = z.looseObject({
  PK: z.string(),
  SK: z.string(),
  entity: z.string(),
  caseId: z.optional(z.string()),
  sender: z.optional(z.string()),
  etude: z.optional(z.string()),
  rows: z.optional(z.unknown()),
});
type Item = z.infer<typeof itemSchema>;

/** Items that say what was done, and name nobody. */
const traces: readonly string[] = [
  ...['TOMBSTONE', 'TRACE', 'READER', 'COUNTER', 'REKEY', 'ASKS', 'LOT'],
  // What is counted; a case is taken off the lists behind counts when it is erased (`solder.ts`).
  ...['COMPTE', 'INDICATEUR', 'DERRIERE'],
];

/**
 * Finds what the table holds about the persons, by one scan. A case's items are recognised by its reference, whatever they hold;
 * items of no case (a refused message, a piece that was never filed) by their text.
 */
export async function* findInTable(deps: Deps, search: Search): AsyncGenerator<Finding> {
  let read = 0;
  const asked = { TableName: deps.table, ConsistentRead: true };
  for await (const { Items = [] } of paginateScan({ client: deps.client }, asked)) {
    for (const item of Items) {
      const found = findIn(deps, search, itemSchema.parse(item));
      if (found) yield found;
    }
    read += Items.length;
    deps.onRead(read);
  }
}

const findIn = (deps: Deps, search: Search, item: Item): Finding | undefined => {
  if (traces.includes(item.entity)) return undefined;
  const { client, table } = deps;
  const Key = { PK: item.PK, SK: item.SK };
  const owner = item.caseId ?? /^CASE#([^#]+)/.exec(item.PK)?.[1];
  const base = { place: 'table' as const, key: `${item.PK} ${item.SK}`, what: whatOf(item), content: item };
  if (owner !== undefined) {
    if (search.whole.has(owner)) return { ...base, act: 'efface', ...goesAlone(item, search, deps) };
    const why = search.kept.get(owner);
    if (why !== undefined) return { ...base, act: 'gardé', why };
    const take = search.partly.get(owner);
    if (take) return findPartly(deps, base, item, take);
    // What a body wrote stays under the first reference of a case that was merged: its text says whom it is about.
    if (item.entity !== 'DIAGNOSTIC') return undefined;
  }
  if (item.entity === 'DIGEST') return findDigest(search, base, item);
  const text = JSON.stringify(item);
  if (!search.speaks(text, item.sender ?? item.etude)) {
    const { content: _, ...rest } = base;
    return search.mayName(text) ? { ...rest, ...unsure } : undefined;
  }
  const why = [...search.kept.values()][0];
  if (why !== undefined) return { ...base, act: 'gardé', why };
  const apply = async (): Promise<void> => {
    await client.send(new DeleteCommand({ TableName: table, Key }));
  };
  return { ...base, act: 'efface', apply };
};

/**
 * Deletes an item of a case that goes whole, when the case's own items do not lead to it: a marker or an entry of another day
 * than theirs.
 */
const goesAlone = (item: Item, { led }: Search, { client, table }: Deps): Pick<Finding, 'apply'> =>
  item.PK.startsWith('CASE#') || led.has(`${item.PK} ${item.SK}`)
    ? {}
    : {
        apply: async () => {
          await client.send(new DeleteCommand({ TableName: table, Key: { PK: item.PK, SK: item.SK } }));
        },
      };

/**
 * An item of a case that only the person leaves. A marker or an entry of the register loses the person here. The case's events,
 * summary, claims and blocks are rewritten together (`take-out.ts`).
 */
const findPartly = (
  { client, table }: Deps,
  base: Omit<Finding, 'act'>,
  item: Item,
  take: (value: unknown) => unknown,
): Finding | undefined => {
  if (['CASE', 'IDENTITY', 'BLOCK'].includes(item.entity)) return { ...base, act: 'réécrit' };
  const taken = itemSchema.parse(take(item));
  const before = JSON.stringify(item);
  const unchanged = JSON.stringify(taken) === before;
  if (unchanged) return { ...base, act: 'gardé', why: 'ne dit rien de la personne, ou du ménage entier' };
  if (item.entity === 'EVENT') return { ...base, act: 'réécrit' };
  if (item.entity === 'MESSAGE')
    return {
      ...base,
      act: 'réécrit',
      // `done`, so that its reply is not sent again: the stream consumer sends what says `queue`.
      apply: async () => {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { PK: item.PK, SK: item.SK },
            UpdateExpression: 'SET #raw = :raw, replyBy = :done',
            ConditionExpression: 'attribute_exists(PK)',
            ExpressionAttributeNames: { '#raw': 'raw' },
            ExpressionAttributeValues: { ':raw': taken.raw, ':done': 'done' },
          }),
        );
      },
    };
  return {
    ...base,
    act: 'réécrit',
    apply: async () => {
      await client.send(
        new PutCommand({ TableName: table, Item: taken, ConditionExpression: 'attribute_exists(PK)' }),
      );
    },
  };
};

const digestRows = z.array(z.looseObject({ caseId: z.string() }));

/** A digest's lines about cases that go; it loses them with the case (`erase-case.ts`). */
const findDigest = (
  { whole, partly, kept }: Search,
  base: Omit<Finding, 'act'>,
  { rows }: Item,
): Finding | undefined => {
  const own = (digestRows.safeParse(rows).data ?? []).filter(
    ({ caseId }) => whole.has(caseId) || partly.has(caseId) || kept.has(caseId),
  );
  if (own.length === 0) return undefined;
  const goes = own.some(({ caseId }) => whole.has(caseId));
  return {
    ...base,
    content: own,
    act: goes ? 'réécrit' : 'gardé',
    ...(!goes && { why: 'commune et échéance du dossier, sans nom : part avec lui' }),
  };
};

const names: Readonly<Record<string, string>> = {
  CASE: 'Résumé du dossier',
  EVENT: 'Événement',
  NOTICE: 'Avis (un mail, s’il est parti)',
  REVIEW: 'Question à un agent',
  DECISION: 'Décision de rapprochement',
  ALIAS: 'Nom que donne au dossier un expéditeur',
  BLOCK: 'Place où le rapprochement cherche (clé hachée)',
  IDENTITY: 'Numéro qui désigne le dossier (clé hachée)',
  MESSAGE: 'Message : contenu et réponse',
  PIECE: 'Inscription d’une pièce au registre de l’étude',
  DIGEST: 'Lignes d’un récapitulatif (un mail, s’il est parti)',
  FILE: 'Avancement d’un fichier',
  NOMINATION: 'Organisme désigné pour une enquête sociale',
  ENQUETE: 'Place d’une enquête dans la liste de son organisme',
  DIAGNOSTIC: 'Diagnostic social et financier',
  LETTER: 'Lettre qui dit au ménage à qui sa situation a été dite',
  TOLD: 'Réponse à un organisme qui a demandé qui suit ce ménage',
  EXPLOC_AWAITED: 'Acte dont le récépissé EXPLOC est attendu',
};
const whatOf = ({ entity }: Item): string => names[entity] ?? entity;
