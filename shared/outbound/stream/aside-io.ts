import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { queueText } from '../../aws/odd-characters.ts';
import { createDocumentClient } from '../../store/client.ts';
import type { Key } from '../../store/keys.ts';

const sqs = new SQSClient({});
const table = createDocumentClient();

/** @param DelaySeconds 900 at most */
export const send = async (QueueUrl: string, MessageBody: string, DelaySeconds?: number): Promise<void> => {
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: queueText(MessageBody), DelaySeconds }));
};

/** Strongly consistent. */
export const read = async (
  TableName: string,
  { PK, SK }: Key,
): Promise<Record<string, unknown> | undefined> => {
  const { Item } = await table.send(new GetCommand({ TableName, Key: { PK, SK }, ConsistentRead: true }));
  return Item;
};
