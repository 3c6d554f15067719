import * as z from 'zod/mini';
import type { Undelivered } from '../../shared/store/delivery.ts';

const tag = z.tuple([z.string()], z.string());

/**
 * What SES says on the event bus of a mail that did not arrive
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html).
 */
export const deliveryEventSchema = z.object({
  source: z.literal('aws.ses'),
  time: z.iso.datetime(),
  detail: z.object({
    eventType: z.enum(['Bounce', 'Complaint', 'Reject', 'Rendering Failure', 'DeliveryDelay']),
    bounce: z.optional(z.object({ bounceType: z.string(), bounceSubType: z.string() })),
    mail: z.object({ tags: z.object({ noticeId: tag, caseId: tag }) }),
  }),
});
export type DeliveryEvent = z.infer<typeof deliveryEventSchema>;

/** The notice it is about and why, or undefined for a delay: SES is still trying. */
export const undeliveredOf = ({ time, detail }: DeliveryEvent): Undelivered | undefined => {
  if (detail.eventType === 'DeliveryDelay') return undefined;
  const { noticeId, caseId } = detail.mail.tags;
  const precise = detail.bounce ? `:${detail.bounce.bounceType}:${detail.bounce.bounceSubType}` : '';
  return { caseId: caseId[0], noticeId: noticeId[0], reason: `${detail.eventType}${precise}`, at: time };
};
