import type { CaseReport } from '../../shared/cases/reading/case-report.ts';
import { dateInFrench, daysBetween } from '../../shared/domain/calendar/civil-date.ts';

const statuses: Record<CaseReport['deadlines'][number]['status'], string> = {
  ouvert: 'ouvert',
  echu: 'ÉCHU',
  suspendu: 'suspendu',
  satisfait: 'satisfait',
  deplace: 'remplacé',
  sansObjet: 'sans objet',
  depasse: 'échu, clos',
};
/** A date that was fixed is reached; it is not late. */
const labelOf = (status: keyof typeof statuses, nature: CaseReport['deadlines'][number]['nature']): string =>
  nature === 'terme' && status === 'echu' ? 'atteint' : statuses[status];

const caseStatuses = { open: 'ouvert', closed: 'clos', review: 'commune à vérifier' } as const;

const etats: Record<CaseReport['responsabilite']['etat'], string> = {
  aucune: 'aucune',
  aVenir: 'à venir',
  enCours: 'EN COURS',
  close: 'close',
  indeterminee: 'ne peut être dite : un fait manque',
};

const responsabiliteSaid = ({
  etat,
  refus,
  debut,
  fin,
  pourquoi,
  aConfirmer,
}: CaseReport['responsabilite']): string[] => [
  `  ${[
    etats[etat],
    refus && `refus le ${dateInFrench(refus)}`,
    debut && `début le ${dateInFrench(debut)}`,
    fin && `fin le ${dateInFrench(fin)}`,
  ]
    .filter(Boolean)
    .join(' ; ')}`,
  ...pourquoi.map((line) => `      ${line}`),
  ...aConfirmer.map((line) => `      À confirmer : ${line}`),
];

/** The report as a timeline in French: one line for each fact or due date, followed by why each date is what it is. */
export const timelineOf = (report: CaseReport): string[] => {
  const { today, flags, facts, deadlines } = report;
  const lines = [
    ...facts.map(({ date, title, until }) => ({
      date,
      text: `● ${title}${until ? ` (jusqu’au ${dateInFrench(until)})` : ''}`,
    })),
    ...deadlines.flatMap(({ due, title, status, nature, alerts }) =>
      due === undefined
        ? []
        : [
            {
              date: due,
              text: `◷ ${title} [${labelOf(status, nature)}]${alerts.length ? ` ; alertes : ${alerts.map(({ day, name }) => `${name} le ${dateInFrench(day)}`).join(', ')}` : ''}`,
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
    'Responsabilité de l’État',
    ...responsabiliteSaid(report.responsabilite),
    '',
    'À vérifier',
    ...report.enAttente.map(
      ({ title, actDate, sender }) =>
        `  Fait sans effet tant qu’une personne ne l’a pas confirmé : ${title}, du ${dateInFrench(actDate)}, dit par ${sender}.`,
    ),
    ...(flags.length + report.enAttente.length === 0
      ? ['  rien']
      : flags.map(({ code, message }) => `  ${message} (${code})`)),
    '',
    'Chronologie',
    ...lines.map(({ date, text }) => `  ${dateInFrench(date)}  ${text}`),
    ...report.episodes.flatMap(({ depuis, jusquAu, fin, facts: own }) => [
      '',
      `Procédure antérieure : du ${dateInFrench(depuis ?? '')} au ${dateInFrench(jusquAu ?? '')}, ${fin}`,
      ...own.map(({ date, title }) => `  ${dateInFrench(date)}  ● ${title}`),
    ]),
    '',
    'Pourquoi ces dates',
    ...deadlines.flatMap(({ explanation: [title = '', ...rest], status, nature, rule }) => [
      `  ${title} [${labelOf(status, nature)}] (${rule})`,
      ...rest.map((line) => `      ${line}`),
    ]),
  ];
};
