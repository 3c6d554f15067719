import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { build } from 'esbuild';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { type LocalHub, startHub } from '../../local/hub.ts';
import { timelineOf } from '../../local/schedule-expression.ts';
import { assemblyOf as assemblyWith } from '../support/assembly.ts';

let hub: LocalHub | undefined;
afterEach(async () => {
  await hub?.stop();
  hub = undefined;
});

/** Keeps the events it receives and when, and answers with all of them; invoking it shows a test what it received. */
const WITNESS = `const seen = [];
  export const handler = async (event) => {
    if (event?.ask) return seen;
    for (const one of event.Records?.map((r) => r.body) ?? [event]) seen.push({ at: new Date().toISOString(), one });
  };`;

const assemblyOf = (resources: object, code = WITNESS): string => assemblyWith(resources, code);
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const Fn = {
  Type: 'AWS::Lambda::Function',
  Properties: { FunctionName: 'witness', Handler: 'index.handler', Code: { S3Key: 'f.zip' }, Timeout: 20 },
};
const Work = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } };
const WorkMap = {
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { FunctionName: { Ref: 'Fn' }, EventSourceArn: arn('Work') },
};
const Table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'things',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
  },
};
const TableMap = {
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    FunctionName: { Ref: 'Fn' },
    EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
    StartingPosition: 'TRIM_HORIZON',
  },
};
const schedule = (expression: string, target: object, Properties: object = {}) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    ScheduleExpression: expression,
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { RoleArn: 'arn:aws:iam::000000000000:role/scheduler', ...target },
    ...Properties,
  },
});
const PARIS = { ScheduleExpressionTimezone: 'Europe/Paris' };
const ask = (): Promise<unknown> | undefined => hub?.functions.get('witness')?.invoke({ ask: true });

/** The first `count` instants of an expression after a given instant, to the second. */
const instants = (expression: string, zone: string, after: string, count: number): (string | undefined)[] => {
  const { first, next } = timelineOf(expression, zone, Date.parse(after));
  const found = [first];
  while (found.length < count) {
    const last = found.at(-1);
    found.push(last === undefined ? undefined : next(last));
  }
  return found.map((at) => (at === undefined ? undefined : new Date(at).toISOString().replace('.000Z', 'Z')));
};

