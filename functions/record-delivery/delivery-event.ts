import * as z from 'zod/mini';
import type {
  CourrielUndelivered,
  DemandeUndelivered,
  DigestUndelivered,
  Undelivered,
} from '../../shared/store/delivery.ts';
import type { MailFate } from '../../shared/store/mailboxes.ts';

const tag = z.tuple([z.string()], z.string());

/**
 * SES's event about a mail that arrived, did not, or is delayed
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html). Its tags are those the mail was sent
 * with: a notice's, a digest's, a session's, or a year's figures'.
 */
export const deliveryEventSchema = z.object({
  source: z.literal('aws.ses'),
  time: z.iso.datetime(),
  detail: z.object({
    eventType: z.enum(['Bounce', 'Complaint', 'Reject', 'Rendering Failure', 'DeliveryDelay', 'Delivery']),
    bounce: z.optional(z.object({ bounceType: z.string(), bounceSubType: z.string() })),
    mail: z.object({
      /** When SES took it. */
      timestamp: z.optional(z.iso.datetime()),
      tags: z.union([
        z.object({ noticeId: tag, caseId: tag, trace: z.optional(tag), mailbox: z.optional(tag) }),
        z.object({ digestId: tag, day: tag, trace: z.optional(tag), mailbox: z.optional(tag) }),
        z.object({
          demande: tag,
          annee: tag,
          etape: tag,
          partenaire: tag,
          trace: z.optional(tag),
          mailbox: z.optional(tag),
        }),
        z.object({
          courriel: tag,
          commission: tag,
          date: tag,
          trace: z.optional(tag),
          mailbox: z.optional(tag),
        }),
      ]),
    }),
  }),
});
export type DeliveryEvent = z.infer<typeof deliveryEventSchema>;

export type AnyUndelivered =
  | ({ kind: 'notice' } & Undelivered)
  | ({ kind: 'digest' } & DigestUndelivered)
  | ({ kind: 'courriel' } & CourrielUndelivered)
  | ({ kind: 'demande' } & DemandeUndelivered);

/** What the event proves of a mailbox; undefined for a mail that was sent before mails said theirs. */
export const fateOf = ({ time, detail }: DeliveryEvent): MailFate | undefined => {
  const { timestamp: sentAt = time, tags } = detail.mail;
  const mailbox = tags.mailbox?.[0];
  if (mailbox === undefined) return undefined;
  switch (detail.eventType) {
    case 'Delivery':
      return { mailbox, sentAt, deliveredAt: time };
    case 'DeliveryDelay':
      return { mailbox, sentAt };
    default:
      return { mailbox, sentAt, failedAt: time, reason: reasonOf(detail) };
  }
};
const reasonOf = ({ eventType, bounce }: DeliveryEvent['detail']): string =>
  `${eventType}${bounce ? `:${bounce.bounceType}:${bounce.bounceSubType}` : ''}`;

/** The notice or digest that did not arrive, and why; undefined when it did, and for a delay, since SES is still trying. */
export const undeliveredOf = ({ time, detail }: DeliveryEvent): AnyUndelivered | undefined => {
  if (detail.eventType === 'DeliveryDelay' || detail.eventType === 'Delivery') return undefined;
  const why = { reason: reasonOf(detail), at: time };
  const { tags } = detail.mail;
  if ('demande' in tags)
    return {
      kind: 'demande',
      annee: Number(tags.annee[0]),
      etape: tags.etape[0],
      partenaire: tags.partenaire[0],
      ...why,
    };
  if ('courriel' in tags)
    return {
      kind: 'courriel',
      id: tags.courriel[0],
      commission: tags.commission[0],
      date: tags.date[0],
      ...why,
    };
  return 'digestId' in tags
    ? { kind: 'digest', digestId: tags.digestId[0], day: tags.day[0], ...why }
    : { kind: 'notice', noticeId: tags.noticeId[0], caseId: tags.caseId[0], ...why };
};
