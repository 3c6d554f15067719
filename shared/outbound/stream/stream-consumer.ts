import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import * as z from 'zod/mini';
import type { Source } from '../../domain/indicateurs/apport.ts';
import { parseJson } from '../../domain/text/parse-json.ts';
import { codeOf, HubError, isPermanent } from '../../errors.ts';
import { createBatchWatch } from '../../log/batch-watch.ts';
import { inLog, log } from '../../log/log.ts';
import type { Aside } from './aside.ts';
import type { Tell } from './tell.ts';

/** Records handled at once: each waits on the network, and a batch has ten at most. */
const WINDOW = 5;
/** Most ids that an instance remembers as done. */
const MEMORY = 1_000;
/** Retries of one item: some six hours in all, enough for an outage of the mail service or a queue that refuses messages. */
export const MOST_RETRIES = 30;
/** Seconds before a retry: 5, doubled each time, up to SQS's longest delay. */
const delayOf = (retry: number): number => Math.min(900, 5 * 2 ** (retry - 1));

/** What is put aside of a record: the keys of its item and why it failed, never its content. */
const asideSchema = z.object({
  PK: z.string(),
  SK: z.string(),
  code: z.string(),
  /** Which retry it is, from 1. */
  retry: z.int().check(z.positive()),
  trace: z.optional(z.string()),
});
type PutAside = z.infer<typeof asideSchema>;

/**
 * What a function does with an item, and what is to be counted of it. `again`: an earlier try failed, nobody knows how far it went, and
 * this is the item as it is now.
 */
export type Consume<T> = (item: T, again: boolean) => Promise<readonly Source[]>;

/**
 * Frame of every function fed by the stream. A record that fails does not hold up its shard: the keys of its item are put on the
 * consumer's own queue, and the same function reads the item again later, at growing intervals. What can never succeed, or has
 * been tried for hours, goes to the dead letters at once (ADR 42).
 *
 * The batch fails, from a record on, only when that record could not be put aside
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html). What succeeded after it then comes
 * again, and this instance remembers that it is done. Items therefore come in any order, each at least once: `consume` must
 * accept both.
 *
 * What is to be counted of a batch is told once, after it: until it is, the batch is not over.
 *
 * Every line logged for a record has its item's trace: it is the only link to what wrote the item, since X-Ray's trace stops at
 * the table.
 */