describe('a schedule’s expression', () => {
  it('keeps to the hour of its time zone through summer, winter and the days the clocks change', () => {
    const daily = (after: string, count: number) =>
      instants('cron(0 6 * * ? *)', 'Europe/Paris', after, count);
    expect(daily('2026-07-01T00:00:00Z', 1)).toEqual(['2026-07-01T04:00:00Z']);
    expect(daily('2026-01-15T00:00:00Z', 1)).toEqual(['2026-01-15T05:00:00Z']);
    expect(daily('2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T05:00:00Z',
      '2026-03-29T04:00:00Z',
      '2026-03-30T04:00:00Z',
    ]);
    expect(daily('2026-10-24T00:00:00Z', 3)).toEqual([
      '2026-10-24T04:00:00Z',
      '2026-10-25T05:00:00Z',
      '2026-10-26T05:00:00Z',
    ]);
  });

  it('skips a local time that does not exist, and fires once at one that comes twice', () => {
    const night = (after: string) => instants('cron(30 2 * * ? *)', 'Europe/Paris', after, 2);
    expect(night('2026-03-28T12:00:00Z')).toEqual(['2026-03-30T00:30:00Z', '2026-03-31T00:30:00Z']);
    expect(night('2026-10-24T12:00:00Z')).toEqual(['2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']);
    const halves = instants('cron(0/30 * * * ? *)', 'Europe/Paris', '2026-10-25T00:15:00Z', 3);
    expect(halves).toEqual(['2026-10-25T00:30:00Z', '2026-10-25T02:00:00Z', '2026-10-25T02:30:00Z']);
  });

  it.each([
    ['cron(0/15 8 ? * MON-FRI *)', ['2026-01-05T08:00:00Z', '2026-01-05T08:15:00Z']],
    ['cron(0 8 ? * 2 *)', ['2026-01-05T08:00:00Z', '2026-01-12T08:00:00Z']],
    ['cron(0 8 ? * 6#3 *)', ['2026-01-16T08:00:00Z', '2026-02-20T08:00:00Z']],
    ['cron(0 8 L * ? *)', ['2026-01-31T08:00:00Z', '2026-02-28T08:00:00Z']],
    ['cron(0 0 1 1 ? 2027-2028)', ['2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z']],
    ['cron(0 0 1 1 ? 2025)', [undefined, undefined]],
    ['rate(12 hours)', ['2026-01-03T00:00:00Z', '2026-01-03T12:00:00Z']],
    ['at(2026-02-01T06:00:00)', ['2026-02-01T06:00:00Z', undefined]],
  ])('%s fires when AWS would', (expression, expected) => {
    expect(instants(expression, 'UTC', '2026-01-03T00:00:00Z', 2)).toEqual(expected);
  });

  it.each([
    ['the expression of another scheduler', schedule('@daily', { Arn: arn('Work') }), '@daily'],
    ['days of both kinds', schedule('cron(0 6 * * * *)', { Arn: arn('Work') }), 'must be ?'],
    [
      'a zone that is none',
      schedule('rate(1 day)', { Arn: arn('Work') }, { ScheduleExpressionTimezone: 'Europe/Ys' }),
      'Ys',
    ],
    [
      'a target of another kind',
      schedule('rate(1 day)', { Arn: 'arn:aws:sns:::topic' }),
      'arn:aws:sns:::topic',
    ],
    [
      'a target not deployed',
      schedule('rate(1 day)', { Arn: 'arn:aws:sqs:eu-west-3:0:none' }),
      'no queue none',
    ],
    ['an end date', schedule('rate(1 day)', { Arn: arn('Work') }, { EndDate: '2027-01-01' }), 'EndDate'],
    ['a function’s input that is no JSON', schedule('rate(1 day)', { Arn: arn('Fn'), Input: 'x' }), 'JSON'],
  ])('is refused, naming the resource, with %s', async (_what, Tick, why) => {
    const starting = startHub({ assembly: assemblyOf({ Fn, Work, Tick }) });
    await expect(starting).rejects.toThrow('Demo/Tick (AWS::Scheduler::Schedule)');
    await expect(starting).rejects.toThrow(why);
  });
});

