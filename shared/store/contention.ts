import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { HubError } from '../errors.ts';

/** Waits between two tries; the argument is the try that failed, from 1. */
export type Pause = (attempt: number) => Promise<void>;

/**
 * Attempts of a write that meets another one: with `jitter` some fifteen seconds, half of a receiver's timeout. Fifty messages of
 * one household that arrive at once collide that often.
 */
const ATTEMPTS = 40;

const LONGEST_MS = 800;

/** Full jitter: a random wait, up to 20 ms doubled at each try, 800 ms at most. Writers of one item spread out. */
export const jitter: Pause = (attempt) =>
  new Promise((wake) => setTimeout(wake, Math.random() * Math.min(LONGEST_MS, 20 * 2 ** attempt)));

/** Cancellation reasons of an item that mean «not now», and say nothing of its condition. */
const ofItems: readonly (string | undefined)[] = [
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

/**
 * Whether a transaction was cancelled because it met another one, or was throttled
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html).
 */
export const isContended = (error: unknown): boolean =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).some(({ Code }) => ofItems.includes(Code))
    : error instanceof Error && error.name === 'TransactionInProgressException';

/**
 * Calls `attempt` until it gives something other than `undefined`, which means that it met another writer.
 *
 * @throws HubError `TABLE_CONTENDED` (retryable) when every attempt met one
 */
export const untilQuiet = async <T>(attempt: () => Promise<T | undefined>, pause: Pause): Promise<T> => {
  for (let count = 1; count <= ATTEMPTS; count++) {
    const done = await attempt();
    if (done !== undefined) return done;
    await pause(count);
  }
  throw new HubError('TABLE_CONTENDED', `no write in ${ATTEMPTS} attempts`, { retryable: true });
};
