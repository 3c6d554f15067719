import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReply, type ReplyItem, replyItemSchema } from '../../functions/reply/send-reply.ts';
import { sourceOfMessage } from '../../functions/reply/source.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { type Engine, startAws } from '../../local/engines.ts';
import { HubError, isPermanent } from '../../shared/errors.ts';
import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import type { Aside } from '../../shared/outbound/stream/aside.ts';
import { MOST_RETRIES, streamConsumer } from '../../shared/outbound/stream/stream-consumer.ts';
import type { Tell } from '../../shared/outbound/stream/tell.ts';
import { aRetry } from '../support/retries.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
let aws: Engine;
let sqs: SQSClient;
const urls: Record<string, string> = {};
beforeAll(async () => {
  [store, aws] = await Promise.all([startTable(), startAws()]);
  sqs = new SQSClient({
    region: REGION,
    credentials: CREDENTIALS,
    endpoint: aws.url,
    useQueueUrlAsEndpoint: false,
  });
  for (const name of ['retries', 'failures', 'replies-caf', 'replies-msa']) {
    const Attributes = { MaximumMessageSize: String(256 * 1024) };
    urls[name] = (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl ?? '';
  }
});
afterAll(async () => {
  await Promise.all([store?.stop(), aws?.stop()]);
});

const taken = async (name: string): Promise<string[]> => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: urls[name], MaxNumberOfMessages: 10, VisibilityTimeout: 3600 }),
  );
  return Messages.map(({ Body = '' }: Message) => Body);
};
/** Delays that the function asked for. The messages themselves go to the engine's queue without a delay. */
const delays: number[] = [];
const aside: Aside = {
  tryAgain: async (MessageBody, delay) => {
    delays.push(delay);
    await sqs.send(new SendMessageCommand({ QueueUrl: urls.retries, MessageBody }));
  },
  setApart: async (MessageBody) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: urls.failures, MessageBody }));
  },
  read: async ({ PK, SK }) =>
    (await store.client.send(new GetCommand({ TableName: 'hub', Key: { PK, SK } }))).Item,
};
let archived: [string, string][] = [];
/** The partner whose queue refuses writes. */
let broken = '';
const answer = createReply({
  archive: async (key, raw) => void archived.push([key, raw]),
  send: async (partner, MessageBody) => {
    if (partner === broken) throw Object.assign(new Error('no right'), { name: 'AccessDenied' });
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `replies-${partner}` }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    return true;
  },
  leave: async () => false,
});
/** What the consumer told the function that counts, by batch. */
let told: string[][] = [];
let deaf = false;
const tell: Tell = async (sources) => {
  if (deaf) throw new Error('no queue');
  told.push(sources.map(({ id }) => id));
};
const counted = async (item: ReplyItem, again: boolean) => {
  await answer(item, again);
  return sourceOfMessage(item);
};
const itemOf = (id: string, sender: string, over: object = {}) => ({
  PK: `MESSAGE#${sender}:${id}`,
  SK: 'MESSAGE',
  entity: 'MESSAGE',
  sender,
  messageId: `${sender}:${id}`,
  reply: JSON.stringify({ messageId: id }),
  raw: `{"messageId":"${id}"}`,
  rawKey: `${sender}/${id}.json`,
  arrivals: 1,
  expiresAt: 2_000_000_000,
  outcome: 'accepted',
  receivedAt: '2026-03-02T08:00:00.000Z',
  replyBy: 'queue',
  trace: `trace-${id}`,
  ...over,
});
let sequence = 0;
const recordOf = async (item: ReturnType<typeof itemOf>) => {
  await store.client.send(new PutCommand({ TableName: 'hub', Item: item }));
  sequence += 1;
  const { PK, SK } = item;
  return {
    dynamodb: {
      SequenceNumber: String(sequence),
      Keys: Object(marshall({ PK, SK })),
      NewImage: Object(marshall(item)),
    },
  };
};
const context = Object.create(null);
const lines: string[] = [];
const measured = () => lines.filter((line) => line.includes('"BatchFailed":1')).length;

beforeEach(() => {
  archived = [];
  told = [];
  deaf = false;
  broken = '';
  delays.length = 0;
  lines.length = 0;
  const write = process.stdout.write.bind(process.stdout);
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk, ...rest) => {
    if (typeof chunk === 'string' && chunk.startsWith('{"event":')) lines.push(chunk);
    else Reflect.apply(write, process.stdout, [chunk, ...rest]);
    return true;
  });
});

