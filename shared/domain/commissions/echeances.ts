import { addDays, addMonths, type CivilDate } from '../calendar/civil-date.ts';

/**
 * The days by which what surrounds a session must be done. Civil dates, Europe/Paris; counted backwards, none is moved for a week-end: moved
 * after its term, it would be missed.
 */
export type EcheancesSeance = {
  /** Last day on which a landlord's letter to a tenant leaves the tenant all the days to answer before the list goes. */
  lettres: CivilDate;
  /** Last day for the list: one month before (charter, annexe 6, art. 4). */
  liste: CivilDate;
  /** Day on which a relevé that has not come is said to be missing. */
  releve: CivilDate;
};

const MOIS_DE_LA_LISTE = 1;
/** Days after a session on which its relevé is missing. Ours: the charter gives none. */
const JOURS_DU_RELEVE = 15;

/**
 * @param date of the session
 * @param delaiReponse days that a tenant has to answer
 * @example echeancesDe('2027-03-18', 15) // { lettres: '2027-02-03', liste: '2027-02-18', releve: '2027-04-02' }
 */
export const echeancesDe = (date: CivilDate, delaiReponse: number): EcheancesSeance => {
  const liste = addMonths(date, -MOIS_DE_LA_LISTE);
  return { lettres: addDays(liste, -delaiReponse), liste, releve: addDays(date, JOURS_DU_RELEVE) };
};

/** Whether a list that goes on a day is late for a session. */
export const estTardive = (transmise: CivilDate, date: CivilDate): boolean =>
  transmise > addMonths(date, -MOIS_DE_LA_LISTE);
