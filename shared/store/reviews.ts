import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { parisDay, parisYear } from '../domain/calendar/paris-day.ts';
import type { CaseEvent } from '../domain/events/case-event.ts';
import { HubError } from '../errors.ts';
import { type ReviewItem, reviewItemSchema } from './items.ts';
import { messageReviewKey, openReviews } from './keys.ts';
import { type Answer, type RecordDeps, readKnownCase, recordEvent } from './record-event.ts';
import { answerWrite } from './writes.ts';

export type ReviewDeps = RecordDeps & { nextReference: (year: number) => Promise<string> };

/** Open reviews, oldest first. One request a page of 1 MB. */
export const listReviews = async (client: DynamoDBDocumentClient, table: string): Promise<ReviewItem[]> => {
  const reviews: ReviewItem[] = [];
  const query = {
    TableName: table,
    IndexName: 'worklist',
    KeyConditionExpression: 'worklistKey = :open',
    ExpressionAttributeValues: { ':open': openReviews },
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    reviews.push(...Items.map((item) => reviewItemSchema.parse(item)));
  }
  return reviews;
};

/**
 * Files a held message where a person says: in `caseId`, or in a new case. Gives the case's reference.
 *
 * @throws HubError `REVIEW_UNKNOWN`, `CASE_CHANGED` (somebody was first), `CASE_UNKNOWN`
 */
export const answerHeld = async (
  deps: ReviewDeps,
  messageId: string,
  caseId: string | undefined,
  answer: Answer,
): Promise<string> => {
  const { client, table } = deps;
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: messageReviewKey(messageId), ConsistentRead: true }),
  );
  const review = reviewItemSchema.safeParse(Item).data;
  if (!review?.event)
    throw new HubError('REVIEW_UNKNOWN', `no held message ${messageId}`, { retryable: false });
  const found = caseId === undefined ? undefined : await readKnownCase(deps, caseId);
  const into = found?.summary.caseId ?? (await deps.nextReference(parisYear(answer.at)));
  await recordEvent(deps, into, found, review.event, answer, [
    answerWrite(table, review, answer.by, answer.at),
  ]);
  return into;
};

/**
 * Says in which commune a case's dwelling is: an event of the case, which lets its waiting notices go.
 *
 * @throws HubError `CASE_UNKNOWN`, `CASE_CHANGED`
 */
export const confirmCommune = async (
  deps: ReviewDeps,
  caseId: string,
  dwelling: CaseEvent['dwelling'],
  answer: Answer,
): Promise<void> => {
  const found = await readKnownCase(deps, caseId);
  const id = createHash('sha256').update(`${caseId}|${dwelling.insee}|${answer.at}`).digest('hex');
  const event: CaseEvent = {
    id,
    kind: 'communeConfirmee',
    sender: 'etat',
    reference: answer.by,
    actDate: parisDay(answer.at),
    receivedAt: answer.at,
    dwelling,
    household: [],
  };
  await recordEvent(deps, caseId, found, event, answer);
};
