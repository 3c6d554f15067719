import * as z from 'zod/mini';
import { receiverEnv } from '../../shared/intake/env.ts';
import { readEnv } from '../../shared/read-env.ts';

export const env = readEnv(z.object(receiverEnv));
