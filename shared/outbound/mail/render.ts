import mustache from 'mustache';
import * as z from 'zod/mini';
import { dateInFrench } from '../../domain/calendar/civil-date.ts';
import type { DueAlertNotice, DueEventNotice, DueNotice } from '../notice.ts';
import { caseUrl, oneLine, placeOf, whereOf } from '../place.ts';
import { eventTexts } from '../texts/event-texts.ts';
import { senderName } from './senders.ts';
import { isFirstDay, targetOf, textOf } from './target.ts';
import { htmlTemplate, textTemplate } from './templates.ts';

export type Mail = { subject: string; text: string; html: string };

/** What a mail needs beside its item. */
export type MailContext = {
  stage: string;
  caseUrlBase: string;
  /** Whom its reader may call. */
  contact: Contact;
  /** The mailbox it was meant for, where the stage's sandbox receives it. */
  intended?: string | undefined;
};

/** Who answers a reader of the hub's mails; its mailbox is where an answer to them goes. */
export const contactSchema = z.object({
  service: z.string(),
  telephone: z.optional(z.string()),
  mail: z.email(),
});
export type Contact = z.infer<typeof contactSchema>;

/** @example toCall({ service: 'DDETS', telephone: '01 99 00 77 77', mail: 'a@b.fr' }) // 'DDETS, 01 99 00 77 77, a@b.fr' */
export const toCall = ({ service, telephone, mail }: Contact): string =>
  [service, ...(telephone === undefined ? [] : [telephone]), mail].join(', ');

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
  { stage, caseUrlBase, contact, intended }: MailContext,
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
    toCall: toCall(contact),
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
  urgent: notice.urgent,
  explanation: [],
  rows: [
    ...dossier(notice),
    { label: 'Date de l’acte ou du fait', value: dateInFrench(notice.actDate) },
    { label: 'Transmis par', value: senderName(notice.sender) },
    ...factRows(notice),
  ],
});

const alertBody = (notice: DueAlertNotice): Body => {
  const { template, due, day, urgent, explanation, source, calendar } = notice;
  const { date, left } = targetOf(template, due, day, calendar);
  return {
    ...textOf(template, due, day),
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