describe('a record that can never succeed', () => {
  it('is set apart alone, at once, by its keys; every other partner is answered', async () => {
    const consumer = streamConsumer(replyItemSchema, counted, aside, tell);
    const poison = [
      itemOf('too-long', 'caf', { reply: 'x'.repeat(300 * 1024) }),
      itemOf('no-shape', 'caf', { arrivals: 'many' }),
    ];
    const Records = [
      await recordOf(itemOf('1', 'msa')),
      ...(await Promise.all(poison.map(recordOf))),
      ...(await Promise.all(['2', '3', '4', '5', '6'].map((id) => recordOf(itemOf(id, 'msa'))))),
    ];
    expect(await consumer({ Records }, context)).toEqual({ batchItemFailures: [] });
    expect(await taken('replies-msa')).toHaveLength(6);
    expect(await taken('retries')).toEqual([]);
    const apart = (await taken('failures')).map((body) => JSON.parse(body));
    expect(apart.map(({ PK, SK, trace }) => [PK, SK, trace]).toSorted()).toEqual([
      ['MESSAGE#caf:no-shape', 'MESSAGE', 'trace-no-shape'],
      ['MESSAGE#caf:too-long', 'MESSAGE', 'trace-too-long'],
    ]);
    expect(measured()).toBe(0);
  });
});

describe('a record that fails for a reason that passes', () => {
  it('is tried again alone, later and later, and is archived and answered once it can be', async () => {
    const consumer = streamConsumer(replyItemSchema, counted, aside, tell);
    broken = 'caf';
    const Records = await Promise.all([itemOf('a', 'caf'), itemOf('b', 'msa')].map(recordOf));
    expect(await consumer({ Records }, context)).toEqual({ batchItemFailures: [] });
    expect(await taken('replies-msa')).toHaveLength(1);
    let bodies = await taken('retries');
    for (let retry = 1; retry <= 3; retry++) {
      expect(await consumer({ Records: bodies.map((body) => aRetry(body)) }, context)).toEqual({
        batchItemFailures: [],
      });
      bodies = await taken('retries');
      expect(bodies).toHaveLength(1);
    }
    expect(delays).toEqual([5, 10, 20, 40]);
    broken = '';
    // A second arrival meanwhile: its raw form must be archived too.
    await store.client.send(
      new UpdateCommand({
        TableName: 'hub',
        Key: { PK: 'MESSAGE#caf:a', SK: 'MESSAGE' },
        UpdateExpression: 'SET arrivals = :two',
        ExpressionAttributeValues: { ':two': 2 },
      }),
    );
    archived = [];
    await consumer({ Records: bodies.map((body) => aRetry(body)) }, context);
    expect(archived).toEqual([['caf/a.json', '{"messageId":"a"}']]);
    expect(await taken('replies-caf')).toEqual(['{"messageId":"a"}']);
    expect(await taken('retries')).toEqual([]);
  });

  it('is set apart once it has been tried for hours', async () => {
    const consumer = streamConsumer(replyItemSchema, counted, aside, tell);
    broken = 'caf';
    await recordOf(itemOf('old', 'caf'));
    const body = JSON.stringify({
      PK: 'MESSAGE#caf:old',
      SK: 'MESSAGE',
      code: 'AccessDenied',
      retry: MOST_RETRIES,
    });
    await consumer({ Records: [aRetry(body)] }, context);
    expect((await taken('failures')).map((one) => JSON.parse(one))).toMatchObject([
      { PK: 'MESSAGE#caf:old' },
    ]);
    expect(await taken('retries')).toEqual([]);
  });

  it('is forgotten when its item is gone', async () => {
    const consumer = streamConsumer(replyItemSchema, counted, aside, tell);
    const body = JSON.stringify({ PK: 'MESSAGE#caf:gone', SK: 'MESSAGE', code: 'X', retry: 1 });
    expect(await consumer({ Records: [aRetry(body)] }, context)).toEqual({ batchItemFailures: [] });
  });

  it('holds the batch, from it on, only when it cannot be put aside', async () => {
    const consumer = streamConsumer(
      replyItemSchema,
      counted,
      { ...aside, tryAgain: () => Promise.reject(new Error('queue')) },
      tell,
    );
    broken = 'caf';
    const Records = await Promise.all(
      [itemOf('h1', 'msa'), itemOf('h2', 'caf'), itemOf('h3', 'msa')].map(recordOf),
    );
    expect(await consumer({ Records }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: Records[1]?.dynamodb.SequenceNumber }],
    });
    expect(await taken('replies-msa')).toHaveLength(2);
    await consumer({ Records: Records.slice(1) }, context);
    expect(await taken('replies-msa')).toEqual([]);
  });
});

