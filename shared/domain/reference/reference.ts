/**
 * A case's reference as agents read it: département, year of opening, number in the year.
 *
 * @param number from 1; beyond 999 999 the number takes one more digit rather than wrap around
 *
 * @example referenceOf('77', 2026, 123) // '77-2026-000123'
 */
export const referenceOf = (departement: string, year: number, number: number): string =>
  `${departement}-${year}-${String(number).padStart(6, '0')}`;
