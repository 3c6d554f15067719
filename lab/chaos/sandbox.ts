import fs from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DIRECTORY_FILE } from '../../infra/directory.ts';
import type { FunctionOptions, LocalFunction, StartFunction } from '../../local/runtime.ts';
import type { Gate, Invocation } from './gate.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Where functions keep what outlives an invocation: clients, numbers reserved. All else is made anew by what is there. */
const OWN = pathToFileURL(`${ROOT}/functions/`).href;

/**
 * Makes the modules of one sandbox its own: what a function keeps in memory between invocations goes with the sandbox that dies,
 * as on Lambda. Whatever a function's module imports of its own folder is of the same sandbox.
 */
const installSandboxes = (): void => {
  registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      const sandbox = /[?]sandbox=\d+$/.exec(context.parentURL ?? '')?.[0];
      const isOwn = resolved.url.startsWith(OWN);
      return sandbox && isOwn ? { ...resolved, url: `${resolved.url}${sandbox}` } : resolved;
    },
  });
};

/** The directory is laid beside a bundle: for the sources, it lies where the template takes it from. */
const layDirectory = (): void => {
  const read = fs.readFileSync;
  const found = (path: unknown): unknown =>
    path instanceof URL && path.pathname.endsWith('/directory.json') ? DIRECTORY_FILE : path;
  Reflect.set(fs, 'readFileSync', (path: unknown, ...rest: unknown[]) =>
    Reflect.apply(read, fs, [found(path), ...rest]),
  );
  syncBuiltinESMExports();
};

type Handler = (event: unknown, context: unknown) => Promise<unknown>;
type Sandbox = { readonly handler: Handler; busy: boolean };

/** What an invocation came to. `died`: nobody will answer. */
type Outcome =
  | { readonly kind: 'answered'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'died' };

export type Running = {
  readonly invocation: Invocation;
  outcome: Outcome | undefined;
  /** Its sandbox dies, and it with it. */
  readonly kill: () => void;
};

/** The functions of the hub, from their sources, one invocation a sandbox. */
export type Sandboxes = {
  /** For the deployment: registers a function of the template. */
  readonly startFunction: StartFunction;
  /** Begins an invocation; it goes on as the gate lets it. */
  readonly invoke: (fn: LocalFunction, event: unknown) => Promise<Running>;
  /** Sandboxes made so far. */
  readonly made: () => number;
};

installSandboxes();
layDirectory();
// What functions load as they go is here beforehand: what comes next must not hang on how long a disk takes.
await import('../../shared/outbound/receipts/receipt-pdf.ts');
await import('../../shared/outbound/stream/aside-io.ts');
await import('@aws-sdk/util-dynamodb');
/** Sandboxes of this process: each has modules of its own, whatever hub it belongs to. */
let made = 0;

/** @param timeLeft milliseconds an invocation has left, each time it asks */
export const createSandboxes = (gate: Gate, timeLeft: () => number): Sandboxes => {
  const functions = new Map<string, FunctionOptions>();
  const idle = new Map<string, Sandbox[]>();
  let invocations = 0;

  const load = async ({ description, environment }: FunctionOptions): Promise<Sandbox> => {
    made += 1;
    Object.assign(process.env, environment);
    const file = pathToFileURL(join(ROOT, 'functions', description, 'handler.ts')).href;
    const { handler }: { handler: Handler } = await import(`${file}?sandbox=${made}`);
    return { handler, busy: false };
  };

  const sandboxOf = async (options: FunctionOptions): Promise<Sandbox> => {
    const sandboxes = idle.get(options.arn) ?? [];
    idle.set(options.arn, sandboxes);
    const free = sandboxes.find(({ busy }) => !busy);
    if (free) return free;
    const fresh = await load(options);
    sandboxes.push(fresh);
    return fresh;
  };

  const invoke = async (fn: LocalFunction, event: unknown): Promise<Running> => {
    const options = functions.get(fn.arn);
    if (!options) throw new Error(`no function ${fn.arn}`);
    const sandbox = await sandboxOf(options);
    sandbox.busy = true;
    const invocation: Invocation = { id: ++invocations, name: options.description, dead: false };
    const running: Running = {
      invocation,
      outcome: undefined,
      kill: () => {
        invocation.dead = true;
        gate.forget(invocation);
        idle.set(
          options.arn,
          (idle.get(options.arn) ?? []).filter((one) => one !== sandbox),
        );
        running.outcome = { kind: 'died' };
      },
    };
    const settle = (outcome: Outcome): void => {
      if (invocation.dead) return;
      sandbox.busy = false;
      running.outcome = outcome;
    };
    gate
      .within(invocation, () =>
        Promise.resolve().then(() =>
          sandbox.handler(event, {
            awsRequestId: String(invocation.id),
            functionName: options.name,
            getRemainingTimeInMillis: timeLeft,
          }),
        ),
      )
      .then(
        (result) => settle({ kind: 'answered', result }),
        (error: unknown) => settle({ kind: 'failed', error }),
      );
    return running;
  };

  return {
    startFunction: async (options) => {
      functions.set(options.arn, options);
      return {
        name: options.name,
        arn: options.arn,
        invoke: () => Promise.reject(new Error(`${options.name} is invoked by the run only`)),
        coldStartMs: 0,
        logFile: '',
        running: () => 0,
        stop: async () => {},
      };
    },
    invoke,
    made: () => made,
  };
};
