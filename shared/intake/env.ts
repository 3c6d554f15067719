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

/**
 * Reads the environment by a schema, once, at cold start.
 *
 * @throws Error naming each missing or wrong variable, never its value
 */
export const readEnv = <T>(schema: z.ZodMiniType<T>): T => {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  throw new Error(
    `environment: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')} missing or wrong`,
  );
};
