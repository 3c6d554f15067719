import { createHash, createHmac } from 'node:crypto';
import type { BlockKey } from '../domain/matching/block-keys.ts';
import type { Identity } from '../domain/matching/identity.ts';

export type Key = { PK: string; SK: string };

/*
 * Keys surface in service logs and metrics: an id in them is the hub's own or a hash (`messageIdOf`), never what a partner typed.
 */

export const caseKey = (caseId: string): Key => ({ PK: `CASE#${caseId}`, SK: 'CASE' });
export const eventKey = (caseId: string, actDate: string, eventId: string): Key => ({
  PK: `CASE#${caseId}`,
  SK: `EVENT#${actDate}#${eventId}`,
});
export const noticeKey = (caseId: string, noticeId: string): Key => ({
  PK: `CASE#${caseId}`,
  SK: `NOTICE#${noticeId}`,
});
/** Beside the case's own partition: read by whoever asks why, not by filing. */
export const decisionKey = (caseId: string, eventId: string): Key => ({
  PK: `CASE#${caseId}#DECISIONS`,
  SK: `DECISION#${eventId}`,
});
/** What a sender calls a case: it sorts before the summary, and is read with it. */
export const nameKey = (caseId: string, sender: string): Key => ({
  PK: caseKey(caseId).PK,
  SK: `ALIAS#${sender}`,
});
/** Worklist partition of the cases a name stands for. */
export const namesOfCases = (name: string): string => `ALIAS#${name}`;
/** A doubt lies in the case it is about. */
export const caseReviewKey = (caseId: string, messageId: string): Key => ({
  PK: `CASE#${caseId}`,
  SK: `REVIEW#${messageId}`,
});
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

/** A block of what matching may compare, its value hashed as identities are. */
export const blockPartition = (matchingKey: string, { kind, value }: BlockKey): string =>
  `BLOCK#${kind}#${createHmac('sha256', matchingKey).update(value).digest('hex').slice(0, 32)}`;
/** A case's place in a block: open cases are read first. */
export const blockKey = (matchingKey: string, key: BlockKey, open: boolean, caseId: string): Key => ({
  PK: blockPartition(matchingKey, key),
  SK: `${open ? 'A' : 'Z'}#${caseId}`,
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
/** A file a partner dropped, by its content. */
export const fileKey = (sender: string, sha256: string): Key => ({
  PK: `FILE#${sender}#${sha256}`,
  SK: 'FILE',
});
/** A piece in its étude's register: an étude's pieces are one partition, which it alone is given. */
export const pieceKey = (etude: string, pieceId: string): Key => ({
  PK: `ETUDE#${etude}`,
  SK: `PIECE#${pieceId}`,
});
/** An act registered here whose receipt at EXPLOC is not known yet. */
export const explocAwaitedKey = (etude: string, pieceId: string): Key => ({
  PK: `ETUDE#${etude}#EXPLOC`,
  SK: `PIECE#${pieceId}`,
});
/** What is left of a case that was erased; after all that filing reads. */
export const tombstoneKey = (caseId: string): Key => ({ PK: caseKey(caseId).PK, SK: 'TOMBSTONE' });
/** What was asked about persons on a day. */
export const traceKey = (day: string, id: string): Key => ({ PK: `TRACE#${day}`, SK: `TRACE#${id}` });
