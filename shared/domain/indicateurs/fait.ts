import { type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import type { CaseEvent, CaseEventKind, EventOf } from '../events/case-event.ts';

/** One thing that counts, of one case. */
export type Fait = {
  /** The indicator, or a delay; after `@`, what it is told apart by: a landlord, a number of days. */
  cle: string;
  /** The year it counts in: its own or, for what became of an assignation or of an opinion, that one's. */
  annee: number;
  /** The first day on which it counts. */
  jour: CivilDate;
  /** Persons, cents, days; 1 for a thing. */
  n: number;
};

export const anneeDe = (jour: CivilDate): number => Number(jour.slice(0, 4));
export const premierJour = (annee: number): CivilDate => `${annee}-01-01`;
/** Days from a fixed one: only differences mean anything. */
export const numeroDuJour = (jour: CivilDate): number => daysBetween('2000-01-01', jour);

export const fait = (cle: string, jour: CivilDate, n = 1, annee = anneeDe(jour)): Fait => ({
  cle,
  annee,
  jour,
  n,
});

/** A day on which a case is counted anew: nothing else counts on it for certain. */
export const reveil = (jour: CivilDate): Fait => fait('reveil', jour, 0);

/** The first of each key and year. */
export const unParAnnee = (faits: readonly Fait[]): Fait[] =>
  unique(
    faits.toSorted((a, b) => (a.jour < b.jour ? -1 : a.jour > b.jour ? 1 : 0)),
    ({ cle, annee }) => `${cle}|${annee}`,
  );
export const unique = <T>(all: readonly T[], keyOf: (one: T) => string): T[] => {
  const first = new Map<string, T>();
  for (const one of all) {
    const key = keyOf(one);
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
};

/** Days within which what two bodies tell is one act: one dates the act, the other its notification. */
const MEME_ACTE = 15;

/**
 * Events of a kind, an act once: the same is often told by two, on one day or a few days apart. What the first to tell it does not say is taken
 * from the other. What one body tells on two days is two acts.
 */
export const deSorte = <K extends CaseEventKind>(
  events: readonly CaseEvent[],
  kind: K,
  detail: (event: EventOf<K>) => string = () => '',
): EventOf<K>[] => {
  const actes: { cle: string; event: EventOf<K>; par: Set<string> }[] = [];
  for (const event of events) {
    if (!isOf(event, kind)) continue;
    const cle = detail(event);
    const last = actes.findLast((acte) => acte.cle === cle);
    const apart = last ? daysBetween(last.event.actDate, event.actDate) : MEME_ACTE + 1;
    if (last && (apart === 0 || (apart <= MEME_ACTE && !last.par.has(event.sender)))) {
      last.event = { ...event, ...last.event };
      last.par.add(event.sender);
    } else actes.push({ cle, event, par: new Set([event.sender]) });
  }
  return actes.map(({ event }) => event);
};

const isOf = <K extends CaseEventKind>(event: CaseEvent, kind: K): event is EventOf<K> => event.kind === kind;

/** Days beyond which delays are not told apart. */
export const PLUS_LONG = 1_500;
