import type { SQSClient } from '@aws-sdk/client-sqs';
import { queueText } from '../aws/odd-characters.ts';
import { recheckBody, type Upload } from './s3-upload.ts';

/**
 * Puts an upload back on the queue it came from, to be looked at again after a delay in seconds (900 at most). Few invocations
 * have to: the client is loaded with the first that does, and is no part of a cold start.
 */
export const createSendRecheck = (QueueUrl: string) => {
  let client: SQSClient | undefined;
  return async (upload: Upload, DelaySeconds?: number): Promise<void> => {
    const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
    client ??= new SQSClient({});
    const MessageBody = queueText(recheckBody(upload));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }));
  };
};
