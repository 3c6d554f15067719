import joursFeries from '@socialgouv/jours-feries';
import { addDays, type CivilDate, weekdayOf } from './civil-date.ts';

const byYear = new Map<number, ReadonlyMap<CivilDate, string>>();

/** Noon of the holiday's own day: the library counts from a local midnight that a change of hour may have moved. */
const civilOf = (midnight: Date): CivilDate => {
  const noon = new Date(midnight.getTime() + 12 * 3_600_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${noon.getFullYear()}-${two(noon.getMonth() + 1)}-${two(noon.getDate())}`;
};

const holidaysOf = (year: number): ReadonlyMap<CivilDate, string> => {
  const known = byYear.get(year);
  if (known) return known;
  const days = new Map(
    Object.entries(joursFeries(year)).map(([name, midnight]) => [civilOf(midnight), name]),
  );
  byYear.set(year, days);
  return days;
};

/** Name of the French public holiday that falls on a date (code du travail, art. L3133-1; Alsace-Moselle apart). */
export const holidayOn = (date: CivilDate): string | undefined =>
  holidaysOf(Number(date.slice(0, 4))).get(date);

/** Monday to Friday, public holidays excepted: `jour ouvré`. */
export const isWorkingDay = (date: CivilDate): boolean => {
  const weekday = weekdayOf(date);
  return weekday !== 0 && weekday !== 6 && holidayOn(date) === undefined;
};

/** The date itself when it is worked, else the first worked day after it (code de procédure civile, art. 642). */
export const workingDayFrom = (date: CivilDate): CivilDate =>
  isWorkingDay(date) ? date : workingDayFrom(addDays(date, 1));

/** `count` jours ouvrés after the date, which itself does not count; before it when negative. */
export const addWorkingDays = (date: CivilDate, count: number): CivilDate => {
  const step = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
};
