import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LocalHubError } from './errors.ts';

/** What a worker needs to load a function's bundle. */
export type Setup = {
  readonly name: string;
  readonly arn: string;
  readonly file: string;
  readonly export: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Shared memory that holds the virtual instant; absent in real time. */
  readonly clock: SharedArrayBuffer | undefined;
};
/** An invocation sent to the worker. */
export type ToWorker = { readonly id: string; readonly event: unknown };
type Failure = { readonly name: string; readonly message: string };
/** A message from the worker. */
export type FromWorker =
  | { readonly kind: 'ready'; readonly coldStartMs: number }
  | { readonly kind: 'unloadable'; readonly error: Failure }
  | { readonly kind: 'answer'; readonly id: string; readonly result: string }
  | { readonly kind: 'failure'; readonly id: string; readonly error: Failure };

/** A deployed function. */
export type LocalFunction = {
  readonly name: string;
  readonly arn: string;
  /** Runs the handler. Rejects with what the handler threw, or at the function's timeout. */
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** Milliseconds the bundle took to import, in its worker. */
  readonly coldStartMs: number;
  readonly logFile: string;
  /** Invocations running now. */
  readonly running: () => number;
  readonly stop: () => Promise<void>;
};

/** The function's properties in the template, resolved. */
export type FunctionOptions = {
  name: string;
  arn: string;
  /** The description in the template. */
  description: string;
  folder: string;
  handler: string;
  timeoutMs: number;
  memoryMb: number;
  environment: Record<string, string>;
  logDir: string;
  clock: SharedArrayBuffer | undefined;
};
/** Makes a function that can be invoked. */
export type StartFunction = (options: FunctionOptions) => Promise<LocalFunction>;

type Pending = { readonly done: (value: unknown) => void; readonly fail: (error: Error) => void };
type Instance = {
  readonly worker: Worker;
  readonly pending: Map<string, Pending>;
  readonly coldStartMs: number;
};

const errorOf = (error: Failure): Error => Object.assign(new Error(error.message), { name: error.name });

/** File of a handler such as `index.handler`, in its code folder. */
const bundleOf = (folder: string, module: string, name: string): string => {
  const file = ['mjs', 'js', 'cjs'].map((ext) => join(folder, `${module}.${ext}`)).find(existsSync);
  if (!file) throw new LocalHubError(`function ${name}: no ${module}.mjs, .js or .cjs in ${folder}`);
  return file;
};

/**
 * Starts a function in a worker thread, which gives it its own environment and module state. One worker answers concurrent
 * invocations. A worker whose invocation overruns the timeout is replaced, as Lambda does.
 *
 * @throws LocalHubError when the bundle is missing or does not load
 */
export const startFunction: StartFunction = async (options) => {
  const { name, arn, timeoutMs, memoryMb, clock } = options;
  const [module = '', exported = ''] = options.handler.split(/\.(?=[^.]+$)/);
  const file = bundleOf(options.folder, module, name);
  const setup: Setup = { name, arn, file, export: exported, timeoutMs, memoryMb, clock };
  const logFile = join(options.logDir, `${name}.log`);
  const log = createWriteStream(logFile, { flags: 'a' });
  const instances = new Set<Instance>();

  const start = (): Promise<Instance> =>
    new Promise((started, failed) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), {
        env: options.environment,
        workerData: setup,
        execArgv: ['--no-warnings'],
        stdout: true,
        stderr: true,
      });
      worker.stdout.pipe(log, { end: false });
      worker.stderr.pipe(log, { end: false });
      const pending = new Map<string, Pending>();
      const failAll = (error: Error) => {
        for (const one of pending.values()) one.fail(error);
        pending.clear();
        failed(new LocalHubError(`function ${name} did not load: ${error.message}`));
      };
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') {
          const instance = { worker, pending, coldStartMs: message.coldStartMs };
          instances.add(instance);
          worker.once('exit', () => instances.delete(instance));
          return started(instance);
        }
        if (message.kind === 'unloadable') return failAll(errorOf(message.error));
        const one = pending.get(message.id);
        pending.delete(message.id);
        if (message.kind === 'answer') one?.done(JSON.parse(message.result));
        else one?.fail(errorOf(message.error));
      });
      worker.once('error', (error) => failAll(error instanceof Error ? error : new Error(String(error))));
      worker.once('exit', () => failAll(new Error('the worker exited')));
    });

  const first = await start();
  let current: Promise<Instance> = Promise.resolve(first);

  const replace = (instance: Instance): void => {
    current = start();
    current.catch(() => {});
    instance.worker.terminate();
  };

  const invoke = async (event: unknown): Promise<unknown> => {
    const instance = await current.then((one) => (instances.has(one) ? one : undefined));
    if (!instance) {
      current = start();
      return invoke(event);
    }
    const id = randomUUID();
    return new Promise((done, fail) => {
      const timer = setTimeout(() => {
        if (!instance.pending.delete(id)) return;
        replace(instance);
        fail(new Error(`${name}: Task timed out after ${timeoutMs / 1000} seconds`));
      }, timeoutMs);
      const settle =
        <T>(next: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer);
          next(value);
        };
      instance.pending.set(id, { done: settle(done), fail: settle(fail) });
      instance.worker.postMessage({ id, event });
    });
  };

  return {
    name,
    arn,
    invoke,
    coldStartMs: first.coldStartMs,
    logFile,
    running: () => [...instances].reduce((sum, instance) => sum + instance.pending.size, 0),
    stop: async () => {
      await Promise.all([...instances].map((instance) => instance.worker.terminate()));
      await new Promise<void>((done) => {
        log.end(() => done());
      });
    },
  };
};
