import { SQSClient } from '@aws-sdk/client-sqs';
import { createAdvance } from './advance.ts';
import type { StackOrder } from './cloudformation.ts';
import { CREDENTIALS, REGION } from './constants.ts';
import { holdDelays, isHeld } from './delays.ts';
import { deployHub, type HubOptions } from './deployed.ts';
import { LocalHubError } from './errors.ts';
import { createIdle } from './idle.ts';
import type { JsonObject } from './json.ts';
import { type LocalFunction, type StartFunction, startFunction } from './runtime.ts';
import { startSchedules } from './schedules.ts';
import { startSqsPoller } from './sqs-poller.ts';
import { createStreamApi } from './stream-api.ts';
import { startStreamPoller } from './stream-poller.ts';

/** A running hub. */
export type LocalHub = {
  readonly endpoints: { readonly dynamodb: string; readonly aws: string; readonly ses: string };
  /** Every stack's outputs, by key. */
  readonly outputs: ReadonlyMap<string, string>;
  /** Queue name → URL. */
  readonly queues: ReadonlyMap<string, string>;
  readonly functions: ReadonlyMap<string, LocalFunction>;
  /** Secret ARN → its value. */
  readonly secrets: ReadonlyMap<string, string>;
  /** HTTP API's name, or logical id when it has no name → its base URL. */
  readonly apis: ReadonlyMap<string, string>;
  /** Adds a stack to the running hub, unless it is there. Its queues feed its functions at once. */
  readonly addStack: (order: StackOrder) => Promise<void>;
  readonly logDir: string;
  /** How many messages are in each dead-letter queue, by the queue's name. */
  readonly deadLetters: () => Record<string, number>;
  /**
   * Resolves when no message is queued, delayed or in flight, no stream has unread records, and no function runs. A message
   * delayed on a virtual clock does not count: `advanceTo` handles it.
   */
  readonly idle: () => Promise<void>;
  /** Puts an event on the bus. Resolves to the number of targets it matched, once they have all taken it. */
  readonly putEvent: (event: JsonObject) => Promise<number>;
  /** The hub's current instant, ISO UTC. */
  readonly now: () => string;
  /**
   * Moves the virtual clock forward to an ISO UTC instant. On the way each schedule fires, and each delay ends, at its own
   * instant; `idle` is awaited before the first and after each. Resolves to how many times a schedule fired.
   *
   * @throws LocalHubError when the instant is in the past, in real time, or while another call is moving the clock
   * @example await hub.advanceTo('2026-03-02T06:00:00Z');
   */
  readonly advanceTo: (instant: string) => Promise<number>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the engines, deploys a cloud assembly's stacks on them, and feeds the functions from their queues, streams and
 * schedules. The caller stops the hub.
 *
 * @param start starts a function from what the template says of it
 * @throws LocalHubError in one line: a port in use, an engine missing, a resource this runner does not know
 * @example const hub = await startHub({ assembly: await assemblyFor('local'), now: '2026-03-02T05:00:00Z' });
 */
export const startHub = async (
  options: HubOptions,
  start: StartFunction = startFunction,
): Promise<LocalHub> => {
  const { to, endpoints, outputs, state, stacks, onCreated, onStop, stop } = await deployHub(options, start);
  try {
    const { clock } = to;
    const sqs = new SQSClient({ region: REGION, credentials: CREDENTIALS, endpoint: endpoints.aws });
    const streams = createStreamApi(endpoints.dynamodb);
    const delays = clock.shared && holdDelays(to.aws, clock, to.queues.keys());
    const pollers = to.sqsMappings.map((mapping) => startSqsPoller(sqs, mapping));
    onCreated(() => {
      for (const mapping of to.sqsMappings.slice(pollers.length)) pollers.push(startSqsPoller(sqs, mapping));
    });
    const readers = await Promise.all(
      to.streamMappings.map((mapping) => startStreamPoller(streams, mapping, state.checkpoints, clock)),
    );
    const scheduler = startSchedules(to.schedules, clock);
    onStop(() => Promise.all([...pollers, ...readers, scheduler].map((one) => one.stop())));

    const queued = (): number =>
      to.sqsMappings.reduce((sum, { queue }) => {
        const messages = to.aws.inspectQueue(queue.name)?.messages;
        if (!messages) throw new LocalHubError(`queue ${queue.name} is gone`);
        const { ready, delayed, inflight } = messages;
        const waiting = delayed.filter((message) => !isHeld(message));
        return sum + ready.length + waiting.length + inflight.length;
      }, 0);
    const busy = (): boolean =>
      to.notifier.pending() > 0 ||
      scheduler.pending() > 0 ||
      queued() > 0 ||
      [...to.functions.values()].some((fn) => fn.running() > 0);

    const idle = createIdle(busy, readers);
    const deadLetters = (): Record<string, number> =>
      Object.fromEntries(
        [...to.deadLetters].map((name) => [name, to.aws.inspectQueue(name)?.messages.ready.length ?? 0]),
      );
    return {
      endpoints,
      outputs,
      queues: to.queues,
      functions: to.functions,
      secrets: to.secrets,
      apis: new Map([...to.apis.values()].map(({ name, url }) => [name, url])),
      addStack: async (order) => {
        if (!stacks.all().some(({ name }) => name === order.name)) await stacks.create(order);
      },
      logDir: to.logDir,
      deadLetters,
      idle,
      putEvent: to.bus.put,
      now: () => new Date(clock.now()).toISOString(),
      advanceTo: createAdvance({ clock, scheduler, delays, idle }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
