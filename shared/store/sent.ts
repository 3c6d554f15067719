import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { outcomeSchema, schemaVersion } from './items.ts';
import { messageKey, sentKey } from './keys.ts';
import { depositorSchema } from './pieces.ts';
import { readMany } from './read-many.ts';

/**
 * What a person sent for their partner by a form of the portal: an event, or the form of a file. It holds nothing of the household: what
 * was told is in the message's record, and is erased there.
 */
const sentSchema = z.object({
  /** The day it was sent (`YYYYMMDD`, Europe/Paris), then what tells it from the others. */
  id: z.string(),
  what: z.enum(['event', 'file']),
  /** Kind of the event, as its form is named. */
  kind: z.optional(z.string()),
  /** The event's message. */
  messageId: z.optional(z.string()),
  at: z.iso.datetime(),
  by: depositorSchema,
});
export type Sent = z.infer<typeof sentSchema>;
export type SentPage = { sent: Sent[]; next: string | undefined };

const replySchema = z.object({
  outcome: outcomeSchema,
  caseName: z.optional(z.string()),
  reply: z.string(),
  messageId: z.string(),
});
/** What became of a message: its outcome, what its sender calls the case, and the reply as JSON. */
export type Ended = z.infer<typeof replySchema>;

const PAGE = 50;

/**
 * What partners sent by forms, by partner. Every read and write names the partner, so that none can reach another's.
 *
 * @param days how long it is kept: as long as the record of a message
 */
export const createSentRegister = (client: DynamoDBDocumentClient, TableName: string, days: number) => ({
  /** One request. */
  get: async (code: string, what: Sent['what'], id: string): Promise<Sent | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: sentKey(code, what, id), ConsistentRead: true }),
    );
    return Item && sentSchema.parse(Item);
  },

  /** One request. */
  enter: async (code: string, sent: Sent): Promise<void> => {
    const expiresAt = Math.floor(Date.parse(sent.at) / 1000) + days * 86_400;
    const key = sentKey(code, sent.what, sent.id);
    await client.send(
      new PutCommand({ TableName, Item: { ...key, entity: 'SENT', schemaVersion, expiresAt, ...sent } }),
    );
  },

  /** What a partner sent, the latest day first, fifty at a time. One request. */
  list: async (code: string, what: Sent['what'], after?: string): Promise<SentPage> => {
    const { PK, SK: prefix } = sentKey(code, what, '');
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'PK = :pk AND begins_with(SK, :prefix)',
        ExpressionAttributeValues: { ':pk': PK, ':prefix': prefix },
        ScanIndexForward: false,
        Limit: PAGE,
        ...(after && { ExclusiveStartKey: { PK, SK: `${prefix}${after}` } }),
      }),
    );
    const last: unknown = LastEvaluatedKey?.SK;
    return {
      sent: Items.map((item) => sentSchema.parse(item)),
      next: typeof last === 'string' ? last.slice(prefix.length) : undefined,
    };
  },

  /** What became of messages, by their ids; one that is not there has not ended, or its record has. One request for each hundred. */
  endedOf: async (messageIds: readonly string[]): Promise<Map<string, Ended>> => {
    const items = await readMany(client, TableName, messageIds.map(messageKey));
    const ended = items.map((item) => replySchema.parse(item));
    return new Map(ended.map((one) => [one.messageId, one]));
  },
});
