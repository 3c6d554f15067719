import * as z from 'zod/mini';
import { asideEnv } from '../../shared/outbound/stream/aside-env.ts';
import { readEnv } from '../../shared/read-env.ts';

export const env = readEnv(
  z.object({
    ...asideEnv,
    RAW_BUCKET: z.string().check(z.minLength(1)),
    /** A partner's replies queue is this followed by its code. */
    REPLIES_QUEUE_PREFIX: z.string().check(z.minLength(1)),
  }),
);