describe('what is to be counted of a batch', () => {
  it('is told once, after it, for the records that succeeded; for the others when they are tried again', async () => {
    const consumer = streamConsumer(replyItemSchema, counted, aside, tell);
    broken = 'caf';
    const items = [itemOf('c1', 'msa'), itemOf('c2', 'caf'), itemOf('c3', 'msa')];
    await consumer({ Records: await Promise.all(items.map(recordOf)) }, context);
    expect(told).toEqual([['MESSAGE#msa:c1', 'MESSAGE#msa:c3']]);
    broken = '';
    await consumer({ Records: (await taken('retries')).map((body) => aRetry(body)) }, context);
    expect(told.at(-1)).toEqual(['MESSAGE#caf:c2']);
    await Promise.all(['replies-msa', 'replies-caf'].map(taken));
  });

  it('is told once, of two batches that one instance handles at the same time', async () => {
    let open = (): void => {};
    const gate = new Promise<void>((go) => {
      open = go;
    });
    let calls = 0;
    const slow: Tell = async (sources) => {
      calls += 1;
      // What is told is what there is when it leaves.
      const leaving = sources.map(({ id }) => id);
      if (calls === 1) await gate;
      told.push(leaving);
    };
    const consumer = streamConsumer(replyItemSchema, counted, aside, slow);
    const [one, other] = await Promise.all([itemOf('e1', 'msa'), itemOf('e2', 'msa')].map(recordOf));
    const first = consumer({ Records: one ? [one] : [] }, context);
    await vi.waitFor(() => expect(calls).toBe(1));
    const second = consumer({ Records: other ? [other] : [] }, context);
    await vi.waitFor(() => expect(calls).toBe(2));
    open();
    await Promise.all([first, second]);
    expect(told.flat().toSorted()).toEqual(['MESSAGE#msa:e1', 'MESSAGE#msa:e2']);
    await taken('replies-msa');
  });

  it('holds the batch until it is told, and nobody is answered twice for it', async () => {
    const consumer = streamConsumer(replyItemSchema, counted, aside, tell);
    const Records = await Promise.all([itemOf('d1', 'msa'), itemOf('d2', 'msa')].map(recordOf));
    deaf = true;
    expect(await consumer({ Records }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: Records[0]?.dynamodb.SequenceNumber }],
    });
    deaf = false;
    expect(await consumer({ Records }, context)).toEqual({ batchItemFailures: [] });
    expect(told).toEqual([['MESSAGE#msa:d1', 'MESSAGE#msa:d2']]);
    expect(await taken('replies-msa')).toHaveLength(2);
  });
});

describe('a row of a file answered by queue after all', () => {
  it('is not archived a second time, under a key its erasure would not know', async () => {
    const consumer = streamConsumer(replyItemSchema, counted, aside, tell);
    const row = itemOf('row', 'caf', { rawKey: `drop/caf/${'é'.repeat(500)}.csv#12` });
    await consumer({ Records: [await recordOf(row)] }, context);
    expect(archived).toEqual([]);
    expect(await taken('replies-caf')).toHaveLength(1);
  });
});

describe('a batch of which every record fails', () => {
  const failing = () => sqsIntake(() => Promise.reject(new HubError('X', 'x', { retryable: true })));
  const batch = (...ids: string[]) => ({ Records: ids.map((id) => aRetry('{}', id)) });

  it('is counted, of a queue as of the stream; one record that comes again and again is not', async () => {
    const queue = failing();
    for (let delivery = 0; delivery < 5; delivery++) await queue(batch('poison'), context);
    expect(measured()).toBe(0);
    await queue(batch('another'), context);
    expect(measured()).toBe(1);
    await failing()(batch('a', 'b', 'c'), context);
    expect(measured()).toBe(2);
    broken = 'caf';
    const stream = streamConsumer(replyItemSchema, counted, aside, tell);
    await stream(
      { Records: await Promise.all(['s1', 's2'].map((id) => recordOf(itemOf(id, 'caf')))) },
      context,
    );
    expect(measured()).toBe(3);
  });

  it('is not counted when one of it succeeds', async () => {
    const queue = sqsIntake(({ messageId }) =>
      messageId === 'good' ? Promise.resolve() : Promise.reject(new TypeError()),
    );
    const answerOf = await queue(batch('bad', 'good', 'worse'), context);
    expect(answerOf).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }, { itemIdentifier: 'worse' }] });
    expect(measured()).toBe(0);
  });
});

describe('an error', () => {
  it.each([
    [new HubError('X', 'x', { retryable: false }), true],
    [new HubError('X', 'x', { retryable: true }), false],
    [Object.assign(new Error(), { name: 'ValidationException' }), true],
    [Object.assign(new Error(), { name: 'InvalidParameterValue' }), true],
    [Object.assign(new Error(), { name: 'AWS.SimpleQueueService.InvalidParameterValue' }), true],
    [
      Object.assign(new Error(), {
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
      }),
      true,
    ],
    [
      Object.assign(new Error(), {
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'ThrottlingError' }],
      }),
      false,
    ],
    [Object.assign(new Error(), { name: 'AccessDenied' }), false],
    [Object.assign(new Error(), { name: 'OverLimit' }), false],
    [Object.assign(new Error(), { name: 'TooManyRequestsException' }), false],
    [new TypeError(), true],
    ['a text', false],
  ])('%s is permanent: %s', (error, expected) => {
    expect(isPermanent(error)).toBe(expected);
  });
});
