import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { env } from './env.ts';
import { surendettementFormat } from './normalise.ts';

export const receive = createReceive(createReceiveDeps(createDocumentClient(), env), surendettementFormat);
export const now = (): string => new Date().toISOString();
