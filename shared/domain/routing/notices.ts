import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Case } from '../case/case-of.ts';
import type { CaseEvent } from '../events/case-event.ts';
import type { ArrondissementCode } from '../events/household.ts';
import { factsOf } from './facts.ts';

export const recipientSchema = z.enum(['arrondissement', 'ccapex']);
export type Recipient = z.infer<typeof recipientSchema>;

/** Something to tell a mailbox. It waits while its case's arrondissement is unknown. */
export type Notice = {
  noticeId: string;
  template: CaseEvent['kind'];
  recipient: Recipient;
  arrondissement: ArrondissementCode | undefined;
  commune: string;
  actDate: string;
  eventId: string;
  sender: string;
  status: 'due' | 'waiting';
  /** What the agent needs, French label to value. */
  facts: Record<string, string>;
};

/**
 * Who must be told of an event, once it is in its case: the State's mailbox of the dwelling's arrondissement
 * (charter A6) and, when CAF or MSA refers a complex case, CCAPEX. The id depends on the event and recipient
 * only, so that filing twice tells once.
 */
export const noticesOf = (event: CaseEvent, state: Case): Notice[] =>
  recipientsOf(event).map((recipient) => ({
    noticeId: noticeIdOf(event.id, recipient),
    template: event.kind,
    recipient,
    arrondissement: state.arrondissement,
    commune: state.dwelling.commune ?? state.dwelling.postcode ?? '',
    actDate: event.actDate,
    eventId: event.id,
    sender: event.sender,
    status: state.arrondissement ? 'due' : 'waiting',
    facts: factsOf(event),
  }));

/** Short, and plain enough for a mail header or tag whatever the partner's message id holds. */
const noticeIdOf = (eventId: string, recipient: Recipient): string =>
  createHash('sha256').update(`${eventId}|${recipient}`).digest('hex').slice(0, 24);

const recipientsOf = (event: CaseEvent): Recipient[] => {
  if (event.kind === 'communeConfirmee') return [];
  const referred = event.kind === 'impaye' && event.suites?.includes('saisineCcapex');
  return referred ? ['arrondissement', 'ccapex'] : ['arrondissement'];
};
