import { isDay } from '../calendar/civil-date.ts';
import type { Person } from '../events/household.ts';
import { compareFirstNames, compareSurnames } from '../matching/compare/names.ts';
import { personFormOf } from '../matching/person-form.ts';
import { normaliseName } from '../text/normalise-name.ts';

/** Whom a request is about: a surname (birth or used), a birth date, and a first name where two persons would share both. */
export type Who = { nom: string; naissance: string; prenom?: string | undefined };

/** The surnames of a person, normalised. */
export const surnamesOf = ({ nomNaissance, nomUsage }: Person): string[] =>
  [nomNaissance, nomUsage].map((name) => normaliseName(name ?? '')).filter(Boolean);
/** The first name in use, normalised; empty where none is known. */
export const firstName = ({ prenoms }: Person): string => normaliseName(prenoms?.[0] ?? '');

const bearsName = ({ nom, prenom }: Omit<Who, 'naissance'>, person: Person): boolean =>
  surnamesOf(person).includes(normaliseName(nom)) &&
  (prenom === undefined || firstName(person) === '' || firstName(person) === normaliseName(prenom));

/**
 * Whether a person of a household is the one asked for: same birth date and surname, and same first name where it is given and
 * known.
 */
export const isWho = (who: Who, person: Person): boolean =>
  person.dateNaissance === who.naissance && bearsName(who, person);

/**
 * All descriptions of the person in one household: those that `isWho` finds, and those with the same first name and either the
 * birth date, however the surname is spelt, or the surname without a birth date.
 */
export const describedIn = (who: Who, household: readonly Person[]): Person[] => {
  const sure = household.filter((person) => isWho(who, person));
  const first = new Set(sure.map(firstName).filter(Boolean));
  const surnames = new Set(sure.flatMap(surnamesOf));
  const same = (person: Person): boolean =>
    first.has(firstName(person)) &&
    (person.dateNaissance === who.naissance ||
      (person.dateNaissance === undefined && surnamesOf(person).some((name) => surnames.has(name))));
  return household.filter((person) => sure.includes(person) || same(person));
};

/**
 * Persons of a household with the surname, the first name where both sides tell one, and no known birth date: a person must say
 * whether it is the one asked for.
 */
export const undatedIn = (who: Who, household: readonly Person[]): Person[] =>
  household.filter((person) => person.dateNaissance === undefined && bearsName(who, person));

/** Whether the persons have different first names, and so cannot be one person. */
export const areSeveral = (persons: readonly Person[]): boolean =>
  new Set(persons.map(firstName).filter(Boolean)).size > 1;

/**
 * Whether a description may be of the person, without certainty: a surname alike by sound or by a letter, a first name alike
 * where both tell one, and the same birth date or none.
 */
export const mayBe = ({ nom, naissance, prenom }: Who, person: Person): boolean => {
  const [one, other] = [
    personFormOf({ nomNaissance: nom, ...(prenom !== undefined && { prenoms: [prenom] }) }),
    personFormOf(person),
  ];
  const surname = compareSurnames(one.surnames, other.surnames);
  return (
    surname !== undefined &&
    surname !== 'different' &&
    compareFirstNames(one.firstNames, other.firstNames) !== 'different' &&
    (person.dateNaissance === undefined || person.dateNaissance === naissance)
  );
};

/** A person as a sender wrote it: nothing of it is checked. */
export type Described = Omit<Person, 'lieuNaissance'>;

/**
 * Whether two descriptions may be of one person: a surname in common, then the same first name and birth date where both tell
 * them.
 */
export const isSame = (person: Person, other: Described): boolean =>
  surnamesOf(person).some((name) => surnamesOf(other).includes(name)) &&
  (firstName(person) === '' || firstName(other) === '' || firstName(person) === firstName(other)) &&
  (!isDay(person.dateNaissance ?? '') ||
    !isDay(other.dateNaissance ?? '') ||
    person.dateNaissance === other.dateNaissance);
