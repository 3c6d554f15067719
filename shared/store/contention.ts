import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { HubError } from '../errors.ts';

/** Waits between two tries; the argument is the try that failed, from 1. */
export type Pause = (attempt: number) => Promise<void>;

/**
 * How often a write that met another one is tried: with `jitter` some fifteen seconds, half of a receiver's time. Fifty messages of
 * one household at once meet one another that often.
 */
const ATTEMPTS = 40;

const LONGEST_MS = 800;

/** Full jitter, 20 ms doubling up to a bound: writers of one item spread out. */
export const jitter: Pause = (attempt) =>
  new Promise((wake) => setTimeout(wake, Math.random() * Math.min(LONGEST_MS, 20 * 2 ** attempt)));

/** What a transaction's items are told that says «not now», and nothing of their conditions. */
const ofItems: readonly (string | undefined)[] = [
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

/**
 * Whether a transaction was turned away because it met another one, or too many
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html).
 */
export const isContended = (error: unknown): boolean =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).some(({ Code }) => ofItems.includes(Code))
    : error instanceof Error && error.name === 'TransactionInProgressException';

/**
 * Tries until something else than `undefined` comes, which says that another writer was met.
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
