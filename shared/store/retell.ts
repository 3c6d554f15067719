import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { messageKey } from './keys.ts';

const markerSchema = z.object({ reply: z.string() });
const replySchema = z.looseObject({ warnings: z.array(z.looseObject({ code: z.string() })) });

/** What a person's answer changes of a reply. */
export type Retold =
  | { outcome: 'accepted'; caseId: string /** What is left to say. */; told?: readonly Asked[] }
  | {
      outcome: 'pending';
      caseId?: string;
      asked: Asked;
    };
type Asked = { code: string; path: string; expected: string; message: string };

/**
 * Answers a message's sender again, now that a person has: the stream sends what changes here. Nothing when the marker has
 * expired. Two requests.
 */
export const createRetell =
  (client: DynamoDBDocumentClient, table: string, settled: readonly string[]) =>
  async (messageId: string, retold: Retold): Promise<void> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: messageKey(messageId), ConsistentRead: true }),
    );
    const marker = markerSchema.safeParse(Item).data;
    if (!marker) return;
    const reply = replySchema.parse(JSON.parse(marker.reply));
    const warnings = reply.warnings.filter(({ code }) => !settled.includes(code));
    const told =
      retold.outcome === 'accepted'
        ? {
            ...reply,
            outcome: retold.outcome,
            case: retold.caseId,
            warnings: [...warnings, ...(retold.told ?? [])],
          }
        : {
            ...reply,
            outcome: retold.outcome,
            ...(retold.caseId && { case: retold.caseId }),
            warnings: [...warnings, retold.asked],
          };
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: messageKey(messageId),
        UpdateExpression: retold.caseId
          ? 'SET reply = :reply, outcome = :outcome, replyBy = :queue, caseId = :case'
          : 'SET reply = :reply, outcome = :outcome, replyBy = :queue',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeValues: {
          ':reply': JSON.stringify(told),
          ':outcome': retold.outcome,
          ':queue': 'queue',
          ...(retold.caseId && { ':case': retold.caseId }),
        },
      }),
    );
  };
