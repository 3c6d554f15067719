import { lastWord } from './compare/addresses.ts';
import { french, type Language } from './language.ts';
import { stem } from './person-form.ts';
import type { Subject } from './subject.ts';

/** A value by which a message may find its case. It is hashed with the hub's key before it is stored or looked up. */
export type BlockKey = {
  kind: (typeof kinds)[number];
  value: string;
};

/** The surest first: a subject of many names has no room for the last. */
const kinds = [
  'naissance',
  'adresse',
  'noms',
  'nomVoie',
  'nomNumero',
  'voieNumero',
  'prenomVoie',
  'nomCommune',
  'prenomCommune',
  'residence',
  'numeroCommune',
] as const;

/** Blocks read for one message at most: the first are the surest. */
export const MOST_KEYS = 12;
/** Of which birth dates, where there are other keys. */
const MOST_BIRTHS = 6;
/** Most cases read of one block: a message then costs no more, however many cases there are. */
export const BLOCK_LIMIT = 50;
/** Cases compared with one message at most. */
export const MOST_CASES = 100;

/**
 * The blocks in which a subject is found, the surest first; each costs one read, however many cases there are. A birth date with
 * a name or the commune; both names; a name with the number, the way or the commune; two parts of the address: whatever one message
 * spells badly, another part brings it to its case. A placeholder birth date makes no key.
 */
export const blockKeysOf = (subject: Subject, language: Language = french): readonly BlockKey[] => {
  if (language !== french) return workOut(subject, language);
  const keys = known.get(subject) ?? workOut(subject, language);
  known.set(subject, keys);
  return keys;
};

/** French keys, computed once for each subject: each write of a case asks for the keys of all its events. */
const known = new WeakMap<Subject, readonly BlockKey[]>();

const workOut = ({ persons, addresses }: Subject, { sound: soundOf, wayTypes }: Language): BlockKey[] => {
  const keys: BlockKey[] = [];
  const add = (kind: BlockKey['kind'], ...parts: (string | undefined)[]): void => {
    if (parts.every((part) => part)) keys.push({ kind, value: parts.join('|') });
  };
  // Where the type of a way comes last, it is the word people misspell: the key takes the first word instead.
  const wordOf = (way: string): string | undefined =>
    wayTypes.at === 'end' ? way.split(' ')[0] : lastWord(way);
  for (const { commune, number, way, residence } of addresses) {
    const word = way && wordOf(way);
    const estate = residence?.split(' ')[0];
    add('adresse', commune, number, word);
    add('voieNumero', number, word);
    add('numeroCommune', commune, number);
    add('residence', commune, estate);
    add('residence', word, estate);
  }
  for (const { surnames, firstNames, birth } of persons) {
    const first = firstNames[0];
    const date = birth && !birth.placeholder ? birth.date : undefined;
    const sound = first && first.length > 1 ? soundOf(first) : undefined;
    // The first name makes a key too: names get inverted, and a married name is new.
    add('naissance', date, sound);
    for (const surname of surnames) {
      const name = soundOf(stem(surname));
      add('naissance', date, name);
      // Stryker disable next-line ConditionalExpression: a key of which a part is missing is not added
      if (sound) add('noms', ...[name, sound].sort());
      for (const { commune } of addresses) add('nomCommune', commune, name);
    }
    for (const { commune, number, way } of addresses) {
      const word = way && wordOf(way);
      add('naissance', date, commune);
      add('prenomCommune', commune, sound);
      add('prenomVoie', commune, sound, word);
      add('nomNumero', number, sound);
      for (const name of surnames.map((surname) => soundOf(stem(surname)))) {
        add('nomVoie', name, word);
        add('nomNumero', number, name);
      }
    }
  }
  const sorted = [...new Map(keys.map((key) => [`${key.kind}|${key.value}`, key])).values()].sort(
    // Stryker disable next-line EqualityOperator: of two that are equal, either comes first
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.value < b.value ? -1 : 1),
  );
  // The birth dates of a large household leave room for its address and its names.
  const [born, others] = [true, false].map((dated) =>
    sorted.filter(({ kind }) => (kind === 'naissance') === dated),
  );
  const room = Math.max(MOST_BIRTHS, MOST_KEYS - (others?.length ?? 0));
  return [...(born ?? []).slice(0, room), ...(others ?? [])].slice(0, MOST_KEYS);
};

/** Kinds of blocks that hold many households. Whoever has both a surname and a first name is in a finer block too. */
const coarse: readonly string[] = ['nomVoie', 'nomNumero', 'prenomVoie', 'nomCommune', 'prenomCommune'];
/** Kinds that know a place and nobody in it: full, they tell nothing. */
const places: readonly string[] = ['voieNumero', 'residence', 'numeroCommune'];

/** The kind of a block, or `identifiant` for a number that is compared like one. */
type Kind = BlockKey['kind'] | 'identifiant';
/** What was read of a block: its first cases (`BLOCK_LIMIT` at most), and whether it holds more. */
export type BlockRead<Id> = { kind: Kind; cases: readonly Id[]; more: boolean };

/** Whether the message's case, if it is in this block, is to be found in a finer one: the message names somebody by both names. */
const inFiner = (kind: Kind, { persons }: Subject): boolean =>
  places.includes(kind) ||
  (coarse.includes(kind) && persons.some(({ surnames, firstNames }) => surnames[0] && firstNames[0]));

/**
 * The cases to read and compare, `MOST_CASES` at most, the surest first; and whether the message's case may be among those not read. A
 * coarse block that holds more than was read brings none when a finer one would bring the message's case: its cases share only a
 * name or a place with the message, and reading fifty of hundreds would say nothing of the rest.
 *
 * @param blocks in the order of `blockKeysOf`
 * @param except a case left out
 */
export const casesToCompare = <Id>(
  message: Subject,
  blocks: readonly BlockRead<Id>[],
  except?: Id,
): { cases: Id[]; truncated: boolean } => {
  const brought = (some: readonly BlockRead<Id>[]): Id[] =>
    some.flatMap(({ kind, cases, more }) => (more && inFiner(kind, message) ? [] : cases));
  const named = new Set(brought(blocks.filter(({ kind }) => !places.includes(kind))));
  const all = new Set([...named, ...brought(blocks.filter(({ kind }) => places.includes(kind)))]);
  return {
    cases: [...all].filter((id) => id !== except).slice(0, MOST_CASES),
    truncated:
      named.size > MOST_CASES ||
      blocks.some(({ kind, more }) => more && kind !== 'adresse' && !inFiner(kind, message)),
  };
};
