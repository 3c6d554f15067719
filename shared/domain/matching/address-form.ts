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
  /** Where the flat is in the building, each part normalised; floor `0` is the ground floor. */
  building?: string | undefined;
  stairs?: string | undefined;
  floor?: string | undefined;
  side?: 'G' | 'D' | 'F' | undefined;
  flat?: string | undefined;
};

/** The way's significant words, and its number: `12 bis, av. du Gal de Gaulle` gives `12B`, `GENERAL GAULLE`. */
export const wayOf = (
  street: string,
  { wayTypes, linkWords, titles }: Language = french,
): { number?: string; way?: string } => {
  const plain = normaliseName(street)
    .replace(
      /\b(CEDEX|BP|CS|TSA)( \d+)?\b/g,
      // Stryker disable next-line StringLiteral: what is taken out of a normalised street has a space on each side
      ' ',
    )
    .trim();
  const numbered = /^(\d+)\s*(BIS|TER|QUATER|[A-D])?\b/.exec(plain);
  const rest = numbered ? plain.slice(numbered[0].length) : plain;
  const significant = rest
    .split(' ')
    .filter((word) => word !== '')
    .filter(
      (word, index, all) =>
        !(
          index === (wayTypes.at === 'start' ? 0 : all.length - 1) &&
          all.length > 1 &&
          wayTypes.words.has(word)
        ),
    )
    .filter((word) => !linkWords.has(word))
    .map((word) => titles[word] ?? word);
  // Stryker disable next-line StringLiteral: the invented suffix is none of the three
  const suffix = { BIS: 'B', TER: 'T', QUATER: 'Q' }[numbered?.[2] ?? ''] ?? numbered?.[2] ?? '';
  return {
    ...(numbered && { number: `${Number(numbered[1])}${suffix}` }),
    ...(significant.length > 0 && { way: significant.join(' ') }),
  };
};

const parts = {
  building: /\b(?:BATIMENT|BAT|BT|TOUR|IMMEUBLE|IMM|HALL)\s+(\w+)/,
  stairs: /\b(?:ESCALIER|ESCAL|ESC)\s+(\w+)/,
  floor: /\b(\d+)\s*(?:ER|ERE|E|EME|ND|NDE)?\s+(?:ETAGE|ETG|ET)\b/,
  flat: /\b(?:APPARTEMENT|APPART|APPT|APT|APP|LOGEMENT|LOGT|LGT|PORTE|UNIT|FLAT|N|NO)\s+(\w*\d\w*|[A-Z])\b/,
} as const;
const sides = [
  ['G', /\b(?:GAUCHE|GCHE|GCH)\b/],
  ['D', /\b(?:DROITE|DROIT|DTE)\b/],
  ['F', /\bFACE\b/],
] as const;

/** The parts of a complement: `Bât. C, esc. 2, 3e étage gauche` gives building `C`, stairs `2`, floor `3`, side `G`. */
const complementOf = (
  complement: string,
): Pick<AddressForm, 'building' | 'stairs' | 'floor' | 'side' | 'flat'> => {
  const text = normaliseName(complement);
  // Stryker disable next-line OptionalChaining: for the types: what the question mark guards is there
  const told = (pattern: RegExp): string | undefined => pattern.exec(text)?.[1]?.replace(/^0+(?=\w)/, '');
  const building = told(parts.building);
  const stairs = told(parts.stairs);
  const floor = /\b(?:RDC|REZ DE CHAUSSEE)\b/.test(text) ? '0' : told(parts.floor);
  const side = sides.find(([, pattern]) => pattern.test(text))?.[0];
  const flat = told(parts.flat);
  return {
    ...(building && { building }),
    ...(stairs && { stairs }),
    ...(floor && { floor }),
    ...(side && { side }),
    ...(flat && { flat }),
  };
};

/** A dwelling as matching compares it. */
export const addressFormOf = (dwelling: Dwelling, language: Language = french): AddressForm => {
  const commune =
    dwelling.insee ?? (dwelling.commune ? normaliseCommune(dwelling.commune) : dwelling.postcode);
  return {
    ...(commune && { commune }),
    ...wayOf(dwelling.street ?? '', language),
    // Stryker disable next-line StringLiteral: the invented complement tells nothing
    ...complementOf(dwelling.complement ?? ''),
  };
};
