import { dateInFrench } from '../../domain/calendar/civil-date.ts';
import type { AlertRow, DigestRow, DueDigest, EventRow } from '../digest.ts';
import { caseUrl, oneLine } from '../place.ts';
import { eventTexts } from '../texts/event-texts.ts';
import { digestHtmlTemplate, digestTextTemplate } from './digest-templates.ts';
import { type Mail, type MailContext, mailOf, toCall } from './render.ts';
import { senderName } from './senders.ts';
import { introOf, targetDate, targetOf, textOf } from './target.ts';

/**
 * Renders a digest as a mail in French, case by case: those with a date first, the nearest first. Of each case, what is asked, then
 * what happened.
 */
export const renderDigest = (
  digest: DueDigest,
  { stage, caseUrlBase, contact, intended }: MailContext,
): Mail => {
  const { rows, day, part, parts, digestId } = digest;
  const urgent = rows.some((row) => row.urgent);
  const cases = [...Map.groupBy(rows, ({ caseId }) => caseId)]
    .map(([caseId, own]) => ({
      caseId,
      commune: own[0]?.commune ?? '',
      link: caseUrl(caseUrlBase, caseId),
      nearest: nearestOf(own),
      alerts: own
        .filter(isAlert)
        .toSorted(byDate)
        .map((row) => alertView(row, day)),
      events: own.filter(isEvent).toSorted(byActDate).map(eventView),
    }))
    .toSorted((a, b) => (`${a.nearest} ${a.caseId}` < `${b.nearest} ${b.caseId}` ? -1 : 1));
  const counts = `${counted(rows.length, 'nouvelle')}, ${counted(cases.length, 'dossier')}`;
  const title = [
    urgent ? `${counts}, ${dateInFrench(day)}` : `Récapitulatif du ${dateInFrench(day)} : ${counts}`,
    parts > 1 ? ` (${part}/${parts})` : '',
  ].join('');
  const subject = oneLine(`[passerelle] ${urgent ? '[URGENT] ' : ''}${title}`);
  return mailOf(subject, digestTextTemplate, digestHtmlTemplate, {
    title,
    subject,
    urgent,
    intended,
    digestId,
    cases,
    expectations: expectationsOf(rows, day),
    forwarding: rows.some(({ forward }) => forward.length > 0),
    placeholder: `adresse à compléter (annuaire de l’étape ${stage})`,
    toCall: toCall(contact),
  });
};

const isAlert = (row: DigestRow): row is AlertRow => row.about === 'alerte';
const isEvent = (row: DigestRow): row is EventRow => row.about === 'evenement';

const alertView = (row: AlertRow, day: string) => {
  const { date, left } = targetOf(row.template, row.due, day, row.calendar);
  return {
    what: textOf(row.template, row.due, day).title,
    urgent: row.urgent,
    when: date ? `${introOf(row.template)} ${date} (${left})` : left,
    forwarded: row.forward.join(', '),
  };
};

const eventView = ({ template, actDate, sender, facts, forward, urgent }: EventRow) => ({
  urgent,
  what: `${eventTexts[template].title}, ${dateInFrench(actDate)}`,
  told: [`transmis par ${senderName(sender)}`, ...facts.map(([label, value]) => `${label} : ${value}`)].join(
    ' · ',
  ),
  forwarded: forward.join(', '),
});

/** What is expected, once for each kind of news; nothing for those that only inform. */
const expectationsOf = (rows: readonly DigestRow[], day: string): { title: string; expected: string }[] => {
  const texts = rows.map((row) => {
    const { title, expected } = isAlert(row) ? textOf(row.template, row.due, day) : eventTexts[row.template];
    return { title, expected };
  });
  const asked = texts.filter(({ expected }) => !expected.startsWith('Aucune action'));
  return [...new Map(asked.map((text) => [text.title, text])).values()];
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count > 1 ? 's' : ''}`;

/** An alert without a date asks for something at once: it comes first. A case in which something only happened comes last. */
const nearestOf = (rows: readonly DigestRow[]): string =>
  rows.filter(isAlert).map(dateOf).toSorted()[0] ?? '~';
const dateOf = ({ template, due, calendar }: AlertRow): string => targetDate(template, due, calendar) ?? '';
const byDate = (a: AlertRow, b: AlertRow): number => (sortKey(a) < sortKey(b) ? -1 : 1);
const sortKey = (row: AlertRow): string => `${dateOf(row)} ${row.noticeId}`;
const byActDate = (a: EventRow, b: EventRow): number =>
  `${a.actDate} ${a.noticeId}` < `${b.actDate} ${b.noticeId}` ? -1 : 1;
