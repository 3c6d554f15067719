import { normaliseName } from '../text/normalise-name.ts';
import type { Language } from './language.ts';

/** Where a dwelling is in its building, each part normalised. Empty parts are unknown, not different. */
export type Door = {
  /** The estate that the number is in, where both are told. */
  residence?: string | undefined;
  building?: string | undefined;
  stairs?: string | undefined;
  /** `0` is the ground floor. */
  floor?: string | undefined;
  side?: 'G' | 'D' | 'F' | undefined;
  flat?: string | undefined;
};

const BUILDING = 'BATIMENT|BAT|BT|IMMEUBLE|IMM|HALL|BLOC|PAVILLON|PAV';
const STAIRS = 'ESCALIER|ESCAL|ESC|ENTREE|CAGE';
const FLAT = 'APPARTEMENT|APPART|APPT|APT|APP|LOGEMENT|LOGT|LGT|CHAMBRE|STUDIO|PTE';
const ESTATE = 'RESIDENCE|RESID|RES';
const NTH = '(?:ER|ERE|E|EME|ND|NDE)';
const STOREY = '(?:ETAGE|ETGE?)';
const GROUND = 'RDC|REZ DE CHAUSSEE';
const SIDE = '(?:GAUCHE|GCHE|GCH|DROITE|DROIT|DTE|FACE)';
const sides = [
  ['G', /\b(?:GAUCHE|GCHE|GCH|G$)\b/],
  ['D', /\b(?:DROITE|DROIT|DTE|D$)\b/],
  ['F', /\b(?:FACE|F$)\b/],
] as const;
const NO = '(?:(?:N|NO|NUMERO) (?=\\d))?';
/** A number, with letters or not, or a letter. */
const VALUE = `${NO}(\\w*\\d\\w*|[A-Z] \\d+\\w?(?= *$)|[A-Z])\\b`;

type Part = 'building' | 'stairs' | 'floor' | 'flat';
type Rules = readonly (readonly [Part, RegExp])[];

/** The parts of a complement, where any word is one, in the order in which they are taken out of it. */
const inComplement: Rules = [
  [
    'building',
    new RegExp(
      `\\b(?:${BUILDING}|TOUR)\\s+${NO}(?:(?:LE|LA|LES|L|DU|DES|DE) )?(\\w+)|\\b(?:LOT|MAISON|VILLA)\\s+${NO}(\\d+\\w?|[A-Z])\\b|\\b(?:BATIMENT|BAT|BT|IMM)(\\d+)\\b`,
    ),
  ],
  ['stairs', new RegExp(`\\b(?:${STAIRS})\\s+${NO}(\\w+)|\\bESC(\\d+)\\b`)],
  [
    'floor',
    new RegExp(
      `\\b(\\d+)\\s*${NTH}?\\s+(?:${STOREY}|ET)\\b|\\b${STOREY} (\\d+)\\b|\\b(\\d+)\\s*${NTH}(?= ${SIDE}\\b)|^R (\\d+)\\b|^(?:AU )?(\\d+)\\s*${NTH}$|\\b(${GROUND})\\b`,
    ),
  ],
  [
    'flat',
    new RegExp(
      `\\b(?:${FLAT}|PORTE|CH|UNIT|FLAT)\\s+(?:(?:N|NO|NUMERO) (?=\\w))?(\\d+ \\d+(?= *$)|\\d+ [A-Z](?= *$)|[A-Z] \\d+\\w?|\\w*\\d\\w*|[A-Z])\\b|\\b(?:APPT|APT|APP|LOGT|LGT)(\\d+\\w?)\\b`,
    ),
  ],
  ['flat', /\b(?:N|NO|NUMERO) (\d+\w?)\b/],
];
/** What is left of a complement when it is a flat: «12», «A12», «B 12», «3 G», «B»; not a postal code. */
const FLAT_ALONE = /^([A-Z]? ?\d{1,4} ?[A-Z]?|[A-Z])$/;

