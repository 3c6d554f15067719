import { bdf } from '../../shared/intake/partners/bdf/partner.ts';
import { readKeys } from '../../shared/intake/read-keys.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { env } from './env.ts';

export const receive = createReceive(
  createReceiveDeps(createDocumentClient(), { ...env, ...(await readKeys(env)) }),
  bdf.formatFor,
);
export const now = (): string => new Date().toISOString();
