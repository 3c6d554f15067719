import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import { ACCOUNT_ID, REGION } from './constants.ts';
import type { Json, JsonObject } from './json.ts';
import { matches } from './patterns.ts';
import type { LocalFunction } from './runtime.ts';

/** A rule of the event bus: what it matches, the functions it calls, the queues it sends to. */
type Rule = {
  readonly pattern: Json;
  readonly functions: readonly string[];
  readonly queues: readonly string[];
};

/** The event bus. */
export type Bus = {
  readonly rules: Rule[];
  /** Puts an event on the bus. Resolves to the number of targets it matched, once they have all taken it. */
  readonly put: (event: JsonObject) => Promise<number>;
};

/** Makes the bus. An event without the members that every EventBridge event has (`id`, `time`, `account`…) gets them. */
export const createBus = (
  functions: ReadonlyMap<string, LocalFunction>,
  send: (queue: string, body: string) => void,
  clock: Clock,
): Bus => {
  const rules: Rule[] = [];
  const put = async (given: JsonObject): Promise<number> => {
    const event: JsonObject = {
      version: '0',
      id: randomUUID(),
      account: ACCOUNT_ID,
      time: new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: REGION,
      resources: [],
      ...given,
    };
    const matched = rules.filter(({ pattern }) => matches(pattern, event));
    const queues = matched.flatMap((rule) => rule.queues);
    for (const queue of queues) send(queue, JSON.stringify(event));
    const names = matched.flatMap((rule) => rule.functions);
    await Promise.all(names.map((name) => functions.get(name)?.invoke(event)));
    return names.length + queues.length;
  };
  return { rules, put };
};