/** Words before which a part of a building is the name of a way: «rue de la Tour», «place du Bât…». */
const NO_WAY = String.raw`(?<!\b(?:DE|DU|DES|LA|LE|LES|L|D) )`;
/** The parts of a street, in the order in which they are taken out of it: «tour» or «porte» may be its name. */
const inStreet: Rules = [
  [
    'building',
    new RegExp(`${NO_WAY}\\b(?:(?:${BUILDING}|TOUR)\\s+${VALUE}|(?:BATIMENT|BAT|BT|IMM)(\\d+\\w?)\\b)`),
  ],
  ['stairs', new RegExp(`${NO_WAY}\\b(?:(?:${STAIRS})\\s+${VALUE}|ESC(\\d+)\\b)`)],
  [
    'floor',
    new RegExp(
      `\\b(?:(\\d+)\\s*${NTH}?\\s+${STOREY}|(\\d+)\\s*${NTH}\\s+ET|${STOREY} (\\d+)|(${GROUND})|(\\d+)\\s*${NTH}(?= ${SIDE}\\b))(?: ${SIDE})?\\b`,
    ),
  ],
  [
    'flat',
    new RegExp(
      `${NO_WAY}\\b(?:(?:${FLAT})\\s+${VALUE}|PORTE\\s+(\\d+\\w?)\\b|(?:APPT|APT|APP|LOGT|LGT)(\\d+\\w?)\\b)`,
    ),
  ],
];
/** Words whose number is the way's own, and kings. */
const OWN =
  'ROUTE|RTE|NATIONALE|DEPARTEMENTALE|CHEMIN|VOIE|RD|RN|D|N|ZAC|ZONE|SECTEUR|FRANCOIS|ALBERT|NAPOLEON|LEOPOLD|CHARLES|HENRI|ELISABETH|JEAN|ALEXANDRE|NICOLAS|GUILLAUME|PIERRE';
const LITTLE = 'D|DE|DU|DES|L|LE|LA|LES|ET|AU|AUX';
/** What a street ends with once its way is named: «12 rue Haute 3e n° 8». */
const atEnd: Rules = [
  ['flat', new RegExp(`(?<!\\b(?:${OWN}) )\\b(?:N|NO|NUMERO|LOT) (\\d+\\w?)$`)],
  ['floor', new RegExp(`(?<!\\b(?:${LITTLE}|${OWN}) )\\b(\\d+)\\s*${NTH}(?: [GDF])?$|\\bET (\\d+)$`)],
  ['flat', new RegExp(`(?<!\\b(?:${LITTLE}|${OWN}|NO|NUMERO|LOT|TRANCHE) )\\b([A-Z]?\\d{1,4}[A-Z]?)$`)],
];

const plainValue = (found: RegExpExecArray): string | undefined =>
  found
    .slice(1)
    .find((part) => part !== undefined)
    ?.replaceAll(' ', '')
    .replace(/^0+(?=\w)/, '');
const sideIn = (text: string): Door['side'] => sides.find(([, pattern]) => pattern.test(text))?.[0];
const spaced = (text: string): string => text.replace(/ +/g, ' ').trim();

/** Takes the parts that some rules find out of a text, into a door: the first told of each stands. Gives the text that is left. */
const takeOut = (
  text: string,
  rules: Rules,
  door: Door,
  allowed = (_before: string): boolean => true,
): string => {
  let rest = text;
  for (const [part, pattern] of rules) {
    const found = pattern.exec(rest);
    if (!found || !allowed(rest.slice(0, found.index))) continue;
    const value = plainValue(found);
    door[part] ??= part === 'floor' && value && !/^\d/.test(value) ? '0' : value;
    // A side is one only after its floor.
    if (part === 'floor') door.side ??= sideIn(found[0]);
    rest = spaced(`${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`);
  }
  return rest;
};

const ORDINALS =
  'PREMIER DEUXIEME TROISIEME QUATRIEME CINQUIEME SIXIEME SEPTIEME HUITIEME NEUVIEME DIXIEME'.split(' ');
const inDigits = (text: string): string =>
  text.replace(/\b(\w+)(?= (?:ETAGE|ETGE?)\b)/g, (word) => {
    const rank = ORDINALS.indexOf(word === 'SECOND' ? 'DEUXIEME' : word);
    return rank < 0 ? word : `${rank + 1}E`;
  });

/** The parts of a complement: `Bât. C, esc. 2, 3e étage gauche` gives building `C`, stairs `2`, floor `3`, side `G`. */
export const doorInComplement = (complement: string, language: Language): Door => {
  const text = inDigits(normaliseName(complement));
  const door: Door = {};
  const left = takeOut(text, inComplement, door);
  const side = new RegExp(`\\b${SIDE}\\b`).exec(text)?.[0];
  if (side !== undefined) door.side ??= sideIn(side);
  const rest = spaced(left.replace(new RegExp(`\\b${SIDE}\\b`, 'g'), ' '));
  const flat = FLAT_ALONE.exec(rest);
  if (flat) door.flat ??= plainValue(flat);
  else door.residence = residenceIn(rest, language) ?? placeIn(rest, language);
  return door;
};

