import type { FauxqsServer } from 'fauxqs';
import type { Clock } from './clock.ts';
import { isObject } from './json.ts';

/** Delayed messages that wait for the virtual clock. */
export type Delays = {
  /** Instant at which the next one is due, in milliseconds since the epoch. */
  readonly dueAt: () => number | undefined;
  /** Makes the messages that are due by now ready to be received. */
  readonly release: () => void;
};

/** A delay that the engine itself never ends. */
const HELD = Number.POSITIVE_INFINITY;

/** Tells whether a delayed message waits for the virtual clock. */
export const isHeld = (message: { readonly delayUntil?: number }): boolean => message.delayUntil === HELD;

/**
 * Makes the virtual clock, and not the machine's, end the delays of messages. A delay ends when the clock reaches it, never
 * before: otherwise a function that sends itself a delayed message until some time has passed would loop for ever on a clock that
 * stands still.
 *
 * The engine's snapshot of a queue holds the engine's own message objects, and the engine looks at `delayUntil` every 20 ms: it
 * is enough to write there. The engine's spy reports a message just before it is queued, so the message is looked for just after.
 */
export const holdDelays = (server: FauxqsServer, clock: Clock, queues: Iterable<string>): Delays => {
  const held = new Map<{ delayUntil?: number }, number>();
  const hold = (queue: string): void => {
    for (const message of server.inspectQueue(queue)?.messages.delayed ?? []) {
      if (message.delayUntil === undefined || held.has(message)) continue;
      held.set(message, clock.now() + message.delayUntil - message.sentTimestamp);
      message.delayUntil = HELD;
    }
  };
  const addMessage: unknown = Reflect.get(server.spy, 'addMessage');
  Reflect.set(server.spy, 'addMessage', (event: unknown): void => {
    if (typeof addMessage === 'function') Reflect.apply(addMessage, server.spy, [event]);
    if (!isObject(event) || event.service !== 'sqs' || event.status !== 'published') return;
    queueMicrotask(() => hold(String(event.queueName)));
  });
  // Delayed messages that a previous run left.
  for (const queue of queues) hold(queue);

  return {
    dueAt: () => (held.size === 0 ? undefined : Math.min(...held.values())),
    release: () => {
      for (const [message, due] of held) {
        if (due > clock.now()) continue;
        held.delete(message);
        message.delayUntil = 0;
      }
    },
  };
};
