import type { Membre } from '../../domain/commissions/commission.ts';
import { estTardive } from '../../domain/commissions/echeances.ts';
import { estInscrite, type Situation } from '../../domain/commissions/seance.ts';
import type { EnSeance } from './deps.ts';

/** What is late in a session: landlords whose list was, and members who may be reminded of what they have not said. */
export type Retards = { bailleursTardifs: string[]; aRappeler: Membre[] };

/**
 * A member owes what it knows only of the situations whose list came in time (annexe 6, art. 4): where all lists were late, nobody is reminded.
 * Landlords are reminded of nothing: it is their list.
 */
export const retards = ({ commission, seance }: EnSeance, situations: readonly Situation[]): Retards => {
  const listed = situations.filter((one) => estInscrite(one, seance));
  const isLate = ({ inscriteLe }: Situation): boolean =>
    inscriteLe !== undefined && estTardive(inscriteLe, seance.date);
  const onTime = listed.filter((one) => !isLate(one));
  return {
    bailleursTardifs: [...new Set(listed.filter(isLate).map(({ bailleur }) => bailleur))],
    aRappeler:
      onTime.length === 0
        ? []
        : commission.membres.filter(
            ({ id, organisme }) =>
              organisme !== 'bailleur' &&
              organisme !== 'etat' &&
              !onTime.some(({ contributions }) => contributions[id] !== undefined),
          ),
  };
};
