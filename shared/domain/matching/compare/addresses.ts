import { within } from '../../text/slips.ts';
import type { AddressForm } from '../address-form.ts';
import { compact, soundOf } from '../person-form.ts';
import { remembered } from '../remembered.ts';
import type { Level } from './levels.ts';

const order = ['door', 'exact', 'building', 'otherFlat', 'near', 'street', 'commune', 'different'] as const;

/** The best level of two lists of addresses; undefined when one side has none. */
export const compareAddresses = (
  a: readonly AddressForm[],
  b: readonly AddressForm[],
): Level<'address'> | undefined => {
  // Stryker disable next-line ArrayDeclaration: the invented level is none of those that are looked for
  const [x, y] = [precise(a), precise(b)];
  const found = x.flatMap((one) => y.flatMap((other) => compareAddress(one, other) ?? []));
  const best = order.find((level) => found.includes(level));
  // A vaguer description of the same side does not hide another flat or building.
  return best !== 'door' && best !== undefined && isVague(best) && found.includes('otherFlat')
    ? 'otherFlat'
    : best;
};

/** The addresses that tell the most: one of which another tells all, and more, hides nothing of it. */
export const precise = (addresses: readonly AddressForm[]): readonly AddressForm[] =>
  addresses.filter((one) => !addresses.some((other) => tellsMore(other, one)));

/** Whether an address tells what another does, and its type, its number, its letter, its whole way or its article besides. */
const tellsMore = (more: AddressForm, less: AddressForm): boolean => {
  const { type, number, way, thing } = less;
  const fuller = [
    type === undefined && more.type !== undefined,
    number === undefined && more.number !== undefined,
    number !== undefined &&
      /^\d+[A-Z]+$/.test(more.number ?? '') &&
      more.number?.replace(/[A-Z]+$/, '') === number,
    way !== undefined &&
      way !== more.way &&
      (more.way?.startsWith(`${way} `) === true || (!thing && more.way?.endsWith(` ${way}`) === true)),
    thing === undefined && more.thing === true && way === more.way,
  ];
  return (
    fuller.includes(true) &&
    more.commune === less.commune &&
    (type === undefined || type === more.type) &&
    (number === undefined || number === more.number || fuller[2] === true) &&
    (way === more.way || fuller[3] === true)
  );
};

const isVague = (level: Level<'address'>): boolean => level === 'exact' || level === 'building';

/**
 * - `door`: the same flat, or the same floor and side, both known;
 * - `exact`: the same number and way, and nothing against it;
 * - `building`: the same building too;
 * - `otherFlat`: another flat or building there;
 * - `near`: the way or the number a slip apart, another type of way, a number left out, the estate for its way, or the commune
 *   unknown;
 * - `street`: the way only;
 * - `commune`: the commune only.
 */
export const compareAddress = (a: AddressForm, b: AddressForm): Level<'address'> | undefined => {
  if (!a.commune || !b.commune)
    return a.number && a.way && a.number === b.number && a.way === b.way ? 'near' : undefined;
  const sameCommune = a.commune === b.commune;
  if (!a.way || !b.way) return sameCommune ? 'commune' : 'different';
  const ways = alike(a.way, b.way);
  if (!sameCommune) return ways === 'same' && a.number && a.number === b.number ? 'near' : 'different';
  if (isEstateOf(a, b) || isEstateOf(b, a)) return 'near';
  if (ways === 'different') return 'commune';
  const sameType = !a.type || !b.type || a.type === b.type;
  if (a.number === undefined || b.number === undefined)
    return ways === 'same' && sameType ? 'near' : 'street';
  if (a.number !== b.number)
    return ways === 'same' && Math.min(a.number.length, b.number.length) > 1 && within(a.number, b.number, 1)
      ? 'near'
      : 'street';
  if (ways === 'close' || !sameType) return 'near';
  return door(a, b);
};

/** Whether an address is only the estate that the other's number is in. */
const isEstateOf = (estate: AddressForm, { residence }: AddressForm): boolean =>
  residence !== undefined &&
  estate.type === 'RESIDENCE' &&
  estate.number === undefined &&
  estate.way === residence;

