import { lastWord } from './compare/addresses.ts';
import { french, type Language } from './language.ts';
import { stem } from './person-form.ts';
import type { Subject } from './subject.ts';

/** What may bring a message to a case, to be hashed under the hub's key before it is stored or read. */
export type BlockKey = {
  kind: 'naissance' | 'noms' | 'nomCommune' | 'prenomVoie' | 'nomVoie' | 'prenomCommune' | 'adresse';
  value: string;
};

/** Blocks read for one message at most: the first are the surest. */
export const MOST_KEYS = 12;
/** Cases read of one block at most: whatever the number of cases, a message costs no more. */
export const BLOCK_LIMIT = 50;
/** Cases compared with one message at most. */
export const MOST_CASES = 100;

/**
 * The blocks a subject is found in: each is one read, whatever the number of cases. Birth date with a name; both names; name
 * with commune; either with the way or the commune; address. A placeholder date makes no key.
 */
export const blockKeysOf = (subject: Subject, language: Language = french): readonly BlockKey[] => {
  if (language !== french) return workOut(subject, language);
  const keys = known.get(subject) ?? workOut(subject, language);
  known.set(subject, keys);
  return keys;
};

/** In French, worked out once a subject: its case's blocks are asked for as often as the case is written. */
const known = new WeakMap<Subject, readonly BlockKey[]>();

const workOut = ({ persons, addresses }: Subject, { sound: soundOf, wayTypes }: Language): BlockKey[] => {
  const keys: BlockKey[] = [];
  const add = (kind: BlockKey['kind'], ...parts: (string | undefined)[]): void => {
    if (parts.every((part) => part)) keys.push({ kind, value: parts.join('|') });
  };
  // Where the type of a way comes last, what people misspell of it is left there.
  const wordOf = (way: string): string | undefined =>
    wayTypes.at === 'end' ? way.split(' ')[0] : lastWord(way);
  for (const { commune, number, way } of addresses) add('adresse', commune, number, way && wordOf(way));
  for (const { surnames, firstNames, birth } of persons) {
    const first = firstNames[0];
    const date = birth && !birth.placeholder ? birth.date : undefined;
    const sound = first && first.length > 1 ? soundOf(first) : undefined;
    // A first name there too: names are inverted, and a married one is new.
    add('naissance', date, sound);
    for (const surname of surnames) {
      const name = soundOf(stem(surname));
      add('naissance', date, name);
      // Stryker disable next-line ConditionalExpression: a key of which a part is missing is not added
      if (sound) add('noms', ...[name, sound].sort());
      for (const { commune } of addresses) add('nomCommune', commune, name);
    }
    for (const { commune, way } of addresses) add('prenomVoie', commune, sound, way && wordOf(way));
    for (const { commune, number, way } of addresses) {
      add('naissance', date, commune);
      add('prenomCommune', commune, sound);
      // Without the commune, that files misspell or do not know.
      for (const name of [sound, ...surnames.map((surname) => soundOf(stem(surname)))])
        add('nomVoie', number, way && wordOf(way), name);
    }
  }
  // Stryker disable next-line StringLiteral: the first of the order, and what is not in it, both come before the others
  const order = ['naissance', 'adresse', 'noms', 'nomVoie', 'prenomVoie', 'nomCommune', 'prenomCommune'];
  return [...new Map(keys.map((key) => [`${key.kind}|${key.value}`, key])).values()]
    .sort(
      // Stryker disable next-line EqualityOperator: of two that are equal, either comes first
      (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.value < b.value ? -1 : 1),
    )
    .slice(0, MOST_KEYS);
};

/** Blocks that hold many households: whoever bears both names is in a finer one. */
const coarse: readonly string[] = ['nomCommune', 'prenomVoie', 'prenomCommune'];

/** A block's kind, or that of a number compared as one. */
type Kind = BlockKey['kind'] | 'identifiant';
/** What was read of a block: its first cases, fifty at most, and whether it holds more. */
export type BlockRead<Id> = { kind: Kind; cases: readonly Id[]; more: boolean };

/** Whether a finer block holds whoever of a coarse one may be the message's case. */
const inFiner = (kind: Kind, { persons }: Subject): boolean =>
  coarse.includes(kind) && persons.some(({ surnames, firstNames }) => surnames[0] && firstNames[0]);

/**
 * Of the cases that blocks hold, those to read and compare, the surest first. A coarse block that holds more than was read brings none
 * where a finer one would: its cases share a name and the commune with the message, and fifty of hundreds would say nothing of the
 * rest, for fifty readings.
 *
 * @param blocks in the order of `blockKeysOf`
 */
export const casesToCompare = <Id>(message: Subject, blocks: readonly BlockRead<Id>[]): Id[] => [
  ...new Set(blocks.flatMap(({ kind, cases, more }) => (more && inFiner(kind, message) ? [] : cases))),
];

/**
 * Whether the message's case may be among those not read. A block read to its limit matters when no finer one holds the same
 * cases: both names, or a name and the birth date.
 *
 * @param full kinds of the blocks read to their limit
 * @param cases how many cases there are to compare
 */
export const isTruncated = (message: Subject, full: readonly Kind[], cases: number): boolean =>
  cases > MOST_CASES || full.some((kind) => kind !== 'adresse' && !inFiner(kind, message));
