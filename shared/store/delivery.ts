import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { noticeKey } from './keys.ts';

export type Sent = {
  caseId: string;
  noticeId: string;
  mailbox: string;
  sesMessageId: string;
  sentAt: string;
};
export type Undelivered = { caseId: string; noticeId: string; reason: string; at: string };

/** Marks a notice sent, unless it was meanwhile marked otherwise: a bounce may overtake us. One request. */
export const createMarkSent =
  (client: DynamoDBDocumentClient, table: string) =>
  async ({ caseId, noticeId, mailbox, sesMessageId, sentAt }: Sent): Promise<void> => {
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: noticeKey(caseId, noticeId),
          UpdateExpression: 'SET #status = :sent, sentAt = :at, mailbox = :mailbox, sesMessageId = :ses',
          ConditionExpression: '#status = :due',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':sent': 'sent',
            ':due': 'due',
            ':at': sentAt,
            ':mailbox': mailbox,
            ':ses': sesMessageId,
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };

/**
 * Marks a notice undelivered. One request.
 *
 * @throws ConditionalCheckFailedException when there is no such notice
 */
export const createMarkUndelivered =
  (client: DynamoDBDocumentClient, table: string) =>
  async ({ caseId, noticeId, reason, at }: Undelivered): Promise<void> => {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: noticeKey(caseId, noticeId),
        UpdateExpression: 'SET #status = :undelivered, undeliveredAt = :at, undeliveredReason = :reason',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':undelivered': 'undelivered', ':at': at, ':reason': reason },
      }),
    );
  };
