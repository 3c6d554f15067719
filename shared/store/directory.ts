import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { schemaVersion } from './items.ts';
import { directoryChangeKey, directoryKey, directoryVersionKey } from './keys.ts';
import { type Change, changeSchema, rowsOf } from './register.ts';
import { transactAgain, type Write } from './transact.ts';

/**
 * The bodies whose addresses are kept in the table, and by what a case finds its own: there is one (`one`), the dwelling's commune, or its
 * code as a sender. Landlords, études and local commissions are in the file.
 */
export const bodies = {
  ccas: { by: 'communes' },
  mds: { by: 'communes' },
  adil: { by: 'one' },
  bdf: { by: 'one' },
  associations: { by: 'code' },
} as const satisfies Record<string, { by: 'communes' | 'one' | 'code' }>;
export type Body = keyof typeof bodies;
export const isBody = (text: string): text is Body => Object.hasOwn(bodies, text);

/** Longest name: one that a letter of one page has room for. */
export const NAME_MOST = 80;

const entrySchema = z.object({
  kind: z.enum(['ccas', 'mds', 'adil', 'bdf', 'associations']),
  id: z.string(),
  nom: z.string(),
  /** A service's mailbox; null while it is not known: the body is named, and nobody is written to. */
  mail: z.nullable(z.string()),
  /** INSEE codes of the communes that it answers for, where it is found by them. */
  communes: z.array(z.string()),
  /** Its code as a sender, where it is found by it. */
  code: z.optional(z.string()),
});
/** An entry of the directory that the table keeps. */
export type DirectoryEntry = z.infer<typeof entrySchema>;

/** Most entries in one transaction: it holds the version and the change too, and DynamoDB takes 100. */
export const ENTRIES_AT_ONCE = 90;

const versionSchema = z.object({ version: z.number() });

/** The directory that administration keeps, with who changed it. */
export const createDirectoryStore = (client: DynamoDBDocumentClient, TableName: string) => ({
  /** Every entry, with the version to change them upon. One request for some thousand entries. */
  read: async (): Promise<{ entries: DirectoryEntry[]; version: number }> => {
    const rows = await rowsOf(client, TableName, directoryVersionKey.PK, '');
    const counted = rows.find(({ SK }) => SK === directoryVersionKey.SK);
    return {
      entries: rows.filter((row) => row !== counted).map((row) => entrySchema.parse(row)),
      version: counted ? versionSchema.parse(counted).version : 0,
    };
  },

  /**
   * Puts entries, and takes others out. Gives false when somebody else changed the directory since `version`.
   *
   * @param put `ENTRIES_AT_ONCE` at most, with `drop`
   */
  change: async (
    version: number,
    { put = [], drop = [] }: { put?: readonly DirectoryEntry[]; drop?: readonly DirectoryEntry[] },
    { at, by, what }: Change,
  ): Promise<boolean> => {
    const written = await transactAgain(client, [
      {
        name: 'version',
        Put: {
          TableName,
          Item: { ...directoryVersionKey, entity: 'DIRECTORY_VERSION', schemaVersion, version: version + 1 },
          ConditionExpression: version === 0 ? 'attribute_not_exists(PK)' : '#version = :version',
          ...(version > 0 && {
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': version },
          }),
        },
      },
      ...put.map(
        (entry): Write => ({
          name: 'entry',
          Put: {
            TableName,
            Item: { ...directoryKey(entry.kind, entry.id), entity: 'DIRECTORY', schemaVersion, ...entry },
          },
        }),
      ),
      ...drop.map(
        ({ kind, id }): Write => ({ name: 'dropped', Delete: { TableName, Key: directoryKey(kind, id) } }),
      ),
      {
        name: 'change',
        Put: {
          TableName,
          Item: { ...directoryChangeKey(at, what), entity: 'DIRECTORY_CHANGE', schemaVersion, at, by, what },
        },
      },
    ]);
    return written.kind === 'written';
  },

  /** Who changed the directory, the earliest first. */
  changes: async (): Promise<Change[]> =>
    (await rowsOf(client, TableName, directoryChangeKey('', '').PK, 'CHANGE#')).map((row) =>
      changeSchema.parse(row),
    ),
});
export type DirectoryStore = ReturnType<typeof createDirectoryStore>;
