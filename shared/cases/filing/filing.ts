import type { Reply } from '../../outbound/replies/reply.ts';
import type { MessageItem, Outcome } from '../../store/items.ts';
import type { MessageRecord } from '../../store/writes.ts';

/** What became of a message: filed now, or already known from an earlier arrival. */
export type Filing =
  | { kind: 'filed'; outcome: Outcome; caseId: string | undefined; caseName?: string | undefined }
  | { kind: 'known'; message: MessageItem };

/**
 * The message that brought the event, and the outcome for its sender: it depends on the message alone, not on what the hub knows
 * (ADR 49).
 */
export type Arrival = Omit<MessageRecord, 'outcome' | 'caseId' | 'caseName' | 'reply'> & {
  outcome: Exclude<Outcome, 'refused'>;
  /** What its sender is told, without the name of the case, which filing finds. */
  reply: Omit<Reply, 'case'>;
};
