import type * as z from 'zod/mini';

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
