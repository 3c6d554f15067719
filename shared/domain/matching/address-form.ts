import type { Dwelling } from '../events/household.ts';
import { normaliseCommune } from '../territory/normalise-commune.ts';
import { french, type Language } from './language.ts';
import { normaliseName } from './normalise.ts';

/** An address as matching compares it. Empty parts are unknown, not different. */
export type AddressForm = {
  /** INSEE code, else the commune's normalised name, else the postal code. */
  commune?: string | undefined;
  number?: string | undefined;
  /** Significant words of the way, without its type: `RUE DES TILLEULS` gives `TILLEULS`. */
  way?: string | undefined;
  /** Building, staircase, floor and flat as told, each normalised. */
  flat?: string | undefined;
  building?: string | undefined;
};

/** The way's significant words, and its number: `12 bis, av. du Gal de Gaulle` gives `12B`, `GENERAL GAULLE`. */
export const wayOf = (
  street: string,
  { wayTypes, linkWords, titles }: Language = french,
): { number?: string; way?: string } => {
  const plain = normaliseName(street)
    .replace(/\b(CEDEX|BP|CS|TSA)( \d+)?\b/g, ' ')
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
  const suffix = { BIS: 'B', TER: 'T', QUATER: 'Q' }[numbered?.[2] ?? ''] ?? numbered?.[2] ?? '';
  return {
    ...(numbered && { number: `${Number(numbered[1])}${suffix}` }),
    ...(significant.length > 0 && { way: significant.join(' ') }),
  };
};

const part = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1];

/** Building and flat of a complement: `Bât. C, esc. 2, appt 14` gives `C`, `14`. */
export const complementOf = (complement: string): { building?: string; flat?: string } => {
  const text = normaliseName(complement);
  const building = part(text, /\b(?:BATIMENT|BAT|BT|TOUR|IMMEUBLE|IMM|HALL)\s+(\w+)/);
  const flat = part(
    text,
    /\b(?:APPARTEMENT|APPART|APPT|APT|APP|LOGEMENT|LOGT|LGT|PORTE|UNIT|FLAT|N|NO)\s+(\w+)/,
  );
  return {
    ...(building && { building: building.replace(/^0+(?=\w)/, '') }),
    ...(flat && { flat: flat.replace(/^0+(?=\w)/, '') }),
  };
};

/** A dwelling as matching compares it. */
export const addressFormOf = (dwelling: Dwelling, language: Language = french): AddressForm => {
  const commune =
    dwelling.insee ?? (dwelling.commune ? normaliseCommune(dwelling.commune) : dwelling.postcode);
  return {
    ...(commune && { commune }),
    ...wayOf(dwelling.street ?? '', language),
    ...complementOf(dwelling.complement ?? ''),
  };
};
