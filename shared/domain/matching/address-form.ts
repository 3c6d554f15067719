import type { Dwelling } from '../events/household.ts';
import { normaliseCommune } from '../text/normalise-commune.ts';
import { normaliseName } from '../text/normalise-name.ts';
import { french, type Language } from './language.ts';

/** An address as matching compares it. Empty parts are unknown, not different. */
export type AddressForm = {
  /** INSEE code, else the commune's normalised name, else the postal code. */
  commune?: string | undefined;
  number?: string | undefined;
  /** Significant words of the way, without its type: `RUE DES TILLEULS` gives `TILLEULS`. */
  way?: string | undefined;
  /** Type of the way, in one of its spellings: `AV` is `AVENUE`. */
  type?: string | undefined;
  /** The estate that the number is in, where both are told. */
  residence?: string | undefined;
  /** Where the flat is in the building, each part normalised; floor `0` is the ground floor. */
  building?: string | undefined;
  stairs?: string | undefined;
  floor?: string | undefined;
  side?: 'G' | 'D' | 'F' | undefined;
  flat?: string | undefined;
};

type Way = Pick<AddressForm, 'number' | 'way' | 'type'>;

/**
 * The way's significant words, its type, and its number: `12 bis, av. du Gal de Gaulle` gives `12B`, `AVENUE`, `GENERAL GAULLE`. What
 * stands before a number and its way, an estate or a building, is no part of them.
 */
export const wayOf = (street: string, language: Language = french): Way => {
  const { wayTypes, linkWords, titles } = language;
  const { number, suffix, rest } = numberIn(plainStreet(street), language);
  const all = rest.split(' ').filter((word) => word !== '');
  const typeAt = wayTypes.at === 'start' ? 0 : all.length - 1;
  const typed = all[typeAt];
  const type = typed !== undefined && all.length > 1 && wayTypes.words.has(typed) ? typed : undefined;
  const significant = all
    .filter((_, index) => type === undefined || index !== typeAt)
    .filter((word) => !linkWords.has(word))
    .map((word) => titles[word] ?? word);
  const canonical = type && (wayTypes.canonical?.[type] ?? type);
  return {
    ...(number !== undefined && { number: `${Number(number)}${suffix}` }),
    ...(significant.length > 0 && { way: significant.join(' ') }),
    ...(canonical && wayTypes.canonical && { type: canonical }),
  };
};

/** A street without what the post adds, nor where the flat is. */
const plainStreet = (street: string): string =>
  [...Object.values(inStreet), floorless]
    .reduce(
      (text, pattern) => text.replace(pattern, ' '),
      normaliseName(street)
        .replace(/\b(CEDEX|BP|CS|TSA)( \d+)?\b/g, ' ')
        // Whose door it is, and the place told once more.
        .replace(/ CHEZ \D+$| \d{5} \D+$/, ' ')
        .replace(/\bN D\b/g, 'NOTRE DAME'),
    )
    .replace(/ +/g, ' ')
    .trim();

// Stryker disable next-line StringLiteral: the invented suffix is none of the three
const SUFFIXES: Readonly<Record<string, string>> = { BIS: 'B', TER: 'T', QUATER: 'Q' };
const NUMBER = String.raw`(\d+)\s*(BIS|TER|QUATER|[A-DTQ])?\b`;
/** «12», «n° 12», «12-14», «12 à 14». */
const AT_START = new RegExp(`^(?:(?:N|NO|NUMERO) )?(?:(\\d+) (?:(?:A|ET) )?\\d+(?= \\D)|${NUMBER})`);

/** The number of a street, first or before the type of its way, and what comes after it. */
const numberIn = (
  plain: string,
  { wayTypes }: Language,
): { number?: string | undefined; suffix: string; rest: string } => {
  const found =
    AT_START.exec(plain) ?? (wayTypes.at === 'start' ? beforeWay(wayTypes.words).exec(plain) : null);
  if (!found) return { suffix: '', rest: plain };
  const whole = found[0];
  // The first of two numbers, or the one number with its suffix.
  const [number, suffix = ''] = found.slice(1).filter((part) => part !== undefined);
  return { number, suffix: SUFFIXES[suffix] ?? suffix, rest: plain.slice(found.index + whole.length) };
};

const patterns = new WeakMap<ReadonlySet<string>, RegExp>();
const beforeWay = (types: ReadonlySet<string>): RegExp => {
  const known = patterns.get(types) ?? new RegExp(`\\b${NUMBER} (?=(?:${[...types].join('|')}) )`);
  patterns.set(types, known);
  return known;
};

