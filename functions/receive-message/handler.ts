import * as z from 'zod/mini';
import { HubError } from '../../shared/errors.ts';
import { receiverEnv } from '../../shared/intake/env.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { readKeys } from '../../shared/intake/read-keys.ts';
import type { Incoming } from '../../shared/intake/read-message.ts';
import { createReceive, type Received } from '../../shared/intake/receive.ts';
import { incomingOf, sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';

const env = readEnv(z.object(receiverEnv));

const deps = createReceiveDeps(createDocumentClient(), { ...env, ...(await readKeys(env)) });

/**
 * The API's own canary has no partner, and needs none: it is refused before its format is looked for.
 *
 * @throws HubError `UNKNOWN_PARTNER` when the channel's partner has no format in the hub: a wiring fault
 */
const receive = async (incoming: Incoming): Promise<Received> =>
  createReceive(deps, (message) => {
    const partner = partnerOfSender(incoming.sender);
    if (!partner) throw new HubError('UNKNOWN_PARTNER', 'channel of no partner', { retryable: true });
    return partner.formatFor(message);
  })(incoming);
const now = (): string => new Date().toISOString();

export const handler = sqsIntake((record) => receive(incomingOf(record, now())));
