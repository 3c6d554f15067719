import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { schemaVersion } from './items.ts';
import { messageKey, registryKey, unreadKey } from './keys.ts';
import { readMany } from './read-many.ts';

const unreadSchema = z.object({ SK: z.string(), messageId: z.string() });
const readerSchema = z.object({ doors: z.array(z.string()) });
const answeredSchema = z.object({ PK: z.string(), reply: z.string() });

/** A reply that its partner has not read: the id by which it says that it has, and the reply as JSON. */
export type Unread = { id: string; reply: string };

/** Replies given in one answer: an answer of the API is 6 MB at most, and a reply 64 KB. */
const MOST = 50;

/**
 * The replies to partners that have no queue. Each waits until its partner says that it has read it. The reply itself stays in the
 * message's record: what is erased there is erased here.
 */
export const createUnread = (client: DynamoDBDocumentClient, TableName: string) => {
  const remove = async (code: string, SK: string): Promise<void> => {
    await client.send(new DeleteCommand({ TableName, Key: { PK: unreadKey(code, '', '').PK, SK } }));
  };
  return {
    /**
     * Lists a message's reply as unread. Gives false when no partner of that code reads over HTTP.
     *
     * @param at instant, ISO UTC
     * @param expiresAt when the table drops the message's record, and this with it; seconds since 1970
     */
    add: async (code: string, messageId: string, at: string, expiresAt: number): Promise<boolean> => {
      // Two requests, and no transaction: an entry is never deleted, and IAM bounds each by its own partition.
      const { Item: entry } = await client.send(
        new GetCommand({ TableName, Key: registryKey(code), ConsistentRead: true }),
      );
      if (!readerSchema.safeParse(entry).data?.doors.includes('api')) return false;
      const Item = {
        ...unreadKey(code, at, messageId),
        entity: 'REPLY',
        schemaVersion,
        messageId,
        expiresAt,
      };
      await client.send(new PutCommand({ TableName, Item }));
      return true;
    },

    /** The oldest unread replies, and whether there are more. One whose message was erased is dropped. */
    list: async (code: string): Promise<{ unread: Unread[]; more: boolean }> => {
      const unread: Unread[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName,
            ConsistentRead: true,
            Limit: MOST - unread.length,
            ExclusiveStartKey: from,
            KeyConditionExpression: 'PK = :pk',
            ExpressionAttributeValues: { ':pk': unreadKey(code, '', '').PK },
          }),
        );
        const rows = Items.map((item) => unreadSchema.parse(item));
        const replies = await repliesOf(client, TableName, rows);
        for (const { SK, messageId } of rows) {
          const reply = replies.get(messageKey(messageId).PK);
          if (reply === undefined) await remove(code, SK);
          else unread.push({ id: idOf(SK), reply });
        }
        from = LastEvaluatedKey;
      } while (from !== undefined && unread.length < MOST);
      return { unread, more: from !== undefined };
    },

    /** Takes a reply off the list. What is not there is already off it. */
    remove: (code: string, id: string): Promise<void> => remove(code, keyOf(id)),
  };
};
export type UnreadReplies = ReturnType<typeof createUnread>;

const repliesOf = async (
  client: DynamoDBDocumentClient,
  TableName: string,
  rows: readonly { messageId: string }[],
): Promise<Map<string, string>> => {
  const answered = await readMany(
    client,
    TableName,
    rows.map(({ messageId }) => messageKey(messageId)),
  );
  return new Map(answered.map((item) => answeredSchema.parse(item)).map(({ PK, reply }) => [PK, reply]));
};

/** `REPLY#2026-11-30T08:00:00.000Z#ab12` ↔ `20261130T080000000Z-ab12`: an id that goes in an address as it is. */
const idOf = (SK: string): string => SK.slice('REPLY#'.length).replaceAll(/[-:.]/g, '').replace('#', '-');
const ID = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-([0-9a-f]{32})$/;
const keyOf = (id: string): string => id.replace(ID, 'REPLY#$1-$2-$3T$4:$5:$6.$7Z#$8');
