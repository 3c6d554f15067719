import { normaliseName } from './normalise-name.ts';

/**
 * A commune's name as it is compared: accents, case, hyphens, apostrophes, «St»/«Saint», «Cte»/«Comte», «s/s» for «sous», «s/» for
 * «sur», an article before the name or after it in parentheses, and «CEDEX n» make no difference.
 *
 * @example normaliseCommune('ST-GERMAIN s/ Morin cedex 2') // 'SAINT GERMAIN SUR MORIN'
 * normaliseCommune('FERTE-GAUCHER (LA)') // 'FERTE GAUCHER'
 */
export const normaliseCommune = (name: string): string => communeForms(name)[0] ?? '';

/** Every reading of a commune's name: «s/» is «sur», «sous» or «lès»; the first is the most frequent. */
export const communeForms = (name: string): string[] => {
  const plain = normaliseName(name.replace(/\bs\s*\/\s*s\b/giu, ' sous ').replace(/\bs\s*\//giu, ' s '))
    .replace(/^(FR? )?\d{5} /, '')
    .replace(/ (CEDEX|CDX)( \d+)?$/, '')
    .replace(/\bSTES\b/g, 'SAINTES')
    .replace(/\bSTE\b/g, 'SAINTE')
    .replace(/\bSTS\b/g, 'SAINTS')
    .replace(/\bST\b/g, 'SAINT')
    .replace(/\bCTE\b/g, 'COMTE')
    .replace(/\bLEZ\b/g, 'LES')
    .replace(/^(LE|LA|LES|L) (?=.)/, '')
    .replace(/ (LE|LA|LES|L)$/, '');
  return / S /.test(plain)
    ? ['SUR', 'SOUS', 'LES'].map((word) => plain.replace(/ S /, ` ${word} `))
    : [plain];
};

/** Whether a place is an address of the post's: a CEDEX has a postal code of its own, which is no commune's. */
export const isCedex = (name: string): boolean => /\b(CEDEX|CDX)\b/i.test(name);
