import * as z from 'zod/mini';
import { caseEventSchema } from '../domain/events/case-event.ts';
import { arrondissementCodeSchema } from '../domain/events/household.ts';

/** Version of the items' shape; a reader of an older one migrates it on read. */
export const schemaVersion = 1;

/** Case summary: the fold lies beside what the worklist reads. */
export const caseItemSchema = z.object({
  entity: z.literal('CASE'),
  caseId: z.string(),
  version: z.int(),
  stage: z.string(),
  status: z.enum(['open', 'closed', 'review']),
  arrondissement: z.optional(arrondissementCodeSchema),
  eventCount: z.int(),
  /** Keys of the alerts planned so far: each is told once. */
  alerted: z.optional(z.array(z.string())),
});
export type CaseItem = z.infer<typeof caseItemSchema>;

export const eventItemSchema = z.object({ entity: z.literal('EVENT'), event: caseEventSchema });

/**
 * `waiting` for its commune; `held` by a run of the watch; `due` to be sent; `digested`: told by a digest; `unaddressed`:
 * nobody's address is known, and the State's own notice says so.
 */
const noticeStatuses = ['waiting', 'held', 'due', 'sent', 'digested', 'unaddressed', 'undelivered'] as const;

export const noticeItemSchema = z.object({
  entity: z.literal('NOTICE'),
  noticeId: z.string(),
  status: z.enum(noticeStatuses),
});

/** A notice that a run of the watch holds: what a digest says of it. */
export const heldNoticeSchema = z.object({
  entity: z.literal('NOTICE'),
  status: z.literal('held'),
  noticeId: z.string(),
  caseId: z.string(),
  commune: z.string(),
  template: z.string(),
  title: z.string(),
  due: z.optional(z.string()),
  day: z.string(),
  urgent: z.boolean(),
  calendar: z.optional(z.object({ uid: z.string(), date: z.string(), title: z.string(), told: z.string() })),
  /** Where it goes, and who has no address and must be told by its reader. */
  mailbox: z.string(),
  forward: z.array(z.string()),
});
export type HeldNotice = z.infer<typeof heldNoticeSchema>;

/** Many notices to one mailbox, told at once. */
export type DigestItem = {
  entity: 'DIGEST';
  digestId: string;
  /** Day of the run, Europe/Paris. */
  day: string;
  mailbox: string;
  part: number;
  parts: number;
  status: 'due' | 'sent' | 'undelivered';
  rows: Omit<HeldNotice, 'entity' | 'status' | 'day' | 'mailbox'>[];
};

export const reviewItemSchema = z.object({
  entity: z.literal('REVIEW'),
  messageId: z.string(),
  reason: z.enum(['commune', 'identity', 'dwelling']),
  state: z.enum(['open', 'answered']),
  openedAt: z.iso.datetime(),
  caseId: z.optional(z.string()),
  candidates: z.array(z.string()),
  /** Held back until the answer, when the doubt is which case it belongs to. */
  event: z.optional(caseEventSchema),
});
export type ReviewItem = z.infer<typeof reviewItemSchema>;

export const outcomeSchema = z.enum(['accepted', 'pending', 'refused']);
export type Outcome = z.infer<typeof outcomeSchema>;

export const messageItemSchema = z.object({
  entity: z.literal('MESSAGE'),
  messageId: z.string(),
  contentHash: z.string(),
  sender: z.string(),
  outcome: outcomeSchema,
  caseId: z.optional(z.string()),
  source: z.optional(z.string()),
});
export type MessageItem = z.infer<typeof messageItemSchema>;

export const claimItemSchema = z.object({ PK: z.string(), caseId: z.string() });
