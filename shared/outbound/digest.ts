import * as z from 'zod/mini';
import { alertNameSchema, calendarEntrySchema, eventNameSchema } from './notice.ts';

const row = {
  noticeId: z.string(),
  caseId: z.string(),
  commune: z.string(),
  /** When it was told; a row of an earlier version has none. */
  createdAt: z.optional(z.iso.datetime()),
  urgent: z.boolean(),
  /** Names of those whom the reader must inform: the directory has no address for them. */
  forward: z.array(z.string()),
  /** The date for the recipient's calendar, when there is one to come. */
  calendar: z.optional(calendarEntrySchema),
};

const eventRowSchema = z.object({
  ...row,
  about: z.literal('evenement'),
  template: eventNameSchema,
  actDate: z.iso.date(),
  sender: z.string(),
  facts: z.array(z.tuple([z.string(), z.string()])),
});
const alertRowSchema = z.object({
  ...row,
  // A digest of an earlier version has alerts only.
  about: z._default(z.literal('alerte'), 'alerte'),
  template: alertNameSchema,
  /** The delay, in French. */
  title: z.string(),
  due: z.optional(z.iso.date()),
  /** The day it was to be sent; an earlier version has none. */
  day: z.optional(z.iso.date()),
});
const digestRowSchema = z.union([eventRowSchema, alertRowSchema]);
export type DigestRow = z.infer<typeof digestRowSchema>;
export type EventRow = z.infer<typeof eventRowSchema>;
export type AlertRow = z.infer<typeof alertRowSchema>;

/** A digest to send, as it is stored: what one mailbox is told on one morning, or what of it is urgent. */
export const dueDigestSchema = z.object({
  entity: z.literal('DIGEST'),
  digestId: z.string(),
  trace: z.optional(z.string()),
  createdAt: z.optional(z.iso.datetime()),
  day: z.iso.date(),
  mailbox: z.email(),
  part: z.int().check(z.positive()),
  parts: z.int().check(z.positive()),
  status: z.literal('due'),
  rows: z.array(digestRowSchema).check(z.minLength(1)),
});
export type DueDigest = z.infer<typeof dueDigestSchema>;

/** Any digest the stream may show. */
export const digestSchema = z.discriminatedUnion('status', [
  dueDigestSchema,
  z.object({
    entity: z.literal('DIGEST'),
    digestId: z.string(),
    status: z.enum(['sent', 'undelivered']),
  }),
]);
