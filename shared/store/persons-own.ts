import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { schemaVersion } from './items.ts';
import { readerKey, viewsKey } from './keys.ts';
import { readMany } from './read-many.ts';
import type { Write } from './transact.ts';

/** A search that somebody saved: its name, and what follows `?` in the list's address. */
const viewSchema = z.object({ name: z.string(), query: z.string() });
export type SavedView = z.infer<typeof viewSchema>;
const viewsSchema = z.object({ views: z.array(viewSchema) });

/** Searches that a person keeps at most, and characters of one. */
export const MOST_VIEWS = 20;
export const MOST_VIEW_NAME = 60;

/** Days for which a case says who read it, and a person's day what they saw of it: what is older is no news. */
export const SEEN_DAYS = 30;

const seenSchema = z.object({ PK: z.string(), seenAt: z.optional(z.string()) });

/**
 * The write by which a case tells who last read it, and when (ISO UTC).
 *
 * @param reader `person`: their id, or what stands for it where they did not sign in
 * @param sees whether they see what is new of it: a page of one piece does not show that
 */
export const readerWrite = (
  table: string,
  caseId: string,
  { person, by, at, command }: { person: string; by: string; at: string; command: string },
  sees: boolean,
): Write => ({
  name: 'reader',
  Update: {
    TableName: table,
    Key: readerKey(caseId, person),
    UpdateExpression: `SET entity = :entity, schemaVersion = :version, person = :person, #by = :by, readAt = :at, command = :command, expiresAt = :end${sees ? ', seenAt = :at' : ''}`,
    ExpressionAttributeNames: { '#by': 'by' },
    ExpressionAttributeValues: {
      ':entity': 'READER',
      ':version': schemaVersion,
      ':person': person,
      ':by': by,
      ':at': at,
      ':command': command,
      ':end': Math.floor(Date.parse(at) / 1000) + SEEN_DAYS * 86_400,
    },
  },
});

/** What each person keeps for themselves: saved searches, and when they last saw each case. */
export const createPersonOwn = (client: DynamoDBDocumentClient, TableName: string) => {
  const views = async (person: string): Promise<SavedView[]> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: viewsKey(person) }));
    return viewsSchema.safeParse(Item).data?.views ?? [];
  };
  return {
    /** One request. */
    views,

    /** Keeps a person's searches in the place of those before. One request. */
    keepViews: async (person: string, kept: readonly SavedView[]): Promise<void> => {
      await client.send(
        new PutCommand({
          TableName,
          Item: { ...viewsKey(person), entity: 'VIEWS', schemaVersion, views: kept.slice(0, MOST_VIEWS) },
        }),
      );
    },

    /**
     * When a person last saw each of these cases. One request for each hundred.
     *
     * @throws HubError `TABLE_BUSY` (retryable)
     */
    seen: async (person: string, caseIds: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const marks = await readMany(
        client,
        TableName,
        caseIds.map((caseId) => readerKey(caseId, person)),
      );
      return new Map(
        marks.flatMap((mark): [string, string][] => {
          const { PK, seenAt } = seenSchema.parse(mark);
          return seenAt === undefined ? [] : [[PK.slice('CASE#'.length), seenAt]];
        }),
      );
    },
  };
};
