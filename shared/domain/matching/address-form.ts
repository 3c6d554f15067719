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
  wayIn(doorInStreet(plainStreet(street), language).rest, language);

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
    .filter((word) => !linkWords.has(word))
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
const plainStreet = (street: string): string =>
  normaliseName(street)
    .replace(/\b(CEDEX|BP|CS|TSA)( \d+)?\b/g, ' ')
    // Whose door it is, and the place told once more.
    .replace(/ CHEZ \D+$| \d{5} \D+$/, ' ')
    .replace(/\bN D\b/g, 'NOTRE DAME')
    .replace(DAY, (_, digits, word, month) => `${digits ?? DAYS[word]}${month}`)
    .replace(/ +/g, ' ')
    .trim();

/** Days of the month in words, as ways bear them. */
const DAYS: Readonly<Record<string, number>> = {
  PREMIER: 1,
  QUATRE: 4,
  CINQ: 5,
  SIX: 6,
  HUIT: 8,
  DIX: 10,
  ONZE: 11,
  QUATORZE: 14,
  'DIX HUIT': 18,
  'DIX NEUF': 19,
  'VINGT DEUX': 22,
  'VINGT CINQ': 25,
};
/** «8 mai 1945», «huit mai 45», «8 mai»: one day. */
const DAY = new RegExp(
  `\\b(?:(\\d{1,2})(?:ER)?|(${Object.keys(DAYS)
    .sort((a, b) => b.length - a.length)
    .join(
      '|',
    )})) (JANVIER|FEVRIER|MARS|AVRIL|MAI|JUIN|JUILLET|AOUT|SEPTEMBRE|OCTOBRE|NOVEMBRE|DECEMBRE)\\b(?: (?:(?:1[789]|20)\\d\\d|18|45|62)\\b)?`,
  'g',
);

// Stryker disable next-line StringLiteral: the invented suffix is none of the three
const SUFFIXES: Readonly<Record<string, string>> = { BIS: 'B', TER: 'T', QUATER: 'Q' };

/** Where a language's numbers stand: first, or before the type of a way. */
type Numbers = { first: RegExp; beforeWay: RegExp | undefined };
const workOutNumbers = ({ wayTypes: { words, at } }: Language): Numbers => {
  const types = [...words].join('|');
  const letter = at === 'start' ? `[A-Z](?= (?:${types}) )|[A-D]` : '[A-DTQ]';
  // «12R de la Gare», «12q. Voltaire»: the letter is the way's type.
  const number = `(\\d+)(?:\\s*(BIS|TER|QUATER|T|${letter})\\b|(?=[RQ] )|\\b)`;
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
  return { number, suffix: SUFFIXES[suffix] ?? suffix, rest: plain.slice(found.index + found[0].length) };
};

/** A dwelling as matching compares it. */
export const addressFormOf = (dwelling: Dwelling, language: Language = french): AddressForm => {
  const commune =
    dwelling.insee ?? (dwelling.commune ? normaliseCommune(dwelling.commune) : dwelling.postcode);
  const { door, rest } = doorInStreet(plainStreet(dwelling.street ?? ''), language);
  const all = {
    commune,
    ...wayIn(rest, language),
    ...told(door),
    ...told(doorInComplement(dwelling.complement ?? '', language)),
  };
  return told(all);
};

/** Without the parts that are unknown. */
const told = <T extends object>(parts: T): Partial<T> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value)) as Partial<T>;
