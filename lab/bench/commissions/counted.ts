import { Agent, request as ask } from 'node:http';
import * as z from 'zod';
import { bodyOf, listen } from '../../../local/listen.ts';
import { type StartFunction, startFunction } from '../../../local/runtime.ts';

/** What a function asked of the table, and how often and how long it ran. */
export type Count = {
  requests: number;
  readUnits: number;
  writeUnits: number;
  invocations: number;
  ms: number;
};
const none: Count = { requests: 0, readUnits: 0, writeUnits: 0, invocations: 0, ms: 0 };
export const sumOf = (all: readonly Count[]): Count =>
  all.reduce(
    (sum, one) => ({
      requests: sum.requests + one.requests,
      readUnits: sum.readUnits + one.readUnits,
      writeUnits: sum.writeUnits + one.writeUnits,
      invocations: sum.invocations + one.invocations,
      ms: sum.ms + one.ms,
    }),
    none,
  );

const unitsSchema = z.object({ CapacityUnits: z.number() });
const capacitySchema = z.object({
  ConsumedCapacity: z.union([unitsSchema, z.array(unitsSchema)]).optional(),
});
const sentSchema = z.record(z.string(), z.unknown());

const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Stands between a hub's functions and its table, and counts by function: each request, and the units that the engine says it consumed
 * (`ReturnConsumedCapacity`). What it costs in time is in no figure: times are taken on a hub without it.
 *
 * @returns `start`: starts a hub's functions so that they go by it
 */
export const countTable = async () => {
  const listener = await listen('the counted table');
  const agent = new Agent({ keepAlive: true });
  const counts = new Map<string, Count>();
  let engine = '';
  const add = (name: string, more: Partial<Count>): void => {
    counts.set(name, sumOf([counts.get(name) ?? none, { ...none, ...more }]));
  };
  const counted = (name: string, operation: string, answer: Buffer): void => {
    const { ConsumedCapacity } = capacitySchema.parse(JSON.parse(answer.toString('utf8') || '{}'));
    const units = [ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
    add(name, {
      requests: 1,
      [/Write|Update|Put|Delete/.test(operation) ? 'writeUnits' : 'readUnits']: units,
    });
  };
  listener.answer(async (request, response) => {
    const name = request.url?.split('/')[1] ?? '';
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const body = await bodyOf(request, MOST_BYTES);
    const sent = sentSchema.parse(JSON.parse(body?.toString('utf8') ?? '{}'));
    const more = Buffer.from(JSON.stringify({ ...sent, ReturnConsumedCapacity: 'TOTAL' }));
    const headers = { ...request.headers, host: new URL(engine).host, 'content-length': more.length };
    const forwarded = ask(engine, { agent, method: 'POST', path: '/', headers }, async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part);
      const whole = Buffer.concat(parts);
      counted(name, operation, whole);
      response.writeHead(answer.statusCode ?? 500, {
        'content-type': answer.headers['content-type'] ?? 'application/x-amz-json-1.0',
        'content-length': whole.length,
      });
      response.end(whole);
    });
    forwarded.on('error', () => response.destroy());
    forwarded.end(more);
  });
  const start: StartFunction = async (options) => {
    engine = options.environment.AWS_ENDPOINT_URL_DYNAMODB ?? engine;
    const name = options.name.replace(/^passerelle-local-(hub|portal)-/, '');
    const made = await startFunction({
      ...options,
      environment: { ...options.environment, AWS_ENDPOINT_URL_DYNAMODB: `${listener.url}/${name}` },
    });
    return {
      ...made,
      invoke: async (event) => {
        const began = performance.now();
        try {
          return await made.invoke(event);
        } finally {
          add(name, { invocations: 1, ms: performance.now() - began });
        }
      },
    };
  };
  return {
    start,
    /** What was counted since the last call, by function. */
    take: (): Map<string, Count> => {
      const taken = new Map(counts);
      counts.clear();
      return taken;
    },
    stop: async (): Promise<void> => {
      agent.destroy();
      await listener.stop();
    },
  };
};
