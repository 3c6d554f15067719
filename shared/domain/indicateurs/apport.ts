import type { CivilDate } from '../calendar/civil-date.ts';
import type { ArrondissementCode } from '../events/household.ts';
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

/** Where something counts: `sans` while the commune is not certain, `hub` for what is of no commune. */
export const lieux = ['771', '772', '773', '774', '775', 'sans', 'hub'] as const satisfies readonly (
  | ArrondissementCode
  | 'sans'
  | 'hub'
)[];
export type Lieu = (typeof lieux)[number];

/** What counts somewhere, by place: `773|2026|etat.cfpAccordes`. */
export type Compte = Readonly<Record<string, number>>;

/** @example compteEn('773', { 2026: { 'etat.cfpAccordes': 1 } }) // { '773|2026|etat.cfpAccordes': 1 } */
export const compteEn = (lieu: Lieu, apport: Apport): Compte =>
  Object.fromEntries(
    Object.entries(apport).flatMap(([annee, own]) =>
      Object.entries(own).map(([cle, n]) => [`${lieu}|${annee}|${cle}`, n]),
    ),
  );

/** A place of `Compte`, in its parts. */
export const placeDe = (place: string): { lieu: string; annee: string; cle: string } => {
  const [lieu = '', annee = '', ...rest] = place.split('|');
  return { lieu, annee, cle: rest.join('|') };
};

/** What must be added to a count to have another, by place, sorted; nothing where they are the same. */
export const ecart = (avant: Compte, apres: Compte): [place: string, n: number][] =>
  [...new Set([...Object.keys(avant), ...Object.keys(apres)])]
    .sort()
    .map((place): [string, number] => [place, (apres[place] ?? 0) - (avant[place] ?? 0)])
    .filter(([, n]) => n !== 0);

/** One of the things that count: a case, a message, an alert, a mail. */
export type Source = {
  /** Names it: `CASE#77-2026-000123`, `MESSAGE#…`. */
  id: string;
  /** The case that it is. */
  caseId?: string | undefined;
  /** Of two of one source, the later. What happens once has 1. */
  version: number;
  compte: Compte;
};

/** The row a key is kept in, and its name there: rows are of a chapter, or of one delay, of one family of senders. */
export const rangDe = (cle: string): { ligne: string; nom: string } => {
  const [base = '', ...detail] = cle.split('@');
  if (/^(delai|messages|refus|mels)\./.test(base)) return { ligne: base, nom: detail.join('@') };
  const dot = cle.indexOf('.');
  return { ligne: cle.slice(0, dot), nom: cle.slice(dot + 1) };
};

/** The key that is kept under a name in a row: what `rangDe` undoes. */
export const cleDe = (ligne: string, nom: string): string =>
  ligne.includes('.') ? `${ligne}@${nom}` : `${ligne}.${nom}`;
