import * as z from 'zod/mini';

/** The ARN of a secret. */
export const secretArn = z.string().check(z.regex(/^arn:[\w-]+:secretsmanager:/));

/** A département's number, as INSEE writes it. */
export const departement = z.string().check(z.regex(/^(\d{2,3}|2[AB])$/));

/** Environment variables that every receiver has. */
export const receiverEnv = {
  TABLE_NAME: z.string().check(z.minLength(1)),
  /** ARNs of the secrets that hold the key of identities and blocks, and the key of canaries: never the keys themselves. */
  MATCHING_KEY_SECRET: secretArn,
  CANARY_KEY_SECRET: secretArn,
  /** How long a message's marker is kept, in days. */
  MESSAGE_TTL_DAYS: z.coerce.number().check(z.int(), z.positive()),
  DEPARTEMENT: departement,
};
