import type { CivilDate } from '../calendar/civil-date.ts';
import type { Fait } from './fait.ts';

/** What a case counts for: by year, then by key of `Fait`. Keys are sorted, so that two of the same content are written the same. */
export type Apport = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What counts of a case as of a day. @param today Europe/Paris */
export const apportDe = (faits: readonly Fait[], today: CivilDate): Apport => {
  const annees = new Map<string, Map<string, number>>();
  for (const { cle, annee, jour, n } of faits) {
    if (jour > today || n === 0) continue;
    const own = annees.get(String(annee)) ?? new Map<string, number>();
    annees.set(String(annee), own.set(cle, (own.get(cle) ?? 0) + n));
  }
  return Object.fromEntries(sorted(annees).map(([annee, own]) => [annee, Object.fromEntries(sorted(own))]));
};

const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** The next day on which something more counts: the case is folded anew on it. @param today Europe/Paris */
export const prochainCompte = (faits: readonly Fait[], today: CivilDate): CivilDate | undefined =>
  faits
    .map(({ jour }) => jour)
    .filter((jour) => jour > today)
    .sort()[0];

/** What changes of a count: where, and by how much. */
export type Variation = { annee: string; cle: string; n: number };

/** What must be added to one contribution to have another; nothing where they are the same. */
export const ecart = (avant: Apport, apres: Apport): Variation[] =>
  [...new Set([...Object.keys(avant), ...Object.keys(apres)])].sort().flatMap((annee) => {
    const [old, own] = [avant[annee] ?? {}, apres[annee] ?? {}];
    return [...new Set([...Object.keys(old), ...Object.keys(own)])]
      .sort()
      .map((cle) => ({ annee, cle, n: (own[cle] ?? 0) - (old[cle] ?? 0) }))
      .filter(({ n }) => n !== 0);
  });
