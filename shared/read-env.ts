import * as z from 'zod/mini';

/**
 * Reads the environment variables with a schema, once, at cold start.
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

/** The schema of a variable that holds JSON. @param schema of the parsed value */
export const jsonVariable = <T extends z.ZodMiniType>(schema: T) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text): unknown => JSON.parse(text)),
    ),
    schema,
  );
