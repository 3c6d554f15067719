import * as z from 'zod/mini';
import { secretArn } from '../../shared/intake/env.ts';
import { jsonVariable, readEnv } from '../../shared/read-env.ts';

export const env = readEnv(
  z.object({
    CANARY_KEY_SECRET: secretArn,
    /** Partners whose intakes get a canary; an intake's name is the prefix, the partner and `-intake`. */
    CANARY_PARTNERS: jsonVariable(z.array(z.string())),
    INTAKE_PREFIX: z.string().check(z.minLength(1)),
  }),
);
