import type { CivilDate } from '../calendar/civil-date.ts';
import type { Person } from '../events/household.ts';
import { type BlockKey, blockKeysOf } from '../matching/block-keys.ts';
import { isPlaceholder, type PersonForm, personFormOf, soundOf, stem } from '../matching/person-form.ts';

/** Whom somebody asks about: all three are needed. */
export type PersonneDemandee = { nom: string; prenom: string; naissance: CivilDate };

const asPerson = ({ nom, prenom, naissance }: PersonneDemandee): Person => ({
  nomNaissance: nom,
  prenoms: [prenom],
  dateNaissance: naissance,
});

/** The blocks in which the cases of a person lie, whatever the spelling: by birth date and each name, then by both names. */
export const placesDe = (asked: PersonneDemandee): readonly BlockKey[] =>
  blockKeysOf({ persons: [personFormOf(asPerson(asked))], addresses: [], references: [] }).filter(
    ({ kind }) => kind === 'naissance' || kind === 'noms',
  );

const soundsOf = ({ surnames, firstNames }: PersonForm) => ({
  surnames: surnames.map((surname) => soundOf(stem(surname))),
  first: firstNames[0] === undefined ? undefined : soundOf(firstNames[0]),
});

/**
 * Whether a person of a household is the one who is asked about: surname and first name by sound, in either order, and the very birth date. A
 * placeholder (1 January) is no date: many share it.
 */
export const estLaPersonne = (asked: PersonneDemandee, person: Person): boolean => {
  const { naissance } = asked;
  if (isPlaceholder(naissance) || person.dateNaissance !== naissance) return false;
  const [own, theirs] = [soundsOf(personFormOf(asPerson(asked))), soundsOf(personFormOf(person))];
  const { first } = own;
  if (first === undefined || theirs.first === undefined) return false;
  return own.surnames.some(
    (surname) =>
      (theirs.surnames.includes(surname) && theirs.first === first) ||
      (theirs.surnames.includes(first) && theirs.first === surname),
  );
};
