import { normaliseName } from './normalise-name.ts';

/**
 * A commune's name as it is compared: accents, case, hyphens, apostrophes, «St»/«Saint», «s/s» for «sous», «s/» for «sur», a
 * leading article and «CEDEX n» make no difference.
 *
 * @example normaliseCommune('ST-GERMAIN s/ Morin cedex 2') // 'SAINT GERMAIN SUR MORIN'
 */
export const normaliseCommune = (name: string): string =>
  normaliseName(name.replace(/\bs\s*\/\s*s\b/giu, ' sous ').replace(/\bs\s*\//giu, ' sur '))
    .replace(/ CEDEX( \d+)?$/, '')
    .replace(/\bSTE\b/g, 'SAINTE')
    .replace(/\bST\b/g, 'SAINT')
    .replace(/^(LE|LA|LES|L) /, '');
