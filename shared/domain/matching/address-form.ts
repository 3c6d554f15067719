import type { Dwelling } from '../events/household.ts';
import { normaliseCommune } from '../text/normalise-commune.ts';
import { normaliseName } from '../text/normalise-name.ts';
import { type Door, doorInComplement, doorInStreet } from './door-form.ts';
import { french, type Language } from './language.ts';

/** An address as matching compares it. Empty parts are unknown, not different. */
export type AddressForm = Door & {
  /** INSEE code, else the commune's normalised name, else the postal code. */
  commune?: string | undefined;
  number?: string | undefined;
  /** Significant words of the way, without its type: `RUE DES TILLEULS` gives `TILLEULS`. */
  way?: string | undefined;
  /** Type of the way, in one of its spellings: `AV` is `AVENUE`. */
  type?: string | undefined;
  /** The way bears a thing's name, told by its article: «rue du Moulin» is not «rue Jean Moulin», which «rue Moulin» may be. */
  thing?: true | undefined;
};

type Way = Pick<AddressForm, 'number' | 'way' | 'type' | 'thing'>;

/**
 * The way's significant words, its type, and its number: `12 bis, av. du Gal de Gaulle` gives `12B`, `AVENUE`, `GENERAL GAULLE`. What
 * stands before a number and its way, an estate or a building, is no part of them.
 */
export const wayOf = (street: string, language: Language = french): Way =>
  wayIn(formsOf(street, language).rest, language);

/** Characters of a street or a complement that are read. */
const MOST = 200;

/** A street's door, and the street without it; one that is nothing but a door is its own way: «Tour 3». */
const formsOf = (street: string, language: Language): { door: Door; rest: string } => {
  const plain = plainStreet(street.slice(0, MOST), language);
  const { door, rest } = doorInStreet(plain, language);
  return { door, rest: /[A-Z]{2}/.test(rest) ? rest : plain };
};

/** @param plain a street without its door */
const wayIn = (plain: string, language: Language): Way => {
  const { wayTypes, linkWords, titles } = language;
  const { number, suffix, rest } = numberIn(plain, language);
  const all = rest.split(' ').filter((word) => word !== '');
  const typeAt = wayTypes.at === 'start' ? 0 : all.length - 1;
  const typed = all[typeAt];
  const type = typed !== undefined && all.length > 1 && wayTypes.words.has(typed) ? typed : undefined;
  const significant = all
    .filter((_, index) => type === undefined || index !== typeAt)
    // «Rue A» is one.
    .filter((word, _, { length }) => length === 1 || !linkWords.has(word))
    // A title stands before a name: «rue des Prés» is no président's.
    .map((word, index, words) => (index < words.length - 1 ? (titles[word] ?? word) : word));
  const canonical = type && (wayTypes.canonical?.[type] ?? type);
  const thing = significant.length === 1 && articles.test(all.slice(-3, -1).join(' '));
  return {
    ...(number !== undefined && { number: `${Number(number)}${suffix}` }),
    ...(significant.length > 0 && { way: significant.join(' ') }),
    ...(canonical && wayTypes.canonical && { type: canonical }),
    ...(thing && { thing: true as const }),
  };
};

/** An article before a name of one word. «De» alone stands before a person's too. */
const articles = /\b(?:DU|DES|LA|LE|LES|L|AU|AUX)$/;

/** A street normalised, without what the post adds; a day that a way bears is one word. */
const plainStreet = (street: string, { wayTypes, linkWords }: Language): string =>
  normaliseName(street)
    .replace(/\b(CEDEX|BP|CS|TSA)( \d+)?\b/g, ' ')
    // The place told once more.
    .replace(/ \d{5} \D+$/, ' ')
    .replace(/\bN D\b/g, 'NOTRE DAME')
    .replace(DAY, (_, digits, word, month) => `${digits ?? DAYS.indexOf(word) + 1}${month}`)
    .replace(DATE, (_, day, month) => `${Number(day)}${MONTHS[month - 1]}`)
    // Whose door it is, once the way is named: a lieu-dit may be called «Chez Bernard».
    .replace(/ CHEZ \D+$/, (told, at, all) => {
      const [number = '', type = '', ...words] = all.slice(0, at).split(' ');
      const named = /^\d/.test(number) && wayTypes.words.has(type) && !linkWords.has(words.at(-1) ?? 'DE');
      return named ? ' ' : told;
    })
    .replace(/ +/g, ' ')
    .trim();

