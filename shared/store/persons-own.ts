import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { schemaVersion } from './items.ts';
import { seenKey, viewsKey } from './keys.ts';
import { readMany } from './read-many.ts';

/** A search that somebody saved: its name, and what follows `?` in the list's address. */
const viewSchema = z.object({ name: z.string(), query: z.string() });
export type SavedView = z.infer<typeof viewSchema>;
const viewsSchema = z.object({ views: z.array(viewSchema) });

/** Searches that a person keeps at most, and characters of one. */
export const MOST_VIEWS = 20;
export const MOST_VIEW_NAME = 60;

/** Days for which it is known that a person saw a case: what is older is no news. */
export const SEEN_DAYS = 30;

const seenSchema = z.object({ SK: z.string(), at: z.string() });

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

    /** Notes that a person saw a case, at an instant (ISO UTC). One request. */
    see: async (person: string, caseId: string, at: string): Promise<void> => {
      const expiresAt = Math.floor(Date.parse(at) / 1000) + SEEN_DAYS * 86_400;
      await client.send(
        new PutCommand({
          TableName,
          Item: { ...seenKey(person, caseId), entity: 'SEEN', schemaVersion, at, expiresAt },
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
        caseIds.map((caseId) => seenKey(person, caseId)),
      );
      return new Map(
        marks.map((mark) => {
          const { SK, at } = seenSchema.parse(mark);
          return [SK.slice('CASE#'.length), at];
        }),
      );
    },
  };
};
