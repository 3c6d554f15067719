import { parisDay } from '../../../domain/calendar/paris-day.ts';
import { plainText } from '../../../domain/text/plain-text.ts';
import { type Column, headingOf } from '../../partners/columns.ts';

/**
 * What a cell holds: its text, or, for a number of a workbook, that number and what its reader sees of it. A date is a number that its
 * format shows as one.
 */
export type Cell = string | { shown: string; number: number; date?: string };

/**
 * The value of a message's field from a cell of its column. A cell that cannot be read as its column's type is given as text, so
 * that the schema refuses it and names its place. An empty cell is undefined.
 *
 * @example cellValue('1 234,56 €', column) // 1234.56, for a column of type `euros`
 */
export const cellValue = (cell: Cell | undefined, column: Pick<Column, 'type' | 'values'>): unknown => {
  if (cell === undefined) return undefined;
  const text = plainText(shownOf(cell));
  if (text === '' || isFault(cell)) return undefined;
  switch (column.type) {
    case 'texte':
      return text;
    case 'date':
      return dateOf(cell, text) ?? text;
    case 'mois':
      return monthOf(cell, text) ?? text;
    case 'euros':
      return amountOf(cell, text) ?? text;
    case 'entier':
      return (typeof cell === 'object' && cell.date === undefined ? cell.number : numberOf(text)) ?? text;
    case 'booleen':
      return booleans.get(headingOf(text)) ?? text;
    case 'choix':
      return column.values.get(headingOf(text)) ?? text;
    case 'liste':
      return itemsOf(text, column.values).map((item) => column.values.get(headingOf(item)) ?? item);
  }
};

/** A text without the marks by which a spreadsheet is told to keep a number as text: `="00123"`, `'00123`. */
export const spoken = (text: string): string => {
  const [, told] = /^\s*="(.*)"\s*$/s.exec(text) ?? [];
  return told ?? text.replace(/^\s*'(?=[\d=+@-])/, '');
};

/** What a formula that was never computed gives: it tells nothing. */
export const NOT_COMPUTED = '#N/A';
/** What a spreadsheet shows, in English or in French, where a formula failed or a column is too narrow. */
const FAULT =
  /^(?:#(?:N\/[AD]|(?:NOM|NAME|CHAMP|FIELD|INCONNU|UNKNOWN)[ \u00a0\u202f]?[?!]|(?:REF|RÉF|VALEUR|VALUE|DIV\/0|NUL|NULL|NOMBRE|NUM|CALC|EPARS|ÉPARS|SPILL|PROPAGATION|BLOQUE|BLOQUÉ|BLOCKED|CONNEXION|CONNECT|OCCUPE|OCCUPÉ|BUSY)[ \u00a0\u202f]?!|GETTING_DATA|##+)|Err[ \u00a0\u202f]?:\d{3})$/;

/** Whether a cell shows only that its formula failed. */
export const isFault = (cell: Cell | undefined): boolean =>
  cell !== undefined && FAULT.test(shownOf(cell).trim());

/** A cell as its reader sees it. */
export const shownOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.shown);

const booleans = new Map<string, boolean>([
  ...['oui', 'o', 'vrai', 'true', '1', 'x', 'yes'].map((text): [string, boolean] => [text, true]),
  ...['non', 'n', 'faux', 'false', '0', 'no'].map((text): [string, boolean] => [text, false]),
]);

/** A sheet computes in binary: its amounts are rounded to the cent. */
const amountOf = (cell: Cell, text: string): number | undefined =>
  typeof cell === 'string'
    ? numberOf(text)
    : cell.date === undefined
      ? Math.round(cell.number * 100) / 100
      : undefined;

/**
 * `1 234,56 €`, `1.234,56`, `1,234.56`, `1234.5` and `1234€56`; undefined when it is no number, or may be two. Thousands are told apart
 * by groups of three digits, all of them or none.
 */
const numberOf = (text: string): number | undefined => {
  if (text.length > LONGEST_NUMBER) return undefined;
  const bare = text.replace(/\s*(€|EUR|euros?)$/i, '');
  const cents = /^([\d ]+?) ?(?:€|EUR) ?(\d{2})$/i.exec(bare);
  const told = cents ? `${cents[1]},${cents[2]}` : bare;
  const [, sign = '', whole = '', mark, decimals = ''] = NUMBER.exec(told) ?? [];
  const marks = new Set(whole.replace(/\d/g, ''));
  // «1.500» may be fifteen hundred: three figures after the only mark are as likely a group.
  const grouped = mark !== undefined && decimals.length === 3 && marks.size === 0 && whole.length <= 3;
  if (whole === '' || marks.size > 1 || (mark !== undefined && marks.has(mark)) || grouped) return undefined;
  return Number(`${sign}${whole.replace(/\D/g, '')}${decimals && `.${decimals}`}`);
};
/** Characters of the longest number that is read. */
const LONGEST_NUMBER = 40;
/** A sign, whole units (in groups of three or not), and decimals. */
const NUMBER = /^([+-]?)(\d+|\d{1,3}(?:[ .,'’]\d{3})+)(?:([.,])(\d+))?$/;

const pad = (part: string): string => part.padStart(2, '0');

/** Only an hour may follow a day: «08/12/2026 reportée au 12/01/2027» is no date. */
const HOUR = /(?:(?:[ T]|,? ?à ?)\d{1,2}\s?[h:]\s?(?:\d{2}(?::\d{2}(?:\.\d+)?)?)?)?/.source;
const FRENCH = new RegExp(`^(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})${HOUR}$`, 'i');
const ISO = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})${HOUR}$`, 'i');
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

const dateOf = (cell: Cell, text: string): string | undefined => {
  if (typeof cell === 'object') return cell.date;
  const french = FRENCH.exec(text);
  if (french) return `${french[3]}-${pad(french[2] ?? '')}-${pad(french[1] ?? '')}`;
  // An instant is of the day it was in Paris: midnight there is an hour of the day before in UTC.
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return parisDay(new Date(text).toISOString());
  return ISO.exec(text)?.[1];
};

const monthOf = (cell: Cell, text: string): string | undefined => {
  if (typeof cell === 'object') return cell.date?.slice(0, 7);
  const french = /^(?:\d{1,2}[/.-])?(\d{1,2})[/.-](\d{4})$/.exec(text);
  if (french) return `${french[2]}-${pad(french[1] ?? '')}`;
  return /^(\d{4}-\d{2})(?:-\d{2})?$/.exec(text)?.[1];
};

/**
 * Items separated by `|`, `;`, commas or line breaks; else by spaces, unless the words are one value, or some of them are none: they are then told
 * as they were written.
 */
const itemsOf = (text: string, values: Column['values']): string[] => {
  const itemsBy = (separator: RegExp): string[] => text.split(separator).map(plainText).filter(Boolean);
  const items = itemsBy(/[|;,\n\r]/);
  if (items.length > 1 || values.size === 0) return items.length > 1 ? items : itemsBy(/\s+/);
  const words = itemsBy(/\s+/);
  const [one = ''] = items;
  return !values.has(headingOf(one)) && words.every((word) => values.has(headingOf(word))) ? words : items;
};
