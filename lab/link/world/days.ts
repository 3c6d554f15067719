/** Days are counted from the world's first one, 1 January 2021, over five years of first unpaid rents. */
const ORIGIN = Date.UTC(2021, 0, 1);
export const SPAN = 5 * 365;

export const dateOfDay = (day: number): string =>
  new Date(ORIGIN + day * 86_400_000).toISOString().slice(0, 10);

export const yearOfDay = (day: number): number => Number(dateOfDay(day).slice(0, 4));
