import { inForce } from '../../domain/case/standing.ts';
import type { EventOf } from '../../domain/events/case-event.ts';
import { HubError } from '../../errors.ts';
import type { StoredCase } from '../../store/case-store.ts';
import type { ReviewItem } from '../../store/items.ts';
import { type Answer, readKnownCase } from '../recording/record-event.ts';
import { type ReviewDeps, undoMove } from './answers.ts';
import type { ReviewRef } from './open-review.ts';
import { readReviews } from './open-reviews.ts';
import { isCalled, reopenReview } from './reopen.ts';

/** Whether an answer can be undone at all: a commune is corrected by another answer, and a case let go is brought back. */
export const mayUndo = ({ reason, state }: Pick<ReviewItem, 'reason' | 'state'>): boolean =>
  state === 'answered' && reason !== 'commune' && reason !== 'terme';

/** The case that an answer moved events to, if it moved any. */
const movedTo = ({ events }: StoredCase, { caseId, answeredAt }: ReviewItem): string | undefined => {
  const move = events.find(
    (event): event is EventOf<'deplacement'> =>
      event.kind === 'deplacement' && event.receivedAt === answeredAt,
  );
  return move?.role === 'source' ? move.autre : move && caseId;
};

/**
 * Undoes a person's answer to a review, whichever it was: what it moved goes back, and the review is open again.
 *
 * @throws HubError `REVIEW_UNKNOWN`: no answered review of that case bears this id; `NOTHING_TO_UNDO`: such an answer is not undone, or
 * something moved there since; `CASE_CHANGED`
 */
export const undoAnswer = async (
  deps: ReviewDeps,
  { caseId, id }: ReviewRef,
  answer: Answer,
): Promise<void> => {
  const review = (await readReviews(deps.client, deps.table, caseId)).find((one) => isCalled(one, id));
  if (review?.state !== 'answered')
    throw new HubError('REVIEW_UNKNOWN', `no answered review ${id} in ${caseId}`, { retryable: false });
  const to = movedTo(await readKnownCase(deps, caseId), review);
  if (to === undefined) return reopenReview(deps, caseId, id, answer);
  const { events } = await readKnownCase(deps, to);
  const last = inForce(events)
    .flatMap((event) => (event.kind === 'deplacement' ? [event.receivedAt] : []))
    .sort()
    .at(-1);
  if (last !== review.answeredAt)
    throw new HubError('NOTHING_TO_UNDO', `something moved in ${to} since`, { retryable: false });
  await undoMove(deps, to, answer);
};
