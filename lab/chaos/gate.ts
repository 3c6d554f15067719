import { AsyncLocalStorage } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import { Readable } from 'node:stream';
import timers from 'node:timers';
import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { Client } from '@smithy/core/client';
import type { FinalizeRequestMiddleware, MiddlewareStack } from '@smithy/types';
import type { Fault } from './faults.ts';

/** One invocation of a function, alone in its sandbox as on Lambda. */
export type Invocation = {
  readonly id: number;
  readonly name: string;
  /** True once it has died: nothing that it waits for will come. */
  dead: boolean;
};

/** A call to AWS, or a timer, that an invocation waits at until the run lets it go on. */
type Parked = {
  readonly invocation: Invocation;
  readonly command: string;
  /** The first step at which it may go on: the service answers late. */
  notBefore: number;
  /** Lets it go on, with a fault. Resolves when the call has ended, not when the code after it has. */
  readonly resume: (fault: Fault) => Promise<void>;
};

/** Every call and timer of the invocations, held until the run chooses one. */
export type Gate = {
  readonly parked: Parked[];
  /** Whether an invocation waits for a turn of the event loop, and will go on by itself. */
  readonly turning: () => boolean;
  /** Runs `work` as part of an invocation. */
  readonly within: <T>(invocation: Invocation, work: () => Promise<T>) => Promise<T>;
  /** Drops all that a dead invocation waits for. */
  readonly forget: (invocation: Invocation) => void;
};

type Send = (this: unknown, command: { input: unknown }, ...rest: unknown[]) => Promise<unknown>;

/**
 * Holds every timer that an invocation sets, and every AWS call it makes, at the one method that all clients share. What happens
 * inside a call (the SDK's retries, connections) runs as in production.
 */
export const installGate = (): Gate => {
  const context = new AsyncLocalStorage<Invocation>();
  const parked: Parked[] = [];
  const never = new Promise<never>(() => {});
  let losing = false;
  let contending = 0;
  let turns = 0;

  const send: Send = Client.prototype.send as unknown as Send;
  const loseAnswer: FinalizeRequestMiddleware<object, object> = (next) => async (args) => {
    if (contending > 0) {
      contending -= 1;
      throw new TransactionConflictException({ message: 'injected', $metadata: { httpStatusCode: 400 } });
    }
    const result = await next(args);
    if (!losing) return result;
    losing = false;
    // Looks like a connection cut after the request left: the SDK sends the request again.
    throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
  };
  const loseAnswers = (client: object): void => {
    const stack: unknown = Reflect.get(client, 'middlewareStack');
    if (!isStack(stack) || stack.identify().some((one) => one.startsWith('loseAnswer'))) return;
    stack.addRelativeTo(loseAnswer, {
      name: 'loseAnswer',
      relation: 'after',
      toMiddleware: 'retryMiddleware',
    });
  };

  const hold = (invocation: Invocation, command: string, perform: () => Promise<unknown>): Promise<unknown> =>
    new Promise((done, fail) => {
      const resume = async (fault: Fault): Promise<void> => {
        parked.splice(parked.indexOf(entry), 1);
        if (fault.kind === 'refused') return fail(fault.error());
        losing = fault.kind === 'answerLost';
        contending = fault.kind === 'contended' ? fault.times : 0;
        try {
          const result = await context.exit(perform);
          if (fault.kind === 'dieAfter') return;
          if (fault.kind === 'answerNever') return fail(fault.error());
          done(fault.kind === 'partly' ? partOf(result, fault.share) : result);
        } catch (error) {
          fail(error instanceof Error ? error : new Error(String(error)));
        } finally {
          losing = false;
          contending = 0;
        }
      };
      const entry: Parked = { invocation, command, notBefore: 0, resume };
      parked.push(entry);
    });

  const heldSend: Send = function (command, ...rest) {
    const invocation = context.getStore();
    if (!invocation) return Reflect.apply(send, this, [command, ...rest]);
    if (invocation.dead) return never;
    loseAnswers(Object(this));
    return hold(invocation, command.constructor.name, async () =>
      whole(await Reflect.apply(send, this, [command, ...rest])),
    );
  };
  Reflect.set(Client.prototype, 'send', heldSend);

  const timer = globalThis.setTimeout;
  const heldTimer = (callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): unknown => {
    const invocation = context.getStore();
    if (!invocation) return timer(callback, ms, ...args);
    if (ms === 0) {
      turns += 1;
      return timer(() => {
        turns -= 1;
        callback(...args);
      }, 0);
    }
    if (!invocation.dead)
      hold(invocation, 'timer', async () => undefined)
        .then(() => callback(...args))
        .catch(() => {});
    return timer(() => {}, 0);
  };
  Reflect.set(globalThis, 'setTimeout', heldTimer);
  // Disables middy's timer, which answers just before an invocation's time is over, by the machine's clock. In a run, time ends
  // by a death that is drawn.
  Reflect.set(timers, 'setTimeout', (...args: Parameters<typeof timer>) =>
    context.getStore() ? timer(() => {}, 0) : timer(...args),
  );
  syncBuiltinESMExports();

  return {
    parked,
    turning: () => turns > 0,
    within: (invocation, work) => context.run(invocation, work),
    forget: (invocation) => {
      for (const one of parked.filter((entry) => entry.invocation === invocation))
        parked.splice(parked.indexOf(one), 1);
    },
  };
};

const isStack = (value: unknown): value is MiddlewareStack<object, object> =>
  typeof value === 'object' && value !== null && 'addRelativeTo' in value;

/** Reads an object's body to its end: what happens next must not depend on the network. */
const whole = async (output: unknown): Promise<unknown> => {
  const { Body } = Object(output) as { Body?: { transformToByteArray?: () => Promise<Uint8Array> } };
  if (!Body?.transformToByteArray) return output;
  const bytes = await Body.transformToByteArray();
  return {
    ...Object(output),
    Body: Object.assign(Readable.from([bytes]), {
      transformToByteArray: async () => bytes,
      transformToString: async () => Buffer.from(bytes).toString('utf8'),
    }),
  };
};

type BatchOutput = {
  Responses?: Record<string, unknown[]>;
  UnprocessedKeys?: Record<string, { Keys: unknown[] }>;
};

/** A batch read whose service leaves a part for later, as it may when it is throttled. */
const partOf = (output: unknown, share: number): unknown => {
  const { Responses = {} } = output as BatchOutput;
  const entries = Object.entries(Responses).filter(([, items]) => items.length > 0);
  if (entries.length === 0) return output;
  const kept = entries.map(([table, items]) => [table, items.slice(0, Math.floor(items.length * share))]);
  const left = entries.map(([table, items]) => [
    table,
    {
      ConsistentRead: true,
      Keys: items.slice(Math.floor(items.length * share)).map((item) => {
        const { PK, SK } = Object(item);
        return { PK, SK };
      }),
    },
  ]);
  return {
    ...Object(output),
    Responses: Object.fromEntries(kept),
    UnprocessedKeys: Object.fromEntries(left),
  };
};
