import * as z from 'zod/mini';
import { ccapexFormationsSchema, mailboxesSchema } from '../../shared/outbound/mailbox.ts';
import { jsonVariable, readEnv } from '../../shared/read-env.ts';

export const env = readEnv(
  z.object({
    TABLE_NAME: z.string().check(z.minLength(1)),
    STAGE: z.string().check(z.minLength(1)),
    MAILBOXES: jsonVariable(mailboxesSchema),
    CCAPEX_FORMATIONS: jsonVariable(ccapexFormationsSchema),
    DIGEST_ABOVE: z.coerce.number().check(z.int(), z.positive()),
    WATCH_QUEUE_URL: z.url(),
    DROP_QUEUE_URL: z.url(),
    DROPS_A_DAY: z.coerce.number().check(z.int(), z.positive()),
    CLOSE_DELAY_SECONDS: z.coerce.number().check(z.int(), z.nonnegative(), z.maximum(900)),
  }),
);
