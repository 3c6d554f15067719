import { type BlockKey, blockKeysOf } from '../../shared/domain/matching/block-keys.ts';
import { foyersOf, type Identity, identitiesOf, identityOf } from '../../shared/domain/matching/identity.ts';
import type { Language } from '../../shared/domain/matching/language.ts';
import type { Reference, Subject } from '../../shared/domain/matching/subject.ts';

/** Cases or records under keys, in the order they came. */
export type Index = {
  /** Adds an entry under a key. The caller must not add the same one twice. */
  add: (key: string, entry: number) => void;
  of: (key: string) => readonly number[];
};

export const createIndex = (): Index => {
  const entries = new Map<string, number[]>();
  return {
    add: (key, entry) => {
      const known = entries.get(key);
      if (known === undefined) entries.set(key, [entry]);
      else known.push(entry);
    },
    of: (key) => entries.get(key) ?? [],
  };
};

export const nameOf = ({ kind, value }: BlockKey): string => `${kind}|${value}`;

/** The claims of a subject's numbers that name a case by themselves. */
export const claimsOf = (subject: Subject): string[] => identitiesOf(subject).map(claimNameOf);
/** The claim of one number, if that number names a case. */
export const claimOf = (reference: Reference): string | undefined => {
  const identity = identityOf(reference);
  return identity && claimNameOf(identity);
};
/** The claims of a household without a number: they let its first messages meet, and name no case. */
export const foyerClaimsOf = (subject: Subject): string[] => foyersOf(subject).map(claimNameOf);
const claimNameOf = ({ kind, value }: Identity): string => `${kind}|${value}`;

export const numberOf = ({ kind, scope, value }: Reference): string => `${kind}|${scope}|${value}`;

/** Keys under which a record meets others: the hub's blocks, and the record's numbers. */
export const keysOf = (subject: Subject, language: Language): { kind: string; name: string }[] => [
  ...blockKeysOf(subject, language).map((key) => ({ kind: key.kind, name: nameOf(key) })),
  ...subject.references.map((reference) => ({ kind: reference.kind, name: numberOf(reference) })),
];
