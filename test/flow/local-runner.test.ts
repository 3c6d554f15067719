import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { type LocalHub, startHub } from '../../local/hub.ts';
import { assemblyOf } from '../support/assembly.ts';

let hub: LocalHub | undefined;
afterEach(async () => {
  await hub?.stop();
  hub = undefined;
});

const fn = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    Handler: 'index.handler',
    Code: { S3Key: 'f.zip' },
    Timeout: 1,
    Environment: { Variables: { A: '1' } },
  },
};
const queue = (Properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const mapping = (source: object, Properties: object = {}) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { FunctionName: { Ref: 'Fn' }, EventSourceArn: source, ...Properties },
});
const send = async (name: string, MessageBody: string) => {
  const sqs = new SQSClient({
    region: REGION,
    credentials: CREDENTIALS,
    endpoint: String(hub?.endpoints.aws),
    useQueueUrlAsEndpoint: false,
  });
  await sqs.send(new SendMessageCommand({ QueueUrl: hub?.queues.get(name), MessageBody }));
};

/** A hub with one queue, `work`, its dead-letter queue, and the function that reads it. */
const startWorker = (handler: string) => {
  const redrive = { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 2 };
  const resources = {
    Fn: fn,
    Work: queue({ QueueName: 'work', VisibilityTimeout: 1, RedrivePolicy: redrive }),
    Dead: queue({ QueueName: 'dead' }),
    Map: mapping(arn('Work'), { FunctionResponseTypes: ['ReportBatchItemFailures'] }),
  };
  return startHub({ assembly: assemblyOf(resources, `export const handler = ${handler}`) });
};

describe('the local runner', () => {
  it('names the resource it does not support, and leaves nothing running', async () => {
    const assembly = assemblyOf({ Cluster: { Type: 'AWS::EKS::Cluster', Properties: {} } });
    await expect(startHub({ assembly })).rejects.toThrow(
      'Demo/Cluster: AWS::EKS::Cluster is not supported locally',
    );
  });

  it('says which port is in use, in one line', async () => {
    hub = await startHub({ assembly: assemblyOf({}) });
    const taken = Number(new URL(hub.endpoints.aws).port);
    await expect(startHub({ assembly: assemblyOf({}), ports: { aws: taken } })).rejects.toThrow(
      `le port ${taken} est déjà pris`,
    );
  });

  it('dead-letters a message its function keeps failing on', async () => {
    hub = await startWorker(`async ({ Records }) => ({
      batchItemFailures: Records.filter((r) => r.body === 'bad').map((r) => ({ itemIdentifier: r.messageId })) })`);
    await send('work', 'good');
    await send('work', 'bad');
    await hub.idle();
    expect(hub.deadLetters()).toEqual({ dead: 1 });
  });

  it('hands over a body of any depth, with its neighbours', async () => {
    hub = await startWorker('async () => ({ batchItemFailures: [] })');
    await send('work', `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    await send('work', 'good');
    await hub.idle();
    expect(hub.deadLetters()).toEqual({ dead: 0 });
  });

  it.each([
    [{ MaximumRetryAttempts: 1 }, 'RetryAttemptsExhausted'],
    [{ MaximumRecordAgeInSeconds: 1 }, 'RecordAgeExceeded'],
  ])(
    '%o: tells a stream’s failure destination what was given up, and goes on with the rest',
    async (bound, condition) => {
      const key = { AttributeName: 'id', KeyType: 'HASH' };
      hub = await startHub({
        assembly: assemblyOf(
          {
            Fn: fn,
            Given: queue({ QueueName: 'given-up' }),
            Uploads: queue({ QueueName: 'uploads' }),
            Table: {
              Type: 'AWS::DynamoDB::Table',
              Properties: {
                TableName: 'things',
                KeySchema: [key],
                AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
                StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
              },
            },
            Map: mapping(
              { 'Fn::GetAtt': ['Table', 'StreamArn'] },
              {
                StartingPosition: 'TRIM_HORIZON',
                ...bound,
                BisectBatchOnFunctionError: true,
                DestinationConfig: { OnFailure: { Destination: arn('Given') } },
                FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ eventName: ['INSERT'] }) }] },
              },
            ),
          },
          `export const handler = async ({ Records }) => {
          if (Records.some((r) => r.dynamodb.NewImage.id.S === 'bad')) throw new Error('no'); }`,
        ),
      });
      const { DynamoDBClient, PutItemCommand } = await import('@aws-sdk/client-dynamodb');
      const client = new DynamoDBClient({
        region: REGION,
        credentials: CREDENTIALS,
        endpoint: hub.endpoints.dynamodb,
      });
      for (const S of ['a', 'bad', 'b'])
        await client.send(new PutItemCommand({ TableName: 'things', Item: { id: { S } } }));
      await hub.idle();
      expect(hub.deadLetters()).toEqual({ 'given-up': 1 });
      const told = await fetch(`${hub.endpoints.aws}/_fauxqs/queues/given-up`);
      expect(await told.text()).toContain(condition);
    },
  );

  it('notifies a queue of an upload, as S3 writes its keys', async () => {
    hub = await startHub({
      assembly: assemblyOf({
        Uploads: queue({ QueueName: 'uploads' }),
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            BucketName: 'drop',
            NotificationConfiguration: {
              QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: arn('Uploads') }],
            },
          },
        },
      }),
    });
    const s3 = new S3Client({
      region: REGION,
      credentials: CREDENTIALS,
      endpoint: hub.endpoints.aws,
      forcePathStyle: true,
    });
    await s3.send(new PutObjectCommand({ Bucket: 'drop', Key: 'étude/acte 1+2.pdf', Body: 'x' }));
    await hub.idle();
    const inspected: unknown = await (await fetch(`${hub.endpoints.aws}/_fauxqs/queues/uploads`)).json();
    const text = JSON.stringify(inspected);
    expect(text).toContain('%C3%A9tude/acte+1%2B2.pdf');
    expect(text).toContain('ObjectCreated:Put');
  });

  it('keeps its data over a restart where it is given a folder', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'data-'));
    const assembly = assemblyOf({
      Kept: queue({ QueueName: 'kept' }),
      Box: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'box' } },
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
    });
    hub = await startHub({ assembly, dataDir });
    await send('kept', 'still here');
    const s3 = () =>
      new S3Client({
        region: REGION,
        credentials: CREDENTIALS,
        endpoint: String(hub?.endpoints.aws),
        forcePathStyle: true,
      });
    await s3().send(new PutObjectCommand({ Bucket: 'box', Key: 'a', Body: 'x' }));
    await hub.stop();
    hub = await startHub({ assembly, dataDir });
    const inspected: unknown = await (await fetch(`${hub.endpoints.aws}/_fauxqs/queues/kept`)).json();
    expect(JSON.stringify(inspected)).toContain('still here');
    await expect(s3().send(new HeadObjectCommand({ Bucket: 'box', Key: 'a' }))).resolves.toBeDefined();
  });
});