/** Another flat when any part that both know differs; the same flat when both know its number, or its floor and side. */
const door = (a: AddressForm, b: AddressForm): Level<'address'> => {
  if (doorParts.some((part) => a[part] && b[part] && a[part] !== b[part])) return 'otherFlat';
  if (a.flat && b.flat) return 'door';
  if (a.side && b.side && a.floor && b.floor) return 'door';
  return a.building && b.building ? 'building' : 'exact';
};

/** Whether two sides name flats, floors or buildings that differ, wherever a slip puts their addresses, and none that is the same flat. */
export const isOtherDoor = (a: readonly AddressForm[], b: readonly AddressForm[]): boolean => {
  const doors = a.flatMap((one) => b.map((other) => door(one, other)));
  return doors.includes('otherFlat') && !doors.includes('door');
};

const doorParts = ['building', 'stairs', 'floor', 'side', 'flat'] as const;

/**
 * `same`: the same words, titles and initials apart, or the same letters. `close`: the same last word, a first or last word left out, the same
 * sound, or a slip apart, two for 8 letters and more; of three letters, one left out: «rue du Bois» is not «rue du Lois».
 */
const alike = (a: string, b: string): 'same' | 'close' | 'different' => {
  // Stryker disable next-line ConditionalExpression: a shortcut or a memory, before a longer way to the same answer
  if (a === b) return 'same';
  // A figure or a letter alone is no slip of another: «8 mai» is not «1er mai», nor «RD 1004» «RD 1005».
  if (exactWords(a) !== exactWords(b)) return 'different';
  const [x, y] = [lastWord(a), lastWord(b)];
  if (x === y && x.length > 3) return sameBearer(firstWords(a), firstWords(b));
  if (isBeginning(a, b) || isBeginning(b, a)) return 'close';
  const [p, q] = [compact(a), compact(b)];
  if (p === q) return 'same';
  const shortest = Math.min(p.length, q.length);
  const slack = Math.max(p.length, q.length) >= 8 ? 2 : 1;
  const lastAlike =
    Math.min(x.length, y.length) >= 5 &&
    within(x, y, 1) &&
    sameBearer(firstWords(a), firstWords(b)) !== 'different';
  return (shortest >= 4 && (within(p, q, slack) || lastAlike || soundOf(p) === soundOf(q))) ||
    (shortest === 3 && p.length !== q.length && within(p, q, 1))
    ? 'close'
    : 'different';
};

/** The words of a way that are told exactly: those with a figure, and a last letter. */
const exactWords = remembered((way) =>
  way
    .split(' ')
    .filter((word, index, all) => /\d/.test(word) || (word.length === 1 && index === all.length - 1))
    .sort()
    .join(' '),
);

/** Whether a way is the first words of another's, which its file has no room for: «rue Victor» for «rue Victor Hugo». */
export const isBeginning = (short: string, long: string): boolean =>
  short.length >= 5 && long.startsWith(`${short} `) && !TITLES.has(short);

const TITLES = new Set(
  'GENERAL MARECHAL DOCTEUR PRESIDENT SAINT SAINTE COMMANDANT CAPITAINE COLONEL PROFESSEUR NOTRE DAME'.split(
    ' ',
  ),
);
const firstWords = remembered((way: string) =>
  way
    .split(' ')
    .slice(0, -1)
    .filter((word) => !TITLES.has(word))
    .join(' '),
);

/** Whether two ways of one last word bear one name: «rue J. Moulin», not «rue du Moulin» nor «rue Pierre Moulin» for «Jean Moulin». */
const sameBearer = (a: string, b: string): 'same' | 'close' | 'different' => {
  if (a === b) return 'same';
  if (a === '' || b === '') return 'close';
  const [x, y] = [a.split(' '), b.split(' ')];
  const initial = x.length === y.length && x.every((word, at) => sameStart(word, y[at] ?? ''));
  return initial
    ? 'same'
    : within(compact(a), compact(b), 2) || x.some((word) => y.includes(word))
      ? 'close'
      : 'different';
};
const sameStart = (a: string, b: string): boolean =>
  a === b || ((a.length === 1 || b.length === 1) && a[0] === b[0]);

// Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
export const lastWord = remembered((way) => way.split(' ').at(-1) ?? '');
