import { parisDay } from '../../domain/calendar/paris-day.ts';
import { membresDe } from '../../domain/commissions/commission.ts';
import { estInscrite } from '../../domain/commissions/seance.ts';
import type { Answer } from '../recording/record-event.ts';
import { type CommissionDeps, type EnSeance, type Issue, refus } from './deps.ts';
import { type Boites, courrielsPour } from './destinataires.ts';

/**
 * Asks Banque de France whether a household has a surendettement file: it tells commissions of a case that they ask about, and of no other (charter,
 * annexe 1). From then on it sees that household, and no other.
 */
export const interrogerBdf = async (
  deps: CommissionDeps & { boites: Boites },
  { commission, seance }: EnSeance,
  id: string,
  answer: Answer,
): Promise<Issue<{ prevenu: boolean }>> => {
  const [membre] = membresDe(commission, 'bdf');
  if (!membre) return refus('BDF_ABSENTE', 'La Banque de France n’est pas membre de cette commission.');
  const found = await deps.store.situation(commission.code, seance.date, id);
  if (!found || !estInscrite(found, seance))
    return refus('SITUATION_INCONNUE', 'Ce ménage n’est pas à l’ordre du jour.');
  if (found.demandes?.[membre.id])
    return refus('DEJA_DEMANDE', 'La Banque de France a déjà été interrogée sur ce ménage.');
  const { by, at } = answer;
  const courriels = await courrielsPour(
    commission,
    seance,
    'questionBdf',
    { membres: [membre] },
    deps.boites,
    {
      at,
      once: id,
    },
  );
  const failed = await deps.store.change(
    seance,
    {
      situations: [
        {
          ...found,
          version: found.version + 1,
          demandes: { ...found.demandes, [membre.id]: { by, at } },
        },
      ],
      courriels,
    },
    { by, at, what: 'Banque de France interrogée sur un ménage' },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait', prevenu: courriels.length > 0 };
};

/** Banque de France answers about a household that it was asked about: the commission sees it from then on. */
export const repondreBdf = async (
  deps: Pick<CommissionDeps, 'store'>,
  { commission, seance }: EnSeance,
  id: string,
  membre: string,
  { ouvert, depuis }: { ouvert: boolean; depuis?: string | undefined },
  answer: Answer,
): Promise<Issue> => {
  const found = await deps.store.situation(commission.code, seance.date, id);
  if (!found?.demandes?.[membre])
    return refus('NON_DEMANDE', 'La commission ne vous a pas interrogé sur ce ménage.');
  const { by, at } = answer;
  if (ouvert && (depuis === undefined || depuis > parisDay(at)))
    return refus('DATE_INATTENDUE', 'Dites depuis quel jour le dossier est ouvert.');
  const failed = await deps.store.change(
    seance,
    {
      situations: [
        {
          ...found,
          version: found.version + 1,
          surendettement: { ouvert, ...(ouvert && depuis !== undefined && { depuis }), membre, by, at },
        },
      ],
    },
    { by, at, what: 'réponse de la Banque de France' },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait' };
};
