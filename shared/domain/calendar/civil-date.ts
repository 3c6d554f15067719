/** A civil date of Europe/Paris, `YYYY-MM-DD`. Compared as text: the order of the text is the order of time. */
export type CivilDate = string;

const DAY_MS = 86_400_000;
const atNoon = (date: CivilDate): number => Date.parse(`${date}T12:00:00Z`);
const civil = (instant: number): CivilDate => new Date(instant).toISOString().slice(0, 10);

/** The date `days` later; earlier when negative. */
export const addDays = (date: CivilDate, days: number): CivilDate => civil(atNoon(date) + days * DAY_MS);

/**
 * The date `months` later (earlier when negative): the same day of the month, else the month's last day
 * (code de procédure civile, art. 641).
 */
export const addMonths = (date: CivilDate, months: number): CivilDate => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return civil(Date.UTC(year, month - 1 + months, Math.min(day, lastDay), 12));
};

/** Days from `from` to `to`; negative when `to` is before. */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
  Math.round((atNoon(to) - atNoon(from)) / DAY_MS);

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (date: CivilDate): number => new Date(atNoon(date)).getUTCDay();

export const laterOf = (a: CivilDate, b: CivilDate): CivilDate => (a > b ? a : b);
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
