import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DynamoDBClient, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import {
  QueryCommand as DocumentQuery,
  type DynamoDBDocumentClient,
  paginateScan,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { clientsOf } from '../../local/clients.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import type { LocalHub } from '../../local/hub.ts';
import { type StartFunction, startFunction } from '../../local/runtime.ts';
import { messageIdOf } from '../../shared/domain/reference/message-id.ts';
import { mailboxesSchema } from '../../shared/outbound/mailbox.ts';
import { type Item, type Journey, journeyRate } from './journey.ts';
import { signalOf } from './messages.ts';
import { createIdempotencyTable } from './reference/table.ts';

/**
 * Rates of one run, in messages a second. `rawPerSecond` is the engine's own rate for transactions of the same items;
 * `journeyPerSecond` is that of the same requests to every engine and nothing else. Both are measured before and after.
 */
export type Throughput = {
  pipelinePerSecond: number;
  rawPerSecond: number;
  journeyPerSecond: number;
  messages: number;
};
/** From a message sent to its mail marked sent, milliseconds, at a rate the hub keeps up with. */
export type Latency = { p50: number; p99: number; perSecond: number; messages: number };

const IDEMPOTENCY_TABLE = 'idempotency';

/** A hub whose mailboxes want each notice as it comes: what is measured is the way to a mail, not the wait for the morning's. */
const mailingAtOnce: StartFunction = (options) => {
  const { environment } = options;
  if (environment.MAILBOXES === undefined) return startFunction(options);
  const mailboxes = mailboxesSchema.parse(JSON.parse(environment.MAILBOXES));
  const atOnce = Object.values(mailboxes.arrondissements);
  const MAILBOXES = JSON.stringify({ ...mailboxes, atOnce });
  return startFunction({ ...options, environment: { ...environment, MAILBOXES } });
};

/** A hub in which the reference's bundle is the receiver of CAF signals. */
const withReference =
  (bundle: string): StartFunction =>
  (options) =>
    mailingAtOnce(
      options.description !== 'receive-message'
        ? options
        : {
            ...options,
            folder: dirname(bundle),
            environment: {
              ...options.environment,
              IDEMPOTENCY_TABLE,
              RAW_BUCKET: 'passerelle-local-data-raw-bucket',
              REPLIES_QUEUE_NAME: 'passerelle-local-replies-caf',
            },
          },
    );

/** The hub to measure, and the messages to send it. */
export type Load = {
  assembly: string;
  messages: number;
  /** Bundle of the reference, when it takes the receiver's place. */
  reference?: string | undefined;
  /** Folder of the hub's data, when it keeps some. */
  dataDir?: string | undefined;
  /** The number of the first household to send: those of an earlier run already have cases. */
  first?: number;
};

const start = async ({ assembly, dataDir, reference }: Load, now: string | undefined): Promise<LocalHub> => {
  const hub = await startDemoHub(
    { assembly, now, dataDir },
    reference ? withReference(reference) : mailingAtOnce,
  );
  if (reference) await createIdempotencyTable(clientsOf(hub.endpoints).dynamodb, IDEMPOTENCY_TABLE);
  return hub;
};

/**
 * Files `messages` signals of `messages / 5` households through the whole hub (queue, function, transaction, stream, mail,
 * reply). The time runs from the first message sent to the last mail and reply. In the same run and on the same engine it also
 * writes as many raw transactions of the same items, as many at once.
 */
export const measureThroughput = async (load: Load): Promise<Throughput> => {
  const { messages, reference, first = 0 } = load;
  // The clock stands just after the signals: what is measured does not depend on the day of the run.
  const hub = await start(load, '2026-03-06T08:00:00.000Z');
  try {
    const dynamodb = clientsOf(hub.endpoints).dynamodb;
    const sqs = clientsOf(hub.endpoints).sqs;
    const QueueUrl = hub.queues.get('passerelle-local-caf-intake');
    const TableName = hub.outputs.get('TableName') ?? '';
    // Each month, every household signals once: five signals for each household, never two close together.
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
    await send(first, 40);
    await hub.idle();
    const items = await writtenBy(dynamodb, TableName, reference === undefined ? first : undefined);
    const journey = await journeyOf(hub, dynamodb, sqs, TableName, items);
    const before = await rawRate(dynamodb, TableName, items, messages);
    const journeyBefore = await journeyRate(journey, messages);
    const began = performance.now();
    await send(first + 40, messages / 5);
    await hub.idle();
    const pipelinePerSecond = messages / ((performance.now() - began) / 1000);
    const after = await rawRate(dynamodb, TableName, items, messages);
    const journeyAfter = await journeyRate(journey, messages);
    return {
      pipelinePerSecond,
      rawPerSecond: (before + after) / 2,
      journeyPerSecond: (journeyBefore + journeyAfter) / 2,
      messages,
    };
  } finally {
    await hub.stop();
  }
};

/**
 * Sends one signal after another at a given rate, each the first of its household, and measures the time from each one to its mail.
 */
export const measureLatency = async (load: Load & { perSecond: number }): Promise<Latency> => {
  const { messages, perSecond, first = 0 } = load;
  const hub = await start(load, undefined);
  try {
    const sqs = clientsOf(hub.endpoints).sqs;
    const QueueUrl = hub.queues.get('passerelle-local-caf-intake');
    const sentAt = new Map<string, number>();
    const send = async (n: number): Promise<void> => {
      sentAt.set(messageIdOf('caf', `CAF-${n}-0`), Date.now());
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(signalOf(n, 0)) }));
    };
    for (let n = 0; n < 20; n++) await send(first + n);
    await hub.idle();
    sentAt.clear();
    const began = performance.now();
    for (let n = 0; n < messages; n++) {
      await sleep(Math.max(0, began + (n * 1000) / perSecond - performance.now()));
      await send(first + 100 + n);
    }
    await hub.idle();
    const client = clientsOf(hub.endpoints).documents;
    const table = hub.outputs.get('TableName') ?? '';
    const took: number[] = [];
    for await (const { about, eventId, recipient, sentAt: mailed } of load.reference
      ? everyNotice(client, table)
      : noticesOf(client, table, sentAt.keys())) {
      const from = sentAt.get(String(eventId));
      if (about === 'evenement' && recipient === 'arrondissement' && from && mailed)
        took.push(Date.parse(String(mailed)) - from);
    }
    if (took.length !== messages) throw new Error(`${messages} mails expected, ${took.length} found`);
    took.sort((a, b) => a - b);
    const at = (share: number): number =>
      took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
    return { p50: at(0.5), p99: at(0.99), perSecond, messages };
  } finally {
    await hub.stop();
  }
};

