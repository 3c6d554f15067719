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

/** Words before which a part of a building is the name of a way: «rue de la Tour», «place du Bât…». */
const NO_WAY = String.raw`(?<!\b(?:DE|DU|DES|LA|LE|LES|L|D) )`;
const VALUE = String.raw`\s*(?:(?:N|NO|NUMERO) )?(\d+\w*|\w*\d\w*|[A-Z] \d+\w?(?= *$)|[A-Z])\b`;
const BUILDING = 'BATIMENT|BAT|BT|IMMEUBLE|IMM|HALL|BLOC|PAVILLON|PAV';
const STAIRS = 'ESCALIER|ESCAL|ESC|ENTREE|CAGE';
const FLAT = 'APPARTEMENT|APPART|APPT|APT|APP|LOGEMENT|LOGT|LGT|CHAMBRE|STUDIO|PTE';
const ESTATE = 'RESIDENCE|RESID|RES';
const NTH = '(?:ER|ERE|E|EME|ND|NDE)';
const STOREY = '(?:ETAGE|ETGE?)';
const GROUND = 'RDC|REZ DE CHAUSSEE';
const SIDE = '(?:GAUCHE|GCHE|GCH|DROITE|DROIT|DTE|FACE)';
const sides = [
  ['G', /\b(?:GAUCHE|GCHE|GCH)\b/],
  ['D', /\b(?:DROITE|DROIT|DTE)\b/],
  ['F', /\bFACE\b/],
] as const;

/** The parts of a complement, where any word is one. */
const parts = {
  building: new RegExp(
    `\\b(?:${BUILDING}|TOUR)\\s+(?:(?:LE|LA|LES|L|DU|DES|DE) )?(\\w+)|\\b(?:BATIMENT|BAT|BT|IMM)(\\d+)\\b`,
  ),
  stairs: new RegExp(`\\b(?:${STAIRS})\\s+(\\w+)|\\b(?:ESC)(\\d+)\\b`),
  floor: new RegExp(
    `\\b(\\d+)\\s*${NTH}?\\s+(?:${STOREY}|ET)\\b|\\b${STOREY} (\\d+)\\b|\\b(\\d+)\\s*${NTH} ${SIDE}\\b`,
  ),
  flat: new RegExp(
    `\\b(?:${FLAT}|PORTE|LOT|MAISON|VILLA|UNIT|FLAT|N|NO)\\s+(?:(?:N|NO|NUMERO) )?([A-Z] \\d+\\w?|\\w*\\d\\w*|[A-Z])\\b|\\b(?:APPT|APT|APP|LOGT|LGT)(\\d+\\w?)\\b`,
  ),
} as const;

/** A complement that is one word: a floor («3e»), or a flat («12», «A12», «12B»). */
const WHOLE = new RegExp(`^(?:(\\d+)\\s*${NTH}|[A-Z]?\\d+[A-Z]?)$`);
const FLAT_ALONE = /^([A-Z]?\d+[A-DF-Z]?)$/;

/** The parts of a street, in the order in which they are taken out of it: «tour» or «porte» may be its name. */
const inStreet: readonly (readonly ['building' | 'stairs' | 'floor' | 'flat', RegExp])[] = [
  ['building', new RegExp(`${NO_WAY}\\b(?:${BUILDING}|TOUR)${VALUE}`)],
  ['stairs', new RegExp(`${NO_WAY}\\b(?:${STAIRS})${VALUE}`)],
  [
    'floor',
    new RegExp(
      `\\b(?:(\\d+)\\s*${NTH}?\\s+${STOREY}|(\\d+)\\s*${NTH}\\s+ET|${STOREY} (\\d+)|(${GROUND})|(\\d+)\\s*${NTH}(?= ${SIDE}\\b))(?: ${SIDE})?\\b`,
    ),
  ],
  ['flat', new RegExp(`${NO_WAY}\\b(?:(?:${FLAT})${VALUE}|PORTE\\s+(\\d+\\w?)\\b)`)],
  // «12 rue Haute 3e n° 8»: a second number, unless it is the way's own: «route n° 7», «rue du 4e».
  [
    'flat',
    new RegExp(
      `(?<=^\\d.*[A-Z]{2}.* )(?<!\\b(?:ROUTE|RTE|NATIONALE|DEPARTEMENTALE|CHEMIN|VOIE|LOT) )(?:N|NO|NUMERO) (\\d+\\w?)(?=$| \\d+\\s*${NTH}$)`,
    ),
  ],
  ['floor', new RegExp(`(?<=^\\d.*[A-Z]{2}.* )(?<!\\b(?:D|DE|DU|DES|L|LE|LA|LES|ET) )(\\d+)\\s*${NTH}$`)],
];

const plainValue = (found: RegExpExecArray | null): string | undefined =>
  found
    ?.slice(1)
    .find((part) => part !== undefined)
    ?.replaceAll(' ', '')
    .replace(/^0+(?=\w)/, '');
