import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { canaryMessage } from '../../shared/intake/canary.ts';
import { createCanary } from './canary.ts';
import { env } from './env.ts';

const sqs = new SQSClient({});

export const canary = createCanary({
  partners: env.CANARY_PARTNERS,
  send: async (partner, at) => {
    const QueueName = `${env.INTAKE_PREFIX}${partner}-intake`;
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    const MessageBody = canaryMessage(env.MATCHING_KEY, partner, at);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  },
  now: () => new Date().toISOString(),
});
