import { lastWord } from './compare/addresses.ts';
import { soundOf, stem } from './person-form.ts';
import type { Reference, Subject } from './subject.ts';

type IdentityKind = Exclude<Reference['kind'], 'identifiant'> | 'foyer';

/** Something that names one case. `value` may identify a person: it is never stored in clear, nor logged. */
export type Identity = { kind: IdentityKind; value: string };

/**
 * What a subject says that names its case: its sender's reference of the file, allocataire number within its body, Banque de
 * France number, lease within its landlord. Whether it really does is for the comparison of the persons to say. An `identifiant`
 * names a person, whom the hub knows by none: only published sets have one.
 */
export const identitiesOf = ({ references }: Subject): Identity[] => {
  const found = references.flatMap((reference) => identityOf(reference) ?? []);
  return [...new Map(found.map((identity) => [`${identity.kind}#${identity.value}`, identity])).values()];
};

/** The identity that one number is; none for an `identifiant`. */
export const identityOf = ({ kind, scope, value }: Reference): Identity | undefined =>
  kind === 'identifiant' ? undefined : { kind, value: `${scope}|${value}` };

/**
 * What two first messages of one household have in common though they share no identity: the dwelling's number and way, and how
 * a surname sounds. It names no case: it only makes the two meet when they come at the same instant.
 */
export const foyersOf = ({ persons, addresses }: Subject): Identity[] => {
  const values = addresses.flatMap(({ commune, number, way }) =>
    commune && number && way
      ? persons.flatMap(({ surnames }) =>
          surnames.map((surname) => [commune, number, lastWord(way), soundOf(stem(surname))].join('|')),
        )
      : [],
  );
  return [...new Set(values)].map((value) => ({ kind: 'foyer', value }));
};
