import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { readSecret } from '../../shared/aws/read-secret.ts';
import { canaryMessage } from '../../shared/intake/canary.ts';
import { createCanary } from './canary.ts';
import { env } from './env.ts';

const sqs = new SQSClient({});
const canaryKey = await readSecret(env.CANARY_KEY_SECRET);

export const canary = createCanary({
  partners: env.CANARY_PARTNERS,
  send: async (partner, at) => {
    const QueueName = `${env.INTAKE_PREFIX}${partner}-intake`;
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    const MessageBody = canaryMessage(canaryKey, partner, at);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  },
  now: () => new Date().toISOString(),
});
