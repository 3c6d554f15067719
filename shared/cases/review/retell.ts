import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { replyWithin } from '../../limits.ts';
import { messageKey } from '../../store/keys.ts';

const markerSchema = z.object({ sender: z.string(), reply: z.string() });
const replySchema = z.looseObject({
  case: z.optional(z.string()),
  warnings: z.array(z.looseObject({ code: z.string() })),
});

/** Code of a warning by which a person asks a question to a message's sender. */
export const PRECISION = 'PRECISION_DEMANDEE';
/** While a reply has one of these warnings, its sender is asked something, and the outcome is `pending`. */
const ASKED: readonly string[] = ['COMMUNE_A_VERIFIER', PRECISION];

/** What a person's answer changes for a message's sender: the case its message is in, or what it is asked. */
export type Retold = {
  /** The case it is in now, and what each sender calls that case. */
  into?: { caseId: string; nameFor: (sender: string) => string };
  asked?: { code: typeof PRECISION; path: string; expected: string; message: string };
};

/**
 * Notes what a person answered about a message. Its sender gets a new reply only when what it reads changes: that somebody
 * wondered whether the household was known is not its business (ADR 49). Does nothing when the marker has expired. Two requests.
 */
export const createRetell =
  (client: DynamoDBDocumentClient, table: string) =>
  async (messageId: string, { into, asked }: Retold): Promise<void> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: messageKey(messageId), ConsistentRead: true }),
    );
    const marker = markerSchema.safeParse(Item).data;
    if (!marker) return;
    const reply = replySchema.parse(JSON.parse(marker.reply));
    const caseName = into?.nameFor(marker.sender);
    const warnings = [...reply.warnings.filter(({ code }) => code !== PRECISION), ...(asked ? [asked] : [])];
    const outcome = warnings.some(({ code }) => ASKED.includes(code)) ? 'pending' : 'accepted';
    const told = replyWithin({ ...reply, outcome, ...(caseName && { case: caseName }), warnings });
    const same = told === JSON.stringify(reply);
    if (same && !into) return;
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: messageKey(messageId),
        UpdateExpression: into
          ? 'SET reply = :reply, outcome = :outcome, replyBy = :by, caseId = :case, caseName = :name'
          : 'SET reply = :reply, outcome = :outcome, replyBy = :by',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeValues: {
          ':reply': same ? marker.reply : told,
          ':outcome': outcome,
          // The stream consumer sends the replies of items that say `queue`.
          ':by': same ? 'done' : 'queue',
          ...(into && { ':case': into.caseId, ':name': caseName }),
        },
      }),
    );
  };
