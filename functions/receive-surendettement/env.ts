import * as z from 'zod';
import { readEnv, receiverEnv } from '../../shared/intake/env.ts';

export const env = readEnv(z.object(receiverEnv));
