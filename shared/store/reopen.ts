import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { HubError } from '../errors.ts';
import { type ReviewItem, reviewItemSchema } from './items.ts';
import { rapprochementOf } from './rapprochement.ts';
import { type Answer, type RecordDeps, readKnownCase, recordEvent } from './record-event.ts';
import { createRetell } from './retell.ts';
import { reopenWrite } from './writes.ts';

/** What a sender reads while a person looks at its message again. */
const LOOKED_AT_AGAIN = {
  code: 'DOSSIER_A_VERIFIER',
  path: '',
  expected: 'un rapprochement certain avec un seul dossier',
  message: 'Une personne vérifie de nouveau à quel dossier rattacher ce message.',
};

/** Reviews of a case that an answer closed at an instant (ISO UTC). One request. */
export const reviewsAnsweredAt = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
  at: string | undefined,
): Promise<ReviewItem[]> => {
  const reviews: ReviewItem[] = [];
  const query = {
    TableName: table,
    KeyConditionExpression: 'PK = :case AND begins_with(SK, :review)',
    ExpressionAttributeValues: { ':case': `CASE#${caseId}`, ':review': 'REVIEW#' },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query))
    reviews.push(...Items.map((item) => reviewItemSchema.parse(item)));
  return reviews.filter(
    ({ state, answeredAt }) => state === 'answered' && (at === undefined || answeredAt === at),
  );
};

/** Tells the sender of a message in doubt that it is looked at again. Nothing for other reviews: they came with no message. */
export const tellReopened = async (
  { client, table }: RecordDeps,
  { reason, messageId, caseId }: ReviewItem,
): Promise<void> => {
  if (reason !== 'rapprochement') return;
  await createRetell(client, table, [])(messageId, { outcome: 'pending', caseId, asked: LOOKED_AT_AGAIN });
};

/**
 * Undoes a person's answer that moved nothing: the review is open again, and for «a household of its own» its case is in doubt
 * again, its alerts wait, and nobody is distinct from it by that answer.
 *
 * @throws HubError `REVIEW_UNKNOWN`: no answered review of that case bears this id; `NOTHING_TO_UNDO`: its answer, or
 * a later one, moved its events, which `undoMove` brings back; `CASE_CHANGED`
 */
export const reopenReview = async (
  deps: RecordDeps,
  caseId: string,
  messageId: string,
  answer: Answer,
): Promise<void> => {
  const { client, table } = deps;
  const answered = await reviewsAnsweredAt(client, table, caseId, undefined);
  const review = answered.find((one) => one.messageId === messageId);
  if (!review)
    throw new HubError('REVIEW_UNKNOWN', `no answered review ${messageId} in ${caseId}`, {
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
  if (moved || emptied || review.reason === 'commune')
    throw new HubError('NOTHING_TO_UNDO', `${messageId} was answered otherwise`, { retryable: false });
  const event = rapprochementOf(found, 'annule', review.candidates, answer);
  await recordEvent(deps, caseId, found, event, answer, [reopened]);
  await tellReopened(deps, review);
};
