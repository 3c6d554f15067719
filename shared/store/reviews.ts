import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { parisDay, parisYear } from '../domain/calendar/paris-day.ts';
import type { CaseEvent } from '../domain/events/case-event.ts';
import { identitiesOf } from '../domain/matching/identity.ts';
import { HubError } from '../errors.ts';
import { readCase, readClaims, type StoredCase } from './case-store.ts';
import { caseWrites } from './case-writes.ts';
import { type ReviewItem, reviewItemSchema } from './items.ts';
import { messageReviewKey, openReviews } from './keys.ts';
import { transact, type Write } from './transact.ts';
import { answerWrite } from './writes.ts';

export type ReviewDeps = {
  client: DynamoDBDocumentClient;
  table: string;
  matchingKey: string;
  nextReference: (year: number) => Promise<string>;
};
/** Who answers, and when (ISO UTC): both are kept. */
export type Answer = { by: string; at: string };

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
 * @throws HubError `REVIEW_UNKNOWN`, `REVIEW_ANSWERED` (somebody was first), `CASE_UNKNOWN`
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
  const found = caseId === undefined ? undefined : await readKnown(deps, caseId);
  const into = found?.summary.caseId ?? (await deps.nextReference(parisYear(answer.at)));
  await write(deps, into, found, review.event, [answerWrite(table, review, answer.by, answer.at)], answer);
  return into;
};

/**
 * Says in which commune a case's dwelling is: an event of the case, which lets its waiting notices go.
 *
 * @throws HubError `CASE_UNKNOWN`, `REVIEW_ANSWERED`
 */
export const confirmCommune = async (
  deps: ReviewDeps,
  caseId: string,
  dwelling: CaseEvent['dwelling'],
  answer: Answer,
): Promise<void> => {
  const found = await readKnown(deps, caseId);
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
  await write(deps, caseId, found, event, [], answer);
};

const readKnown = async ({ client, table }: ReviewDeps, caseId: string): Promise<StoredCase> => {
  const found = await readCase(client, table, caseId);
  if (!found) throw new HubError('CASE_UNKNOWN', `no case ${caseId}`, { retryable: false });
  return found;
};

const write = async (
  { client, table, matchingKey }: ReviewDeps,
  caseId: string,
  found: StoredCase | undefined,
  event: CaseEvent,
  answered: Write[],
  answer: Answer,
): Promise<void> => {
  const claims = await readClaims(client, table, matchingKey, identitiesOf(event));
  const { writes } = caseWrites(table, matchingKey, { caseId, found, event, claims, ...answer });
  const result = await transact(client, [...writes, ...answered]);
  if (result.kind === 'conflict') {
    throw new HubError('REVIEW_ANSWERED', 'answered, or the case changed, meanwhile: look again', {
      retryable: true,
    });
  }
};
