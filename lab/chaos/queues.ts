import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Chance } from '../../cli/demo/random.ts';
import { isHeld } from '../../local/delays.ts';
import type { Deployment } from '../../local/resources/deployment.ts';
import { failedItems, recordOf, type SqsMapping } from '../../local/sqs-poller.ts';
import type { Delivery } from './delivery.ts';
import type { Running, Sandboxes } from './sandbox.ts';

/** Longer than any run: a message that fails is given back at once instead. */
const VISIBILITY_SECONDS = 3600;

/** The queues that feed functions, delivered as the run chooses. */
export type Queues = {
  readonly deliveries: (chance: Chance) => Delivery[];
  /** Ends each batch whose invocation is over: what succeeded is deleted, the rest comes back. */
  readonly settle: () => Promise<void>;
  /** How many messages wait or are being handled, without those delayed on the run's clock. */
  readonly busy: () => number;
  /** Moves every dead letter of a queue back to it, as `start-message-move-task` does. Resolves to how many. */
  readonly redrive: () => Promise<number>;
};

type InHand = { mapping: SqsMapping; messages: Message[]; running: Running; copy: boolean };

export const createQueues = (
  to: Deployment,
  sqs: SQSClient,
  sandboxes: Sandboxes,
  count: (what: string) => void,
): Queues => {
  const inHand = new Set<InHand>();
  const stateOf = (name: string) => {
    const found = to.aws.inspectQueue(name);
    if (!found) throw new Error(`no queue ${name}`);
    return found;
  };
  const invoke = async (mapping: SqsMapping, messages: Message[], copy: boolean): Promise<void> => {
    const Records = messages.map((message) => recordOf(message, mapping.queue.name));
    inHand.add({ mapping, messages, copy, running: await sandboxes.invoke(mapping.fn, { Records }) });
  };

  const deliver = async (mapping: SqsMapping, chance: Chance): Promise<void> => {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: mapping.queue.url,
        MaxNumberOfMessages: Math.min(mapping.batchSize, chance.between(1, 10)),
        VisibilityTimeout: VISIBILITY_SECONDS,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (messages.length === 0) return;
    if (messages.some(({ Attributes }) => Number(Attributes?.ApproximateReceiveCount ?? 1) > 1))
      count('message delivered again');
    await invoke(mapping, messages, false);
    // A standard queue may hand a message to two consumers at once.
    if (!chance.percent(6)) return;
    count('message delivered to two consumers');
    await invoke(mapping, messages, true);
  };

  const settleOne = async (one: InHand): Promise<void> => {
    const { mapping, messages, running, copy } = one;
    const { outcome } = running;
    if (!outcome) return;
    inHand.delete(one);
    if (copy) return;
    const ids = messages.map(({ MessageId }) => MessageId);
    const failed =
      outcome.kind !== 'answered'
        ? ids
        : mapping.reportsFailures
          ? (failedItems(outcome.result, ids) ?? ids)
          : [];
    const entries = (wanted: boolean, more: object = {}) =>
      messages
        .filter(({ MessageId }) => failed.includes(MessageId) === wanted)
        .map(({ ReceiptHandle = '' }, n) => ({ Id: String(n), ReceiptHandle, ...more }));
    const [done, back] = [entries(false), entries(true, { VisibilityTimeout: 0 })];
    const QueueUrl = mapping.queue.url;
    if (done.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: done }));
    if (back.length > 0) await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: back }));
  };

  const deadLettersOf = (name: string): string | undefined => {
    const { attributes } = stateOf(name);
    const policy: unknown = JSON.parse(attributes.RedrivePolicy ?? '{}');
    return String(Object(policy).deadLetterTargetArn ?? '')
      .split(':')
      .at(-1);
  };

  return {
    deliveries: (chance) =>
      to.sqsMappings
        .filter(({ queue }) => {
          const { ready, delayed } = stateOf(queue.name).messages;
          // The engine makes delayed messages ready only when it is asked for messages.
          return ready.length > 0 || delayed.some((one) => !isHeld(one));
        })
        .filter((mapping) => [...inHand].filter((one) => one.mapping === mapping).length < 3)
        .map((mapping) => ({
          label: `deliver ${mapping.queue.name}`,
          run: () => deliver(mapping, chance),
        })),
    settle: async () => {
      for (const one of [...inHand]) await settleOne(one);
    },
    busy: () =>
      to.sqsMappings.reduce((sum, { queue }) => {
        const { ready, delayed, inflight } = stateOf(queue.name).messages;
        return sum + ready.length + inflight.length + delayed.filter((one) => !isHeld(one)).length;
      }, inHand.size),
    redrive: async () => {
      let moved = 0;
      for (const { queue } of to.sqsMappings) {
        const dead = deadLettersOf(queue.name);
        const url = dead && to.queues.get(dead);
        if (!dead || !url) continue;
        while (stateOf(dead).messages.ready.length > 0) {
          const { Messages = [] } = await sqs.send(
            new ReceiveMessageCommand({
              QueueUrl: url,
              MaxNumberOfMessages: 10,
              VisibilityTimeout: VISIBILITY_SECONDS,
            }),
          );
          for (const { Body } of Messages)
            await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: Body }));
          const Entries = Messages.map(({ ReceiptHandle = '' }, n) => ({ Id: String(n), ReceiptHandle }));
          await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
          moved += Messages.length;
        }
      }
      return moved;
    },
  };
};
