import * as z from 'zod';
import { readEnv } from '../../shared/intake/env.ts';

export const env = readEnv(z.object({ TABLE_NAME: z.string().min(1) }));
