import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { caseOf } from '../../domain/case/case-of.ts';
import type { CaseEvent } from '../../domain/events/case-event.ts';
import {
  type Compte,
  cleDe,
  compteEn,
  placeDe,
  rangDe,
  type Source,
} from '../../domain/indicateurs/apport.ts';
import type { Ligne } from '../../domain/indicateurs/tableau.ts';
import { ligneOf } from '../../store/indicateurs.ts';

/** Rows of a count by place (`773|2026|etat.cfpAccordes`), and sums of them. */
export type Sums = Map<string, number>;

export const addCompte = (sums: Sums, compte: Compte): void => {
  for (const [place, n] of Object.entries(compte)) sums.set(place, (sums.get(place) ?? 0) + n);
};

/** A case of an export, counted for what its events say on a day; undefined when it has none. @param today Europe/Paris */
export const sourceDe = (
  caseId: string,
  version: number,
  events: readonly CaseEvent[],
  today: CivilDate,
): Source | undefined => {
  if (events.length === 0) return undefined;
  const { arrondissement = 'sans', apport } = caseOf(events, today);
  return { id: `CASE#${caseId}`, caseId, version, compte: compteEn(arrondissement, apport) };
};

/** What is counted of the hub itself: of messages, mails and alerts, whose items pass. A rebuild takes it as it is. */
const ofTheHub = (cle: string): boolean => /^(messages|refus|mels)\./.test(cle) || /^hub\.alertes/.test(cle);

/** What a row of indicators counts of cases, of erased cases, or of the hub itself, by place. */
export type Share = { of: 'dossiers' | 'effaces' | 'hub'; compte: Compte };

/** What an item of an export counts; nothing when it is no row of indicators. */
export const rowsOf = (item: Readonly<Record<string, unknown>>): Share[] => {
  const ligne = ligneOf(item);
  const [, annee, effaces] = /^INDICATEURS#(\d{4})(#EFFACES)?$/.exec(String(item.PK)) ?? [];
  if (!ligne || annee === undefined) return [];
  const all = Object.entries(ligne.valeurs).map(([nom, n]) => ({ cle: cleDe(ligne.ligne, nom), n }));
  const compteOf = (some: typeof all): Compte =>
    Object.fromEntries(some.map(({ cle, n }) => [`${ligne.lieu}|${annee}|${cle}`, n]));
  return [
    { of: effaces ? 'effaces' : 'dossiers', compte: compteOf(all.filter(({ cle }) => !ofTheHub(cle))) },
    ...(effaces ? [] : [{ of: 'hub' as const, compte: compteOf(all.filter(({ cle }) => ofTheHub(cle))) }]),
  ];
};

/** Where two counts differ: what one has, what the other has. */
export type Difference = { place: string; kept: number; rebuilt: number };

/** @param kept the rows as they are kept @param rebuilt what cases and erased cases count for */
export const differencesOf = (kept: Sums, rebuilt: Sums): Difference[] =>
  [...new Set([...kept.keys(), ...rebuilt.keys()])]
    .toSorted()
    .map((place) => ({ place, kept: kept.get(place) ?? 0, rebuilt: rebuilt.get(place) ?? 0 }))
    .filter(({ kept: a, rebuilt: b }) => a !== b);

/** The rows of a year, from sums by place. */
export const lignesDe = (annee: number, ...all: readonly Sums[]): Ligne[] => {
  const lignes = new Map<string, { lieu: string; ligne: string; valeurs: Record<string, number> }>();
  for (const sums of all)
    for (const [place, n] of sums) {
      const { lieu, annee: own, cle } = placeDe(place);
      if (own !== String(annee) || n === 0) continue;
      const { ligne, nom } = rangDe(cle);
      const found = lignes.get(`${lieu}|${ligne}`) ?? { lieu, ligne, valeurs: {} };
      found.valeurs[nom] = (found.valeurs[nom] ?? 0) + n;
      lignes.set(`${lieu}|${ligne}`, found);
    }
  return [...lignes.values()];
};
