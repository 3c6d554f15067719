import * as z from 'zod/mini';
import { readEnv, receiverEnv } from '../../shared/intake/env.ts';

export const env = readEnv(z.object(receiverEnv));
