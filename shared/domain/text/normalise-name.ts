/**
 * A name as it is compared: upper case, without accents; hyphens, apostrophes and repeated spaces become one space.
 *
 * @example normaliseName('Léa-Marie d’Aubigné') // 'LEA MARIE D AUBIGNE'
 */
export const normaliseName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[œŒ]/g, 'OE')
    .replace(/[æÆ]/g, 'AE')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
