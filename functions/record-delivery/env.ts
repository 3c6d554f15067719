import * as z from 'zod/mini';
import { readEnv } from '../../shared/read-env.ts';

export const env = readEnv(z.object({ TABLE_NAME: z.string().check(z.minLength(1)) }));
