import jaroWinkler from 'talisman/metrics/jaro-winkler.js';
import { within } from '../../text/slips.ts';
import { french, type Language } from '../language.ts';
import { compact, type PersonForm, stem } from '../person-form.ts';
import { remembered } from '../remembered.ts';
import type { Level } from './levels.ts';

const order = ['same', 'sound', 'edit', 'part', 'different'] as const;

/** The best level of two sets of surnames; undefined when one side has none. */
export const compareSurnames = (
  a: readonly string[],
  b: readonly string[],
  language: Language = french,
): Level<'surname'> | undefined => {
  // Stryker disable next-line ConditionalExpression,LogicalOperator: an empty list gives no level by the longer way too
  if (a.length === 0 || b.length === 0) return undefined;
  const found = a.flatMap((one) => b.map((other) => compareSurname(one, other, language)));
  return order.find((level) => found.includes(level));
};

/** The forms of a surname that are compared, computed once. */
type SurnameForm = { whole: string; stem: string; sound: string; sorted: string; parts: readonly string[] };
const forms = new WeakMap<Language, (name: string) => SurnameForm>();
const formsOf = (language: Language): ((name: string) => SurnameForm) => {
  const known =
    forms.get(language) ??
    remembered((name) => ({
      whole: compact(name),
      stem: stem(name),
      sound: language.sound(stem(name)),
      sorted: name.split(' ').sort().join(' '),
      parts: name.split(' ').filter((word) => word.length >= 4),
    }));
  // Stryker disable next-line CallExpression: a shortcut or a memory, before a longer way to the same answer
  forms.set(language, known);
  return known;
};

const compareSurname = (a: string, b: string, language: Language): Level<'surname'> => {
  // Stryker disable next-line ConditionalExpression: a shortcut or a memory, before a longer way to the same answer
  if (a === b) return 'same';
  const formOf = formsOf(language);
  const [one, other] = [formOf(a), formOf(b)];
  const [x, y] = [one.whole, other.whole];
  if (x === y || one.sorted === other.sorted) return 'same';
  // «Ben Ali» is «Ali», and not «Aït Ali».
  if (one.stem === other.stem) return one.stem === x || other.stem === y ? 'same' : 'part';
  if (one.sound === other.sound) return 'sound';
  const slack = Math.max(x.length, y.length) >= 8 ? 2 : 1;
  if (Math.min(x.length, y.length) >= 4 && within(x, y, slack)) return 'edit';
  // One part of a double-barrelled name, or a name cut short by a file.
  // Stryker disable next-line EqualityOperator: no measure falls on the bound: they have many decimals
  if (one.parts.some((word) => other.parts.includes(word)) || jaroWinkler(x, y) >= 0.92) return 'part';
  return 'different';
};

/**
 * Whether two surnames that are alike are two. Both are known, or of four letters or less; one has an ending of its own («Bernard»,
 * «Bernardin»); each has a part of its own («Garcia Lopez», «Garcia Perez»); or they are short and no slip explains them («Bamba»,
 * «Samba»). A typist doubles a letter, changes two over, or writes as it sounds.
 */
export const areTwoSurnames = (a: string, b: string, language: Language = french): boolean => {
  const level = compareSurname(a, b, language);
  if (level !== 'edit' && level !== 'part') return level === 'sound' && Math.min(a.length, b.length) <= 3;
  const [one, other] = [formsOf(language)(a), formsOf(language)(b)];
  const ownPart = (some: readonly string[], others: readonly string[]): boolean =>
    some.some((word) => !others.some((also) => within(word, also, 1)));
  const shared = one.parts.some((word) => other.parts.includes(word));
  if (shared) return ownPart(one.parts, other.parts) && ownPart(other.parts, one.parts);
  if (level === 'part' && one.stem === other.stem) return true;
  const [x, y] = [one.whole, other.whole];
  return (
    (language.isSurname(a) && language.isSurname(b)) ||
    isLonger(x, y) ||
    isLonger(y, x) ||
    (Math.max(x.length, y.length) <= 6 &&
      single(x) !== single(y) &&
      !(sorted(x) === sorted(y) && within(x, y, 1)))
  );
};

/** Whether a name is another with an ending of two letters and more; a file cuts names no shorter than fifteen. */
const isLonger = (long: string, short: string): boolean =>
  long.length >= short.length + 2 && long.length < 15 && long.startsWith(short);

const firstOrder = [
  'same',
  'first',
  'edit',
  'nickname',
  'clash',
  'near',
  'second',
  'initial',
  'different',
] as const;

