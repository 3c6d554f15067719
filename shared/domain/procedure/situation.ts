import type { CivilDate } from '../calendar/civil-date.ts';
import type { CaseEvent } from '../events/case-event.ts';
import type { Motif } from '../events/common.ts';
import { type Mark, named } from './mark.ts';

/** What the rules need to know of a case beside its dated facts: for each, the last thing told. */
export type Situation = {
  motif: Motif | undefined;
  /** Other motifs that were told. */
  otherMotifs: Motif[];
  parc: 'social' | 'prive' | undefined;
  bailleur: { nom?: string | undefined; nature?: string | undefined };
  /** Code of the étude that acts, where one does. */
  etude: string | undefined;
  /** Cents. */
  loyer: number | undefined;
  dette: number | undefined;
  /** Month of the first default, `YYYY-MM`. */
  impayeDepuis: string | undefined;
  /** Codes of the partners who have an ASLL or an AVDL open for the household, sorted. */
  accompagnants: readonly string[];
};

/** The motif that the kind of an event implies. */
const impliedMotif = (event: CaseEvent): Motif | undefined => {
  switch (event.kind) {
    case 'impaye':
    case 'saisineOrganisme':
    case 'commandementDePayer':
    case 'inscriptionClpil':
      return 'impaye';
    case 'miseEnDemeure':
      return 'troubleDeJouissance';
    case 'jugementDivorce':
      return 'divorce';
    case 'adjudication':
      return 'adjudication';
    // Stryker disable next-line ConditionalExpression: for the types: other kinds of events do not have the field
    default:
      return undefined;
  }
};

const lastOf = <T>(events: readonly CaseEvent[], read: (event: CaseEvent) => T | undefined): T | undefined =>
  events.reduce<T | undefined>((found, event) => read(event) ?? found, undefined);

/**
 * The situation of a case. The motif is the one that the earliest act states, else the one that the earliest event implies.
 *
 * @param ordered a case's events in order (`inOrder`), each once
 */
export const situationOf = (ordered: readonly CaseEvent[]): Situation => {
  // Stryker disable next-line LogicalOperator: for the types: other kinds of events do not have the field
  const stated = ordered.flatMap((event) => ('motif' in event && event.motif ? [event.motif] : []));
  const implied = ordered.flatMap((event) => impliedMotif(event) ?? []);
  const motif = stated[0] ?? implied[0];
  const bailleur = <K extends 'nom' | 'nature'>(field: K) =>
    // Stryker disable next-line OptionalChaining: for the types: other kinds of events do not have the field
    lastOf(ordered, (event) => ('bailleur' in event ? event.bailleur?.[field] : undefined));
  return {
    motif,
    otherMotifs: [...new Set([...stated, ...implied])].filter((other) => other !== motif).sort(),
    parc: lastOf(ordered, (event) => ('parc' in event ? event.parc : undefined)),
    bailleur: { nom: bailleur('nom'), nature: bailleur('nature') },
    etude: lastOf(ordered, ({ sender }) => (sender.startsWith('etude-') ? sender : undefined)),
    loyer: lastOf(ordered, (event) => ('loyer' in event ? event.loyer : undefined)),
    dette: lastOf(ordered, debtOf),
    // Stryker disable next-line ConditionalExpression: for the types: other kinds of events do not have the field
    impayeDepuis: lastOf(ordered, (event) => (event.kind === 'impaye' ? event.impayeDepuis : undefined)),
    accompagnants: accompagnantsOf(ordered),
  };
};

const accompagnantsOf = (ordered: readonly CaseEvent[]): string[] => {
  const open = new Map<string, string>();
  for (const event of ordered) {
    // Stryker disable next-line ConditionalExpression: for the types: other kinds of events do not have the field
    if (event.kind !== 'accompagnement' || event.mesure === 'masp') continue;
    if (event.etat === 'ouverte') open.set(event.mesure, event.sender);
    else open.delete(event.mesure);
  }
  return [...new Set(open.values())].sort();
};

const debtOf = (event: CaseEvent): number | undefined => {
  if (event.kind === 'surendettement') return event.detteLocative;
  if (event.kind === 'paiement') return event.solde;
  return 'dette' in event ? event.dette : undefined;
};

/** Whether a surendettement file is open on a date: filed or admitted, and neither closed nor settled by a plan or measures since. */
export const inSurendettement = (marks: readonly Mark[], date: CivilDate): boolean => {
  const last = named(
    marks,
    'surendettementDepose',
    'surendettementRecevable',
    'suspensionTerminee',
    'surendettementClos',
  )
    .filter((mark) => mark.date <= date)
    .at(-1);
  return last?.name === 'surendettementDepose' || last?.name === 'surendettementRecevable';
};
