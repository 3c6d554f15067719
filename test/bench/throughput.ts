import {
  DynamoDBClient,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CREDENTIALS, REGION } from '../../infra/local/constants.ts';
import { startHub } from '../../infra/local/hub.ts';
import { signalOf } from './messages.ts';

/** Rates of one run, a second: raw is the engine's own for transactions of the same items, before and after. */
export type Throughput = { pipelinePerSecond: number; rawPerSecond: number; messages: number };

/**
 * Files `messages` signals of `messages / 5` households through the whole hub (queue, function, transaction, stream,
 * mail, reply), timed from the first sent to the last mail and reply out; and writes as many raw transactions of the
 * items that filing wrote, with as many at once, on the same engine in the same run.
 */
export const measureThroughput = async (assembly: string, messages: number): Promise<Throughput> => {
  // The clock stands just after the signals: what is measured does not depend on the day of the run.
  const hub = await startHub({ assembly, now: '2026-03-06T08:00:00.000Z' });
  try {
    const dynamodb = new DynamoDBClient({
      region: REGION,
      credentials: CREDENTIALS,
      endpoint: hub.endpoints.dynamodb,
    });
    const sqs = new SQSClient({
      region: REGION,
      credentials: CREDENTIALS,
      endpoint: hub.endpoints.aws,
      useQueueUrlAsEndpoint: false,
    });
    const QueueUrl = hub.outputs.get('CafIntakeUrl');
    const TableName = hub.outputs.get('TableName') ?? '';
    // Month after month, every household signals once: five signals a household, never two close together.
    const send = async (firstHousehold: number, households: number): Promise<void> => {
      for (let n = 0; n < households * 5; n += 10) {
        const Entries = Array.from({ length: 10 }, (_, i) => ({
          Id: String(i),
          MessageBody: JSON.stringify(
            signalOf(firstHousehold + ((n + i) % households), Math.floor((n + i) / households)),
          ),
        }));
        await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      }
    };
    await send(0, 40);
    await hub.idle();
    const items = await writtenBy(dynamodb, TableName);
    const before = await rawRate(dynamodb, TableName, items, messages);
    const began = performance.now();
    await send(40, messages / 5);
    await hub.idle();
    const pipelinePerSecond = messages / ((performance.now() - began) / 1000);
    const after = await rawRate(dynamodb, TableName, items, messages);
    return { pipelinePerSecond, rawPerSecond: (before + after) / 2, messages };
  } finally {
    await hub.stop();
  }
};

type Item = NonNullable<NonNullable<TransactWriteItem['Put']>['Item']>;

/** The items that a message attached by an identity wrote: its marker, its event, the case, the notice. */
const writtenBy = async (client: DynamoDBClient, TableName: string): Promise<Item[]> => {
  const read = async (PK: string): Promise<Item[]> => {
    const ExpressionAttributeValues = { ':pk': { S: PK } };
    const { Items } = await client.send(
      new QueryCommand({ TableName, KeyConditionExpression: 'PK = :pk', ExpressionAttributeValues }),
    );
    return Items ?? [];
  };
  const [marker] = await read('MESSAGE#caf:CAF-0-1');
  const inCase = await read(`CASE#${marker?.caseId?.S}`);
  const first = (entity: string): Item | undefined => inCase.find((item) => item.entity?.S === entity);
  return [marker, first('CASE'), first('EVENT'), first('NOTICE')].flatMap((item) => (item ? [item] : []));
};

let unique = 0;
const rawRate = async (
  client: DynamoDBClient,
  TableName: string,
  items: readonly Item[],
  count: number,
): Promise<number> => {
  if (items.length !== 4) throw new Error(`4 items expected, ${items.length} found`);
  const began = performance.now();
  let left = count;
  const writer = async (): Promise<void> => {
    while (left-- > 0) {
      const id = `RAW#${unique++}`;
      // Neither MESSAGE nor NOTICE: no function is to be called for these.
      const TransactItems = items.map((item) => ({
        Put: {
          TableName,
          Item: { ...item, PK: { S: id }, entity: { S: 'RAW' } },
          ConditionExpression: 'attribute_not_exists(PK)',
        },
      }));
      await client.send(new TransactWriteItemsCommand({ TransactItems }));
    }
  };
  await Promise.all(Array.from({ length: 40 }, writer));
  return count / ((performance.now() - began) / 1000);
};
