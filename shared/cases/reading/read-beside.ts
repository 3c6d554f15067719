import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { recipients } from '../../domain/delays/rule.ts';
import { handlingSchema } from '../../store/alerts.ts';
import { readBesideCase, readWholeCase, type StoredCase } from '../../store/case-store.ts';
import { noticeItemSchema, type ReviewItem, reviewItemSchema } from '../../store/items.ts';
import { SEEN_DAYS } from '../../store/persons-own.ts';

const text = z.optional(z.string());
/** What a notice says of whom it was told, and what became of its mail. Older notices have fewer fields. */
const toldSchema = z.object({
  ...noticeItemSchema.shape,
  about: z.enum(['evenement', 'alerte']),
  /** Kind of the event, or name of the alert. */
  template: z.string(),
  recipient: z.enum(recipients),
  /** When it was told, ISO UTC. */
  createdAt: text,
  /** Where it goes, once that is known. */
  mailbox: text,
  sentAt: text,
  undeliveredAt: text,
  unaddressedAt: text,
  /** The morning on which it goes at the latest. */
  sendBy: text,
  /** Day of the summary it went with. */
  digestDay: text,
  /** Where it is listed while it asks for something: an alert to take, or taken. */
  listKey: text,
  /** An alert's delay: its rule, the day of the fact it runs from, its last day, and by when to act. */
  rule: text,
  from: text,
  due: text,
  answerBy: text,
  urgent: z.optional(z.boolean()),
  /** What an agent did of an alert, the last. */
  handling: z.optional(handlingSchema),
});
export type ToldNotice = z.infer<typeof toldSchema>;

const readerSchema = z.object({
  /** Their id, or what stands for it where they did not sign in. */
  person: z.string(),
  by: z.string(),
  /** When they last read it, ISO UTC. */
  readAt: z.string(),
  /** The page or the command by which they did. */
  command: z.string(),
});
/** Who read a case of late. */
export type CaseReader = z.infer<typeof readerSchema>;

/**
 * What lies beside a case's events: whom it was told to, newest first; the questions that wait for a person, oldest first; and who read it
 * in the last `SEEN_DAYS` days, the latest first. A read of many cases at once is none of one case.
 */
export type Beside = { notices: ToldNotice[]; openReviews: ReviewItem[]; readers: CaseReader[] };

const ATTRIBUTES = [
  ...new Set([toldSchema, reviewItemSchema, readerSchema].flatMap(({ shape }) => Object.keys(shape))),
];

/** Reads a case with what lies beside it, for `readBeside`. One request for each page of 1 MB. Undefined when there is no such case. */
export const readCaseAndBeside = (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
): Promise<StoredCase | undefined> => readWholeCase(client, table, caseId, ATTRIBUTES);

/** Reads what lies beside a case. One request, or none where the case was read with it. @param at now, ISO UTC */
export const readBeside = async (
  client: DynamoDBDocumentClient,
  table: string,
  found: StoredCase,
  at: string,
): Promise<Beside> => {
  const items = await readBesideCase(client, table, found, ATTRIBUTES);
  const notices = items
    .filter(({ entity }) => entity === 'NOTICE')
    .map((item) => toldSchema.parse(item))
    .sort((a, b) => compare(b.createdAt ?? '', a.createdAt ?? '') || compare(a.noticeId, b.noticeId));
  const openReviews = items
    .filter(({ entity }) => entity === 'REVIEW')
    .map((item) => reviewItemSchema.parse(item))
    .filter(({ state }) => state === 'open')
    .sort((a, b) => compare(a.openedAt, b.openedAt));
  const readers = items
    .filter(({ entity }) => entity === 'READER')
    .map((item) => readerSchema.parse(item))
    // The table drops what is over some days late.
    .filter(({ readAt }) => Date.parse(readAt) >= Date.parse(at) - SEEN_DAYS * 86_400_000)
    .sort((a, b) => compare(b.readAt, a.readAt));
  return { notices, openReviews, readers };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
