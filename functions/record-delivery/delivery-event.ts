import * as z from 'zod/mini';
import type { DigestUndelivered, Undelivered } from '../../shared/store/delivery.ts';

const tag = z.tuple([z.string()], z.string());

/**
 * SES's event about a mail that did not arrive, or is delayed
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html). Its tags are those the mail was sent
 * with: a notice's, or a digest's.
 */
export const deliveryEventSchema = z.object({
  source: z.literal('aws.ses'),
  time: z.iso.datetime(),
  detail: z.object({
    eventType: z.enum(['Bounce', 'Complaint', 'Reject', 'Rendering Failure', 'DeliveryDelay']),
    bounce: z.optional(z.object({ bounceType: z.string(), bounceSubType: z.string() })),
    mail: z.object({
      tags: z.union([
        z.object({ noticeId: tag, caseId: tag, trace: z.optional(tag) }),
        z.object({ digestId: tag, day: tag, trace: z.optional(tag) }),
      ]),
    }),
  }),
});
export type DeliveryEvent = z.infer<typeof deliveryEventSchema>;

export type AnyUndelivered = ({ kind: 'notice' } & Undelivered) | ({ kind: 'digest' } & DigestUndelivered);

/** The notice or digest that did not arrive, and why; undefined for a delay, since SES is still trying. */
export const undeliveredOf = ({ time, detail }: DeliveryEvent): AnyUndelivered | undefined => {
  if (detail.eventType === 'DeliveryDelay') return undefined;
  const precise = detail.bounce ? `:${detail.bounce.bounceType}:${detail.bounce.bounceSubType}` : '';
  const why = { reason: `${detail.eventType}${precise}`, at: time };
  const { tags } = detail.mail;
  return 'digestId' in tags
    ? { kind: 'digest', digestId: tags.digestId[0], day: tags.day[0], ...why }
    : { kind: 'notice', noticeId: tags.noticeId[0], caseId: tags.caseId[0], ...why };
};
