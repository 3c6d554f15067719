import type { Incoming, WireFormat } from '../../shared/intake/read-message.ts';
import { createReceive, type ReceiveDeps } from '../../shared/intake/receive.ts';
import type { Outcome } from '../../shared/store/items.ts';

/** A receiver of one format. It resolves to the outcome of a message. */
export const receiverOf =
  (deps: ReceiveDeps, format: WireFormat) =>
  async (incoming: Incoming): Promise<Outcome> =>
    (await createReceive(deps, () => format)(incoming)).outcome;
