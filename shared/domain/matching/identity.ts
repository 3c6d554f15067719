import type { CaseEvent } from '../events/case-event.ts';
import { lastWord } from './compare/addresses.ts';
import { normaliseName } from './normalise.ts';
import { soundOf, stem } from './person-form.ts';
import type { Subject } from './subject.ts';

type IdentityKind = 'allocataire' | 'etude' | 'bdf' | 'bail' | 'foyer';

/** Something that names one case. `value` may identify a person: it is never stored in clear, nor logged. */
export type Identity = { kind: IdentityKind; value: string };

/**
 * What an event says that names its case: allocataire number within its body, étude's reference, Banque de France number,
 * lease within its landlord. Whether it really does is for the comparison of the persons to say.
 */
export const identitiesOf = (event: CaseEvent): Identity[] => {
  const found: Identity[] = [];
  const add = (kind: IdentityKind, ...parts: (string | undefined)[]): void => {
    const normalised = parts.map((part) => normaliseName(part ?? ''));
    if (normalised.every((part) => part !== '')) found.push({ kind, value: normalised.join('|') });
  };
  if (event.kind === 'impaye') add('allocataire', event.sender, event.allocataire);
  if (event.kind === 'surendettement') add('bdf', event.numeroBdf);
  if (event.sender.startsWith('etude-')) add('etude', event.sender, event.reference);
  if ('bailleur' in event) add('bail', event.bailleur?.nom, event.bailleur?.referenceBail);
  return [...new Map(found.map((identity) => [`${identity.kind}#${identity.value}`, identity])).values()];
};

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
