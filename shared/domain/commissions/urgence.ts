import { addDays, type CivilDate, dateInFrench, LAST_DAY } from '../calendar/civil-date.ts';
import type { CaseRow } from '../lists/row.ts';
import { rankOf, titleOf } from '../procedure/stage.ts';

/** How urgent a household is on a day: its place among the others, the day that counts, and why in words. */
export type Urgence = { rang: number; le?: CivilDate | undefined; raison: string };

/** Days within which a hearing makes a household urgent. Ours. */
const AUDIENCE_PROCHE = 60;

type Row = Pick<CaseRow, 'silence' | 'audience' | 'stage'>;
type Regle = (row: Row, today: CivilDate) => Omit<Urgence, 'rang'> | undefined;

/** From the most urgent: what commits the State, then what may happen to the household, then how far the procedure is. */
const regles: readonly Regle[] = [
  ({ silence }, today) =>
    silence?.debut !== undefined && silence.debut <= today
      ? { le: silence.debut, raison: `l’État est responsable depuis le ${dateInFrench(silence.debut)}` }
      : undefined,
  ({ silence }, today) =>
    silence !== undefined && !silence.expres && silence.refus >= today
      ? { le: silence.refus, raison: `refus du concours par le silence le ${dateInFrench(silence.refus)}` }
      : undefined,
  ({ stage }) =>
    stage === 'cfpAccorde' || stage === 'cfpNonExecute'
      ? { raison: 'concours accordé : l’expulsion peut avoir lieu' }
      : undefined,
  ({ silence }) =>
    silence !== undefined
      ? {
          le: silence.debut ?? silence.refus,
          raison: silence.expres
            ? `concours refusé le ${dateInFrench(silence.refus)}`
            : `refus du concours par le silence depuis le ${dateInFrench(silence.refus)}`,
        }
      : undefined,
  ({ stage }) => (stage === 'cfpSursis' ? { raison: 'concours accordé, exécution reportée' } : undefined),
  ({ audience }, today) =>
    audience !== undefined && today <= audience && audience <= addDays(today, AUDIENCE_PROCHE)
      ? { le: audience, raison: `audience le ${dateInFrench(audience)}` }
      : undefined,
  ({ stage }) =>
    rankOf(stage) >= rankOf('commandementDeQuitterLesLieux') ? { raison: titleOf(stage) } : undefined,
  ({ stage }) => (rankOf(stage) >= rankOf('expulsionOrdonnee') ? { raison: titleOf(stage) } : undefined),
  ({ stage }) => (rankOf(stage) >= rankOf('assignation') ? { raison: titleOf(stage) } : undefined),
];

/** How urgent a household is: what it is by, and why. @param today Europe/Paris */
export const urgenceDe = (row: Row, today: CivilDate): Urgence => {
  for (const [rang, regle] of regles.entries()) {
    const found = regle(row, today);
    if (found) return { rang, ...found };
  }
  return { rang: regles.length, raison: titleOf(row.stage) };
};

/** The most urgent first; of two alike, the one whose day comes first. */
export const parUrgence = (a: Urgence, b: Urgence): number =>
  a.rang - b.rang || compare(a.le ?? LAST_DAY, b.le ?? LAST_DAY);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
