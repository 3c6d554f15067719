import * as z from 'zod';
import { readEnv } from '../../shared/intake/env.ts';
import { mailboxesSchema } from '../../shared/mail/recipient.ts';

export const env = readEnv(
  z.object({
    TABLE_NAME: z.string().min(1),
    STAGE: z.string().min(1),
    MAILBOXES: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(mailboxesSchema),
    SANDBOX_RECIPIENT: z.email().optional(),
    SENDER_ADDRESS: z.email(),
    CONFIGURATION_SET: z.string().min(1),
    CASE_URL_BASE: z.url(),
  }),
);
