import * as z from 'zod/mini';
import { alertNameSchema, calendarEntrySchema } from './notice.ts';

const digestRowSchema = z.object({
  noticeId: z.string(),
  caseId: z.string(),
  commune: z.string(),
  template: alertNameSchema,
  /** The delay, in French. */
  title: z.string(),
  due: z.optional(z.iso.date()),
  urgent: z.boolean(),
  /** Names of those whom the reader must inform: the directory has no address for them. */
  forward: z.array(z.string()),
  /** The date for the recipient's calendar, when there is one to come. */
  calendar: z.optional(calendarEntrySchema),
});
export type DigestRow = z.infer<typeof digestRowSchema>;

/** A digest to send, as it is stored: many alerts of one day for one mailbox. */
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
