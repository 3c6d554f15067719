import * as z from 'zod/mini';
import { measure } from '../../shared/log/measure.ts';
import { type DueDigest, digestSchema } from '../../shared/outbound/digest.ts';
import type { Desk } from '../../shared/outbound/letters/letter.ts';
import { attachmentsOf, digestAttachmentsOf } from '../../shared/outbound/mail/attachments.ts';
import { renderNotice } from '../../shared/outbound/mail/render.ts';
import { renderDigest } from '../../shared/outbound/mail/render-digest.ts';
import type { SendMail } from '../../shared/outbound/mail/send.ts';
import { addressOf, type MailPolicy, mailboxOf } from '../../shared/outbound/mailbox.ts';
import { type DueNotice, noticeSchema } from '../../shared/outbound/notice.ts';
import type { DigestSent, Sent, Undelivered } from '../../shared/store/delivery.ts';

/** The items that the stream gives this function: notices and digests, in any status. */
export const itemSchema = z.discriminatedUnion('entity', [noticeSchema, digestSchema]);
export type Item = z.infer<typeof itemSchema>;

export type NotifyDeps = {
  policy: MailPolicy;
  desk: Desk;
  caseUrlBase: string;
  from: string;
  configurationSet: string;
  send: SendMail;
  markSent: (sent: Sent) => Promise<void>;
  markDigestSent: (sent: DigestSent) => Promise<void>;
  markUnaddressed: (notice: Pick<Undelivered, 'caseId' | 'noticeId' | 'at'>) => Promise<void>;
  now: () => string;
};

/**
 * Sends a notice or digest that is due to its mailbox, then marks it sent; leaves any other alone. A notice whose recipient has
 * no known address is marked so: the State's own mail names that recipient. Delivery is at least once: a repeat has the same id.
 */
export const createNotify =
  (deps: NotifyDeps) =>
  async (item: Item): Promise<void> => {
    if (item.status !== 'due') return;
    await (item.entity === 'DIGEST' ? sendDigest(deps, item) : sendNotice(deps, item));
  };

const sendNotice = async (deps: NotifyDeps, notice: DueNotice): Promise<void> => {
  const { noticeId, caseId, trace, recipient } = notice;
  const found = mailboxOf(notice, deps.desk);
  if (found.kind === 'unaddressed') {
    await deps.markUnaddressed({ caseId, noticeId, at: deps.now() });
    measure('notice.unaddressed', { noticeId, caseId, recipient }, { Unaddressed: 1 });
    return;
  }
  const addressing = addressOf(found.mailbox, deps.policy);
  const mail = renderNotice(notice, contextOf(deps, addressing.intended), found.forward);
  const attachments = await attachmentsOf(notice, deps.desk, deps);
  const envelope = envelopeOf(deps, { noticeId, caseId, trace });
  const sesMessageId = await deps.send({ ...mail, attachments }, addressing, envelope);
  const sentAt = deps.now();
  await deps.markSent({ caseId, noticeId, mailbox: found.mailbox, sesMessageId, sentAt });
  // Only notices about an event have an age: an alert is sent on its day.
  const age =
    notice.about === 'evenement' && notice.createdAt && Date.parse(sentAt) - Date.parse(notice.createdAt);
  const fields = { noticeId, caseId, recipient, sesMessageId };
  measure('notice.sent', fields, { Notices: 1, ...(typeof age === 'number' && { MailAge: age }) });
};

const sendDigest = async (deps: NotifyDeps, digest: DueDigest): Promise<void> => {
  const { digestId, day, mailbox, trace } = digest;
  const addressing = addressOf(mailbox, deps.policy);
  const mail = renderDigest(digest, contextOf(deps, addressing.intended));
  const attachments = await digestAttachmentsOf(digest, deps.desk, deps);
  const envelope = envelopeOf(deps, { digestId, day, trace });
  const sesMessageId = await deps.send({ ...mail, attachments }, addressing, envelope);
  await deps.markDigestSent({ day, digestId, mailbox, sesMessageId, sentAt: deps.now() });
  const fields = { digestId, day, alerts: digest.rows.length, recipient: 'digest', sesMessageId };
  measure('digest.sent', fields, { Notices: 1 });
};

const contextOf = ({ policy, caseUrlBase }: NotifyDeps, intended: string | undefined) => ({
  stage: policy.stage,
  caseUrlBase,
  intended,
});
const envelopeOf = <About>({ from, configurationSet }: NotifyDeps, about: About) => ({
  from,
  configurationSet,
  about,
});
