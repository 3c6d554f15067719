import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createReference } from './receive.ts';

const {
  TABLE_NAME = '',
  MATCHING_KEY = '',
  RAW_BUCKET,
  REPLIES_QUEUE_NAME,
  IDEMPOTENCY_TABLE = '',
} = process.env;
const dynamodb = new DynamoDBClient({});
const s3 = new S3Client({});
const sqs = new SQSClient({});
let repliesUrl: string | undefined;

/** The reference as a function: its environment names the archive's bucket and the replies queue beside what the hub's receiver has. */
export const handler = createReference({
  dynamodb,
  client: DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } }),
  table: TABLE_NAME,
  idempotencyTable: IDEMPOTENCY_TABLE,
  matchingKey: MATCHING_KEY,
  archive: async (Key, Body) => {
    await s3.send(new PutObjectCommand({ Bucket: RAW_BUCKET, Key, Body }));
  },
  reply: async (_, MessageBody) => {
    repliesUrl ??= (await sqs.send(new GetQueueUrlCommand({ QueueName: REPLIES_QUEUE_NAME }))).QueueUrl;
    await sqs.send(new SendMessageCommand({ QueueUrl: repliesUrl, MessageBody }));
  },
});
