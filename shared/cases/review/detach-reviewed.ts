import { parisYear } from '../../domain/calendar/paris-day.ts';
import { HubError } from '../../errors.ts';
import { answerWrite } from '../../store/review-writes.ts';
import { type Answer, readKnownCase } from '../recording/record-event.ts';
import type { ReviewDeps } from './answers.ts';
import { moveEvents } from './move-events.ts';
import { type Asked, openReview } from './open-review.ts';

/**
 * Answers that an event does not belong to its case: it goes to a case of its own, and the review closes with it. Gives the reference
 * of the case that gets it.
 *
 * @param eventId one of those that the review asks about
 * @throws HubError `REVIEW_UNKNOWN`, `REVIEW_OTHERWISE`, `EVENT_UNKNOWN`, `CASE_CHANGED`
 */
export const detachReviewed = async (
  deps: ReviewDeps,
  asked: Asked,
  eventId: string,
  answer: Answer,
): Promise<string> => {
  const review = await openReview(deps, asked, ['coherence', 'audit']);
  const { caseId, events = [] } = review;
  if (!events.includes(eventId))
    throw new HubError('EVENT_UNKNOWN', `not what ${review.messageId} asks about`, { retryable: false });
  const found = await readKnownCase(deps, caseId);
  const to = await deps.nextReference(parisYear(answer.at));
  await moveEvents(
    deps,
    {
      from: { caseId, found },
      to: { caseId: to, found: undefined },
      eventIds: [eventId],
      cause: 'detachement',
    },
    answer,
    [answerWrite(deps.table, review, answer.by, answer.at)],
  );
  return to;
};
