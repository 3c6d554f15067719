import { addDays, isDay } from '../calendar/civil-date.ts';
import { remembered } from '../matching/remembered.ts';

/** Beginnings of the names of months, as regular expressions. */
const months = 'janv f[eé]v mars avr mai juin juil ao[uû]t sept oct nov d[eé]c'.split(' ');
const SEPARATOR = String.raw`\s?[-/.\s]\s?`;

const patternOf = remembered((date: string): RegExp => {
  // Stryker disable next-line StringLiteral: for the types: a date has its three parts
  const [year = '', month = '', day = ''] = date.split('-');
  const [d, m, y] = [`0?${Number(day)}`, `0?${Number(month)}`, `(?:${year.slice(0, 2)})?${year.slice(2)}`];
  const named = `${months[Number(month) - 1]}[a-zéû]*\\.?`;
  const forms = [
    [year, m, d].join(SEPARATOR),
    [`${d}(?:er)?`, `(?:${m}|${named})`, y].join(SEPARATOR),
    `${m}/${d}/${year}`,
    `${year}${month}${day}`,
    `${day}${month}${year}`,
    // Midnight in Paris, as a program writes it in UTC.
    `${addDays(date, -1)}T2[23]:00`,
  ];
  return new RegExp(`(?<!\\d)(?:${forms.join('|')})(?!\\d)`, 'i');
});

/**
 * Whether a text holds a date, in any form that files and people write: `1977-09-03`, `3/9/1977`, `03.09.77`, `19770903`,
 * `3 septembre 1977`.
 *
 * @param date `YYYY-MM-DD`
 */
export const saysDate = (text: string, date: string): boolean =>
  isDay(date) ? patternOf(date).test(text) : text.includes(date);
