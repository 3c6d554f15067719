import { createHash, createHmac } from 'node:crypto';
import type { Identity } from '../domain/matching/identity.ts';

export type Key = { PK: string; SK: string };

export const caseKey = (caseId: string): Key => ({ PK: `CASE#${caseId}`, SK: 'CASE' });
export const eventKey = (caseId: string, actDate: string, eventId: string): Key => ({
  PK: `CASE#${caseId}`,
  SK: `EVENT#${actDate}#${eventId}`,
});
export const noticeKey = (caseId: string, noticeId: string): Key => ({
  PK: `CASE#${caseId}`,
  SK: `NOTICE#${noticeId}`,
});
/** A doubt about a case's commune lies in the case; a doubt about which case lies with its message. */
export const caseReviewKey = (caseId: string, messageId: string): Key => ({
  PK: `CASE#${caseId}`,
  SK: `REVIEW#${messageId}`,
});
export const messageReviewKey = (messageId: string): Key => ({ PK: `MESSAGE#${messageId}`, SK: 'REVIEW' });
export const messageKey = (messageId: string): Key => ({ PK: `MESSAGE#${messageId}`, SK: 'MESSAGE' });
export const counterKey = (departement: string, year: number): Key => ({
  PK: `COUNTER#${departement}#${year}`,
  SK: 'COUNTER',
});

/**
 * Keys surface in service logs and metrics, so what names a person is a keyed hash (HMAC-SHA-256, 128 bits kept).
 *
 * @param matchingKey the hub's secret; with another one, no earlier claim is found again
 */
export const identityKey = (matchingKey: string, { kind, value }: Identity): Key => ({
  PK: `IDENTITY#${kind}#${createHmac('sha256', matchingKey).update(value).digest('hex').slice(0, 32)}`,
  SK: 'IDENTITY',
});

/** Worklist partition: cases of an arrondissement by status, or what waits for a reviewer. */
export const worklistKey = (arrondissement: string | undefined, status: string): string =>
  `WORKLIST#${arrondissement ?? 'none'}#${status}`;
export const openReviews = 'REVIEW#open';

/** Partitions of the index `deadlines`: what is due is spread over them, and read from each. */
export const DUE_SHARDS = 16;
export const dueKey = (shard: number): string => `DUE#${String(shard).padStart(2, '0')}`;
/** A case's place in the index `deadlines`: its next day, in the partition its reference falls in. */
export const dueOf = (caseId: string, nextDay: string | undefined): { dueKey?: string; dueSort?: string } => {
  if (nextDay === undefined) return {};
  const shard = (createHash('sha256').update(caseId).digest()[0] ?? 0) % DUE_SHARDS;
  return { dueKey: dueKey(shard), dueSort: `${nextDay}#${caseId}` };
};

/** Worklist partition of the notices that a run of the watch holds until it has counted them, by day and mailbox. */
export const heldNotices = 'HELD';
export const digestKey = (day: string, digestId: string): Key => ({
  PK: `DIGEST#${day}`,
  SK: `DIGEST#${digestId}`,
});
