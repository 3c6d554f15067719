import type { CaseEvent } from '../events/case-event.ts';
import { normaliseName } from './normalise.ts';

type IdentityKind = 'allocataire' | 'etude' | 'bdf' | 'bail' | 'menage';

/** Something that names one case. `value` may identify a person: it is never stored in clear, nor logged. */
export type Identity = { kind: IdentityKind; value: string };

/**
 * What an event says that may name its case: allocataire number within its body, étude's reference, Banque de
 * France number, lease within its landlord, and each person by exact normalised name, birth date and commune.
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
  for (const person of event.household) {
    const name = person.nomNaissance ?? person.nomUsage;
    add('menage', name, person.prenoms?.[0], person.dateNaissance, event.dwelling.insee);
  }
  return [...new Map(found.map((identity) => [`${identity.kind}#${identity.value}`, identity])).values()];
};
