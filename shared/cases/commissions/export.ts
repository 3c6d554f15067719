import type { Situation } from '../../domain/commissions/seance.ts';
import type { CommissionDeps, EnSeance } from './deps.ts';

/**
 * Everything a session made, as JSON: itself, the households as far as its reader may see them, its journal, the mails that went. Whoever withdrew is in
 * none of it.
 */
export const exportDeSeance = async (
  { store }: Pick<CommissionDeps, 'store'>,
  { commission, seance }: EnSeance,
  situations: readonly Partial<Situation>[],
) => {
  const [journal, courriels, chartes] = await Promise.all([
    store.journal(commission.code, seance.date),
    store.courriels(commission.code, seance.date),
    store.chartes(commission.code, seance.date),
  ]);
  return {
    commission: { code: commission.code, nom: commission.nom, nature: commission.nature },
    seance,
    situations,
    courriels: courriels.map(({ genre, membre, status, at }) => ({ genre, membre, status, at })),
    chartes: chartes.map(({ by, at }) => ({ by, at })),
    journal,
  };
};
