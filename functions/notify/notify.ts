import { log } from '../../shared/log/log.ts';
import type { AnyNotice } from '../../shared/mail/notice.ts';
import { type Addressing, addressingOf, type MailPolicy } from '../../shared/mail/recipient.ts';
import { type Mail, renderNotice } from '../../shared/mail/render.ts';
import type { Envelope } from '../../shared/mail/send.ts';
import type { Sent } from '../../shared/store/delivery.ts';

export type NotifyDeps = {
  policy: MailPolicy;
  caseUrlBase: string;
  from: string;
  configurationSet: string;
  send: (mail: Mail, addressing: Addressing, envelope: Envelope) => Promise<string>;
  markSent: (sent: Sent) => Promise<void>;
  now: () => string;
};

/**
 * Sends one due notice to its mailbox, then marks it sent; leaves any other alone. At least once: a repeat carries the
 * same notice id.
 */
export const createNotify =
  (deps: NotifyDeps) =>
  async (notice: AnyNotice): Promise<void> => {
    if (notice.status !== 'due') return;
    const { noticeId, caseId } = notice;
    const addressing = addressingOf(notice, deps.policy);
    const mail = renderNotice(notice, deps.caseUrlBase, addressing.intended);
    const envelope = {
      from: deps.from,
      configurationSet: deps.configurationSet,
      noticeId,
      reference: caseId,
    };
    const sesMessageId = await deps.send(mail, addressing, envelope);
    await deps.markSent({ caseId, noticeId, mailbox: addressing.mailbox, sesMessageId, sentAt: deps.now() });
    log('notice.sent', { noticeId, caseId });
  };
