import { type Column, headingOf } from '../../partners/columns.ts';

/** What a cell holds. In a text file, every cell is a text. */
export type Cell = string | number | boolean;

/**
 * The value of a message's field from a cell of its column. A cell that cannot be read as its column's type is given as text, so
 * that the schema refuses it and names its place. An empty cell is undefined.
 *
 * @param dates1904 the workbook counts days from 1904
 * (https://learn.microsoft.com/office/troubleshoot/excel/1900-and-1904-date-system)
 *
 * @example cellValue('1 234,56 €', column) // 1234.56, for a column of type `euros`
 */
export const cellValue = (cell: Cell | undefined, column: Column, dates1904 = false): unknown => {
  if (cell === undefined) return undefined;
  const text = plainText(cell);
  if (text === '') return undefined;
  switch (column.type) {
    case 'texte':
      return text;
    case 'date':
      return dateOf(cell, text, dates1904) ?? text;
    case 'mois':
      return monthOf(cell, text, dates1904) ?? text;
    case 'euros':
      return typeof cell === 'number' ? Math.round(cell * 100) / 100 : (numberOf(text) ?? text);
    case 'entier':
      return typeof cell === 'number' ? cell : (numberOf(text) ?? text);
    case 'booleen':
      return typeof cell === 'boolean' ? cell : (booleans.get(headingOf(text)) ?? text);
    case 'choix':
      return column.values.get(headingOf(text)) ?? text;
    case 'liste':
      return listOf(text).map((item) => column.values.get(headingOf(item)) ?? item);
  }
};

/** A number as the sheet shows it: no exponent, no trailing zeros. */
const plainText = (cell: Cell): string =>
  (typeof cell === 'number' && Number.isInteger(cell) ? cell.toFixed(0) : String(cell))
    .replace(/[\u00a0\u202f]/g, ' ')
    .trim();

const booleans = new Map<string, boolean>([
  ...['oui', 'o', 'vrai', 'true', '1', 'x', 'yes'].map((text): [string, boolean] => [text, true]),
  ...['non', 'n', 'faux', 'false', '0', 'no'].map((text): [string, boolean] => [text, false]),
]);

/** `1 234,56 €`, `1.234,56`, `1,234.56` and `1234.5`; undefined when it is no number. */
const numberOf = (text: string): number | undefined => {
  const bare = text.replace(/[\s€]|EUR$/gi, '');
  const decimal = bare.lastIndexOf(',') > bare.lastIndexOf('.') ? ',' : '.';
  const other = decimal === ',' ? '.' : ',';
  const plain = bare.replaceAll(other, '').replace(decimal, '.');
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
};

const pad = (part: string): string => part.padStart(2, '0');

const dateOf = (cell: Cell, text: string, dates1904: boolean): string | undefined => {
  if (typeof cell === 'number') return fromSerial(cell, dates1904);
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T].*)?$/.exec(text);
  if (french) return `${french[3]}-${pad(french[2] ?? '')}-${pad(french[1] ?? '')}`;
  return /^(\d{4}-\d{2}-\d{2})(?:[ T].*)?$/.exec(text)?.[1];
};

const monthOf = (cell: Cell, text: string, dates1904: boolean): string | undefined => {
  if (typeof cell === 'number') return fromSerial(cell, dates1904)?.slice(0, 7);
  const french = /^(?:\d{1,2}[/.-])?(\d{1,2})[/.-](\d{4})$/.exec(text);
  if (french) return `${french[2]}-${pad(french[1] ?? '')}`;
  return /^(\d{4}-\d{2})(?:-\d{2})?$/.exec(text)?.[1];
};

const DAY = 86_400_000;
/** Before day 61 Excel's dates are shifted, by a 29 February 1900 that never existed: these fields have no date that old. */
const fromSerial = (serial: number, dates1904: boolean): string | undefined => {
  const days = Math.floor(serial) + (dates1904 ? 1462 : 0);
  if (days < 61 || days > 109_574) return undefined;
  return new Date(Date.UTC(1899, 11, 30) + days * DAY).toISOString().slice(0, 10);
};

/** Items separated by `|`, `;` or commas, or by spaces when there is none of these. */
const listOf = (text: string): string[] =>
  text
    .split(/[|;,]/.test(text) ? /[|;,]/ : /\s+/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
