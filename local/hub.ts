import { SQSClient } from '@aws-sdk/client-sqs';
import { createAdvance } from './advance.ts';
import { CREDENTIALS, REGION } from './constants.ts';
import { holdDelays, isHeld } from './delays.ts';
import { deployHub, type HubOptions } from './deployed.ts';
import { LocalHubError } from './errors.ts';
import { tokenUrlOf } from './http/issuer.ts';
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
  /** HTTP API's name, or logical id where it has none → its base URL. */
  readonly apis: ReadonlyMap<string, string>;
  /** User pool's name, or logical id → the URL its clients ask for tokens at. */
  readonly issuers: ReadonlyMap<string, string>;
  /** Client's name, or logical id → what it asks for tokens with. */
  readonly clients: ReadonlyMap<
    string,
    { readonly id: string; readonly secret: string; readonly tokenUrl: string }
  >;
  readonly logDir: string;
  /** Messages in each queue that takes failures. */
  readonly deadLetters: () => Record<string, number>;
  /**
   * Resolves when nothing is queued, delayed, in flight, unread in a stream or running. What is delayed on a virtual
   * clock is left to `advanceTo`.
   */
  readonly idle: () => Promise<void>;
  /** Puts an event on the bus; resolves when the targets it matches have taken it. Gives how many there were. */
  readonly putEvent: (event: JsonObject) => Promise<number>;
  /** The hub's instant, ISO UTC. */
  readonly now: () => string;
  /**
   * Moves the virtual clock to an ISO UTC instant, firing each schedule and ending each delay on the way at its own
   * instant; waits for `idle` after each, and before the first. Gives how many times a schedule fired.
   *
   * @throws LocalHubError backward, in real time, or while another call is moving it
   */
  readonly advanceTo: (instant: string) => Promise<number>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the engines, deploys a cloud assembly's stacks on them, and runs its functions on what comes in.
 *
 * @param start how a function is made of what the template says of it
 * @throws LocalHubError in one line: a port in use, an engine missing, a resource this runner does not know
 */
export const startHub = async (
  options: HubOptions,
  start: StartFunction = startFunction,
): Promise<LocalHub> => {
  const { to, endpoints, outputs, state, onStop, stop } = await deployHub(options, start);
  try {
    const { clock } = to;
    const sqs = new SQSClient({ region: REGION, credentials: CREDENTIALS, endpoint: endpoints.aws });
    const streams = createStreamApi(endpoints.dynamodb);
    const pools = [...to.pools.values()];
    const delays = clock.shared && holdDelays(to.aws, clock, to.queues.keys());
    const pollers = to.sqsMappings.map((mapping) => startSqsPoller(sqs, mapping));
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
      issuers: new Map(pools.map((pool) => [pool.name, tokenUrlOf(pool)])),
      clients: new Map(
        pools.flatMap((pool) =>
          [...pool.clients.values()].map(({ name, id, secret }) => [
            name,
            { id, secret, tokenUrl: tokenUrlOf(pool) },
          ]),
        ),
      ),
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
