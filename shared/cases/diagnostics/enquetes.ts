import { type CivilDate, LAST_DAY } from '../../domain/calendar/civil-date.ts';
import type { Enquete } from '../../store/diagnostics.ts';
import type { DiagnosticDeps } from './deps.ts';

/** An enquiry as its body's list shows it: no name, no address but the commune. */
export type ListedEnquete = Enquete & { commune: string; audience: CivilDate | undefined };

/** A day after all others, for what has none. */

/**
 * The enquiries that some partners are appointed for, by nearest hearing; those that are over come last. A case that is being erased is in none.
 * One request a partner, and one for each hundred cases.
 *
 * @param partners codes of the partners that a person speaks for
 */
export const enquetesDe = async (
  { store }: Pick<DiagnosticDeps, 'store'>,
  partners: readonly string[],
): Promise<ListedEnquete[]> => {
  const all = (await Promise.all(partners.map(store.enquetes))).flat();
  const briefs = await store.briefs(all.map(({ caseId }) => caseId));
  const merged = await store.briefs([...briefs.values()].flatMap(({ mergedInto }) => mergedInto ?? []));
  return all
    .flatMap((one) => {
      const own = briefs.get(one.caseId);
      const brief = own?.mergedInto === undefined ? own : merged.get(own.mergedInto);
      if (!brief || brief.erasing !== undefined) return [];
      return [{ ...one, commune: brief.row?.commune ?? '', audience: brief.row?.audience }];
    })
    .toSorted((a, b) => {
      const over = Number(a.etat !== 'enCours') - Number(b.etat !== 'enCours');
      if (over !== 0) return over;
      const [first, second] = [a.audience ?? LAST_DAY, b.audience ?? LAST_DAY];
      return first === second ? (a.caseId < b.caseId ? -1 : 1) : first < second ? -1 : 1;
    });
};