const MONTHS = 'JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE'.split(
  ' ',
);
/** Days of the month in words, from the first. */
const DAYS = [
  ...'PREMIER DEUX TROIS QUATRE CINQ SIX SEPT HUIT NEUF DIX ONZE DOUZE TREIZE QUATORZE QUINZE SEIZE'.split(
    ' ',
  ),
  ...'SEPT HUIT NEUF'.split(' ').map((unit) => `DIX ${unit}`),
  'VINGT',
  'VINGT ET UN',
  ...'DEUX TROIS QUATRE CINQ SIX SEPT HUIT NEUF'.split(' ').map((unit) => `VINGT ${unit}`),
  'TRENTE',
  'TRENTE ET UN',
];
/** «8 mai 1945», «huit mai 45», «8 mai», «1 er mai»: one day. */
const DAY = new RegExp(
  `\\b(?:(\\d{1,2}) ?(?:ER)?|(${[...DAYS].sort((a, b) => b.length - a.length).join('|')})) (${MONTHS.join('|')})(?: ?(?:1[789]|20)\\d\\d\\b| (?:18|40|44|45|54|62)\\b|\\b)`,
  'g',
);
/** «19/03/1962», «8-5-1945». */
const DATE = /\b(\d{1,2}) (0?[1-9]|1[0-2]) (?:1[89])\d\d\b/g;

// Stryker disable next-line StringLiteral: the invented suffix is none of the three
const SUFFIXES: Readonly<Record<string, string>> = { BIS: 'B', TER: 'T', QUATER: 'Q' };

/** Where a language's numbers stand: first, or before the type of a way. */
type Numbers = { first: RegExp; beforeWay: RegExp | undefined };
const workOutNumbers = ({ wayTypes: { words, at } }: Language): Numbers => {
  const types = [...words].join('|');
  const letter = at === 'start' ? `[A-Z](?= (?:${types}) )|[A-D]` : '[A-DTQ]';
  // «12R de la Gare», «12q. Voltaire»: the letter is the way's type.
  const number = `(\\d+)(?:\\s*((?:BIS|TER|QUATER)(?: [A-Z](?= (?:${types}) ))?|T|${letter})\\b|(?=[RQ] )|\\b)`;
  return {
    // «12», «n° 12», «12-14», «12 à 14».
    first: new RegExp(`^(?:(?:N|NO|NUMERO) )?(?:(\\d+) (?:(?:A|ET) )?\\d+(?= \\D)|${number})`),
    beforeWay: at === 'start' ? new RegExp(`\\b${number} (?=(?:${types}) )`) : undefined,
  };
};
const numbers = new WeakMap<Language, Numbers>();
const numbersOf = (language: Language): Numbers => {
  const known = numbers.get(language) ?? workOutNumbers(language);
  numbers.set(language, known);
  return known;
};

/** The number of a street, first or before the type of its way, and what comes after it. */
const numberIn = (
  plain: string,
  language: Language,
): { number?: string | undefined; suffix: string; rest: string } => {
  const { first, beforeWay } = numbersOf(language);
  const found = first.exec(plain) ?? beforeWay?.exec(plain);
  if (!found) return { suffix: '', rest: plain };
  // The first of two numbers, or the one number with its suffix.
  const [number, suffix = ''] = found.slice(1).filter((part) => part !== undefined);
  const [bis = '', letter = ''] = suffix.split(' ');
  return {
    number,
    suffix: `${SUFFIXES[bis] ?? bis}${letter}`,
    rest: plain.slice(found.index + found[0].length),
  };
};

/** A dwelling as matching compares it. */
export const addressFormOf = (dwelling: Dwelling, language: Language = french): AddressForm => {
  const commune =
    dwelling.insee ?? (dwelling.commune ? normaliseCommune(dwelling.commune) : dwelling.postcode);
  const { door, rest } = formsOf(dwelling.street ?? '', language);
  const all = {
    commune,
    ...wayIn(rest, language),
    ...told(door),
    ...told(doorInComplement((dwelling.complement ?? '').slice(0, MOST), language)),
  };
  return told(all);
};

/** Without the parts that are unknown. */
const told = <T extends object>(parts: T): Partial<T> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value)) as Partial<T>;
