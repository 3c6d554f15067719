import { HubError } from '../../shared/errors.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { readKeys } from '../../shared/intake/read-keys.ts';
import type { Incoming } from '../../shared/intake/read-message.ts';
import { createReceive, type Received } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { env } from './env.ts';

const deps = createReceiveDeps(createDocumentClient(), { ...env, ...(await readKeys(env)) });

/** @throws HubError `UNKNOWN_PARTNER` when the channel's holder sends nothing the hub knows: a wiring fault */
export const receive = async (incoming: Incoming): Promise<Received> => {
  const partner = partnerOfSender(incoming.sender);
  if (!partner) throw new HubError('UNKNOWN_PARTNER', 'channel of no partner', { retryable: true });
  return createReceive(deps, partner.formatFor)(incoming);
};
export const now = (): string => new Date().toISOString();