describe('a hub on a virtual clock', () => {
  it('fires every schedule on the way, in order, each at its own instant with its own input', async () => {
    const Input = JSON.stringify({
      due: '<aws.scheduler.scheduled-time>',
      by: '<aws.scheduler.schedule-arn>',
    });
    hub = await startHub({
      now: '2026-03-28T00:00:00Z',
      assembly: assemblyOf({
        Fn,
        Work,
        WorkMap,
        Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
        Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'ticks' } },
        Direct: schedule('cron(0 9 ? * SUN *)', {
          Arn: arn('Fn'),
          Input: '{"n":"<aws.scheduler.attempt-number>"}',
        }),
        Queued: schedule(
          'cron(0 6 * * ? *)',
          {
            Arn: arn('Work'),
            Input,
            DeadLetterConfig: { Arn: arn('Dead') },
            RetryPolicy: { MaximumRetryAttempts: 2 },
          },
          { ...PARIS, Name: 'daily', GroupName: { Ref: 'Group' } },
        ),
        Off: schedule('rate(1 minute)', { Arn: arn('Fn') }, { State: 'DISABLED' }),
      }),
    });

    const fired = await hub.advanceTo('2026-03-29T12:00:00Z');

    const by = 'arn:aws:scheduler:eu-west-3:000000000000:schedule/ticks/daily';
    const [first, second] = ['2026-03-28T05:00:00Z', '2026-03-29T04:00:00Z'];
    expect(fired).toBe(3);
    expect(hub.now()).toBe('2026-03-29T12:00:00.000Z');
    expect(hub.deadLetters()).toEqual({ dead: 0 });
    expect(await ask()).toEqual([
      { at: '2026-03-28T05:00:00.000Z', one: JSON.stringify({ due: first, by }) },
      { at: '2026-03-29T04:00:00.000Z', one: JSON.stringify({ due: second, by }) },
      { at: '2026-03-29T09:00:00.000Z', one: { n: '1' } },
    ]);
  });

  it('plays a year of daily ticks in little more than their own work', async () => {
    hub = await startHub({
      now: '2026-01-01T00:00:00Z',
      assembly: assemblyOf({
        Fn,
        Work,
        WorkMap,
        Table,
        TableMap,
        Tick: schedule('cron(0 6 * * ? *)', { Arn: arn('Work') }, PARIS),
      }),
    });
    const began = performance.now();
    for (let i = 0; i < 20; i += 1) await hub.idle();
    const quiet = (performance.now() - began) / 20;

    const fired = await hub.advanceTo('2027-01-01T00:00:00Z');

    const year = performance.now() - began - quiet * 20;
    console.info(`idle() on a quiet hub: ${quiet.toFixed(1)} ms; a year of ticks: ${year.toFixed(0)} ms`);
    expect(fired).toBe(365);
    expect(quiet).toBeLessThan(50);
    expect(year).toBeLessThan(20_000);
  });

  it('refuses to go back, to be moved twice at once, or to be moved in real time', async () => {
    const assembly = assemblyOf({});
    hub = await startHub({ assembly, now: '2026-01-02T00:00:00Z' });
    await expect(hub.advanceTo('2026-01-01T00:00:00Z')).rejects.toThrow('cannot go back');
    await expect(hub.advanceTo('2026-01-03')).rejects.toThrow('not an ISO instant');
    const twice = [hub.advanceTo('2026-01-04T00:00:00Z'), hub.advanceTo('2026-01-05T00:00:00Z')];
    await expect(twice[1]).rejects.toThrow('already being moved');
    await twice[0];
    await hub.stop();
    hub = await startHub({ assembly });
    await expect(hub.advanceTo('2100-01-01T00:00:00Z')).rejects.toThrow('in real time');
    await expect(startHub({ assembly, now: 'tomorrow' })).rejects.toThrow('not an ISO instant');
  });

  it('gives functions its date, and leaves them everything else of time', async () => {
    hub = await startHub({
      now: '2031-05-06T07:08:09.010Z',
      assembly: assemblyOf(
        { Fn },
        `const early = Date;
        export const handler = async (_event, context) => {
          const [before, left] = [performance.now(), context.getRemainingTimeInMillis()];
          await new Promise((done) => setTimeout(done, 60));
          const day = new Date(2020, 1, 2);
          return {
            now: [new Date().toISOString(), new Date(Date.now()).toISOString(), new Date(Date()).getFullYear()],
            made: [new Date(0).getTime(), Date.parse('1970-01-01T00:00:01Z'), Date.UTC(1970, 0, 1), day.getMonth()],
            kind: [day instanceof Date, new Date() instanceof Date, day.constructor === Date, early === Date],
            passed: performance.now() - before >= 55,
            left: [left <= 20000, left - context.getRemainingTimeInMillis() >= 50],
          };
        }`,
      ),
    });
    const now = '2031-05-06T07:08:09.010Z';
    expect(await hub.functions.get('witness')?.invoke({})).toEqual({
      now: [now, now, 2031],
      made: [0, 1000, 0, 1],
      kind: [true, true, true, true],
      passed: true,
      left: [true, true],
    });
  });

  it.each([
    ['years ahead', '2031-01-01T00:00:00Z'],
    ['years behind', '2019-01-01T00:00:00Z'],
  ])('lets functions call the engines through the AWS SDK %s', async (_where, now) => {
    const { outputFiles } = await build({
      stdin: {
        resolveDir: import.meta.dirname,
        contents: `
          import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
          import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
          import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
          const [db, s3, sqs] = [new DynamoDBClient({}), new S3Client({ forcePathStyle: true }), new SQSClient({})];
          export const handler = async () => {
            for (let time = 0; time < 2; time += 1) {
              await db.send(new PutItemCommand({ TableName: 'things', Item: { id: { S: new Date().toISOString() } } }));
              await s3.send(new PutObjectCommand({ Bucket: 'box', Key: 'a', Body: 'x' }));
              await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: 'x' }));
            }
            const Key = { id: { S: new Date().toISOString() } };
            return (await db.send(new GetItemCommand({ TableName: 'things', Key }))).Item?.id.S;
          };`,
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      write: false,
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    });
    const Environment = { Variables: { QUEUE: { Ref: 'Work' } } };
    const Uploads = { Event: 's3:ObjectCreated:*', Queue: arn('Notified') };
    hub = await startHub({
      now,
      assembly: assemblyOf(
        {
          Fn: { ...Fn, Properties: { ...Fn.Properties, Environment } },
          Work,
          Table,
          Notified: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'notified' } },
          Box: {
            Type: 'AWS::S3::Bucket',
            Properties: { BucketName: 'box', NotificationConfiguration: { QueueConfigurations: [Uploads] } },
          },
        },
        outputFiles[0]?.text,
      ),
    });

    const written = await hub.functions.get('witness')?.invoke({});
    await hub.idle();

    expect(written).toBe(new Date(now).toISOString());
    const notified = await (await fetch(`${hub.endpoints.aws}/_fauxqs/queues/notified`)).text();
    expect(notified).toContain(new Date(now).toISOString());
  });

  it('dates an upload’s notification by the clock as it moves', async () => {
    hub = await startHub({
      now: '2026-01-01T00:00:00Z',
      assembly: assemblyOf({
        Work,
        Box: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            BucketName: 'box',
            NotificationConfiguration: {
              QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: arn('Work') }],
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
    await hub.advanceTo('2026-02-03T04:05:06Z');
    await s3.send(new PutObjectCommand({ Bucket: 'box', Key: 'a', Body: 'x' }));
    await hub.idle();
    const inspected = await (await fetch(`${hub.endpoints.aws}/_fauxqs/queues/work`)).text();
    expect(inspected).toContain('2026-02-03T04:05:06.000Z');
  });

  it('ends a message’s delay when the clock reaches it, without waiting', async () => {
    hub = await startHub({
      now: '2026-01-01T00:00:00Z',
      assembly: assemblyOf({
        Fn,
        Work,
        WorkMap,
        Tick: schedule('at(2026-01-01T00:10:00)', { Arn: arn('Work'), Input: 'tick' }),
      }),
    });
    const sqs = new SQSClient({
      region: REGION,
      credentials: CREDENTIALS,
      endpoint: hub.endpoints.aws,
      useQueueUrlAsEndpoint: false,
    });
    const QueueUrl = hub.queues.get('work');
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'late', DelaySeconds: 900 }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'soon', DelaySeconds: 10 }));

    const before = performance.now();
    await hub.idle();
    const untouched = await ask();
    const fired = await hub.advanceTo('2026-01-01T01:00:00Z');

    expect(untouched).toEqual([]);
    expect(fired).toBe(1);
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(await ask()).toEqual([
      { at: '2026-01-01T00:00:10.000Z', one: 'soon' },
      { at: '2026-01-01T00:10:00.000Z', one: 'tick' },
      { at: '2026-01-01T00:15:00.000Z', one: 'late' },
    ]);
  });

  it('tries a function that fails three times, as Lambda does, and goes on', async () => {
    hub = await startHub({
      now: '2026-01-01T00:00:00Z',
      assembly: assemblyOf(
        { Fn, Tick: schedule('rate(1 day)', { Arn: arn('Fn'), Input: '{}' }) },
        `let tries = 0;
        export const handler = async (event) => {
          if (event.ask) return tries;
          tries += 1;
          throw new Error('no');
        };`,
      ),
    });
    expect(await hub.advanceTo('2026-01-02T12:00:00Z')).toBe(2);
    expect(await ask()).toBe(6);
  });
});

describe('a hub in real time', () => {
  it('fires a schedule at its hour by itself, and gives functions the machine’s date', async () => {
    // Late enough for the slowest engine to have started.
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 5_000).toISOString().slice(0, 19);
    hub = await startHub({
      assembly: assemblyOf(
        {
          Fn,
          Once: schedule(`at(${at})`, { Arn: arn('Fn'), Input: '{"due":"<aws.scheduler.scheduled-time>"}' }),
          Far: schedule('cron(0 0 1 1 ? 2199)', { Arn: arn('Fn') }),
          AtOnce: schedule('rate(5 minutes)', { Arn: arn('Fn') }, { Name: 'at-once' }),
        },
        `const seen = [];
        export const handler = async (event) => {
          if (event.ask) return { seen, native: Date.now.toString().includes('native code'), now: Date.now() };
          seen.push(event.due ?? event['detail-type']);
        };`,
      ),
    });
    await vi.waitFor(
      async () => expect(await ask()).toMatchObject({ seen: ['Scheduled Event', `${at}Z`], native: true }),
      { timeout: 11_000, interval: 100 },
    );
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(`${at}Z`));
  });
});
