import * as z from 'zod/mini';
import { postalAddressesSchema } from '../../shared/outbound/letters/letter.ts';
import { ccapexFormationsSchema, mailboxesSchema } from '../../shared/outbound/mailbox.ts';
import { asideEnv } from '../../shared/outbound/stream/aside-env.ts';
import { jsonVariable, readEnv } from '../../shared/read-env.ts';

export const env = readEnv(
  z.object({
    ...asideEnv,
    STAGE: z.string().check(z.minLength(1)),
    MAILBOXES: jsonVariable(mailboxesSchema),
    CCAPEX_FORMATIONS: jsonVariable(ccapexFormationsSchema),
    POSTAL_ADDRESSES: jsonVariable(postalAddressesSchema),
    SANDBOX_RECIPIENT: z.optional(z.email()),
    SENDER_ADDRESS: z.email(),
    CONFIGURATION_SET: z.string().check(z.minLength(1)),
    CASE_URL_BASE: z.url(),
  }),
);
