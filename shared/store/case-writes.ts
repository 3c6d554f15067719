import { parisDay } from '../domain/calendar/paris-day.ts';
import { type Case, caseOf } from '../domain/case/case-of.ts';
import { planOf } from '../domain/case/plan.ts';
import type { CaseEvent } from '../domain/events/case-event.ts';
import { type Identity, identitiesOf } from '../domain/matching/identity.ts';
import { alertNotices, noticesOf } from '../domain/routing/notices.ts';
import type { Claims, StoredCase } from './case-store.ts';
import { identityKey } from './keys.ts';
import type { Write } from './transact.ts';
import {
  answerWrite,
  caseWrite,
  claimWrite,
  eventWrite,
  noticeWrite,
  releaseWrite,
  reviewWrite,
} from './writes.ts';

/** An event on its way into a case, whoever brings it: a partner's message or a person's answer. */
export type Entry = {
  caseId: string;
  /** The case as read; undefined to open it. */
  found: StoredCase | undefined;
  event: CaseEvent;
  /** Who owns the event's identities already: what another case owns stays its own. */
  claims: Claims;
  /** Who brings it, and when (ISO UTC): kept with the reviews it settles. */
  by: string;
  at: string;
};

/**
 * All that a case writes when it takes an event: the event, the summary if its version is still the one read, new
 * claims, the event's notices and the alerts it makes due. While its commune is in doubt a review opens; once it is known, whatever waited for it
 * goes, and the reviews about it close.
 */
export const caseWrites = (
  table: string,
  matchingKey: string,
  { caseId, found, event, claims, by, at }: Entry,
): { state: Case; writes: Write[] } => {
  const today = parisDay(at);
  const state = caseOf([...(found?.events ?? []), event], today);
  const plan = planOf(state, found?.summary.alerted ?? [], today);
  const known = state.arrondissement !== undefined;
  const waits = known
    ? [
        ...(found?.waitingNotices ?? []).map((noticeId) => releaseWrite(table, caseId, noticeId, state)),
        ...(found?.openReviews ?? []).map((review) => answerWrite(table, review, by, at)),
      ]
    : [communeReview(table, caseId, event.id, at)];
  return {
    state,
    writes: [
      eventWrite(table, caseId, event),
      caseWrite(table, caseId, state, plan, found?.summary.version ?? 0),
      ...unclaimed(matchingKey, identitiesOf(event), claims).map((key) => claimWrite(table, key, caseId)),
      ...noticesOf(event, state, caseId).map((notice) => noticeWrite(table, caseId, notice, at)),
      ...plan.alerts
        .flatMap((alert) => alertNotices(alert, state, caseId, 'due'))
        .map((notice) => noticeWrite(table, caseId, notice, at)),
      ...waits,
    ],
  };
};

const unclaimed = (matchingKey: string, identities: readonly Identity[], claims: Claims) =>
  identities.map((identity) => identityKey(matchingKey, identity)).filter(({ PK }) => !claims.has(PK));

const communeReview = (table: string, caseId: string, messageId: string, openedAt: string): Write =>
  reviewWrite(table, {
    entity: 'REVIEW',
    messageId,
    reason: 'commune',
    state: 'open',
    openedAt,
    caseId,
    candidates: [],
  });
