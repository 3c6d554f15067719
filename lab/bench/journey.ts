import {
  BatchGetItemCommand,
  type DynamoDBClient,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

export type Item = NonNullable<NonNullable<TransactWriteItem['Put']>['Item']>;

/** The engines that a message goes through, and what it carries. */
export type Journey = {
  dynamodb: DynamoDBClient;
  sqs: SQSClient;
  s3: S3Client;
  ses: SESv2Client;
  table: string;
  /** A queue that no function reads. */
  intake: string;
  replies: string;
  bucket: string;
  /** The items that a message attached by a number writes. */
  items: readonly Item[];
  message: string;
  reply: string;
  mail: { subject: string; text: string; html: string };
};

/**
 * Requests that a first message makes beyond those of a message attached by a number: blocks read before and after, blocks written.
 */
const FIRST = { before: 12, after: 9, written: 17 };
/** One message in this many is the first of its household. */
const MESSAGES_A_HOUSEHOLD = 5;
/** Messages under way together: four batches of the queue. */
const BATCHES = 4;
const BATCH = 10;

let unique = 0;

/**
 * Messages a second when only the requests are made: those that a message through the hub makes to the same engines (queue,
 * table, mail, archive, reply), with the SDK alone and as many at once. No parsing, no matching, no rules, and the stream is not read.
 */
export const journeyRate = async (journey: Journey, count: number): Promise<number> => {
  const began = performance.now();
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= BATCH;
      await batch(journey);
    }
  };
  await Promise.all(Array.from({ length: BATCHES }, lane));
  return count / ((performance.now() - began) / 1000);
};

const batch = async (journey: Journey): Promise<void> => {
  const { sqs, intake: QueueUrl, message: MessageBody } = journey;
  const numbers = Array.from({ length: BATCH }, (_, n) => n);
  await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: numbers.map((n) => ({ Id: String(n), MessageBody })),
    }),
  );
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: BATCH, MessageSystemAttributeNames: ['All'] }),
  );
  await Promise.all(numbers.map((n) => one(journey, n % MESSAGES_A_HOUSEHOLD === 0)));
  const Entries = Messages.map(({ ReceiptHandle = '' }, n) => ({ Id: String(n), ReceiptHandle }));
  if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
};

const one = async (journey: Journey, isFirst: boolean): Promise<void> => {
  const { dynamodb, sqs, s3, ses, table, items, mail } = journey;
  const id = `JOURNEY#${unique++}`;
  const query = (PK: string) =>
    dynamodb.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'PK = :pk',
        ExpressionAttributeValues: { ':pk': { S: PK } },
        ConsistentRead: true,
        Limit: 50,
      }),
    );
  const queries = (length: number) =>
    Promise.all(Array.from({ length }, (_, n) => query(`RAWBLOCK#${id}#${n}`)));
  const Keys = Array.from({ length: 8 }, (_, n) => ({
    PK: { S: `RAWIDENTITY#${id}#${n}` },
    SK: { S: 'IDENTITY' },
  }));
  await dynamodb.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }));
  if (isFirst) await queries(FIRST.before);
  else await query(items[0]?.PK?.S ?? '');
  const put = (Item: Item) => ({
    Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(PK)' },
  });
  const small = Array.from({ length: isFirst ? FIRST.written : 0 }, (_, n) =>
    put({ PK: { S: `RAWBLOCK#${id}#${n}` }, SK: { S: `A#${id}` }, entity: { S: 'RAW' } }),
  );
  await dynamodb.send(
    new TransactWriteItemsCommand({
      // Neither MESSAGE nor NOTICE: these items must trigger no function.
      TransactItems: [
        ...items.map((item) => put({ ...item, PK: { S: id }, entity: { S: 'RAW' } })),
        ...small,
      ],
    }),
  );
  if (isFirst) await queries(FIRST.after);
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  const notify = async (): Promise<void> => {
    await ses.send(
      new SendEmailCommand({
        FromEmailAddress: 'bench@hub.example',
        Destination: { ToAddresses: ['bench@etat.example'] },
        Content: {
          Simple: { Subject: utf8(mail.subject), Body: { Text: utf8(mail.text), Html: utf8(mail.html) } },
        },
      }),
    );
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { PK: { S: id }, SK: items.at(-1)?.SK ?? { S: '' } },
        UpdateExpression: 'SET sentAt = :at',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeValues: { ':at': { S: '2026-03-06T08:00:00.000Z' } },
      }),
    );
  };
  const answer = async (): Promise<void> => {
    await s3.send(
      new PutObjectCommand({ Bucket: journey.bucket, Key: `raw/${id}.json`, Body: journey.message }),
    );
    await sqs.send(new SendMessageCommand({ QueueUrl: journey.replies, MessageBody: journey.reply }));
  };
  await Promise.all([notify(), answer()]);
};
