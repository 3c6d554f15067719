import * as z from 'zod/mini';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { type Case, caseOf } from '../../domain/case/case-of.ts';
import { demandeExamen, estSignalement, type Saisine } from '../../domain/ccapex/saisines.ts';
import { arrondissementsDe } from '../../domain/commissions/acces.ts';
import type { Commission } from '../../domain/commissions/commission.ts';
import type { Refus, Situation } from '../../domain/commissions/seance.ts';
import { parUrgence, type Urgence, urgenceDe } from '../../domain/commissions/urgence.ts';
import { type ArrondissementCode, dwellingSchema, personSchema } from '../../domain/events/household.ts';
import type { CaseRow } from '../../domain/lists/row.ts';
import type { StoredCase } from '../../store/case-store.ts';
import { caseRowSchema } from '../../store/items.ts';
import { saisinesList } from '../../store/keys.ts';
import { readSlice, type Slice } from '../../store/lists.ts';
import { readCurrentCase } from '../reading/current-case.ts';
import type { CommissionDeps } from './deps.ts';
import { arrondissementDeCommune, arrondissementsDeCommission } from './destinataires.ts';

/** A case that is referred to the CCAPEX: what lists show of it, who lives there, and how urgent it is. */
export type CasSaisi = {
  caseId: string;
  row: CaseRow;
  arrondissement: ArrondissementCode;
  household: Situation['household'];
  dwelling: Situation['dwelling'];
  urgence: Urgence;
  /** Those of its referrals that were asked for. */
  saisines: Saisine[];
};

/** What is read of the queue: what asks for an examination, what asks for a decision on an aid, or what commissaires signalled. */
export const sortesSaisine = ['examen', 'aide', 'signalement', 'bailleur'] as const;
export type SorteSaisine = (typeof sortesSaisine)[number];

const estDe: Record<SorteSaisine, (saisine: Saisine) => boolean> = {
  examen: (one) => one.objet === 'situation' && demandeExamen(one),
  aide: ({ objet }) => objet === 'aideLogement',
  signalement: estSignalement,
  bailleur: (one) => one.objet === 'situation' && !demandeExamen(one) && !estSignalement(one),
};

/** Cases of one arrondissement that are read to be sorted by urgency: the oldest referrals. */
const MOST_CASES = 400;

const queuedSchema = z.object({
  caseId: z.string(),
  row: caseRowSchema,
  household: z.array(personSchema),
  dwelling: dwellingSchema,
});

/**
 * What waits for a commission, the most urgent first. One request for each arrondissement and megabyte, some three hundred cases.
 *
 * @returns `partiel`: whether there are more than were read; the oldest are
 */
export const lireSaisines = async (
  { client, table }: Pick<CommissionDeps, 'client' | 'table'>,
  commission: Commission,
  sorte: SorteSaisine,
  at: string,
): Promise<{ cas: CasSaisi[]; partiel: boolean }> => {
  const today = parisDay(at);
  const asks = sorte === 'examen' || sorte === 'aide';
  const read = await Promise.all(
    arrondissementsDeCommission(commission).map(async (arrondissement) => {
      const range = {
        index: 'worklist' as const,
        key: saisinesList(arrondissement),
        // What asks for something sorts before what only signals (`saisineSort`).
        ...(asks ? { before: 'B' } : { from: 'B' }),
      };
      const cas: CasSaisi[] = [];
      let next: Slice['next'];
      do {
        const slice = await readSlice(client, table, range, { next });
        next = slice.next;
        for (const item of slice.items) {
          const { success, data } = queuedSchema.safeParse(item);
          const saisines = (data?.row.saisines ?? []).filter(estDe[sorte]);
          if (success && saisines.length > 0)
            cas.push({ ...data, arrondissement, saisines, urgence: urgenceDe(data.row, today) });
        }
      } while (next !== undefined && cas.length < MOST_CASES);
      return { cas, partiel: next !== undefined };
    }),
  );
  return {
    cas: read
      .flatMap(({ cas }) => cas)
      .toSorted(
        (a, b) =>
          parUrgence(a.urgence, b.urgence) ||
          (firstDay(a) < firstDay(b) ? -1 : firstDay(a) > firstDay(b) ? 1 : a.caseId < b.caseId ? -1 : 1),
      ),
    partiel: read.some(({ partiel }) => partiel),
  };
};
const firstDay = ({ saisines }: CasSaisi): string => saisines[0]?.depuis ?? '';

/** Whether a case is one that a commission may examine. */
const horsCompetence = (commission: Commission, state: Case): Refus | undefined => {
  const over = arrondissementsDe(commission, arrondissementDeCommune);
  const { arrondissement, motif, status, chronology } = state;
  if (over !== 'tous' && (arrondissement === undefined || !over.has(arrondissement)))
    return { code: 'HORS_RESSORT', text: 'Ce logement n’est pas du ressort de cette commission.' };
  if (
    commission.nature === 'ccapex' &&
    (motif === 'adjudication' || chronology.situation.otherMotifs.includes('adjudication'))
  )
    return {
      code: 'ADJUDICATION',
      text: 'La CCAPEX n’est pas compétente après une adjudication : orientez le ménage vers l’ADIL ou l’UDAF (charte, II ; annexe 1).',
    };
  if (status === 'closed') return { code: 'DOSSIER_CLOS', text: 'Ce dossier est terminé.' };
  return undefined;
};

/** A household's case as it is now, folded; or why a commission does not examine it. */
export const lireDossierSaisi = async (
  { client, table }: Pick<CommissionDeps, 'client' | 'table'>,
  commission: Commission,
  caseId: string,
  at: string,
): Promise<{ found: StoredCase; state: Case } | { refus: Refus }> => {
  const found = await readCurrentCase(client, table, caseId);
  if (!found) return { refus: { code: 'DOSSIER_INCONNU', text: 'Aucun dossier ne porte cette référence.' } };
  const state = caseOf(found.events, parisDay(at));
  const refusal = horsCompetence(commission, state);
  return refusal ? { refus: refusal } : { found, state };
};
