import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createAnswer } from './answer.ts';
import { env } from './env.ts';

const s3 = new S3Client({});
const sqs = new SQSClient({});
const urls = new Map<string, string>();

const urlOf = async (partner: string): Promise<string> => {
  const known = urls.get(partner);
  if (known) return known;
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: `${env.REPLIES_QUEUE_PREFIX}${partner}` }),
  );
  if (!QueueUrl) throw new Error('replies queue without URL');
  urls.set(partner, QueueUrl);
  return QueueUrl;
};

export const answer = createAnswer({
  archive: async (Key, Body) => {
    await s3.send(
      new PutObjectCommand({ Bucket: env.RAW_BUCKET, Key, Body, ContentType: 'application/json' }),
    );
  },
  send: async (partner, MessageBody) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: await urlOf(partner), MessageBody }));
  },
});
