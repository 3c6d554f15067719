import * as z from 'zod/mini';
import { HubError } from '../../shared/errors.ts';
import { canaryTold } from '../../shared/intake/canary.ts';
import { log } from '../../shared/log/log.ts';
import { measure } from '../../shared/log/measure.ts';

const orderSchema = z.object({ send: z.iso.datetime() });
const replySchema = z.object({ messageId: z.string(), outcome: z.string() });

export type CanaryDeps = {
  /** Codes of the partners that have an intake of their own, and the API's. */
  intakes: () => Promise<readonly string[]>;
  /** Sends a canary to a partner's intake; gives false when it has none. @param at instant it is made, ISO UTC */
  send: (partner: string, at: string) => Promise<boolean>;
  now: () => string;
};

/** A reply that took longer is as good as none. */
const LATE_MS = 10 * 60_000;

/**
 * Reads one message of its queue: an order, which sends a canary to every intake, or the reply to a canary, which is counted if
 * it came within ten minutes. Nothing is stored: an alarm sees a missing reply as a missing count. An intake that is not there counts
 * as one that does not answer: sending again would not help.
 *
 * @throws HubError `CANARIES_UNSENT` (retryable) once all others are sent; `CANARY_UNREADABLE` for anything else on the queue
 */
export const createCanary =
  ({ intakes, send, now }: CanaryDeps) =>
  async (body: string): Promise<void> => {
    const message: unknown = JSON.parse(body);
    if (orderSchema.safeParse(message).success) {
      const at = now();
      const partners = await intakes();
      const sent = await Promise.allSettled(partners.map((partner) => send(partner, at)));
      for (const [n, one] of sent.entries())
        if (one.status === 'fulfilled' && !one.value) log('canary.noIntake', { sender: partners[n] });
      const failed = sent.filter(({ status }) => status === 'rejected').length;
      measure('canary.sent', { failed }, { CanariesSent: partners.length });
      if (failed > 0) throw new HubError('CANARIES_UNSENT', `${failed} not sent`, { retryable: true });
      return;
    }
    const reply = replySchema.safeParse(message).data;
    const told = reply && canaryTold(reply.messageId);
    if (!told || reply.outcome !== 'refused')
      throw new HubError('CANARY_UNREADABLE', 'neither an order nor a reply', { retryable: false });
    const { sender, at } = told;
    const age = Date.parse(now()) - Date.parse(at);
    if (age > LATE_MS) measure('canary.late', { sender }, { CanaryAge: age });
    else measure('canary.answered', { sender }, { CanaryReplies: 1, CanaryAge: age });
  };
