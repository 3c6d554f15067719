import type { Reply } from '../../outbound/replies/reply.ts';
import type { MessageItem, Outcome } from '../../store/items.ts';
import type { MessageRecord } from '../../store/writes.ts';

/** What became of a message: filed now, or already known from an earlier arrival. */
export type Filing =
  | { kind: 'filed'; outcome: Outcome; caseId: string | undefined; caseName?: string | undefined }
  | { kind: 'known'; message: MessageItem };

/** The message that brought the event, and how it ends for its sender: by what it says alone, whatever the hub knows besides (ADR 49). */
export type Arrival = Omit<MessageRecord, 'outcome' | 'caseId' | 'caseName' | 'reply'> & {
  outcome: Exclude<Outcome, 'refused'>;
  /** What its sender is told, but for the name of the case, which filing finds. */
  reply: Omit<Reply, 'case'>;
};
