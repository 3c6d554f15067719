import type { tableOn } from '../../../test/support/table.ts';
import { signalOf } from '../messages.ts';
import { type Cost, deliver, pipelineOn } from '../receiver-costs.ts';
import type { Signal } from './households.ts';

/**
 * Means over as many households, first of each one's first signal, which opens a case, then of its second, which a number brings
 * to that case.
 */
export type Mix = { newCase: Cost; identityHit: Cost; cpuMs: number; households: number };
type Traffic = { first: number } | { signals: readonly Signal[] };

/** Signals sent before the measured ones, to warm up. */
const WARM = 50;
const MEASURED = 100;

const at = (traffic: Traffic, n: number, k: number): object => {
  if ('first' in traffic) return signalOf(traffic.first + n, k);
  const signal = traffic.signals[n];
  if (!signal) throw new Error(`${n + 1} households needed`);
  return { ...signal, messageId: `${signal.messageId}-${k}`, actDate: `2026-03-0${1 + k}` };
};

/**
 * Sends one signal after another through the receiver, in this process. Counts requests, units, and this process's own processor time.
 */
export const measureMix = async (
  store: ReturnType<typeof tableOn>,
  matchingKey: string,
  traffic: Traffic,
): Promise<Mix> => {
  const receive = await pipelineOn(store, matchingKey);
  const send = async (from: number, count: number, k: number): Promise<Cost> => {
    store.takeRequests();
    store.takeUnits();
    for (let n = from; n < from + count; n++) await deliver(receive, [at(traffic, n, k)]);
    const { readUnits, writeUnits } = store.takeUnits();
    return {
      requests: store.takeRequests() / count,
      readUnits: readUnits / count,
      writeUnits: writeUnits / count,
    };
  };
  await send(0, WARM, 0);
  await send(0, WARM, 1);
  const began = process.cpuUsage();
  const newCase = await send(WARM, MEASURED, 0);
  const identityHit = await send(WARM, MEASURED, 1);
  const { user, system } = process.cpuUsage(began);
  return { newCase, identityHit, cpuMs: (user + system) / 1000 / (2 * MEASURED), households: MEASURED };
};
