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

/** The first of each key and year. */
export const unParAnnee = (faits: readonly Fait[]): Fait[] =>
  unique(faits, ({ cle, annee }) => `${cle}|${annee}`);
export const unique = <T>(all: readonly T[], keyOf: (one: T) => string): T[] => {
  const first = new Map<string, T>();
  for (const one of all) {
    const key = keyOf(one);
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
};

/** Events of a kind, each day and detail once: the same act is often told by two. */
export const deSorte = <K extends CaseEventKind>(
  events: readonly CaseEvent[],
  kind: K,
  detail: (event: EventOf<K>) => string = () => '',
): EventOf<K>[] =>
  unique(
    events.filter((event): event is EventOf<K> => event.kind === kind),
    (event) => `${event.actDate}|${detail(event)}`,
  );

/** Days beyond which delays are not told apart. */
export const PLUS_LONG = 1_500;
