import * as z from 'zod/mini';
import { compteEn, type Source } from '../../shared/domain/indicateurs/apport.ts';
import type { ReplyItem } from './send-reply.ts';

const refusalSchema = z.object({ errors: z.optional(z.array(z.object({ code: z.string() }))) });

/** The codes of a refusal, each once. */
const codesIn = (reply: string): string[] => {
  try {
    const { errors = [] } = refusalSchema.parse(JSON.parse(reply));
    return [...new Set(errors.map(({ code }) => code))];
  } catch {
    return [];
  }
};

/** What became of a message, by sender, in the year it came; of a refusal, each reason. The hub's own trials count for nothing. */
export const sourceOfMessage = ({
  messageId,
  sender,
  outcome,
  receivedAt,
  reply,
}: Pick<ReplyItem, 'messageId' | 'sender' | 'outcome' | 'receivedAt' | 'reply'>): Source[] => {
  if (sender === 'canary') return [];
  // What a stranger put under no étude's prefix may be called anything.
  const who = /^[a-z0-9-]{1,60}$/.test(sender) ? sender : 'inconnu';
  const reasons = outcome === 'refused' ? codesIn(reply).map((code) => [`refus.${who}@${code}`, 1]) : [];
  const counted = Object.fromEntries([[`messages.${who}@${outcome}`, 1], ...reasons]);
  return [
    {
      id: `MESSAGE#${messageId}`,
      // What was pending may be answered for good later.
      version: outcome === 'pending' ? 1 : 2,
      compte: compteEn('hub', { [receivedAt.slice(0, 4)]: counted }),
    },
  ];
};
