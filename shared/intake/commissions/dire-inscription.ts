import type { DireInscription } from '../../cases/commissions/transmission.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { ApiMessage } from '../api-intake.ts';
import { partnerOfSender } from '../partners/all.ts';
import { readMessage } from '../read-message.ts';
import { messageDe } from './lire-liste.ts';

/**
 * Tells each household's case that its landlord listed it, by the way of any message of that landlord's: it is read here, and filed by the hub's own
 * intake.
 *
 * @returns the message's id; undefined when the landlord's format refuses it, which the table's own reading does not let through
 */
export const direInscription =
  (
    commission: string,
    { send, now }: { send: (message: ApiMessage) => Promise<void>; now: () => string },
  ): DireInscription =>
  async (sender, situation, date) => {
    const receivedAt = now();
    const format = partnerOfSender(sender)?.formatFor;
    if (!format) return undefined;
    const raw = messageDe(sender, situation, { commission, date, today: parisDay(receivedAt) });
    const reading = readMessage(format, { sender, raw, receivedAt });
    if (reading.kind === 'refusal') return undefined;
    await send({ sender, raw, receivedAt });
    return reading.messageId;
  };
