import * as z from 'zod/mini';
import { receiverEnv } from '../../shared/intake/env.ts';
import { readEnv } from '../../shared/read-env.ts';

export const env = readEnv(
  z.object({
    ...receiverEnv,
    PIECES_BUCKET: z.string().check(z.minLength(1)),
    QUARANTINE_BUCKET: z.string().check(z.minLength(1)),
    /** Where the études read their receipts. */
    DROP_BUCKET: z.string().check(z.minLength(1)),
    PIECE_DAYS: z.coerce.number().check(z.int(), z.positive()),
    PIECES_QUEUE_URL: z.string().check(z.minLength(1)),
    /** How long a piece waits for its data, or data for their piece, in seconds. */
    PIECE_WAIT_SECONDS: z.coerce.number().check(z.int(), z.positive()),
  }),
);
