import { parisDay } from '../../domain/calendar/paris-day.ts';
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

/** What an answer moved, as its case keeps it, if it moved anything. */
export const moveOf = (
  { events }: StoredCase,
  { answeredAt }: ReviewItem,
): EventOf<'deplacement'> | undefined =>
  events.find(
    (event): event is EventOf<'deplacement'> =>
      event.kind === 'deplacement' && event.receivedAt === answeredAt,
  );

/** Whether a page offers to undo an answer: what moved events is undone on its day. @param today Europe/Paris */
export const mayUndoOn = (found: StoredCase, review: ReviewItem, today: string): boolean => {
  const move = moveOf(found, review);
  return mayUndo(review) && (move === undefined || parisDay(move.receivedAt) === today);
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
  const move = moveOf(await readKnownCase(deps, caseId), review);
  if (!move) return reopenReview(deps, caseId, id, answer);
  const to = move.role === 'source' ? move.autre : caseId;
  const { events } = await readKnownCase(deps, to);
  const last = inForce(events)
    .flatMap((event) => (event.kind === 'deplacement' ? [event.receivedAt] : []))
    .sort()
    .at(-1);
  if (last !== review.answeredAt)
    throw new HubError('NOTHING_TO_UNDO', `something moved in ${to} since`, { retryable: false });
  await undoMove(deps, to, answer);
};
