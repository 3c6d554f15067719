/**
 * A name as it is compared: upper case, no accent, hyphens, apostrophes and repeated spaces as one space.
 * `«Léa-Marie d’Aubigné»` gives `LEA MARIE D AUBIGNE`.
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
