import type { Commission, Membre, Tache } from '../../shared/domain/commissions/commission.ts';
import type { Seance } from '../../shared/domain/commissions/seance.ts';
import type { Seated } from './page.ts';
import type { Reader } from './views/layout.tsx';

/** A session's page: its commission, who reads it, and what they may do there. */
export type InSeance = {
  commission: Commission;
  seance: Seance;
  sieges: Seated['sieges'];
  reader: Reader;
  /** Whether the reader does a piece of the commission's work. */
  does: (tache: Tache) => boolean;
  /** Whether the reader does any of it. */
  works: boolean;
  /** The reader's own members, landlords or not. */
  membres: readonly Membre[];
};
