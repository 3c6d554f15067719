import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { caseOf } from '../domain/case/case-of.ts';
import type { CaseEvent } from '../domain/events/case-event.ts';
import { identitiesOf } from '../domain/matching/identity.ts';
import { noticesOf } from '../domain/routing/notices.ts';
import { HubError } from '../errors.ts';
import { readCase, readClaims, type StoredCase } from './case-store.ts';
import { type ReviewItem, reviewItemSchema } from './items.ts';
import { identityKey, messageReviewKey, openReviews } from './keys.ts';
import { transact, type Write } from './transact.ts';
import { answerWrite, caseWrite, claimWrite, eventWrite, noticeWrite, releaseWrite } from './writes.ts';

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
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'worklist',
        KeyConditionExpression: 'worklistKey = :open',
        ExpressionAttributeValues: { ':open': openReviews },
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    reviews.push(...(page.Items ?? []).map((item) => reviewItemSchema.parse(item)));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
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
  const into = found?.summary.caseId ?? (await deps.nextReference(Number(answer.at.slice(0, 4))));
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
    actDate: answer.at.slice(0, 10),
    receivedAt: answer.at,
    dwelling,
    household: [],
  };
  const state = caseOf([...found.events, event]);
  const settled = [
    ...found.openReviews.map((review) => answerWrite(deps.table, review, answer.by, answer.at)),
    ...found.waitingNotices.map((noticeId) => releaseWrite(deps.table, caseId, noticeId, state)),
  ];
  await write(deps, caseId, found, event, settled, answer);
};

const readKnown = async ({ client, table }: ReviewDeps, caseId: string): Promise<StoredCase> => {
  const found = await readCase(client, table, caseId);
  if (!found) throw new HubError('CASE_UNKNOWN', `no case ${caseId}`, { retryable: false });
  return found;
};

const write = async (
  deps: ReviewDeps,
  caseId: string,
  found: StoredCase | undefined,
  event: CaseEvent,
  settled: Write[],
  { at }: Answer,
): Promise<void> => {
  const { client, table, matchingKey } = deps;
  const state = caseOf([...(found?.events ?? []), event]);
  // What another case owns stays its own: the person decided for this message, not for the identity.
  const identities = identitiesOf(event);
  const owned = await readClaims(client, table, matchingKey, identities);
  const free = identities
    .map((identity) => identityKey(matchingKey, identity))
    .filter(({ PK }) => !owned.has(PK));
  const result = await transact(client, [
    eventWrite(table, caseId, event),
    caseWrite(table, caseId, state, found?.summary.version ?? 0),
    ...free.map((key) => claimWrite(table, key, caseId)),
    ...noticesOf(event, state).map((notice) => noticeWrite(table, caseId, notice, at)),
    ...settled,
  ]);
  if (result.kind === 'conflict') {
    throw new HubError('REVIEW_ANSWERED', 'answered, or the case changed, meanwhile: look again', {
      retryable: true,
    });
  }
};
