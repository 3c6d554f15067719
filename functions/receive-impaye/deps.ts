import { caf } from '../../shared/intake/partners/caf-msa/partner.ts';
import { readKeys } from '../../shared/intake/read-keys.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { env } from './env.ts';

export const receive = createReceive(
  createReceiveDeps(createDocumentClient(), { ...env, ...(await readKeys(env)) }),
  caf.formatFor,
);
export const now = (): string => new Date().toISOString();
