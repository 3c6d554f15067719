import * as z from 'zod/mini';
import { arrondissementCodeSchema } from '../domain/events/household.ts';
import { recipientSchema } from '../domain/routing/notices.ts';
import { steps } from './steps.ts';

const kinds = z.custom<keyof typeof steps>(
  (value) => typeof value === 'string' && Object.hasOwn(steps, value),
);

/** A notice due, as the outbox holds it. */
export const dueNoticeSchema = z.object({
  entity: z.literal('NOTICE'),
  noticeId: z.string(),
  caseId: z.string(),
  template: kinds,
  recipient: recipientSchema,
  arrondissement: arrondissementCodeSchema,
  commune: z.string(),
  actDate: z.iso.date(),
  sender: z.string(),
  status: z.literal('due'),
  facts: z.record(z.string(), z.string()),
});
export type DueNotice = z.infer<typeof dueNoticeSchema>;

/** Any notice the stream may show: the mapping's filter lets the due ones through, and is not relied on. */
export const noticeSchema = z.discriminatedUnion('status', [
  dueNoticeSchema,
  z.object({
    entity: z.literal('NOTICE'),
    noticeId: z.string(),
    status: z.enum(['waiting', 'sent', 'undelivered']),
  }),
]);
export type AnyNotice = z.infer<typeof noticeSchema>;
