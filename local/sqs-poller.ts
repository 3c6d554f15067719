import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { ACCOUNT_ID, REGION } from './constants.ts';
import { isObject, type Json, objectOf } from './json.ts';
import { matches } from './patterns.ts';
import type { LocalFunction } from './runtime.ts';

/** A queue that feeds a function. */
export type SqsMapping = {
  readonly queue: { readonly name: string; readonly url: string };
  readonly fn: LocalFunction;
  readonly batchSize: number;
  readonly reportsFailures: boolean;
  readonly filters: readonly Json[];
  /** How many batches may run at the same time. */
  readonly concurrency: number;
};

const attributesOf = (message: Message) =>
  Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
      name,
      {
        dataType: value.DataType,
        ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
        ...(value.BinaryValue ? { binaryValue: Buffer.from(value.BinaryValue).toString('base64') } : {}),
      },
    ]),
  );

/** A message as Lambda passes it to a function. */
export const recordOf = (message: Message, queueName: string) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body ?? '',
  attributes: message.Attributes ?? {},
  messageAttributes: attributesOf(message),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${queueName}`,
  awsRegion: REGION,
});

const bodyOf = (text: string): Json => {
  try {
    const parsed: Json = JSON.parse(text);
    return parsed;
  } catch {
    return text;
  }
};

/**
 * The identifiers in a partial batch response. `undefined` when the response names an unknown one, which makes Lambda fail the
 * whole batch.
 *
 * @example failedItems({ batchItemFailures: [{ itemIdentifier: 'm2' }] }, ['m1', 'm2']) // ['m2']
 */
export const failedItems = (
  response: unknown,
  known: readonly (string | undefined)[],
): string[] | undefined => {
  if (!isObject(response) || !Array.isArray(response.batchItemFailures)) return [];
  const ids = response.batchItemFailures.map((item: Json) =>
    isObject(item) ? String(item.itemIdentifier) : '',
  );
  return ids.every((id) => known.includes(id)) ? ids : undefined;
};

/**
 * Polls a queue for its function until stopped: long polls, several batches at once. It deletes the messages that succeeded and
 * leaves the others to the visibility timeout. A batching window is not waited for: a batch holds what is there.
 */
export const startSqsPoller = (sqs: SQSClient, mapping: SqsMapping): { stop: () => Promise<void> } => {
  const ending = new AbortController();
  const { queue, fn } = mapping;

  const remove = async (messages: readonly Message[]): Promise<void> => {
    for (let i = 0; i < messages.length; i += 10) {
      const Entries = messages
        .slice(i, i + 10)
        .map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle ?? '' }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries }));
    }
  };

  const receive = async (max: number, wait: number): Promise<Message[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl: queue.url,
      MaxNumberOfMessages: Math.min(10, max),
      WaitTimeSeconds: wait,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    return (await sqs.send(command, { abortSignal: ending.signal })).Messages ?? [];
  };

  const batch = async (): Promise<Message[]> => {
    const messages = await receive(mapping.batchSize, 2);
    while (messages.length >= 10 && messages.length < mapping.batchSize) {
      const more = await receive(mapping.batchSize - messages.length, 0);
      if (more.length === 0) break;
      messages.push(...more);
    }
    return messages;
  };

  const handle = async (messages: readonly Message[]): Promise<void> => {
    const wanted = (message: Message): boolean => {
      if (mapping.filters.length === 0) return true;
      const plain: Json = JSON.parse(JSON.stringify(recordOf(message, queue.name)));
      // The parsed body is added apart from the record: a body nested too deep for JSON.stringify is matched like any other.
      const record = { ...objectOf(plain), body: bodyOf(message.Body ?? '') };
      return mapping.filters.some((filter) => matches(filter, record));
    };
    const kept = messages.filter(wanted);
    await remove(messages.filter((message) => !kept.includes(message)));
    if (kept.length === 0) return;
    const answer = await fn.invoke({ Records: kept.map((message) => recordOf(message, queue.name)) }).then(
      (response) => ({ response }),
      // The error is in the function's log. The messages come back after their visibility timeout.
      () => undefined,
    );
    if (!answer) return;
    const failed = mapping.reportsFailures
      ? failedItems(
          answer.response,
          kept.map((m) => m.MessageId),
        )
      : [];
    if (failed) await remove(kept.filter((message) => !failed.includes(message.MessageId ?? '')));
  };

  const running = new Set<Promise<void>>();
  const start = (messages: readonly Message[]): void => {
    const handling = handle(messages).catch((error: unknown) => {
      if (!ending.signal.aborted) console.error(`${queue.name}:`, error);
    });
    running.add(handling);
    handling.finally(() => running.delete(handling));
  };

  // One poll for each queue, however many batches run: a client has a limited number of connections, and long polls would take them all.
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        if (running.size >= mapping.concurrency) await Promise.race(running);
        else {
          const messages = await batch();
          if (messages.length > 0) start(messages);
        }
      } catch {
        if (!ending.signal.aborted) await sleep(100);
      }
    }
  };

  const looping = loop();
  return {
    stop: async () => {
      ending.abort();
      await looping;
      await Promise.all(running);
    },
  };
};