/** The level of two lists of first names, the first of each being the one in use; undefined when one side has none. */
export const compareFirstNames = (
  a: readonly string[],
  b: readonly string[],
  language: Language = french,
): Level<'firstName'> | undefined => {
  const [x, y] = [a[0], b[0]];
  if (x === undefined || y === undefined) return undefined;
  // Stryker disable next-line ConditionalExpression: a shortcut or a memory, before a longer way to the same answer
  if (a.length === 1 && b.length === 1 ? x === y : a.join('') === b.join('')) return 'same';
  if (x === y && clash(a, b, language)) return 'clash';
  // Stryker disable next-line ArrayDeclaration,ConditionalExpression,EqualityOperator: an empty list gives no level by the longer way too
  const found = [compareFirstName(x, y, language), ...(a.length > 1 || b.length > 1 ? [others(a, b)] : [])];
  return firstOrder.find((level) => found.includes(level));
};

const compareFirstName = (x: string, y: string, language: Language): Level<'firstName'> => {
  if (x === y) return 'first';
  if (x.length === 1 || y.length === 1) return x[0] === y[0] ? 'initial' : 'different';
  const { sound, nicknames, isFirstName } = language;
  if (nicknames(x, y)) return 'nickname';
  // Stryker disable next-line ConditionalExpression,MethodExpression: the model knows no first name of two letters, and a slip asks for four
  if (Math.min(x.length, y.length) >= 3 && (within(x, y, 1) || sound(x) === sound(y)))
    return isFirstName(x) && isFirstName(y) ? 'near' : x.length >= 4 && y.length >= 4 ? 'edit' : 'different';
  return 'different';
};

/**
 * Whether two first names are one, badly typed: a letter doubled or left single, one sound, or two letters changed over in a known name.
 * «Lyna» and «Lyne», «Hassina» and «Hassiba», «Laurence» and «Laurène» are two persons; so are «Valéry» and «Valérie», «Désiré» and
 * «Désirée», «Amadou» and «Hamadou».
 */
export const isTypingSlip = (x: string, y: string, { sound, isFirstName }: Language = french): boolean =>
  Math.min(x.length, y.length) >= 5 &&
  x[0] === y[0] &&
  x.at(-1) === y.at(-1) &&
  `${x}E` !== y &&
  `${y}E` !== x &&
  (single(x) === single(y) ||
    sound(x) === sound(y) ||
    (x.length >= 6 && sorted(x) === sorted(y) && within(x, y, 1) && (isFirstName(x) || isFirstName(y))));

/** A word with each letter that is doubled once. */
const single = (word: string): string => word.replace(/(.)\1+/g, '$1');
const sorted = (word: string): string => [...word].sort().join('');

/** A slip in a name of five letters or more, of which one at most is known: ANNE and ANGE are two. */
const isSlip = (x: string, y: string, isKnown: (name: string) => boolean): boolean =>
  Math.min(x.length, y.length) >= 5 && within(x, y, 1) && !(isKnown(x) && isKnown(y));

/** Same first name, other second names. «Jean Marie» and «Jean Paul» may be father and son. */
const clash = (a: readonly string[], b: readonly string[], { isFirstName }: Language): boolean => {
  const [x, y] = [a.slice(1), b.slice(1)].map((names) => names.filter((name) => name.length > 2));
  // Stryker disable next-line OptionalChaining: an empty list gives no level by the longer way too
  if (!x?.length || !y?.length) return false;
  return !x.some((one) => y.some((other) => one === other || isSlip(one, other, isFirstName)));
};

/** `first`: one name written in two words or one («Jean Pierre», «Jeanpierre»). `second`: a name in common, at another rank. */
const others = (a: readonly string[], b: readonly string[]): Level<'firstName'> => {
  // Stryker disable next-line StringLiteral: for the types: both lists have a first name by then
  const [x = '', y = ''] = [a[0], b[0]];
  const joined = (names: readonly string[]): string => names.slice(0, 2).join('');
  if (joined(a) === y || joined(b) === x) return 'first';
  // Stryker disable next-line StringLiteral: the level of the two first names stands where the others say nothing
  return a.some((name) => name.length > 1 && b.includes(name)) ? 'second' : 'different';
};

/** Whether the surname and first name of one person are those of the other, inverted. */
export const areInverted = (a: PersonForm, b: PersonForm): boolean => {
  const swapped = (one: PersonForm, other: PersonForm): boolean =>
    // Stryker disable next-line ConditionalExpression,EqualityOperator,LogicalOperator: an empty list gives no level by the longer way too
    one.firstNames.length > 0 &&
    // Stryker disable next-line ConditionalExpression,EqualityOperator: an empty list gives no level by the longer way too
    other.firstNames.length > 0 &&
    one.surnames.some((name) => compact(name) === other.firstNames.join('') || name === other.firstNames[0]);
  return swapped(a, b) && swapped(b, a);
};
