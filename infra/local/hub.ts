import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createAdvance } from './advance.ts';
import { createBus } from './bus.ts';
import { createClock } from './clock.ts';
import { CREDENTIALS, REGION } from './constants.ts';
import { holdDelays, isHeld } from './delays.ts';
import { type Engine, startAws, startDynamodb, startSes } from './engines.ts';
import { LocalHubError } from './errors.ts';
import { startIssuer, tokenUrlOf } from './http/issuer.ts';
import { createIdle } from './idle.ts';
import type { JsonObject } from './json.ts';
import { listen } from './listen.ts';
import { createNotifier } from './notifications.ts';
import { sendTo } from './resources/data.ts';
import { deployStack } from './resources/deploy.ts';
import type { Deployment } from './resources/deployment.ts';
import type { LocalFunction } from './runtime.ts';
import { postPolicy } from './s3/post.ts';
import { createObjectTags, tagging } from './s3/tags.ts';
import { versions } from './s3/versions.ts';
import { startSchedules } from './schedules.ts';
import { startSqsPoller } from './sqs-poller.ts';
import { queryProtocol } from './sqs-query.ts';
import { openState } from './state.ts';
import { createStreamApi } from './stream-api.ts';
import { startStreamPoller } from './stream-poller.ts';
import { loadAssembly } from './template.ts';

type Ports = {
  readonly dynamodb?: number;
  readonly aws?: number;
  readonly ses?: number;
  readonly http?: number;
  readonly issuer?: number;
};

export type HubOptions = {
  /** Folder of the synthesised cloud assembly. */
  readonly assembly: string;
  /** Kept over restarts there; in memory when absent. */
  readonly dataDir?: string | undefined;
  /** Ports to listen on; any free one when absent. Of several HTTP APIs, or token issuers, the first gets its port. */
  readonly ports?: Ports | undefined;
  /** ISO UTC instant at which a virtual clock starts, to stand still but for `advanceTo`; real time when absent. */
  readonly now?: string | undefined;
};

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

/** Where functions' logs go: with the data, or a temporary folder. */
const logFolder = (dataDir: string | undefined): string => {
  if (dataDir === undefined) return mkdtempSync(join(tmpdir(), 'hub-logs-'));
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  return join(dataDir, 'logs');
};

/**
 * Starts the engines, deploys a cloud assembly's stacks on them, and runs its functions on what comes in.
 *
 * @throws LocalHubError in one line: a port in use, an engine missing, a resource this runner does not know
 */
export const startHub = async (options: HubOptions): Promise<LocalHub> => {
  const { assembly, dataDir, ports } = options;
  const clock = createClock(options.now);
  const stacks = loadAssembly(assembly);
  const state = openState(dataDir);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
    state.save();
  };
  const started = async <E extends Engine>(engine: Promise<E>): Promise<E> => {
    const running = await engine;
    stops.push(running.stop);
    return running;
  };
  try {
    const dynamodb = await started(startDynamodb(ports?.dynamodb, dataDir));
    if (state.port !== undefined && ports?.aws !== undefined && ports.aws !== state.port) {
      throw new LocalHubError(
        `${dataDir} was made with SQS and S3 on port ${state.port}: start it on that port`,
      );
    }
    const tags = createObjectTags(state.tags);
    const fronts = [queryProtocol, tagging(tags), versions, postPolicy(clock.now)];
    const aws = await started(startAws(ports?.aws ?? state.port, dataDir, fronts));
    state.port = aws.port;
    const ses = await started(startSes(ports?.ses));
    const client = { region: REGION, credentials: CREDENTIALS };
    const sqs = new SQSClient({ ...client, endpoint: aws.url });
    const s3 = new S3Client({ ...client, endpoint: aws.url, forcePathStyle: true });
    const streams = createStreamApi(dynamodb.url);
    const queues = new Map<string, string>();
    const functions = new Map<string, LocalFunction>();
    const freePorts = { http: ports?.http, issuer: ports?.issuer };
    const to: Deployment = {
      dynamodb: new DynamoDBClient({ ...client, endpoint: dynamodb.url }),
      aws: aws.server,
      clock,
      s3,
      notifier: createNotifier(aws.server, s3, clock, tags.drop),
      bus: createBus(functions, (queue, body) => sendTo({ aws: aws.server, queues }, queue, body), clock),
      tags,
      listen: async (kind, what) => {
        const port = freePorts[kind];
        freePorts[kind] = undefined;
        const listener = await listen(what, port);
        stops.push(listener.stop);
        return listener;
      },
      logDir: logFolder(dataDir),
      environment: {
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
        AWS_ENDPOINT_URL_SQS: aws.url,
        AWS_ENDPOINT_URL_S3: aws.url,
        AWS_ENDPOINT_URL_SESV2: ses.url,
      },
      tables: new Map(),
      queues,
      buckets: new Set(),
      functions,
      sqsMappings: [],
      streamMappings: [],
      schedules: [],
      deadLetters: new Set(),
      secrets: state.secrets,
      kept: state.kept,
      apis: new Map(),
      integrations: new Map(),
      authorizers: new Map(),
      pools: new Map(),
    };
    stops.push(() => Promise.all([...to.functions.values()].map((fn) => fn.stop())));
    const exports = new Map<string, string>();
    const outputs = new Map<string, string>();
    for (const stack of stacks) {
      for (const [key, value] of await deployStack(stack, exports, to)) outputs.set(key, value);
    }
    const pools = [...to.pools.values()];
    await Promise.all(pools.map((pool) => startIssuer(pool, state.kept)));
    const delays = clock.shared && holdDelays(aws.server, clock, to.queues.keys());
    const pollers = to.sqsMappings.map((mapping) => startSqsPoller(sqs, mapping));
    const readers = await Promise.all(
      to.streamMappings.map((mapping) => startStreamPoller(streams, mapping, state.checkpoints, clock)),
    );
    const scheduler = startSchedules(to.schedules, clock);
    stops.push(() => Promise.all([...pollers, ...readers, scheduler].map((one) => one.stop())));

    const queued = (): number =>
      to.sqsMappings.reduce((sum, { queue }) => {
        const messages = aws.server.inspectQueue(queue.name)?.messages;
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
        [...to.deadLetters].map((name) => [name, aws.server.inspectQueue(name)?.messages.ready.length ?? 0]),
      );
    return {
      endpoints: { dynamodb: dynamodb.url, aws: aws.url, ses: ses.url },
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
