import { GetQueueUrlCommand, QueueDoesNotExist, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueText } from './odd-characters.ts';

/** Puts a JSON text on a queue, to be read after a delay in seconds (900 at most). Throws what the SDK throws. */
export type Send = (QueueUrl: string, json: string, DelaySeconds?: number) => Promise<void>;

export const createSend =
  (sqs = new SQSClient({})): Send =>
  async (QueueUrl, json, DelaySeconds) => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: queueText(json), DelaySeconds }));
  };

/** Puts a JSON text on the queue that has a name; the queue's URL is asked for once. Gives false when there is no such queue. */
export const createSendByName = (sqs = new SQSClient({})) => {
  const send = createSend(sqs);
  const urls = new Map<string, string>();
  const urlOf = async (QueueName: string): Promise<string | undefined> => {
    const known = urls.get(QueueName);
    if (known !== undefined) return known;
    try {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
      if (QueueUrl !== undefined) urls.set(QueueName, QueueUrl);
      return QueueUrl;
    } catch (error) {
      if (error instanceof QueueDoesNotExist) return undefined;
      throw error;
    }
  };
  return async (queueName: string, json: string): Promise<boolean> => {
    const url = await urlOf(queueName);
    if (url === undefined) return false;
    await send(url, json);
    return true;
  };
};
