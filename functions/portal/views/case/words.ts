import type { CaseReport } from '../../../../shared/cases/reading/case-report.ts';
import { type CivilDate, dateAloud } from '../../../../shared/domain/calendar/civil-date.ts';
import type { Person } from '../../../../shared/domain/events/household.ts';
import { daysAway } from '../state-words.ts';

/** A day as it is said. @example longDay('2027-04-01') // '1er avril 2027' */
export const longDay = (day: CivilDate): string => dateAloud(day).replace(/^\S+ /, '');

/** @example onDay('2026-11-30', '2026-12-06') // 'le 6 décembre 2026, dans 6 jours' */
export const onDay = (today: CivilDate, day: CivilDate): string =>
  `le ${longDay(day)}, ${daysAway(today, day)}`;

type Row = CaseReport['deadlines'][number];
/** Where a delay stands, in words, and how it is to be read. A date that was fixed is reached, not late. */
export const statusOf = ({
  status,
  nature,
}: Pick<Row, 'status' | 'nature'>): { text: string; kind?: 'error' | 'success' | 'info' } => {
  switch (status) {
    case 'ouvert':
      return {
        text: nature === 'attente' ? 'court' : nature === 'terme' ? 'à venir' : 'à faire',
        kind: 'info',
      };
    case 'echu':
      return nature === 'obligation' ? { text: 'en retard', kind: 'error' } : { text: 'date passée' };
    case 'suspendu':
      return { text: 'suspendu' };
    case 'satisfait':
      return { text: 'fait', kind: 'success' };
    case 'deplace':
      return { text: 'remplacé' };
    case 'sansObjet':
      return { text: 'sans objet' };
    case 'depasse':
      return { text: nature === 'obligation' ? 'échu sans réponse' : 'a couru' };
  }
};

/** A person's name, as partners gave it. @example nameOf({ nomNaissance: 'CASTEL', prenoms: ['Ana'] }) // 'CASTEL Ana' */
export const nameOf = ({ nomNaissance, nomUsage, prenoms = [] }: Person): string => {
  const surname =
    nomUsage !== undefined && nomNaissance !== undefined && nomUsage !== nomNaissance
      ? `${nomUsage} (née ou né ${nomNaissance})`
      : (nomUsage ?? nomNaissance ?? '');
  return [surname, ...prenoms.slice(0, 1)].filter(Boolean).join(' ') || 'nom non communiqué';
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** The same within a sentence. An acronym stays as it is. */
export const within = (text: string): string =>
  /^[A-ZÀ-Ý]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
