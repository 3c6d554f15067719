import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, SQSEvent } from 'aws-lambda';
import { impayeFormat } from '../../shared/intake/partners/caf-msa/partner.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { incomingOf, sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { startTable } from '../../test/support/table.ts';
import { signalOf } from './messages.ts';
import { createReference } from './reference/receive.ts';
import { createIdempotencyTable } from './reference/table.ts';

/** DynamoDB requests and capacity units of one message. */
export type Cost = { requests: number; readUnits: number; writeUnits: number };
/** The four situations that a message may meet. */
export type Meets = 'newCase' | 'identityHit' | 'repeat' | 'refused';
/** A receiver's costs: those of each situation, and its own processor time for one message (ms) over a mixed traffic. */
export type ReceiverCosts = { costs: Partial<Record<Meets, Cost>>; cpuMs: number };

type Store = Awaited<ReturnType<typeof startTable>>;
/** A function that takes SQS deliveries. */
export type Receiver = (event: SQSEvent) => Promise<unknown>;

const MATCHING_KEY = 'k'.repeat(32);
/** Households in the traffic over which processor time is measured. */
export const CPU_HOUSEHOLDS = 200;

/** The hub's own receiver and the reference, each on a table of its own, in the same run. */
export const measureReceivers = async (): Promise<Record<'pipeline' | 'reference', ReceiverCosts>> => ({
  pipeline: await measure(pipelineOn, ['newCase', 'identityHit', 'repeat', 'refused']),
  // The reference has no answer to a message that it refuses: the message ends among the dead letters.
  reference: await measure(referenceOn, ['newCase', 'identityHit', 'repeat']),
});

/** The hub's own receiver of CAF signals, in this process, on a table. */
export const pipelineOn = async (
  { client, table }: Pick<Store, 'client' | 'table'>,
  matchingKey = MATCHING_KEY,
): Promise<Receiver> => {
  const env = { TABLE_NAME: table, MATCHING_KEY: matchingKey, DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
  const receive = createReceive(createReceiveDeps(client, env), () => impayeFormat);
  const handler = sqsIntake((record) => receive(incomingOf(record, new Date().toISOString())));
  return async (event) => Reflect.apply(handler, undefined, [event, contextOf()]);
};

const referenceOn = async ({ base, client, table }: Store): Promise<Receiver> => {
  await createIdempotencyTable(base, 'idempotency');
  const handler = createReference({
    dynamodb: base,
    client,
    table,
    idempotencyTable: 'idempotency',
    matchingKey: MATCHING_KEY,
    archive: async () => {},
    reply: async () => {},
  });
  return (event) => handler(event, contextOf() as Context);
};

const contextOf = () => ({
  functionName: 'bench',
  awsRequestId: 'bench',
  getRemainingTimeInMillis: () => 30_000,
});

const eventOf = (messages: readonly object[]): SQSEvent =>
  ({
    Records: messages.map((message, n) => ({
      messageId: `m-${n}`,
      receiptHandle: `r-${n}`,
      body: JSON.stringify(message),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '1772524800000',
        SenderId: 'AIDA',
        ApproximateFirstReceiveTimestamp: '1772524800000',
      },
      messageAttributes: {},
      md5OfBody: '0'.repeat(32),
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-3:000000000000:passerelle-local-caf-intake',
      awsRegion: 'eu-west-3',
    })),
  }) as SQSEvent;

/**
 * Hands messages to the receiver as one SQS delivery.
 *
 * @throws Error when the receiver hands one back
 */
export const deliver = async (receive: Receiver, messages: readonly object[]): Promise<void> => {
  const answer = await receive(eventOf(messages));
  const failures: unknown = Reflect.get(Object(answer), 'batchItemFailures');
  if (!Array.isArray(failures) || failures.length > 0) throw new Error('a message of the bench failed');
};

const measure = async (
  make: (store: Store) => Promise<Receiver>,
  meets: readonly Meets[],
): Promise<ReceiverCosts> => {
  const store = await startTable();
  try {
    const receive = await make(store);
    const one = async (message: object): Promise<Cost> => {
      store.takeRequests();
      store.takeUnits();
      await deliver(receive, [message]);
      return { requests: store.takeRequests(), ...store.takeUnits() };
    };
    // The first message of a year also reserves a block of references. That is one request in 25 messages: not counted here.
    await one(signalOf(0, 0));
    const messages: Record<Meets, object> = {
      newCase: signalOf(1, 0),
      identityHit: signalOf(1, 1),
      repeat: signalOf(1, 1),
      refused: { ...signalOf(1, 2), version: '2' },
    };
    const costs: ReceiverCosts['costs'] = {};
    for (const name of meets) costs[name] = await one(messages[name]);
    return { costs, cpuMs: await processorTime(receive) };
  } finally {
    await store.stop();
  }
};

/**
 * Milliseconds of processor time for one message, over five signals of each household, ten a batch, one batch at a time. The
 * engine is another process, so its time is not counted.
 */
const processorTime = async (receive: Receiver): Promise<number> => {
  const send = async (from: number, households: number): Promise<void> => {
    for (let k = 0; k < 5; k++)
      for (let n = from; n < from + households; n += 10)
        await receive(eventOf(Array.from({ length: 10 }, (_, i) => signalOf(n + i, k))));
  };
  await send(1000, 40);
  await sleep(200);
  const began = process.cpuUsage();
  await send(2000, CPU_HOUSEHOLDS);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000 / (CPU_HOUSEHOLDS * 5);
};
