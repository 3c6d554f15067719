import { dateInFrench } from '../../domain/calendar/civil-date.ts';
import type { DigestRow, DueDigest } from '../digest.ts';
import { caseUrl, oneLine } from '../place.ts';
import { alertTexts } from '../texts/alert-texts.ts';
import { digestHtmlTemplate, digestTextTemplate } from './digest-templates.ts';
import { type Mail, type MailContext, mailOf } from './render.ts';
import { targetDate, targetOf } from './target.ts';

/** Renders a digest as a mail in French: urgent alerts first, each table by date. */
export const renderDigest = (digest: DueDigest, { stage, caseUrlBase, intended }: MailContext): Mail => {
  const { rows, day, part, parts, digestId } = digest;
  const urgent = rows.filter((row) => row.urgent);
  const others = rows.filter((row) => !row.urgent);
  const title = [
    `${counted(rows.length, 'alerte')} du ${dateInFrench(day)}`,
    urgent.length > 0 ? `, dont ${counted(urgent.length, 'urgente')}` : '',
    parts > 1 ? ` (${part}/${parts})` : '',
  ].join('');
  const subject = oneLine(`[passerelle] ${title}`);
  const rowView = (row: DigestRow) => ({
    caseId: row.caseId,
    commune: row.commune,
    alert: alertTexts[row.template].title,
    ...targetOf(row.template, row.due, day, row.calendar),
    forwarded: row.forward.join(', '),
    link: caseUrl(caseUrlBase, row.caseId),
  });
  const tables = [
    { heading: 'Urgentes', colour: '#c9191e', rows: urgent.toSorted(byDate) },
    {
      heading: urgent.length > 0 ? 'Autres alertes' : 'Alertes',
      colour: '#161616',
      rows: others.toSorted(byDate),
    },
  ].filter((table) => table.rows.length > 0);
  const templates = new Set(tables.flatMap((table) => table.rows.map(({ template }) => template)));
  return mailOf(subject, digestTextTemplate, digestHtmlTemplate, {
    title,
    subject,
    intended,
    digestId,
    tables: tables.map((table) => ({ ...table, rows: table.rows.map(rowView) })),
    expectations: [...templates].map((template) => alertTexts[template]),
    forwarding: rows.some(({ forward }) => forward.length > 0),
    placeholder: `adresse à compléter (annuaire de l’étape ${stage})`,
  });
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count > 1 ? 's' : ''}`;

/** An alert without a date asks for something at once: it comes first. */
const byDate = (a: DigestRow, b: DigestRow): number => (sortKey(a) < sortKey(b) ? -1 : 1);
const sortKey = ({ template, due, calendar, caseId, noticeId }: DigestRow): string =>
  `${targetDate(template, due, calendar) ?? ''} ${caseId} ${noticeId}`;
