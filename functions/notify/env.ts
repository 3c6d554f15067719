import * as z from 'zod/mini';
import { mailboxesSchema } from '../../shared/mail/recipient.ts';
import { readEnv } from '../../shared/read-env.ts';

export const env = readEnv(
  z.object({
    TABLE_NAME: z.string().check(z.minLength(1)),
    STAGE: z.string().check(z.minLength(1)),
    MAILBOXES: z.pipe(
      z.pipe(
        z.string(),
        z.transform((text): unknown => JSON.parse(text)),
      ),
      mailboxesSchema,
    ),
    SANDBOX_RECIPIENT: z.optional(z.email()),
    SENDER_ADDRESS: z.email(),
    CONFIGURATION_SET: z.string().check(z.minLength(1)),
    CASE_URL_BASE: z.url(),
  }),
);
