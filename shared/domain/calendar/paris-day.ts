import { type CivilDate, dayOf } from './civil-date.ts';

const HOUR_MS = 3_600_000;

/** The last Sunday of a month at 1:00 UTC, when clocks change in the whole Union. @param month 0 for January */
const changeOf = (year: number, month: number): number => {
  const last = new Date(Date.UTC(year, month + 1, 0, 1));
  return last.getTime() - last.getUTCDay() * 24 * HOUR_MS;
};

/** Hours that Paris is ahead of UTC: two from the last Sunday of March to the last of October, one else. */
const hoursAhead = (instant: Date): number => {
  const month = instant.getUTCMonth();
  if (month !== MARCH && month !== OCTOBER) return month > MARCH && month < OCTOBER ? 2 : 1;
  const changed = instant.getTime() >= changeOf(instant.getUTCFullYear(), month);
  return changed === (month === MARCH) ? 2 : 1;
};
const MARCH = 2;
const OCTOBER = 9;

/**
 * Civil date of an instant in Europe/Paris, `YYYY-MM-DD`, by the rule in force since 1996 (directive 2000/84/CE). Computed here
 * because `Intl` would load its tables at each cold start (ADR 34).
 *
 * @param instant ISO 8601, UTC, from 1996 on
 * @throws RangeError when it is not an instant, or its year does not fit in four digits
 *
 * @example parisDay('2026-03-02T23:30:00Z') // '2026-03-03'
 */
export const parisDay = (instant: string): CivilDate => dayOf(inParis(instant).replace(/T.*/, ''));

/** The hour and minute of an instant in Europe/Paris, by the same rule. @example parisHour('2026-11-30T07:31:00Z') // '08:31' */
export const parisHour = (instant: string): string => inParis(instant).slice(11, 16);

const inParis = (instant: string): string => {
  const at = new Date(instant);
  return new Date(at.getTime() + hoursAhead(at) * HOUR_MS).toISOString();
};

/**
 * The instant, ISO UTC, of an hour of a day in Paris. Of the hour that comes twice when clocks go back, the second.
 *
 * @param hour `HH:MM`
 * @example parisInstant('2027-03-18', '14:00') // '2027-03-18T13:00:00.000Z'
 */
export const parisInstant = (day: CivilDate, hour: string): string => {
  const wall = Date.parse(`${dayOf(day)}T${hour}:00Z`);
  const winter = new Date(wall - HOUR_MS);
  return hoursAhead(winter) === 1 ? winter.toISOString() : new Date(wall - 2 * HOUR_MS).toISOString();
};

/** Civil year of an instant in Europe/Paris. @param instant ISO 8601, UTC */
export const parisYear = (instant: string): number => Number(parisDay(instant).slice(0, 4));
