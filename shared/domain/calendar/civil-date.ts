/**
 * A date of Europe/Paris that exists, written `YYYY-MM-DD`: the same days that a schema's `z.iso.date()` accepts. The year has
 * exactly four digits, so that sorting the texts sorts the dates: a fifth digit or a sign would sort before today. Whether a date
 * is plausible for its field is checked elsewhere (`shared/domain/events/windows.ts`).
 *
 * The type is a plain string. What makes one (this file, `parisDay`, the schemas) checks it, and keys refuse anything else
 * (`shared/store/keys.ts`).
 */
export type CivilDate = string;

/** The first and last dates that four digits of year can write. A count that goes beyond stops there; `LAST_DAY` means «never». */
export const FIRST_DAY: CivilDate = '0000-01-01';
export const LAST_DAY: CivilDate = '9999-12-31';

/** The value given is not a day that exists. */
class DateOutOfRange extends RangeError {
  readonly code = 'DATE_OUT_OF_RANGE';
  readonly retryable = false;

  constructor() {
    super('a day that exists, YYYY-MM-DD, is expected');
    this.name = 'DateOutOfRange';
  }
}

const DAY_MS = 86_400_000;
const noonOf = (date: string): number => Date.parse(`${date}T12:00:00Z`);

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Whether a text is a day that exists, written in four, two and two digits. */
export const isDay = (text: string): text is CivilDate => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  return day >= 1 && day <= daysIn(year, month);
};

/** Days of a month (1 for January); none of a month that does not exist. */
const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (lengths[month - 1] ?? 0);

/**
 * The text itself, once checked.
 *
 * @throws DateOutOfRange when it is not a day that exists
 */
export const dayOf = (text: string): CivilDate => {
  if (!isDay(text)) throw new DateOutOfRange();
  return text;
};

const atNoon = (date: CivilDate): number => noonOf(dayOf(date));
const [FIRST, LAST] = [noonOf(FIRST_DAY), noonOf(LAST_DAY)];

/**
 * The UTC day of an instant, in milliseconds since 1970; `FIRST_DAY` or `LAST_DAY` when it is beyond.
 *
 * @throws DateOutOfRange when it is not a number
 */
const civil = (instant: number): CivilDate => {
  if (Number.isNaN(instant)) throw new DateOutOfRange();
  return new Date(Math.min(LAST, Math.max(FIRST, instant))).toISOString().slice(0, 10);
};

/** Noon UTC of a day given by its parts. A year under 100 is that year, not 19xx. Months beyond 12 carry over to the next year. */
const noonBy = (year: number, month: number, day: number): number => {
  const date = new Date(0);
  date.setUTCHours(12);
  return date.setUTCFullYear(year, month - 1, day);
};

/**
 * The day with these parts; `FIRST_DAY` or `LAST_DAY` when it is beyond.
 *
 * @param month 1 for January
 * @throws DateOutOfRange when a part is not a number
 */
export const dayBy = (year: number, month: number, day: number): CivilDate => {
  if (year > 9999) return LAST_DAY;
  if (year < 0) return FIRST_DAY;
  return civil(noonBy(year, month, day));
};

/**
 * The date `days` later, earlier when negative; `FIRST_DAY` or `LAST_DAY` when it is beyond.
 *
 * @throws DateOutOfRange when `date` is not a day or `days` not a number
 */
export const addDays = (date: CivilDate, days: number): CivilDate => civil(atNoon(date) + days * DAY_MS);

/**
 * The date `months` later (earlier when negative): the same day of the month, else the month's last day (code de procédure
 * civile, art. 641). `FIRST_DAY` or `LAST_DAY` when it is beyond.
 *
 * @throws DateOutOfRange when `date` is not a day or `months` not a number
 *
 * @example addMonths('2026-01-31', 1) // '2026-02-28'
 */
export const addMonths = (date: CivilDate, months: number): CivilDate => {
  const [year = 0, month = 0, day = 0] = dayOf(date).split('-').map(Number);
  if (Number.isNaN(months)) throw new DateOutOfRange();
  const index = year * 12 + month - 1 + Math.trunc(months);
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  if (toYear > 9999) return LAST_DAY;
  if (toYear < 0) return FIRST_DAY;
  // Without a date of the engine's: an alert that comes back each month asks for sixty.
  const parts = [String(toYear).padStart(4, '0'), toMonth, Math.min(day, daysIn(toYear, toMonth))];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
};

/**
 * Days from `from` to `to`; negative when `to` is before.
 *
 * @throws DateOutOfRange when one is not a day
 *
 * @example daysBetween('2026-03-02', '2026-03-30') // 28
 */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
  Math.round((atNoon(to) - atNoon(from)) / DAY_MS);

/**
 * 0 for Sunday to 6 for Saturday.
 *
 * @throws DateOutOfRange when `date` is not a day
 */
export const weekdayOf = (date: CivilDate): number => new Date(atNoon(date)).getUTCDay();

// Stryker disable next-line EqualityOperator: of two equal days, either is the same day
export const laterOf = (a: CivilDate, b: CivilDate): CivilDate => (a > b ? a : b);
// Stryker disable next-line EqualityOperator: of two equal days, either is the same day
export const earlierOf = (a: CivilDate, b: CivilDate): CivilDate => (a < b ? a : b);

/** A civil date as written in French: `2026-03-02` gives `02/03/2026`. */
export const dateInFrench = (date: CivilDate): string => date.split('-').reverse().join('/');

const weekdays = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'] as const;
const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
] as const;

/** A civil date as said in French: `2026-03-02` gives `lundi 2 mars 2026`, the first of a month `1er` (without `Intl`: ADR 34). */
export const dateAloud = (date: CivilDate): string => {
  const [year = '', month, day] = date.split('-');
  const number = Number(day);
  return `${weekdays[weekdayOf(date)]} ${number === 1 ? '1er' : number} ${months[Number(month) - 1]} ${year}`;
};
