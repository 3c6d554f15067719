/**
 * A case's reference as agents read it: `77-2026-000123`, département, year of opening, number in the year.
 *
 * @param number from 1; beyond 999 999 the number grows by a digit rather than wrap
 */
export const referenceOf = (departement: string, year: number, number: number): string =>
  `${departement}-${year}-${String(number).padStart(6, '0')}`;
