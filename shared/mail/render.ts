import mustache from 'mustache';
import { dateInFrench } from '../domain/routing/facts.ts';
import type { DueNotice } from './notice.ts';
import { steps } from './steps.ts';
import { htmlTemplate, textTemplate } from './templates.ts';

export type Mail = { subject: string; text: string; html: string };

/**
 * A notice as a mail in French. The subject carries the reference, the step and the commune, nothing else (domain
 * §8), and no control character, so that nothing received can add a header.
 *
 * @param intended the mailbox it was meant for, where the stage's sandbox receives it
 */
export const renderNotice = (notice: DueNotice, caseUrlBase: string, intended?: string): Mail => {
  const step = steps[notice.template];
  const subject = oneLine(`[passerelle] ${notice.caseId} · ${step.title} · ${notice.commune}`);
  const view = {
    ...step,
    subject,
    intended,
    reference: notice.caseId,
    commune: notice.commune,
    actDate: dateInFrench(notice.actDate),
    sender: notice.sender,
    facts: Object.entries(notice.facts).map(([label, value]) => ({ label, value })),
    link: new URL(encodeURIComponent(notice.caseId), caseUrlBase).href,
    noticeId: notice.noticeId,
  };
  return {
    subject,
    text: mustache.render(textTemplate, view, {}, { escape: (value) => String(value) }),
    html: mustache.render(htmlTemplate, view),
  };
};

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);
