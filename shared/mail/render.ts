import mustache from 'mustache';
import { dateInFrench } from '../domain/routing/facts.ts';
import { normaliseCommune } from '../domain/territory/normalise-commune.ts';
import { arrondissements, communesByName } from '../domain/territory/table.ts';
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
  const subject = oneLine(`[passerelle] ${notice.caseId} · ${step.title} · ${placeOf(notice)}`);
  const view = {
    ...step,
    subject,
    intended,
    reference: notice.caseId,
    commune: notice.commune,
    actDate: dateInFrench(notice.actDate),
    sender: senders[notice.sender] ?? notice.sender,
    facts: Object.entries(notice.facts).map(([label, value]) => ({ label, value })),
    link: `${caseUrlBase.replace(/\/+$/, '')}/${encodeURIComponent(notice.caseId)}`,
    noticeId: notice.noticeId,
  };
  return {
    subject,
    text: mustache.render(textTemplate, view, {}, { escape: (value) => String(value) }),
    html: mustache.render(htmlTemplate, view),
  };
};

/**
 * The commune as a subject may say it: when it is not one of the département's, it is what a partner typed, which may
 * be anything (a person's name), and the arrondissement stands for it; the body still shows it.
 */
const placeOf = ({ commune, arrondissement }: DueNotice): string =>
  communesByName().has(normaliseCommune(commune))
    ? commune
    : `arrondissement de ${arrondissements().get(arrondissement) ?? arrondissement}`;

/** Partners as agents call them; a study goes by its code. */
const senders: Readonly<Record<string, string>> = {
  caf: 'CAF',
  msa: 'MSA',
  bdf: 'Banque de France',
  etat: 'État',
};

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);
