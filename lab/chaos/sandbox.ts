import fs from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DIRECTORY_FILE } from '../../infra/directory.ts';
import type { FunctionOptions, LocalFunction, StartFunction } from '../../local/runtime.ts';
import type { Gate, Invocation } from './gate.ts';

const ROOT = join(import.meta.dirname, '../..');
/**
 * Modules under this folder hold what outlives an invocation: clients, reserved numbers. Everything else is shared by all
 * sandboxes.
 */
const OWN = pathToFileURL(`${ROOT}/functions/`).href;

/**
 * Gives each sandbox its own modules: as on Lambda, what a function keeps in memory between invocations is lost when its sandbox
 * dies. The modules that a function imports from its own folder belong to the same sandbox.
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

/** A bundle has the directory file beside it; the sources do not, so reading it is redirected to where the template takes it from. */
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

/** How an invocation ended; `died`: nobody will answer. */
type Outcome =
  | { readonly kind: 'answered'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'died' };

export type Running = {
  readonly invocation: Invocation;
  outcome: Outcome | undefined;
  /** Kills its sandbox, and the invocation with it. */
  readonly kill: () => void;
};

/** The hub's functions, run from their sources, one invocation at a time in each sandbox. */
export type Sandboxes = {
  /** For the deployment: registers a function of the template. */
  readonly startFunction: StartFunction;
  /** Begins an invocation, which then goes on as the gate lets it. */
  readonly invoke: (fn: LocalFunction, event: unknown) => Promise<Running>;
  /** How many sandboxes were made so far. */
  readonly made: () => number;
};

installSandboxes();
layDirectory();
// Modules that functions import later are loaded beforehand: the run must not depend on how fast the disk is.
await import('../../shared/outbound/stream/aside-io.ts');
await import('@aws-sdk/util-dynamodb');
/** Sandboxes made by this process, whatever hub they belong to: each must have modules of its own. */
let made = 0;

/** @param timeLeft gives the milliseconds that an invocation has left, each time it asks */
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