type Notice = Record<string, unknown>;

async function* everyNotice(client: DynamoDBDocumentClient, TableName: string): AsyncGenerator<Notice> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    yield* Items.filter(({ entity }) => entity === 'NOTICE');
}

/** The notices of the cases that the messages are in: the table may be too large to scan. */
async function* noticesOf(
  client: DynamoDBDocumentClient,
  TableName: string,
  messageIds: Iterable<string>,
): AsyncGenerator<Notice> {
  const read = async (PK: string): Promise<Notice[]> => {
    const ExpressionAttributeValues = { ':pk': PK };
    const { Items = [] } = await client.send(
      new DocumentQuery({ TableName, KeyConditionExpression: 'PK = :pk', ExpressionAttributeValues }),
    );
    return Items;
  };
  for (const messageId of messageIds) {
    const [marker] = await read(`MESSAGE#${messageId}`);
    yield* (await read(`CASE#${marker?.caseId}`)).filter(({ entity }) => entity === 'NOTICE');
  }
}

const inboxSchema = z.object({
  emails: z.array(z.object({ subject: z.string(), body: z.object({ text: z.string(), html: z.string() }) })),
});

/** The requests that a message of the bench makes, with a mail that was sent for one. */
const journeyOf = async (
  { endpoints, queues }: LocalHub,
  dynamodb: DynamoDBClient,
  sqs: SQSClient,
  table: string,
  items: readonly Item[],
): Promise<Journey> => {
  const { emails } = inboxSchema.parse(await (await fetch(`${endpoints.ses}/store`)).json());
  const [mail] = emails;
  if (!mail) throw new Error('no mail was sent');
  const at = { region: REGION, credentials: CREDENTIALS };
  return {
    dynamodb,
    sqs,
    table,
    items,
    s3: clientsOf(endpoints).s3,
    ses: new SESv2Client({ ...at, endpoint: endpoints.ses }),
    intake: queues.get('passerelle-local-replies-msa') ?? '',
    replies: queues.get('passerelle-local-replies-bdf') ?? '',
    bucket: 'passerelle-local-data-raw-bucket',
    message: JSON.stringify(signalOf(0, 0)),
    reply: JSON.stringify({
      version: '1',
      messageId: 'CAF-0-0',
      outcome: 'accepted',
      case: '77-2026-000001',
    }),
    mail: { subject: mail.subject, ...mail.body },
  };
};

/**
 * The items that a message attached by an identity wrote: its marker, its event, the case, the notice.
 *
 * @param household whose second message it is; undefined for the reference, which writes no marker
 */
const writtenBy = async (
  client: DynamoDBClient,
  TableName: string,
  household: number | undefined,
): Promise<Item[]> => {
  const read = async (PK: string): Promise<Item[]> => {
    const ExpressionAttributeValues = { ':pk': { S: PK } };
    const { Items } = await client.send(
      new QueryCommand({ TableName, KeyConditionExpression: 'PK = :pk', ExpressionAttributeValues }),
    );
    return Items ?? [];
  };
  const [marker] =
    household === undefined ? [] : await read(`MESSAGE#${messageIdOf('caf', `CAF-${household}-1`)}`);
  const inCase = await read(`CASE#${marker?.caseId?.S ?? '77-2026-000001'}`);
  const first = (entity: string): Item | undefined => inCase.find((item) => item.entity?.S === entity);
  const items = [marker, first('CASE'), first('EVENT'), first('NOTICE')].flatMap((item) =>
    item ? [item] : [],
  );
  if (items.length !== (household === undefined ? 3 : 4)) throw new Error(`${items.length} items found`);
  return items;
};

let unique = 0;
const rawRate = async (
  client: DynamoDBClient,
  TableName: string,
  items: readonly Item[],
  count: number,
): Promise<number> => {
  const began = performance.now();
  let left = count;
  const writer = async (): Promise<void> => {
    while (left-- > 0) {
      const id = `RAW#${unique++}`;
      // Neither MESSAGE nor NOTICE: these items must trigger no function.
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
