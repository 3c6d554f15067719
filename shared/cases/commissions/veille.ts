import { addDays, type CivilDate } from '../../domain/calendar/civil-date.ts';
import { bailleursDe, type Commission, type Membre, whoDoes } from '../../domain/commissions/commission.ts';
import { echeancesDe } from '../../domain/commissions/echeances.ts';
import { estOuverteAuxListes, type Seance } from '../../domain/commissions/seance.ts';
import type { CommissionStore, Courriel } from '../../store/commissions.ts';
import { type Boites, courrielsPour } from './destinataires.ts';

/** Days before a term on which it is told: a week to write letters, or to send a list. */
const AVANT = 7;

/** What a session calls for on a day, and to whom. */
type Rappel = { genre: Courriel['genre']; membres: Membre[]; etat?: boolean };

/**
 * What is to be told of a session on a day: letters to leave, a list to send, each a week before; a relevé that is missing, fifteen days after the
 * session, to who writes it and to the State (charter, annexe 1: the State is told of what CLPIL decide by their minutes).
 */
const rappelsDe = (commission: Commission, seance: Seance, today: CivilDate): Rappel[] => {
  if (commission.nature !== 'clpil' || seance.etat === 'annulee') return [];
  const { lettres, liste, releve } = echeancesDe(seance.date, commission.parametres.delaiReponse);
  const late = bailleursDe(commission).filter(({ id }) => seance.listes[id] === undefined);
  const isOpen = estOuverteAuxListes(seance) && late.length > 0;
  const redacteur = whoDoes(commission, 'releve');
  return [
    ...(isOpen && addDays(lettres, -AVANT) <= today && today <= lettres
      ? [{ genre: 'lettresBientot' as const, membres: late }]
      : []),
    ...(isOpen && addDays(liste, -AVANT) <= today && today <= liste
      ? [{ genre: 'listeBientot' as const, membres: late }]
      : []),
    ...(seance.releve === undefined && releve <= today
      ? [{ genre: 'releveManquant' as const, membres: redacteur ? [redacteur] : [], etat: true }]
      : []),
  ];
};

/** Sessions looked at: those whose terms may be near a day. */
const isNear = ({ date }: Seance, today: CivilDate): boolean =>
  addDays(today, -60) <= date && date <= addDays(today, 120);

/**
 * Tells what sessions call for on a day. Each thing is told once: a mail of it has one id. One request for the register, one for each local commission.
 *
 * @returns how many mails it wrote
 */
export const veillerSeances = async (
  store: CommissionStore,
  boites: Boites,
  today: CivilDate,
  at: string,
): Promise<number> => {
  let written = 0;
  for (const commission of await store.all()) {
    if (commission.nature !== 'clpil') continue;
    const near = (await store.seances(commission.code)).filter((seance) => isNear(seance, today));
    for (const seance of near)
      for (const { genre, membres, etat = false } of rappelsDe(commission, seance, today)) {
        const mails = await courrielsPour(commission, seance, genre, { membres, etat }, boites, {
          at,
          once: 'une',
        });
        for (const mail of mails) if (await store.tellOnce(mail)) written += 1;
      }
  }
  return written;
};
