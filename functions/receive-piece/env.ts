import * as z from 'zod';
import { readEnv, receiverEnv } from '../../shared/intake/env.ts';

export const env = readEnv(
  z.object({
    ...receiverEnv,
    PIECES_BUCKET: z.string().min(1),
    PIECES_QUEUE_URL: z.string().min(1),
    /** How long a piece waits for its data, or data for their piece, in seconds. */
    PIECE_WAIT_SECONDS: z.coerce.number().int().positive(),
  }),
);
