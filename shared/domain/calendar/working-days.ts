import joursFeries from '@socialgouv/jours-feries';
import { addDays, type CivilDate, dayBy, weekdayOf } from './civil-date.ts';

const byYear = new Map<number, ReadonlyMap<CivilDate, string>>();

/** The library counts from a local midnight, which a clock change may have moved by an hour: the day is read twelve hours later. */
const civilOf = (midnight: Date): CivilDate => {
  const noon = new Date(midnight.getTime() + 12 * 3_600_000);
  return dayBy(noon.getFullYear(), noon.getMonth() + 1, noon.getDate());
};

const holidaysOf = (year: number): ReadonlyMap<CivilDate, string> => {
  const known = byYear.get(year);
  // Stryker disable next-line ConditionalExpression: a memory: without it the answer is the same, and slower
  if (known) return known;
  const days = new Map(
    Object.entries(joursFeries(year)).map(([name, midnight]) => [civilOf(midnight), name]),
  );
  // Stryker disable next-line CallExpression: a memory: without it the answer is the same, and slower
  byYear.set(year, days);
  return days;
};

/** Name of the French public holiday that falls on a date (code du travail, art. L3133-1), without those of Alsace-Moselle only. */
export const holidayOn = (date: CivilDate): string | undefined =>
  holidaysOf(Number(date.slice(0, 4))).get(date);

/** Monday to Friday, public holidays excepted: `jour ouvré`. */
export const isWorkingDay = (date: CivilDate): boolean => {
  const weekday = weekdayOf(date);
  return weekday !== 0 && weekday !== 6 && holidayOn(date) === undefined;
};

/**
 * The date itself when it is a working day, else the next working day (code de procédure civile, art. 642). `LAST_DAY` stays as
 * it is.
 */
export const workingDayFrom = (date: CivilDate): CivilDate => {
  if (isWorkingDay(date)) return date;
  const next = addDays(date, 1);
  return next === date ? date : workingDayFrom(next);
};

/**
 * `count` jours ouvrés after the date, which itself does not count; before it when negative. Stops at `FIRST_DAY` and `LAST_DAY`.
 *
 * @example addWorkingDays('2026-04-30', 2) // '2026-05-05'
 */
export const addWorkingDays = (date: CivilDate, count: number): CivilDate => {
  const step = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    const next = addDays(day, step);
    if (next === day) return day;
    day = next;
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
};
