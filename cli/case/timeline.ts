import { dateInFrench, daysBetween } from '../../shared/domain/calendar/civil-date.ts';
import type { CaseReport } from './case-report.ts';

const statuses: Record<CaseReport['deadlines'][number]['status'], string> = {
  ouvert: 'ouvert',
  echu: 'ÉCHU',
  suspendu: 'suspendu',
  satisfait: 'satisfait',
  deplace: 'remplacé',
  sansObjet: 'sans objet',
  depasse: 'échu, clos',
};
const caseStatuses = { open: 'ouvert', closed: 'clos', review: 'commune à vérifier' } as const;

/** The report as a timeline in French: one line for each fact or due date, followed by why each date is what it is. */
export const timelineOf = (report: CaseReport): string[] => {
  const { today, flags, facts, deadlines } = report;
  const lines = [
    ...facts.map(({ date, title, until }) => ({
      date,
      text: `● ${title}${until ? ` (jusqu’au ${dateInFrench(until)})` : ''}`,
    })),
    ...deadlines.flatMap(({ due, title, status, alerts }) =>
      due === undefined
        ? []
        : [
            {
              date: due,
              text: `◷ ${title} [${statuses[status]}]${alerts.length ? ` ; alertes : ${alerts.map(({ day, name }) => `${name} le ${dateInFrench(day)}`).join(', ')}` : ''}`,
            },
          ],
    ),
    { date: today, text: '── aujourd’hui ──' },
  ].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return [
    `Étape : ${report.stageTitle}${report.stageSince ? `, depuis le ${dateInFrench(report.stageSince)}` : ''} (dossier ${caseStatuses[report.status]})`,
    `Motif : ${report.motifTitle ?? 'non communiqué'}`,
    report.nextDue
      ? `Prochaine échéance : ${dateInFrench(report.nextDue.due)} (dans ${daysBetween(today, report.nextDue.due)} jours)`
      : 'Aucune échéance en cours',
    '',
    'À vérifier',
    ...(flags.length === 0 ? ['  rien'] : flags.map(({ code, message }) => `  ${message} (${code})`)),
    '',
    'Chronologie',
    ...lines.map(({ date, text }) => `  ${dateInFrench(date)}  ${text}`),
    '',
    'Pourquoi ces dates',
    ...deadlines.flatMap(({ explanation: [title = '', ...rest], status, rule }) => [
      `  ${title} [${statuses[status]}] (${rule})`,
      ...rest.map((line) => `      ${line}`),
    ]),
  ];
};
