import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type MessageItem, messageItemSchema } from './items.ts';
import { messageKey } from './keys.ts';
import { transactAgain } from './transact.ts';
import { type MessageRecord, messageWrite } from './writes.ts';

/** Keeps a message that could not be filed; gives the earlier record when it is known. One request. */
export const createRecordMessage =
  (client: DynamoDBDocumentClient, table: string) =>
  async (message: MessageRecord): Promise<MessageItem | undefined> => {
    const result = await transactAgain(client, [messageWrite(table, message)]);
    if (result.kind === 'written') return undefined;
    return messageItemSchema.parse(result.failed[0]?.item);
  };

/** Counts one more arrival of a known message. The write makes the stream send the reply again. One request. */
export const createRecordArrival =
  (client: DynamoDBDocumentClient, table: string) =>
  async (messageId: string, at: string): Promise<void> => {
    const { name: _, Update } = arrivalWrite(table, messageId, at);
    await client.send(new UpdateCommand(Update));
  };

/** One more arrival, as part of a transaction. */
export const arrivalWrite = (TableName: string, messageId: string, at: string) => ({
  name: 'arrival',
  Update: {
    TableName,
    Key: messageKey(messageId),
    UpdateExpression: 'ADD arrivals :one SET lastArrivalAt = :at, replyBy = :queue',
    ConditionExpression: 'attribute_exists(PK)',
    ExpressionAttributeValues: { ':one': 1, ':at': at, ':queue': 'queue' },
  },
});
