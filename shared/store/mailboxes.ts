import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { schemaVersion } from './items.ts';
import { mailboxKey } from './keys.ts';
import { rowsOf } from './register.ts';

/** Hex characters of a mailbox's id. */
const ID_LENGTH = 24;

/** What keys and tags know a mailbox by, the same whatever the case of its address. */
export const mailboxIdOf = (mail: string): string =>
  createHash('sha256').update(mail.trim().toLowerCase()).digest('hex').slice(0, ID_LENGTH);

const proofSchema = z.object({
  id: z.string(),
  /** Instants, ISO UTC: when the last mail left of which something became known, when one last arrived, and when one last did not. */
  sentAt: z.string(),
  deliveredAt: z.optional(z.string()),
  failedAt: z.optional(z.string()),
  /** Why that one did not: `Bounce:Permanent:General`. */
  reason: z.optional(z.string()),
});
/** What became of the last mails to a mailbox. */
export type MailboxProof = z.infer<typeof proofSchema>;

/** What became of one mail. Neither delivered nor failed: its mailbox makes it wait. */
export type MailFate = { mailbox: string; sentAt: string } & (
  | { deliveredAt?: never; failedAt?: never }
  | { deliveredAt: string; failedAt?: never }
  | { failedAt: string; reason: string; deliveredAt?: never }
);

/** Whether the last thing known of a mailbox is that a mail did not arrive. */
export const isFailing = ({ deliveredAt = '', failedAt = '' }: MailboxProof): boolean =>
  failedAt > deliveredAt;

/** What became of the last mails, by mailbox: one write a mail, whose events come in any order, and some twice. */
export const createMailboxes = (client: DynamoDBDocumentClient, TableName: string) => {
  /** Sets what is newer than what is kept. */
  const set = async (
    id: string,
    instant: string,
    field: string,
    also: Record<string, string>,
  ): Promise<void> => {
    const values = { ...also, [field]: instant };
    try {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: mailboxKey(id),
          UpdateExpression: `SET ${['entity', 'schemaVersion', 'id', ...Object.keys(values)].map((name) => `#${name} = :${name}`).join(', ')}`,
          ConditionExpression: `attribute_not_exists(#${field}) OR #${field} < :${field}`,
          ExpressionAttributeNames: Object.fromEntries(
            ['entity', 'schemaVersion', 'id', ...Object.keys(values)].map((name) => [`#${name}`, name]),
          ),
          ExpressionAttributeValues: {
            ':entity': 'MAILBOX',
            ':schemaVersion': schemaVersion,
            ':id': id,
            ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };
  return {
    /** Keeps what became of a mail. */
    record: ({ mailbox, sentAt, ...fate }: MailFate): Promise<void> => {
      if (fate.deliveredAt !== undefined) return set(mailbox, fate.deliveredAt, 'deliveredAt', { sentAt });
      if (fate.failedAt !== undefined)
        return set(mailbox, fate.failedAt, 'failedAt', { sentAt, reason: fate.reason });
      return set(mailbox, sentAt, 'sentAt', {});
    },

    /** What is known of every mailbox, by its id. */
    all: async (): Promise<ReadonlyMap<string, MailboxProof>> => {
      const rows = await rowsOf(client, TableName, mailboxKey('').PK, mailboxKey('').SK);
      return new Map(rows.map((row) => proofSchema.parse(row)).map((one) => [one.id, one]));
    },
  };
};
