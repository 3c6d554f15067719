import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { createBus } from './bus.ts';
import { createClock } from './clock.ts';
import {
  cloudFormation,
  type LiveStack,
  orderSchema,
  type StackOrder,
  type Stacks,
} from './cloudformation.ts';
import { CREDENTIALS, REGION } from './constants.ts';
import { type Engine, startAws, startDynamodb, startSes } from './engines.ts';
import { LocalHubError } from './errors.ts';
import { behind, type Front } from './front.ts';
import { parseObject } from './json.ts';
import { type Listener, listen } from './listen.ts';
import { lockFolder } from './lock.ts';
import { malwareScans, type ScanRequest } from './malware-scans.ts';
import { createNotifier } from './notifications.ts';
import { sendTo } from './resources/data.ts';
import { deployStack } from './resources/deploy.ts';
import type { Deployment } from './resources/deployment.ts';
import type { LocalFunction, StartFunction } from './runtime.ts';
import { type CrossOriginRule, crossOrigin } from './s3/cross-origin.ts';
import { createObjectTags } from './s3/tags.ts';
import { secretsManager } from './secrets.ts';
import { openState, type State } from './state.ts';
import { loadAssembly, type Stack } from './template.ts';

type Ports = {
  readonly dynamodb?: number;
  readonly aws?: number;
  readonly ses?: number;
  /** HTTP API's name → its port. */
  readonly http?: Readonly<Record<string, number>>;
};

export type HubOptions = {
  /** Folder of the synthesised cloud assembly. */
  readonly assembly: string;
  /** Folder in which data is kept over restarts; in memory when absent. */
  readonly dataDir?: string | undefined;
  /**
   * Ports to listen on; any free port when absent.
   */
  readonly ports?: Ports | undefined;
  /** Listeners that answer before the routes of every HTTP API. */
  readonly fronts?: readonly Front[] | undefined;
  /**
   * Variables that functions are given in the place of the template's: what only this machine knows.
   *
   * @param addressOf gives an HTTP API's address by the API's name, before the API is deployed
   */
  readonly environment?:
    | ((addressOf: (api: string) => Promise<string>) => Promise<Readonly<Record<string, string>>>)
    | undefined;
  /** ISO UTC instant at which a virtual clock starts; only `advanceTo` moves it. Real time when absent. */
  readonly now?: string | undefined;
};

/** A cloud assembly deployed on its engines, before any queue, stream or schedule feeds its functions. */
export type DeployedHub = {
  readonly to: Deployment;
  readonly endpoints: { readonly dynamodb: string; readonly aws: string; readonly ses: string };
  /** Every stack's outputs, by key. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: State;
  /** Adds stacks to those of the assembly. */
  readonly stacks: Stacks;
  /** Sets what is called each time a stack was added. */
  readonly onCreated: (listener: () => void) => void;
  /** Adds something to end with the hub. What was added last ends first. */
  readonly onStop: (end: () => Promise<unknown>) => void;
  readonly stop: () => Promise<void>;
};

/** Folder of the functions' logs: in the data folder, or a temporary one. */
const logFolder = (dataDir: string | undefined): string => {
  if (dataDir === undefined) return mkdtempSync(join(tmpdir(), 'hub-logs-'));
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  return join(dataDir, 'logs');
};

/**
 * Starts the engines and deploys a cloud assembly's stacks on them. The caller starts what brings events to the functions.
 *
 * @param startFunction starts a function from what the template says of it
 * @throws LocalHubError in one line: a port in use, an engine missing, a resource this runner does not know
 */