/** Words before which a part of a building is the name of a way: «rue de la Tour», «place du Bât…». */
const NO_WAY = String.raw`(?<!\b(?:DE|DU|DES|LA|LE|LES|L|D) )`;
const VALUE = String.raw`\s*(?:(?:N|NO|NUMERO) )?(\d+\w*|\w*\d\w*|[A-Z] \d+\w?(?= *$)|[A-Z])\b`;
const BUILDING = 'BATIMENT|BAT|BT|IMMEUBLE|IMM|HALL|BLOC|PAVILLON|PAV';
const STAIRS = 'ESCALIER|ESCAL|ESC|ENTREE|CAGE';
const FLAT = 'APPARTEMENT|APPART|APPT|APT|APP|LOGEMENT|LOGT|LGT|CHAMBRE|STUDIO|PTE';
const NTH = '(?:ER|ERE|E|EME|ND|NDE)';
const parts = {
  building: new RegExp(
    `\\b(?:${BUILDING}|TOUR)\\s+(?:(?:LE|LA|LES|L|DU|DES|DE) )?(\\w+)|\\b(?:BATIMENT|BAT|BT|IMM)(\\d+)\\b`,
  ),
  stairs: new RegExp(`\\b(?:${STAIRS})\\s+(\\w+)|\\b(?:ESC)(\\d+)\\b`),
  floor: new RegExp(
    `\\b(\\d+)\\s*${NTH}?\\s+(?:ETAGE|ETG|ET)\\b|\\b(?:ETAGE|ETG) (\\d+)\\b|\\b(\\d+)\\s*${NTH} (?:GAUCHE|DROITE|FACE)\\b`,
  ),
  flat: new RegExp(
    `\\b(?:${FLAT}|PORTE|UNIT|FLAT|N|NO)\\s+(?:(?:N|NO|NUMERO) )?([A-Z] \\d+\\w?|\\w*\\d\\w*|[A-Z])\\b|\\b(?:APPT|APT|APP|LOGT|LGT)(\\d+\\w?)\\b`,
  ),
} as const;
/** The same where they stand in a street: «N 12» there is its number, and «tour» or «porte» may be its name. */
const inStreet = {
  building: new RegExp(`${NO_WAY}\\b(?:${BUILDING}|TOUR)${VALUE}`),
  stairs: new RegExp(`${NO_WAY}\\b(?:${STAIRS})${VALUE}`),
  flat: new RegExp(`${NO_WAY}\\b(?:(?:${FLAT})${VALUE}|PORTE\\s+(\\d+\\w?)\\b)`),
} as const;
const floorless = new RegExp(
  `\\b(?:\\d+\\s*${NTH}?\\s+ETAGE|RDC|REZ DE CHAUSSEE)(?: (?:GAUCHE|DROITE|FACE))?\\b|\\b\\d+\\s*${NTH} (?:GAUCHE|DROITE|FACE)\\b`,
);
const sides = [
  ['G', /\b(?:GAUCHE|GCHE|GCH)\b/],
  ['D', /\b(?:DROITE|DROIT|DTE)\b/],
  ['F', /\bFACE\b/],
] as const;

type Door = Pick<AddressForm, 'residence' | 'building' | 'stairs' | 'floor' | 'side' | 'flat'>;

const valueIn = (text: string, pattern: RegExp): string | undefined => {
  const value = pattern
    .exec(text)
    ?.slice(1)
    .find((part) => part !== undefined);
  return value?.replaceAll(' ', '').replace(/^0+(?=\w)/, '');
};

/** The parts of a complement: `Bât. C, esc. 2, 3e étage gauche` gives building `C`, stairs `2`, floor `3`, side `G`. */
const complementOf = (complement: string, language: Language): Door => {
  const text = normaliseName(complement);
  const building = valueIn(text, parts.building);
  const stairs = valueIn(text, parts.stairs);
  const floor = /\b(?:RDC|REZ DE CHAUSSEE)\b/.test(text) ? '0' : valueIn(text, parts.floor);
  const side = sides.find(([, pattern]) => pattern.test(text))?.[0];
  const flat = valueIn(text, parts.flat);
  const residence = residenceIn(text, language);
  return {
    ...(residence && { residence }),
    ...(building && { building }),
    ...(stairs && { stairs }),
    ...(floor && { floor }),
    ...(side && { side }),
    ...(flat && { flat }),
  };
};

/** The same, told in the street: «12 rue Haute appt 4». */
const doorInStreet = (street: string, language: Language): Door => {
  const text = normaliseName(street);
  const [building, stairs, flat] = [inStreet.building, inStreet.stairs, inStreet.flat].map((pattern) =>
    valueIn(text, pattern),
  );
  const floor = /\b(?:RDC|REZ DE CHAUSSEE)\b/.test(text) ? '0' : valueIn(text, parts.floor);
  // A side is one only after its floor.
  const floorTold = floorless.exec(text)?.[0] ?? '';
  const side = sides.find(([, pattern]) => pattern.test(floorTold))?.[0];
  // A street that is an estate is its own way.
  const residence = /\d/.test(plainStreet(street)) ? residenceIn(plainStreet(street), language) : undefined;
  return {
    ...(residence && { residence }),
    ...(building && { building }),
    ...(stairs && { stairs }),
    ...(floor && { floor }),
    ...(side && { side }),
    ...(flat && { flat }),
  };
};

const RESIDENCE = /\b(?:RESIDENCE|RESID|RES)\s+(\D+?)(?= \d| BATIMENT| BAT | TOUR | APP|$)/;
const residenceIn = (text: string, { linkWords }: Language): string | undefined =>
  RESIDENCE.exec(text)?.[1]
    ?.split(' ')
    .filter((word) => word !== '' && !linkWords.has(word))
    .join(' ') || undefined;

/** A dwelling as matching compares it. */
export const addressFormOf = (dwelling: Dwelling, language: Language = french): AddressForm => {
  const commune =
    dwelling.insee ?? (dwelling.commune ? normaliseCommune(dwelling.commune) : dwelling.postcode);
  return {
    ...(commune && { commune }),
    ...wayOf(dwelling.street ?? '', language),
    ...doorInStreet(dwelling.street ?? '', language),
    ...complementOf(dwelling.complement ?? '', language),
  };
};
