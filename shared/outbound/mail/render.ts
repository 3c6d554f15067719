import mustache from 'mustache';
import { dateInFrench } from '../../domain/calendar/civil-date.ts';
import type { DueAlertNotice, DueEventNotice, DueNotice } from '../notice.ts';
import { caseUrl, oneLine, placeOf, whereOf } from '../place.ts';
import { alertTexts } from '../texts/alert-texts.ts';
import { eventTexts } from '../texts/event-texts.ts';
import { isFirstDay, targetOf } from './target.ts';
import { htmlTemplate, textTemplate } from './templates.ts';

export type Mail = { subject: string; text: string; html: string };

/** What a mail needs beside its item. */
export type MailContext = {
  stage: string;
  caseUrlBase: string;
  /** The mailbox it was meant for, where the stage's sandbox receives it. */
  intended?: string | undefined;
};

type Row = { label: string; value: string; strong?: true };
type Body = {
  title: string;
  urgent: boolean;
  rows: Row[];
  expected: string;
  explanation: readonly string[];
  source: string;
};

/**
 * Renders a notice as a mail in French. The subject has the reference, the step and the commune, nothing else (domain §8), and no
 * control character, so that nothing received can add a header.
 *
 * @param forward names of those whom its reader must inform, because the directory lacks their address
 */
export const renderNotice = (
  notice: DueNotice,
  { stage, caseUrlBase, intended }: MailContext,
  forward: readonly string[] = [],
): Mail => {
  const body = notice.about === 'evenement' ? eventBody(notice) : alertBody(notice);
  const urgent = body.urgent ? '[URGENT] ' : '';
  const subject = oneLine(`[passerelle] ${urgent}${notice.caseId} · ${body.title} · ${placeOf(notice)}`);
  return mailOf(subject, textTemplate, htmlTemplate, {
    ...body,
    subject,
    intended,
    forward,
    forwarding: forward.length > 0,
    placeholder: `adresse à compléter (annuaire de l’étape ${stage})`,
    explained: body.explanation.length > 0,
    reference: notice.caseId,
    link: caseUrl(caseUrlBase, notice.caseId),
    noticeId: notice.noticeId,
  });
};

/** Renders both bodies; only HTML is escaped. */
export const mailOf = (subject: string, text: string, html: string, view: object): Mail => ({
  subject,
  text: mustache.render(text, view, {}, { escape: (value) => String(value) }),
  html: mustache.render(html, view),
});

const eventBody = (notice: DueEventNotice): Body => ({
  ...eventTexts[notice.template],
  urgent: false,
  explanation: [],
  rows: [
    ...dossier(notice),
    { label: 'Date de l’acte ou du fait', value: dateInFrench(notice.actDate) },
    { label: 'Transmis par', value: senders[notice.sender] ?? notice.sender },
    ...factRows(notice),
  ],
});

const alertBody = (notice: DueAlertNotice): Body => {
  const { template, due, day, urgent, explanation, source, calendar } = notice;
  const { date, left } = targetOf(template, due, day, calendar);
  return {
    ...alertTexts[template],
    urgent,
    explanation,
    source,
    rows: [
      ...dossier(notice),
      {
        label: isFirstDay(template) ? 'Premier jour' : 'Échéance',
        value: date ? `${date} (${left})` : left,
        strong: true,
      },
      ...factRows(notice),
    ],
  };
};

const dossier = (notice: DueNotice): Row[] => [
  { label: 'Dossier', value: notice.caseId, strong: true },
  { label: 'Commune', value: whereOf(notice) },
];
const factRows = ({ facts }: DueNotice): Row[] => facts.map(([label, value]) => ({ label, value }));

/** What agents call the partners. An étude is shown by its code. */
const senders: Readonly<Record<string, string>> = {
  caf: 'CAF',
  msa: 'MSA',
  bdf: 'Banque de France',
  etat: 'État',
  mds: 'MDS',
  ccas: 'CCAS',
  adil: 'ADIL',
  clpil: 'CLPIL',
  ccapex: 'CCAPEX',
};
