import * as z from 'zod/mini';

/**
 * Environment variables of every function fed by the stream: the queues for records that fail, and the table to read them from
 * again; and the queue of the function that counts.
 */
export const asideEnv = {
  TABLE_NAME: z.string().check(z.minLength(1)),
  RETRY_QUEUE_URL: z.url(),
  FAILURES_QUEUE_URL: z.url(),
  /** Where what counts is told. */
  COUNT_QUEUE_URL: z.url(),
};
