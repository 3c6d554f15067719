import type { MessageItem, Outcome, ReviewItem } from './items.ts';
import type { MessageRecord } from './writes.ts';

/** What became of a message: filed now, or already known from an earlier arrival. */
export type Filing =
  | { kind: 'filed'; outcome: Outcome; caseId: string | undefined }
  | { kind: 'known'; message: MessageItem };

/** The message that brought the event, and the reply it gets once its end is known. */
export type Arrival = Omit<MessageRecord, 'outcome' | 'caseId' | 'reply'> & {
  replyFor: (
    outcome: Outcome,
    caseId: string | undefined,
    reason: ReviewItem['reason'] | undefined,
  ) => string;
};