const floorOf = (value: string | undefined): string | undefined =>
  value && (/^(?:RDC|REZDECHAUSSEE)$/.test(value) ? '0' : value);
const sideIn = (text: string): Door['side'] => sides.find(([, pattern]) => pattern.test(text))?.[0];
const spaced = (text: string): string => text.replace(/ +/g, ' ').trim();

/** The parts of a complement: `Bât. C, esc. 2, 3e étage gauche` gives building `C`, stairs `2`, floor `3`, side `G`. */
export const doorInComplement = (complement: string, language: Language): Door => {
  const text = normaliseName(complement);
  const value = (part: keyof typeof parts): string | undefined => plainValue(parts[part].exec(text));
  const whole = WHOLE.exec(text);
  return {
    residence: residenceIn(text, language) ?? placeIn(text, language),
    building: value('building'),
    stairs: value('stairs'),
    floor: new RegExp(`\\b(?:${GROUND})\\b`).test(text) ? '0' : (value('floor') ?? whole?.[1]),
    side: sideIn(text),
    flat: value('flat') ?? plainValue(whole && FLAT_ALONE.exec(text)),
  };
};

/**
 * What a street tells of the door, and the street without it: `12 rue Haute appt 4` gives flat `4` and `12 RUE HAUTE`.
 *
 * @param street normalised
 */
export const doorInStreet = (street: string, language: Language): { door: Door; rest: string } => {
  const door: Door = {};
  let rest = street;
  for (const [part, pattern] of inStreet) {
    const found = pattern.exec(rest);
    if (!found) continue;
    door[part] ??= part === 'floor' ? floorOf(plainValue(found)) : plainValue(found);
    // A side is one only after its floor.
    if (part === 'floor') door.side ??= sideIn(found[0]);
    rest = spaced(rest.replace(found[0], ' '));
  }
  return estateIn(rest, door, language);
};

const NAMED = new RegExp(`^(?:${ESTATE}|${BUILDING}|TOUR)$`);
const isEstate = new RegExp(`^(?:${ESTATE})$`);

/** Takes out of a street the estate or the building named after its way: «12 rue Haute résidence des Lilas», «… tour Bleue». */
const estateIn = (street: string, door: Door, language: Language): { door: Door; rest: string } => {
  const { linkWords, wayTypes } = language;
  const words = street.split(' ');
  const isNamed = (word: string): boolean =>
    !/^\d/.test(word) && !linkWords.has(word) && !wayTypes.words.has(word);
  const at = words.findIndex(
    (word, index) =>
      NAMED.test(word) && !linkWords.has(words[index - 1] ?? '') && words.slice(0, index).some(isNamed),
  );
  const after = words.slice(at + 1);
  // An estate may be called «A».
  const name = (after.length === 1 ? after : after.filter((word) => !linkWords.has(word))).join(' ');
  if (at > 0 && name !== '') {
    const part = isEstate.test(words[at] ?? '') ? 'residence' : 'building';
    return { door: { ...door, [part]: door[part] ?? name }, rest: words.slice(0, at).join(' ') };
  }
  // A street that is an estate is its own way.
  return {
    door: /\d/.test(street) ? { ...door, residence: residenceIn(street, language) } : door,
    rest: street,
  };
};

/** Words that say whose door it is, or how to come in. */
const NO_PLACE = new RegExp(
  `^(?:CHEZ|CO|BOITE|BTE|BAL|CODE|DIGICODE|INTERPHONE|TEL|BP|CS|TSA|FOND|COUR|COTE|PORTE|${STOREY}|${BUILDING}|${STAIRS}|${FLAT})$`,
);
/** A place named in a complement without a word for what it is: «Les Mirabelles, bât. C» gives `MIRABELLES`. */
const placeIn = (text: string, { linkWords }: Language): string | undefined => {
  const rest = [...Object.values(parts), new RegExp(`\\b(?:${GROUND}|${SIDE})\\b`)].reduce(
    (left, pattern) => left.replaceAll(new RegExp(pattern, 'g'), ' '),
    text,
  );
  const words = rest.split(' ').filter((word) => word !== '' && !linkWords.has(word));
  return words.some((word) => NO_PLACE.test(word)) || !/^[A-Z]{4,}$/.test(words[0] ?? '')
    ? undefined
    : words.filter((word) => /^[A-Z]{2,}$/.test(word)).join(' ');
};

const RESIDENCE = new RegExp(
  `\\b(?:${ESTATE})\\s+(\\D+?)(?= \\d| (?:${BUILDING}|TOUR|${STAIRS}|${FLAT}|PORTE|N|NO|${GROUND}|${STOREY})\\b|$)`,
);
const residenceIn = (text: string, { linkWords }: Language): string | undefined =>
  RESIDENCE.exec(text)?.[1]
    ?.split(' ')
    .filter((word) => word !== '' && !linkWords.has(word))
    .join(' ') || undefined;