export const streamConsumer = <T>(
  schema: z.ZodMiniType<T>,
  consume: Consume<T>,
  aside: Aside,
  tell: Tell,
) => {
  const done = new Set<string>();
  /** What is to be counted and was not told yet. */
  const owed: Source[] = [];
  const tellOwed = async (): Promise<boolean> => {
    // Taken before it is told: what another batch adds meanwhile is told by that one.
    const sources = owed.splice(0);
    if (sources.length === 0) return true;
    try {
      await tell(sources);
      return true;
    } catch (error) {
      owed.unshift(...sources);
      log('sources.notTold', { sources: sources.length, code: codeOf(error) });
      return false;
    }
  };
  const watch = createBatchWatch();

  const putAside = (put: PutAside, error: unknown): Promise<void> =>
    isPermanent(error) || put.retry > MOST_RETRIES
      ? aside.setApart(JSON.stringify(put))
      : aside.tryAgain(JSON.stringify(put), delayOf(put.retry));

  /** `failed`: put aside, to be tried again or read by a person; `stuck`: it could not even be put aside. */
  const attempt = async (record: DynamoDBRecord): Promise<'done' | 'failed' | 'stuck'> => {
    const sequence = record.dynamodb?.SequenceNumber ?? '';
    if (done.has(sequence)) return 'done';
    const ended = (how: 'done' | 'failed') => {
      done.add(sequence);
      // Oldest first: a set keeps the order in which it was filled.
      const [oldest] = done;
      if (oldest !== undefined && done.size > MEMORY) done.delete(oldest);
      return how;
    };
    try {
      const item = itemOf(schema, unmarshall(attributesOf(record.dynamodb?.NewImage)));
      const sources = await consume(item, false);
      // Only now: another batch may have changed the list meanwhile.
      owed.push(...sources);
      return ended('done');
    } catch (error) {
      const code = codeOf(error);
      log('record.failed', { sequence, code, permanent: isPermanent(error) });
      try {
        await putAside({ ...keyOf(record), code, retry: 1, trace: traceIn(record) }, error);
        return ended('failed');
      } catch (cause) {
        log('record.notSetAside', { sequence, code: codeOf(cause) });
        return 'stuck';
      }
    }
  };
  const readStream = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const ends: ('done' | 'failed' | 'stuck')[] = [];
    for (let start = 0; start < Records.length; start += WINDOW) {
      const window = Records.slice(start, start + WINDOW);
      ends.push(
        ...(await Promise.all(
          window.map((record) => inLog({ trace: traceIn(record) }, () => attempt(record))),
        )),
      );
    }
    const ids = Records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
    watch(
      ids,
      ids.filter((_, n) => ends[n] !== 'done'),
    );
    const stuck = ids[(await tellOwed()) ? ends.indexOf('stuck') : 0];
    return { batchItemFailures: stuck === undefined ? [] : [{ itemIdentifier: stuck }] };
  };

  const retry = async ({ messageId, body }: SQSRecord): Promise<void> => {
    const put = asideOf(body);
    await inLog({ trace: put.trace, sqsMessageId: messageId }, async () => {
      try {
        const item = await aside.read(put);
        if (!item) return log('record.gone', { retry: put.retry });
        await tell(await consume(itemOf(schema, item), true));
        log('record.recovered', { retry: put.retry });
      } catch (error) {
        const code = codeOf(error);
        log('record.failed', { retry: put.retry, code, permanent: isPermanent(error) });
        await putAside({ ...put, code, retry: put.retry + 1 }, error);
      }
    });
  };
  const readRetries = middy<SQSEvent, unknown>()
    .use(sqsPartialBatchFailure({ logger: notSetAside }))
    .handler(({ Records }) => Promise.allSettled(Records.map(retry)));

  return middy<DynamoDBStreamEvent | SQSEvent, unknown>().handler((event, context) =>
    isRetries(event) ? readRetries(event, context) : readStream(event),
  );
};

/** A retry that failed and could not be put aside comes again from its queue. */
const notSetAside = (reason: unknown, { messageId }: SQSRecord): void =>
  log('record.notSetAside', { sqsMessageId: messageId, code: codeOf(reason) });

const isRetries = (event: DynamoDBStreamEvent | SQSEvent): event is SQSEvent =>
  event.Records[0]?.eventSource === 'aws:sqs';

/** @throws HubError `RETRY_UNREADABLE`: this function did not write it, and it goes to the dead letters */
const asideOf = (body: string): PutAside => {
  const json = parseJson(body);
  const parsed = asideSchema.safeParse(json.ok && json.value);
  if (parsed.success) return parsed.data;
  throw new HubError('RETRY_UNREADABLE', 'not what this function puts aside', { retryable: false });
};

const itemOf = <T>(schema: z.ZodMiniType<T>, item: Record<string, unknown>): T => {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new HubError('ITEM_UNREADABLE', `item of an unknown shape: ${paths}`, { retryable: false });
};

const text = z.object({ S: z.string() });
const keySchema = z.object({ PK: text, SK: text });
const keyOf = ({ dynamodb }: DynamoDBRecord): { PK: string; SK: string } => {
  const { PK, SK } = keySchema.parse(dynamodb?.Keys);
  return { PK: PK.S, SK: SK.S };
};

const tracedSchema = z.object({ trace: text });
/** The trace of the message, or the run, that wrote the item. */
const traceIn = ({ dynamodb }: DynamoDBRecord): string | undefined =>
  tracedSchema.safeParse(dynamodb?.NewImage).data?.trace.S;

/** The event's and the SDK's attribute types differ only by name; the schema checks the result. */
const attributesOf = (image: unknown): Record<string, AttributeValue> =>
  (image ?? {}) as Record<string, AttributeValue>;