/**
 * What a street tells of the door, and the street without it: `12 rue Haute appt 4` gives flat `4` and `12 RUE HAUTE`.
 *
 * @param street normalised
 */
export const doorInStreet = (street: string, language: Language): { door: Door; rest: string } => {
  const { linkWords, wayTypes } = language;
  const door: Door = {};
  const isNamed = (word: string): boolean =>
    /^[A-Z]{2}/.test(word) && !linkWords.has(word) && !wayTypes.words.has(word);
  // «Pavillon, 12 rue Haute»: the number is the way's.
  const isOwnNumber = new RegExp(
    `^(?:${BUILDING}|${STAIRS}|${FLAT}|TOUR) (?=\\d+\\w* (?:${[...wayTypes.words].join('|')}) )`,
  );
  const named = (before: string): boolean => /^\d/.test(street) && before.split(' ').some(isNamed);
  const alone = inDigits(street).replace(isOwnNumber, '');
  const plain = takeOut(alone, inStreet, door);
  const rest = takeOut(takeOut(plain, atEnd, door, named), atEnd, door, named);
  return estateIn(rest, door, language, isNamed);
};

const NAMED = new RegExp(`^(?:${ESTATE}|${BUILDING}|TOUR)$`);
const isEstate = new RegExp(`^(?:${ESTATE})$`);

/**
 * Takes out of a street the estate or the building named after its way, or before its number: «12 rue Haute résidence des Lilas»,
 * «tour Bleue 12 rue Haute».
 */
const estateIn = (
  street: string,
  door: Door,
  language: Language,
  isNamed: (word: string) => boolean,
): { door: Door; rest: string } => {
  const { linkWords, wayTypes } = language;
  const words = street.split(' ');
  const told = (from: number, to: number, rest: string[]) => {
    const name = nameIn(words.slice(from + 1, to), language);
    const part = isEstate.test(words[from] ?? '') ? 'residence' : 'building';
    return name && { door: { ...door, [part]: door[part] ?? name }, rest: rest.join(' ') };
  };
  const number = words.findIndex(
    (word, index) => /^\d/.test(word) && wayTypes.words.has(words[index + 1] ?? ''),
  );
  const before = NAMED.test(words[0] ?? '') && number > 1 ? told(0, number, words.slice(number)) : undefined;
  if (before) return before;
  const at = words.findIndex(
    (word, index) =>
      NAMED.test(word) && !linkWords.has(words[index - 1] ?? '') && words.slice(0, index).some(isNamed),
  );
  // A street that is an estate is its own way.
  return (at > 0 && told(at, words.length, words.slice(0, at))) || { door, rest: street };
};

/** The name of an estate or a building: its words without articles, its titles in full. An estate may be called «A». */
const nameIn = (words: readonly string[], { linkWords, titles }: Language): string | undefined =>
  (words.length === 1 ? words : words.filter((word) => !linkWords.has(word)))
    .map((word, index, all) => (index < all.length - 1 ? (titles[word] ?? word) : word))
    .join(' ') || undefined;

/** Words that say whose door it is, how to come in, or what kind of dwelling it is. */
const NO_PLACE = new RegExp(
  `^(?:CHEZ|CO|BOITE|BTE|BAL|CODE|DIGICODE|INTERPHONE|TEL|BP|CS|TSA|FOND|COUR|COTE|PORTE|PORTAIL|MAISON|MME|MADAME|MONSIEUR|MR|${STOREY}|${BUILDING}|${STAIRS}|${FLAT})$`,
);
/** A place named in a complement without a word for what it is: «Les Mirabelles, bât. C» gives `MIRABELLES`. */
const placeIn = (rest: string, language: Language): string | undefined => {
  const words = rest.split(' ').filter((word) => word !== '' && !language.linkWords.has(word));
  return words.some((word) => NO_PLACE.test(word)) || !/^[A-Z]{4,}$/.test(words[0] ?? '')
    ? undefined
    : nameIn(
        words.filter((word) => /^[A-Z]{2,}$/.test(word)),
        language,
      );
};

const RESIDENCE = new RegExp(`\\b(?:${ESTATE})\\s+(\\D+?)(?= \\d|$)`);
const residenceIn = (text: string, language: Language): string | undefined => {
  const told = RESIDENCE.exec(text)?.[1];
  return told === undefined
    ? undefined
    : nameIn(
        told.split(' ').filter((word) => word !== ''),
        language,
      );
};
