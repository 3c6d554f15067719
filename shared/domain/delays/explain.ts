import { type CivilDate, dateAloud, dateInFrench, weekdayOf } from '../calendar/civil-date.ts';
import { holidayOn, isWorkingDay } from '../calendar/working-days.ts';
import { markTitles } from '../procedure/mark-titles.ts';
import type { Deadline } from './deadline.ts';
import { lengthInFrench } from './length.ts';

/** The last day of the charter of 2018; no later one was found. */
const CHARTER_END = '2023-12-31';

const reliabilities = {
  texte: undefined,
  source: 'valeur tirée d’une source professionnelle',
  choix: 'durée choisie par le hub',
  aConfirmer: 'valeur à confirmer',
} as const;

const lengthSources = {
  regle: '',
  acte: ' (délai porté par l’acte)',
  juge: ' (délai fixé par le juge)',
} as const;

/** Explains a delay in French, one sentence a line: the rule, the dates it used, the arithmetic, and what became of it. */
export const explain = (deadline: Deadline): string[] =>
  [
    `${deadline.title}.`,
    deadline.enClair,
    `Règle : ${sourceOf(deadline)}.`,
    `Départ : ${markTitles[deadline.from.mark]}, ${dateAloud(deadline.from.date)}.`,
    deadline.start && `${capital(deadline.start.why)} : ${dateAloud(deadline.start.date)}.`,
    arithmeticOf(deadline),
    reportOf(deadline),
    deadline.moved && `Échéance ${deadline.moved.why} : ${dateAloud(deadline.moved.date)}.`,
    dueOf(deadline),
    deadline.note,
    endSaid(deadline),
  ].filter((line): line is string => Boolean(line));

/** The rule's legal source, with its doubt in brackets where the value is not from an official text. */
export const sourceOf = ({ version, from }: Deadline): string => {
  const { source, reliability } = version;
  const past = from.date > CHARTER_END && /^Charte 2018-2023[^;]*$/.test(source);
  const doubts = [reliabilities[reliability], past && 'charte dont aucune suite n’est connue après 2023'];
  const doubt = doubts.filter(Boolean).join(' ; ');
  return doubt ? `${source} (${doubt})` : source;
};

const arithmeticOf = ({
  start,
  from,
  length,
  lengthBy,
  direction,
  counted,
}: Deadline): string | undefined => {
  // Stryker disable next-line ConditionalExpression,StringLiteral: an act’s own delay is of a day at least, by the vocabulary
  if (!counted || (length.value === 0 && (lengthBy === 'regle' || lengthBy === 'acte'))) return undefined;
  if (lengthBy === 'decision') {
    return `Terme fixé par la décision : ${dateInFrench(counted)} (au plus ${lengthInFrench(length)}).`;
  }
  const sign = direction === 'avant' ? '-' : '+';
  return `${dateInFrench(start?.date ?? from.date)} ${sign} ${lengthInFrench(length)}${lengthSources[lengthBy]} = ${dateInFrench(counted)}.`;
};

const reportOf = ({ counted, reported, report, length }: Deadline): string | undefined => {
  // Stryker disable next-line LogicalOperator: for the types: a day is counted when one is reported
  if (!counted || !reported || length.value === 0 || isWorkingDay(counted)) return undefined;
  const day = `Le ${dateInFrench(counted)} est ${nonWorkingReason(counted)}`;
  return report.applies
    ? `${day} : échéance reportée au ${dateAloud(reported)} (${report.reason}).`
    : `${day} : pas de report (${report.reason}).`;
};

const dueOf = ({ nature, due, firstDay }: Deadline): string | undefined => {
  if (nature === 'demande') return 'À faire sans attendre.';
  if (due === undefined) return undefined;
  switch (nature) {
    case 'attente':
      return `Le délai court jusqu’au ${dateAloud(due)} inclus.`;
    case 'terme':
      return `${firstDay ? 'Premier jour' : 'Terme'} : ${dateAloud(due)}.`;
    case 'obligation':
      return `Échéance : ${dateAloud(due)}.`;
  }
};

const nonWorkingReason = (date: CivilDate): string => {
  const holiday = holidayOn(date);
  if (holiday) return `un jour férié (${holiday})`;
  return weekdayOf(date) === 0 ? 'un dimanche' : 'un samedi';
};

const endSaid = ({ became, due, nature }: Deadline): string | undefined => {
  switch (became.kind) {
    // Stryker disable next-line StringLiteral: what is under way has no outcome to tell, named or not
    case 'enCours':
      return undefined;
    case 'suspendu':
      return `Suspendu : ${became.why}.`;
    case 'satisfait':
      return `Satisfait${became.late ? ' en retard' : ''} le ${dateInFrench(became.on)} : ${markTitles[became.by]}.`;
    case 'deplace':
      return `Remplacé le ${dateInFrench(became.on)} : le délai court de nouveau, depuis le ${dateInFrench(became.to)}.`;
    case 'sansObjet':
      return `Sans objet depuis le ${dateInFrench(became.on)} : ${markTitles[became.by]}.`;
    case 'depasse':
      return `${nature === 'obligation' ? 'Échu sans réponse le' : 'A couru jusqu’au'} ${dateInFrench(due ?? became.on)} ; suite le ${dateInFrench(became.on)} : ${markTitles[became.by]}.`;
  }
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
