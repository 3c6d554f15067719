import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, QueueDoesNotExist, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueText } from '../../shared/aws/odd-characters.ts';
import { createAside } from '../../shared/outbound/stream/aside.ts';
import { createAnswer } from './answer.ts';
import { env } from './env.ts';

const s3 = new S3Client({});
const sqs = new SQSClient({});
const urls = new Map<string, string>();

/** A queue's URL, asked for once; undefined when there is no such queue. */
const urlOf = async (partner: string): Promise<string | undefined> => {
  const known = urls.get(partner);
  if (known) return known;
  try {
    const { QueueUrl } = await sqs.send(
      new GetQueueUrlCommand({ QueueName: `${env.REPLIES_QUEUE_PREFIX}${partner}` }),
    );
    if (QueueUrl) urls.set(partner, QueueUrl);
    return QueueUrl;
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
};

export const answer = createAnswer({
  archive: async (Key, Body) => {
    await s3.send(
      new PutObjectCommand({ Bucket: env.RAW_BUCKET, Key, Body, ContentType: 'application/json' }),
    );
  },
  send: async (partner, reply) => {
    const QueueUrl = await urlOf(partner);
    if (!QueueUrl) return false;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: queueText(reply) }));
    return true;
  },
});

export const aside = createAside(env);
