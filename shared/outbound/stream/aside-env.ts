import * as z from 'zod/mini';

/** Environment of every stream-fed function: where what fails is put, and read from again. */
export const asideEnv = {
  TABLE_NAME: z.string().check(z.minLength(1)),
  RETRY_QUEUE_URL: z.url(),
  FAILURES_QUEUE_URL: z.url(),
};
