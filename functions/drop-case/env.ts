import * as z from 'zod/mini';
import { secretArn } from '../../shared/intake/env.ts';
import { readEnv } from '../../shared/read-env.ts';

const name = z.string().check(z.minLength(1));

export const env = readEnv(
  z.object({
    TABLE_NAME: name,
    MATCHING_KEY_SECRET: secretArn,
    RAW_BUCKET: name,
    PIECES_BUCKET: name,
    DROP_BUCKET: name,
    QUARANTINE_BUCKET: name,
    HOLD_BUCKET: name,
    APART_DAYS: z.coerce.number().check(z.int(), z.positive()),
  }),
);
