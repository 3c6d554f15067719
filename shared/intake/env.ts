import * as z from 'zod/mini';

/** Environment every receiver shares. */
export const receiverEnv = {
  TABLE_NAME: z.string().check(z.minLength(1)),
  /** Secret of the identity keys. */
  MATCHING_KEY: z.string().check(z.minLength(16)),
  /** How long a message's marker is kept, in days. */
  MESSAGE_TTL_DAYS: z.coerce.number().check(z.int(), z.positive()),
  DEPARTEMENT: z.string().check(z.regex(/^(\d{2,3}|2[AB])$/)),
};
