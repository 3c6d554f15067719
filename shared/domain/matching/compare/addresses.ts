import { within } from '../../text/slips.ts';
import type { AddressForm } from '../address-form.ts';
import { compact } from '../person-form.ts';
import { remembered } from '../remembered.ts';
import type { Level } from './levels.ts';

const order = ['door', 'exact', 'building', 'otherFlat', 'near', 'street', 'commune', 'different'] as const;

/** The best level of two lists of addresses; undefined when one side has none. */
export const compareAddresses = (
  a: readonly AddressForm[],
  b: readonly AddressForm[],
): Level<'address'> | undefined => {
  // Stryker disable next-line ArrayDeclaration: the invented level is none of those that are looked for
  const found = a.flatMap((one) => b.flatMap((other) => compareAddress(one, other) ?? []));
  return order.find((level) => found.includes(level));
};

/**
 * - `door`: the same flat, or the same floor and side, both known;
 * - `exact`: the same number and way, and nothing against it;
 * - `building`: the same building too;
 * - `otherFlat`: another flat or building there;
 * - `near`: the way or the number a slip apart, or the commune unknown;
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
  if (ways === 'different') return 'commune';
  if (a.number === undefined || b.number === undefined) return 'street';
  if (a.number !== b.number)
    return ways === 'same' && a.number.length > 1 && within(a.number, b.number, 1) ? 'near' : 'street';
  if (ways === 'close') return 'near';
  return door(a, b);
};

/** Another flat when any part that both know differs; the same flat when both know its number, or its floor and side. */
const door = (a: AddressForm, b: AddressForm): Level<'address'> => {
  if (doorParts.some((part) => a[part] && b[part] && a[part] !== b[part])) return 'otherFlat';
  if (a.flat && b.flat) return 'door';
  if (a.side && b.side && a.floor && b.floor) return 'door';
  return a.building && b.building ? 'building' : 'exact';
};

const doorParts = ['building', 'stairs', 'floor', 'side', 'flat'] as const;

/** `same`: the same last word of more than three letters, or the same letters. `close`: a slip apart, two for 8 letters and more. */
const alike = (a: string, b: string): 'same' | 'close' | 'different' => {
  // Stryker disable next-line ConditionalExpression: a shortcut or a memory, before a longer way to the same answer
  if (a === b) return 'same';
  const [x, y] = [lastWord(a), lastWord(b)];
  if (x === y && x.length > 3) return 'same';
  const [p, q] = [compact(a), compact(b)];
  if (p === q) return 'same';
  const slack = Math.max(p.length, q.length) >= 8 ? 2 : 1;
  return Math.min(p.length, q.length) >= 4 && (within(p, q, slack) || (x.length >= 5 && within(x, y, 1)))
    ? 'close'
    : 'different';
};

// Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
export const lastWord = remembered((way) => way.split(' ').at(-1) ?? '');
