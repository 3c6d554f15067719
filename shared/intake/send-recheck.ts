import type { Send } from '../aws/queues.ts';
import { recheckBody, type Upload } from './s3-upload.ts';

/**
 * Puts an upload back on the queue it came from, to be looked at again after a delay in seconds (900 at most). Few invocations
 * need it: the client is loaded by the first that does, not at a cold start.
 */
export const createSendRecheck = (queueUrl: string) => {
  let send: Send | undefined;
  return async (upload: Upload, delaySeconds?: number): Promise<void> => {
    send ??= (await import('../aws/queues.ts')).createSend();
    await send(queueUrl, recheckBody(upload), delaySeconds);
  };
};
