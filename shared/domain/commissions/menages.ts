import { addressFormOf } from '../matching/address-form.ts';
import { type BlockKey, blockKeysOf } from '../matching/block-keys.ts';
import { match } from '../matching/match.ts';
import { personFormOf } from '../matching/person-form.ts';
import type { Subject } from '../matching/subject.ts';
import type { Situation } from './seance.ts';

/** What matching compares of a household on a list. */
export const sujetDe = ({ household, dwelling }: Pick<Situation, 'household' | 'dwelling'>): Subject => {
  const { insee, street, complement } = dwelling;
  const address = addressFormOf({ insee, street, complement });
  return {
    persons: household.map(personFormOf),
    addresses: Object.keys(address).length > 0 ? [address] : [],
    references: [],
  };
};

const textOf = ({ kind, value }: BlockKey): string => `${kind}|${value}`;

/** Another household that may be the same: `certain` when a message of one would join the other's case by itself, `possible` when a person would be asked. */
export type Semblable<Id> = { id: Id; sur: 'certain' | 'possible' };

/**
 * Finds the households of a list that may be the same as another. Only those that share a birth date, an address, or a name with something else
 * are compared.
 *
 * @param day of the comparison
 */
export const creerChercheur = <Id extends string>(day: string) => {
  const subjects = new Map<Id, Subject>();
  const byKey = new Map<string, Id[]>();
  return {
    add: (id: Id, subject: Subject): void => {
      subjects.set(id, subject);
      for (const key of blockKeysOf(subject)) {
        const text = textOf(key);
        byKey.set(text, [...(byKey.get(text) ?? []), id]);
      }
    },
    find: (subject: Subject): Semblable<Id> | undefined => {
      const near = new Set(blockKeysOf(subject).flatMap((key) => byKey.get(textOf(key)) ?? []));
      if (near.size === 0) return undefined;
      const cases = new Map(
        [...near].flatMap((id): [Id, Subject][] => {
          const found = subjects.get(id);
          return found ? [[id, found]] : [];
        }),
      );
      const decision = match(subject, { cases, casesAtAddress: 0, truncated: false }, day);
      if (decision.kind === 'new') return undefined;
      const named = decision.kind === 'attach' ? decision.caseId : decision.candidates[0]?.caseId;
      const id = [...cases.keys()].find((one) => one === named);
      return id === undefined ? undefined : { id, sur: decision.kind === 'attach' ? 'certain' : 'possible' };
    },
  };
};

/** Traits by which a household that withdrew is known again: at most these kinds, whose values a person shares with few. */
const TRAITS: readonly BlockKey['kind'][] = ['naissance', 'noms', 'adresse', 'nomVoie', 'nomNumero'];
/** The keys whose fingerprints are kept of a household that withdrew. */
export const traitsUtiles = (subject: Subject): BlockKey[] =>
  blockKeysOf(subject).filter(({ kind }) => TRAITS.includes(kind));

/**
 * Whether two sets of fingerprints are of one household: two in common, of which one of a person's birth or of both names. Doubt keeps a
 * household off the list: it withdrew, or somebody very near it did.
 *
 * @param a, b fingerprints, each `kind:hash`
 */
export const memesTraits = (a: readonly string[], b: ReadonlySet<string>): boolean => {
  const common = a.filter((one) => b.has(one));
  return common.length >= 2 && common.some((one) => one.startsWith('naissance:') || one.startsWith('noms:'));
};

/** Whether a cell holds two persons: «DUPONT et MARTIN», «M. et Mme», «Jean / Marie». */
export const deuxPersonnes = (texts: readonly (string | undefined)[]): boolean =>
  texts.some(
    (text) =>
      text !== undefined && /\s(et|ou)\s|[/&;+\n]|\bM(\.|r|onsieur)?\s*(et|\/)\s*M(me|adame)/iu.test(text),
  );
