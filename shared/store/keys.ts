import { createHmac } from 'node:crypto';
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
