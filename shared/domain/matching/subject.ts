import type { CaseEvent } from '../events/case-event.ts';
import { normaliseName } from '../text/normalise-name.ts';
import { type AddressForm, addressFormOf } from './address-form.ts';
import { isPlausible, numbersOf, type ToldNumber } from './numbers.ts';
import { type PersonForm, personFormOf } from './person-form.ts';

/** A number or a reference that a partner gives a file. `scope` is the partner within which it has a meaning. */
export type Reference = {
  kind: 'reference' | 'allocataire' | 'bdf' | 'bail' | 'identifiant';
  scope: string;
  value: string;
};

/** What matching compares of a message, or of a case: persons, addresses, references, nothing more. */
export type Subject = {
  persons: PersonForm[];
  addresses: AddressForm[];
  references: Reference[];
  /** The landlord's names, normalised. */
  bailleurs?: readonly string[] | undefined;
  /** The tenancy or the procedure ended on this date: a later act is about another household. */
  endedOn?: string | undefined;
};

/** The State's services and the hub have no file of their own: their `reference` names no file, as that of what a person tells does not. */
const withoutFile: readonly string[] = ['etat', 'hub'];

/** The numbers that can tell whose file it is: of their kind's shape, and not a filling. */
const plausibleIn = (event: CaseEvent): ToldNumber[] =>
  numbersOf(event).filter(
    ({ kind, value }) =>
      !(kind === 'reference' && (event.by !== undefined || withoutFile.includes(event.sender))) &&
      isPlausible(kind, value, event.sender),
  );

const referencesOf = (event: CaseEvent): Reference[] => {
  const bailleur = 'bailleur' in event ? event.bailleur : undefined;
  const scopes = {
    reference: event.sender,
    allocataire: event.sender,
    bdf: 'bdf',
    bail: normaliseName(bailleur?.nom ?? ''),
  };
  return plausibleIn(event).flatMap(({ kind, value }) =>
    (kind === 'reference' || kind === 'allocataire' || kind === 'bdf' || kind === 'bail') && scopes[kind]
      ? [{ kind, scope: scopes[kind], value: normaliseName(value) }]
      : [],
  );
};

/** The plausible numbers of an event, as they were told, each with its sender. */
export const referencesTold = (event: CaseEvent): { sender: string; value: string }[] =>
  plausibleIn(event).map(({ value }) => ({ sender: event.sender, value }));

/** Computed once for each event: the fold, the blocks, the claims and the comparisons all ask for it. */
const known = new WeakMap<CaseEvent, Subject>();

/**
 * What matching compares of one event. The answer is kept and must not be changed: the same event gives the same object.
 *
 * @example subjectOf(event).persons[0]?.surnames // ['EXEMPLE']
 */
export const subjectOf = (event: CaseEvent): Subject => {
  const before = known.get(event);
  if (before !== undefined) return before;
  const subject = workOut(event);
  known.set(event, subject);
  return subject;
};

const workOut = (event: CaseEvent): Subject => {
  // A commune that is not certain counts as unknown: comparing its postal code with a commune would prove nothing.
  const { insee, street, complement } = event.dwelling;
  const address = addressFormOf({ insee, street, complement });
  // Stryker disable next-line OptionalChaining: for the types: what the question mark guards is there
  // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
  const bailleur = 'bailleur' in event ? normaliseName(event.bailleur?.nom ?? '') : '';
  return {
    persons: event.household.map(personFormOf),
    addresses: Object.keys(address).length > 0 ? [address] : [],
    references: referencesOf(event),
    ...(bailleur && { bailleurs: [bailleur] }),
  };
};

/** Each description once, in whatever order the table gave its fields back. */
const once = <T extends object | string>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [nameOf(item), item])).values(),
];
const nameOf = (item: object | string): string =>
  typeof item === 'string' ? item : JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Joins several subjects into what their case knows, each description once. Nothing is overwritten: a case is all that was told
 * of it.
 */
export const joined = (subjects: readonly Subject[]): Subject => {
  const ends = subjects.flatMap(({ endedOn }) => endedOn ?? []).sort();
  const bailleurs = once(subjects.flatMap(({ bailleurs = [] }) => bailleurs));
  return {
    persons: once(subjects.flatMap(({ persons }) => persons)),
    addresses: once(subjects.flatMap(({ addresses }) => addresses)),
    references: once(subjects.flatMap(({ references }) => references)),
    ...(bailleurs.length > 0 && { bailleurs }),
    ...(ends[0] && { endedOn: ends[0] }),
  };
};
