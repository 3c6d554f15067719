import { lastWord } from './compare/addresses.ts';
import { soundOf, stem } from './person-form.ts';
import type { Reference, Subject } from './subject.ts';

type IdentityKind = Exclude<Reference['kind'], 'identifiant'> | 'foyer';

/** Something that names one case. `value` may identify a person: it is never stored in clear, nor logged. */
export type Identity = { kind: IdentityKind; value: string };

/**
 * The identities a subject gives its case: its sender's reference of the file, the allocataire number within its body, the Banque
 * de France number, the lease within its landlord. Comparing the persons tells whether they really name it. An `identifiant` is
 * left out: it names a person, and only published data sets have one.
 */
export const identitiesOf = ({ references }: Subject): Identity[] => {
  const found = references.flatMap((reference) => identityOf(reference) ?? []);
  return [...new Map(found.map((identity) => [`${identity.kind}#${identity.value}`, identity])).values()];
};

/** The identity that one number is; none for an `identifiant`. */
export const identityOf = ({ kind, scope, value }: Reference): Identity | undefined =>
  kind === 'identifiant' ? undefined : { kind, value: `${scope}|${value}` };

/**
 * What two first messages of one household may have in common when they share no number: the number and way of the dwelling, and
 * how a surname sounds. It names no case: it only makes two messages that arrive at the same instant meet.
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
