import { BatchGetCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CaseEvent } from '../domain/events/case-event.ts';
import type { Identity } from '../domain/matching/identity.ts';
import { HubError } from '../errors.ts';
import {
  type CaseItem,
  caseItemSchema,
  claimItemSchema,
  eventItemSchema,
  noticeItemSchema,
  type ReviewItem,
  reviewItemSchema,
} from './items.ts';
import { identityKey } from './keys.ts';

/** A case as stored: its summary's version, its events, and what waits on it. */
export type StoredCase = {
  summary: CaseItem;
  events: CaseEvent[];
  waitingNotices: string[];
  openReviews: ReviewItem[];
};

/** Identity key value → the case that owns it. */
export type Claims = Map<string, string>;

/** Strongly consistent read of who owns these identities: one request (at most 100 keys). */
export const readClaims = async (
  client: DynamoDBDocumentClient,
  table: string,
  matchingKey: string,
  identities: readonly Identity[],
): Promise<Claims> => {
  if (identities.length === 0) return new Map();
  const Keys = identities.map((identity) => identityKey(matchingKey, identity));
  const { Responses, UnprocessedKeys } = await client.send(
    new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
  );
  if (UnprocessedKeys?.[table])
    throw new HubError('TABLE_BUSY', 'identity read throttled', { retryable: true });
  return new Map(
    (Responses?.[table] ?? []).map((item) => claimItemSchema.parse(item)).map((c) => [c.PK, c.caseId]),
  );
};

/** Strongly consistent read of a whole case: one request a page of 1 MB. Undefined when there is none. */
export const readCase = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
): Promise<StoredCase | undefined> => {
  const events: CaseEvent[] = [];
  const waitingNotices: string[] = [];
  const openReviews: ReviewItem[] = [];
  let summary: CaseItem | undefined;
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'PK = :case',
        ExpressionAttributeValues: { ':case': `CASE#${caseId}` },
        ConsistentRead: true,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    for (const item of page.Items ?? []) {
      if (item.entity === 'CASE') summary = caseItemSchema.parse(item);
      else if (item.entity === 'EVENT') events.push(eventItemSchema.parse(item).event);
      else if (item.entity === 'NOTICE') {
        const notice = noticeItemSchema.parse(item);
        if (notice.status === 'waiting') waitingNotices.push(notice.noticeId);
      } else if (item.entity === 'REVIEW') {
        const review = reviewItemSchema.parse(item);
        if (review.state === 'open') openReviews.push(review);
      }
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return summary && { summary, events, waitingNotices, openReviews };
};
