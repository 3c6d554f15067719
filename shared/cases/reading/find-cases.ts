import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import {
  type ArrondissementCode,
  arrondissementCodeSchema,
  type Person,
  personSchema,
} from '../../domain/events/household.ts';
import type { CaseRow } from '../../domain/lists/row.ts';
import { blockKeysOf } from '../../domain/matching/block-keys.ts';
import { personFormOf } from '../../domain/matching/person-form.ts';
import { toItem } from '../../store/client.ts';
import { caseRowSchema } from '../../store/items.ts';
import { blockPartition, caseKey } from '../../store/keys.ts';
import { readMany } from '../../store/read-many.ts';

/** A case that may be the one that is looked for, with the names that let a reader tell. */
export type FoundCase = {
  caseId: string;
  status: 'open' | 'closed' | 'review';
  arrondissement: ArrondissementCode | undefined;
  household: Person[];
  row: CaseRow;
};

const foundSchema = z.object({
  caseId: z.string(),
  status: z.enum(['open', 'closed', 'review']),
  arrondissement: z.optional(arrondissementCodeSchema),
  household: z.array(personSchema),
  row: caseRowSchema,
  mergedInto: z.optional(z.string()),
  erasing: z.optional(z.unknown()),
});

/** Cases that one search gives at most. */
const MOST_FOUND = 100;

/**
 * The cases of persons who bear a surname and a first name, in either order and whatever their spelling: by sound, as messages find
 * them. Two requests. Undefined when the text does not hold both.
 *
 * @throws HubError `TABLE_BUSY` (retryable)
 */
export const findByName = async (
  client: DynamoDBDocumentClient,
  table: string,
  matchingKey: string,
  text: string,
): Promise<{ cases: FoundCase[]; more: boolean } | undefined> => {
  const [first = '', ...others] = text.trim().split(/\s+/);
  // «Diallo Mamadou» and «Mamadou Diallo» fall in one block; of a longer name, its first or its last word is the first name.
  const readings = [
    { nomNaissance: others.join(' '), prenoms: [first] },
    { nomNaissance: [first, ...others.slice(0, -1)].join(' '), prenoms: [others.at(-1) ?? ''] },
  ];
  const keys = new Map(
    readings
      .flatMap((person) => blockKeysOf({ persons: [personFormOf(person)], addresses: [], references: [] }))
      .filter(({ kind }) => kind === 'noms')
      .map((key) => [blockPartition(matchingKey, key), key]),
  );
  if (others.length === 0 || keys.size === 0) return undefined;
  const blocks = await Promise.all(
    [...keys.keys()].slice(0, 2).map((block) =>
      client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'PK = :block',
          ExpressionAttributeValues: toItem({ ':block': block }),
          ProjectionExpression: 'SK',
          Limit: MOST_FOUND,
        }),
      ),
    ),
  );
  const ids = [
    ...new Set(blocks.flatMap(({ Items = [] }) => Items.map(({ SK }) => String(SK?.S).slice('A#'.length)))),
  ];
  return {
    cases: await readFound(client, table, ids.slice(0, MOST_FOUND)),
    more: ids.length > MOST_FOUND || blocks.some(({ LastEvaluatedKey }) => LastEvaluatedKey !== undefined),
  };
};

/** What a search shows of these cases, without those that went to another. One request, of 100 cases at most. */
export const readFound = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseIds: readonly string[],
): Promise<FoundCase[]> => {
  const items = await readMany(client, table, caseIds.map(caseKey), {
    expression: 'caseId, #status, arrondissement, household, #row, mergedInto, erasing',
    names: { '#status': 'status', '#row': 'row' },
  });
  return items.flatMap((item) => {
    const { success, data } = foundSchema.safeParse(item);
    return success && data.mergedInto === undefined && data.erasing === undefined
      ? [{ ...data, arrondissement: data.arrondissement }]
      : [];
  });
};
