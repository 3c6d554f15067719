import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { answersIn } from '../../domain/case/ends.ts';
import { inForce } from '../../domain/case/standing.ts';
import { recordedIdOf } from '../../domain/reference/message-id.ts';
import { spokenIn } from '../../domain/reference/spoken.ts';
import { HubError } from '../../errors.ts';
import { readCase } from '../../store/case-store.ts';
import type { ReviewItem } from '../../store/items.ts';
import { reopenWrite } from '../../store/review-writes.ts';
import { nameFor, reviewIdOf } from '../filing/case-names.ts';
import { type Answer, type RecordDeps, readKnownCase, recordEvent } from '../recording/record-event.ts';
import { readReviews } from './open-reviews.ts';
import { confirmationFinOf, rapprochementOf } from './rapprochement.ts';
import { createRetell } from './retell.ts';

/** Reviews of a case that an answer closed at an instant (ISO UTC). One request. */
export const reviewsAnsweredAt = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
  at: string | undefined,
): Promise<ReviewItem[]> => {
  const reviews = await readReviews(client, table, caseId);
  return reviews.filter(
    ({ state, answeredAt }) => state === 'answered' && (at === undefined || answeredAt === at),
  );
};

/** Whether a review is the one somebody names: by its own short id, or by its message's (`caf:CAF77-2026-0004512`). */
export const isCalled = (review: ReviewItem, id: string): boolean =>
  review.messageId === recordedIdOf(id) || reviewIdOf(review) === (spokenIn(id) ?? id);

/** Updates the message in doubt, which is in its own case again. Nothing for the other reviews: no message brought them. */
export const noteReopened = async (
  { client, table, matchingKey }: RecordDeps,
  { reason, messageId, caseId }: ReviewItem,
): Promise<void> => {
  if (reason !== 'rapprochement') return;
  const found = await readCase(client, table, caseId);
  const own = (sender: string): string => nameFor(matchingKey, sender, caseId, found);
  await createRetell(client, table)(messageId, { into: { caseId, nameFor: own } });
};

/**
 * Undoes a person's answer that moved nothing: the review is open again. When the answer was «a household of its own», the case
 * is in doubt again, its alerts wait, and the cases that the answer made distinct no longer are.
 *
 * @throws HubError `REVIEW_UNKNOWN`: no answered review of that case bears this id; `NOTHING_TO_UNDO`: its answer, or a later
 * one, moved its events, which `undoMove` brings back; `CASE_CHANGED`
 */
export const reopenReview = async (
  deps: RecordDeps,
  caseId: string,
  id: string,
  answer: Answer,
): Promise<void> => {
  const { client, table } = deps;
  const answered = await reviewsAnsweredAt(client, table, caseId, undefined);
  const review = answered.find((one) => isCalled(one, id));
  if (!review)
    throw new HubError('REVIEW_UNKNOWN', `no answered review ${id} in ${caseId}`, {
      retryable: false,
    });
  const reopened = reopenWrite(table, review, answer.by, answer.at);
  if (review.reason === 'audit' || review.reason === 'coherence') {
    if (reopened.Update) await client.send(new UpdateCommand(reopened.Update));
    return;
  }
  const found = await readKnownCase(deps, caseId);
  const moved = found.events.some(
    ({ kind, receivedAt }) => kind === 'deplacement' && receivedAt === review.answeredAt,
  );
  const emptied = found.summary.mergedInto !== undefined;
  if (moved || emptied || review.reason === 'commune' || review.reason === 'terme')
    throw new HubError('NOTHING_TO_UNDO', `${id} was answered otherwise`, { retryable: false });
  if (review.reason === 'fin') {
    const [fact = ''] = review.events ?? [];
    if (!answersIn(inForce(found.events)).has(fact))
      throw new HubError('NOTHING_TO_UNDO', `nobody answered ${id}`, { retryable: false });
    return recordEvent(deps, caseId, found, confirmationFinOf(found, 'annulee', fact, answer), answer);
  }
  const event = rapprochementOf(found, 'annule', review.candidates, answer);
  await recordEvent(deps, caseId, found, event, answer, [reopened]);
  await noteReopened(deps, review);
};
