import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Key } from '../store/keys.ts';

/** Where a record that fails goes, so that its neighbours go on. */
export type Aside = {
  /** To be tried again after a delay, in seconds (900 at most). */
  tryAgain: (body: string, delaySeconds: number) => Promise<void>;
  /** For a person. */
  setApart: (body: string) => Promise<void>;
  /** The item as it is now; undefined when it is gone. */
  read: (key: Key) => Promise<Record<string, unknown> | undefined>;
};

/** Few invocations need any of it: the clients are loaded with the first that does. */
export const createAside = (env: {
  TABLE_NAME: string;
  RETRY_QUEUE_URL: string;
  FAILURES_QUEUE_URL: string;
}): Aside => {
  let sqs: SQSClient | undefined;
  let table: DynamoDBDocumentClient | undefined;
  const send = async (QueueUrl: string, MessageBody: string, DelaySeconds?: number): Promise<void> => {
    const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
    sqs ??= new SQSClient({});
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }));
  };
  return {
    tryAgain: (body, delaySeconds) => send(env.RETRY_QUEUE_URL, body, delaySeconds),
    setApart: (body) => send(env.FAILURES_QUEUE_URL, body),
    read: async ({ PK, SK }) => {
      const { GetCommand } = await import('@aws-sdk/lib-dynamodb');
      const { createDocumentClient } = await import('../store/client.ts');
      table ??= createDocumentClient();
      const { Item } = await table.send(
        new GetCommand({ TableName: env.TABLE_NAME, Key: { PK, SK }, ConsistentRead: true }),
      );
      return Item;
    },
  };
};
