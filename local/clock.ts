import { LocalHubError } from './errors.ts';

/** The hub's time: the machine's, or a virtual instant that does not move until it is set. */
export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Memory that holds the virtual instant, for the functions' workers; absent in real time. */
  readonly shared: SharedArrayBuffer | undefined;
  /** Sets the virtual instant: every function sees it at once. */
  readonly set: (instant: number) => void;
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/;

/**
 * Milliseconds since the epoch of an ISO instant in UTC. A local time is refused: it would depend on the machine's zone.
 *
 * @throws LocalHubError when the text is not an ISO instant in UTC
 * @example parseInstant('2026-03-22T18:59:43Z') // 1774205983000
 */
export const parseInstant = (text: string): number => {
  const instant = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) throw new LocalHubError(`${text} is not an ISO instant in UTC`);
  return instant;
};

/** A virtual clock that starts at the given instant; without one, the machine's clock. */
export const createClock = (start?: string): Clock => {
  if (start === undefined) {
    return {
      now: () => Date.now(),
      shared: undefined,
      set: () => {
        throw new LocalHubError('this hub runs in real time: only one started with `now` has a clock to set');
      },
    };
  }
  const shared = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const cell = new BigInt64Array(shared);
  const set = (instant: number): void => {
    Atomics.store(cell, 0, BigInt(instant));
  };
  set(parseInstant(start));
  return { now: () => Number(Atomics.load(cell, 0)), shared, set };
};
