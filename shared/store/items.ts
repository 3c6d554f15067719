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
});
export type CaseItem = z.infer<typeof caseItemSchema>;

export const eventItemSchema = z.object({ entity: z.literal('EVENT'), event: caseEventSchema });

export const noticeItemSchema = z.object({
  entity: z.literal('NOTICE'),
  noticeId: z.string(),
  status: z.enum(['due', 'waiting', 'sent', 'undelivered']),
});

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
