import * as z from 'zod/mini';
import { readEnv } from '../../shared/read-env.ts';

export const env = readEnv(
  z.object({
    TABLE_NAME: z.string().check(z.minLength(1)),
    PIECES_BUCKET: z.string().check(z.minLength(1)),
    PIECE_DAYS: z.coerce.number().check(z.int(), z.positive()),
    /** JSON: client id of each étude, by its code. */
    CLIENTS: z.string().check(z.minLength(2)),
  }),
);
