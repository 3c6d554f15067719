import type { Chance } from '../../../../cli/demo/random.ts';
import { spellings } from '../names/spellings.ts';
import type { Hand } from './hand.ts';

export const withoutAccents = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe').replaceAll('’', "'");

/** First letter of each word in capitals, the rest small. */
const titleCase = (text: string): string =>
  text
    .toLowerCase()
    .replace(/(^|[\s\-'’])(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase());

/** Keys next to each other on a French keyboard. */
const rows = ['azertyuiop', 'qsdfghjklm', 'wxcvbn'];
const neighbour = ({ pick }: Chance, letter: string): string => {
  const row = rows.find((keys) => keys.includes(letter.toLowerCase()));
  if (!row) return pick([...'aeinrst']);
  const at = row.indexOf(letter.toLowerCase());
  return row.charAt(at === 0 ? 1 : at === row.length - 1 ? at - 1 : at + pick([-1, 1]));
};

/** One typing slip: a letter inserted, dropped, changed, or two swapped. */
export const mistype = (chance: Chance, text: string): string => {
  if (text.length < 3) return text;
  // The first letter is rarely wrong: people look at it.
  const at = chance.percent(8) ? 0 : chance.between(1, text.length - 1);
  const letter = text.charAt(at);
  const sameCase = (other: string): string => (letter === letter.toUpperCase() ? other.toUpperCase() : other);
  switch (chance.between(0, 4)) {
    case 0:
      return text.slice(0, at) + sameCase(neighbour(chance, letter)) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + letter + text.slice(at);
    case 3:
      return text.slice(0, at) + sameCase(neighbour(chance, letter)) + text.slice(at + 1);
    default: {
      const left = Math.max(1, at) - 1;
      return text.slice(0, left) + text.charAt(left + 1) + text.charAt(left) + text.slice(left + 2);
    }
  }
};

const groups = new Map<string, readonly string[]>();
for (const group of spellings) for (const form of group) if (!groups.has(form)) groups.set(form, group);

/** What the ear confuses: a clerk writes a name as heard. */
const bySound: readonly (readonly [RegExp, string])[] = [
  [/ph/i, 'f'],
  [/f/i, 'ph'],
  [/([lmnrtsp])\1/i, '$1'],
  [/([aeiou])([lnrts])([aeiou])/i, '$1$2$2$3'],
  [/th/i, 't'],
  [/y/i, 'i'],
  [/i(?=[aeou])/i, 'y'],
  [/c?k/i, 'c'],
  [/qu/i, 'k'],
  [/eau(?=$|\s|-)/i, 'aud'],
  [/aul?t(?=$|\s|-)/i, 'aud'],
  [/(.{3,})[dtsx](?=$|\s|-)/i, '$1'],
  [/(.{3,})e(?=$|\s|-)/i, '$1'],
  [/ai/i, 'é'],
  [/en/i, 'an'],
  [/ou/i, 'u'],
  [/s(?=[aeiou])/i, 'z'],
  [/ch/i, 'sh'],
  [/h(?=[aeiou])/i, ''],
];

/** Another spelling of a name that sounds the same; the name itself where none is known. */
export const respell = (chance: Chance, text: string): string => {
  const known = groups.get(text);
  if (known && chance.percent(85)) return chance.pick(known.filter((form) => form !== text));
  const fitting = bySound.filter(([sound]) => sound.test(text));
  if (fitting.length === 0) return text;
  const [sound, written] = chance.pick(fitting);
  return titleCase(text.replace(sound, written));
};

export const hasSpellings = (text: string): boolean => groups.has(text);

/** One digit of a number read as another. */
export const misread = (chance: Chance, text: string): string => {
  const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
  if (digits.length === 0) return text;
  const at = chance.pick(digits);
  const other = (Number(text.charAt(at)) + chance.between(1, 9)) % 10;
  return text.slice(0, at) + String(other) + text.slice(at + 1);
};

/** A number as typed by someone else: a digit wrong, or two swapped. */
export const misnumber = (hand: Hand, text: string): string => {
  if (hand.percent(60)) return misread(hand, text);
  const swaps = [...text.matchAll(/(?=(\d)(\d))/g)].filter(([, one, other]) => one !== other);
  if (swaps.length === 0) return misread(hand, text);
  const { index } = hand.pick(swaps);
  return text.slice(0, index) + text.charAt(index + 1) + text.charAt(index) + text.slice(index + 2);
};