export const deployHub = async (options: HubOptions, startFunction: StartFunction): Promise<DeployedHub> => {
  const { assembly, dataDir, ports } = options;
  const clock = createClock(options.now);
  const stacks = loadAssembly(assembly);
  const unlock = dataDir === undefined ? () => {} : lockFolder(dataDir);
  const state = openState(dataDir);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
    state.save();
    unlock();
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
    const port = ports?.aws ?? state.port;
    const scans = new Map<string, ScanRequest>();
    const crossOrigins = new Map<string, readonly CrossOriginRule[]>();
    const live = new Map<string, LiveStack>();
    // Set below, once there is something to deploy on: the front that calls it stands before the engine.
    let created = (): void => {};
    let create = async (order: StackOrder): Promise<void> => {
      throw new LocalHubError(`${order.name}: the hub is starting`);
    };
    const beside: Stacks = {
      all: () => [...live.values()],
      create: async (order) => {
        await create(order);
        created();
      },
      update: async (order) => {
        const stack = live.get(order.name);
        if (stack) live.set(order.name, { ...stack, parameters: order.parameters, updated: true });
        state.stacks.set(order.name, JSON.stringify(order));
      },
    };
    const fronts = [
      secretsManager(state.secrets),
      malwareScans(scans),
      crossOrigin(crossOrigins),
      cloudFormation(beside),
    ];
    const aws = await started(startAws({ port, dataDir, now: clock.now, tags, fronts }));
    state.port = aws.port;
    const ses = await started(startSes(ports?.ses));
    const listeners = new Map<string, Promise<Listener>>();
    const listenFor = (name: string): Promise<Listener> => {
      const known =
        listeners.get(name) ??
        listen(`the HTTP API ${name}`, ports?.http?.[name]).then((listener) => {
          stops.push(listener.stop);
          return listener;
        });
      listeners.set(name, known);
      return known;
    };
    const client = { region: REGION, credentials: CREDENTIALS };
    const s3 = new S3Client({ ...client, endpoint: aws.url, forcePathStyle: true });
    const queues = new Map<string, string>();
    const functions = new Map<string, LocalFunction>();
    const to: Deployment = {
      dynamodb: new DynamoDBClient({ ...client, endpoint: dynamodb.url }),
      aws: aws.server,
      clock,
      s3,
      notifier: createNotifier(aws, s3, clock),
      versions: aws.versions,
      bus: createBus(functions, (queue, body) => sendTo({ aws: aws.server, queues }, queue, body), clock),
      tags,
      scans,
      crossOrigins,
      startFunction,
      listen: async (name) => {
        const listener = await listenFor(name);
        return { ...listener, answer: (own) => listener.answer(behind(options.fronts ?? [], own)) };
      },
      logDir: logFolder(dataDir),
      environment: {
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
        AWS_ENDPOINT_URL_SQS: aws.url,
        AWS_ENDPOINT_URL_S3: aws.url,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.url,
        AWS_ENDPOINT_URL_GUARDDUTY: aws.url,
        AWS_ENDPOINT_URL_SESV2: ses.url,
      },
      given: (await options.environment?.(async (api) => (await listenFor(api)).url)) ?? {},
      tables: new Map(),
      queues,
      buckets: new Set(),
      functions,
      sqsMappings: [],
      streamMappings: [],
      schedules: [],
      deadLetters: new Set(),
      secrets: state.secrets,
      apis: new Map(),
      integrations: new Map(),
    };
    stops.push(() => Promise.all([...to.functions.values()].map((fn) => fn.stop())));
    const exports = new Map<string, string>();
    const outputs = new Map<string, string>();
    const deploy = async (stack: Stack, parameters: Readonly<Record<string, string>> = {}) => {
      const own = await deployStack(stack, exports, to, parameters);
      live.set(stack.name, { name: stack.name, parameters, outputs: own });
      return own;
    };
    for (const stack of stacks) for (const [key, value] of await deploy(stack)) outputs.set(key, value);
    create = async (order) => {
      const template = parseObject(order.template, `the template of ${order.name}`);
      await deploy({ name: order.name, template, assets: new Map() }, order.parameters);
      state.stacks.set(order.name, JSON.stringify(order));
    };
    for (const text of state.stacks.values()) await create(orderSchema.parse(JSON.parse(text)));
    return {
      to,
      endpoints: { dynamodb: dynamodb.url, aws: aws.url, ses: ses.url },
      outputs,
      state,
      stacks: beside,
      onCreated: (listener) => {
        created = listener;
      },
      onStop: (end) => stops.push(end),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
