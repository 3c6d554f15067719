import { format, isDateFormat } from 'numfmt';

/** How a workbook shows the values of a cell. */
export type NumberFormat = {
  /** A number is a day or an hour. */
  date: boolean;
  /** A number as its reader sees it, where the format changes more than its look: `000123`, `IMP-0012`. */
  shown: (value: number) => string;
  /** A text as its reader sees it. */
  shownText: (text: string) => string;
};

/** Formats that every workbook has by number, of those that show a day (ECMA-376, part 1, 18.8.30). */
const DATES = [
  [14, 17],
  [22, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** Longest format that a spreadsheet keeps. */
const MOST_CODE = 255;

const same = (text: string): string => text;
const plain = (value: number): string => plainNumber(value);
const dated: NumberFormat = { date: true, shown: plain, shownText: same };
export const plainFormat: NumberFormat = { date: false, shown: plain, shownText: same };

/** The format of a cell, from its id and its code (ECMA-376). What a code of more than 255 characters says is not read. */
export const numberFormat = (id: number, code: string | undefined): NumberFormat => {
  if (code === undefined) return DATES.some(([from, to]) => from <= id && id <= to) ? dated : plainFormat;
  if (code.length > MOST_CODE) return plainFormat;
  if (isDateFormat(code)) return dated;
  return {
    date: false,
    shown: (value) => shownNumber(format(code, value, { throws: false }), value),
    shownText: code.includes('@') ? (text) => format(code, text, { throws: false }) : same,
  };
};

/**
 * A number as its reader sees it. Decimals, thousands, currencies, shares and exponents are how an amount looks, not what it is: only
 * zeros before it, and what else stands around or within it, are read.
 *
 * @param shown what the cell shows
 *
 * @example shownNumber('000123', 123) // '000123'
 * shownNumber('1 234,50 €', 1234.5) // '1234.5'
 */
export const shownNumber = (shown: string, value: number): string => {
  const text = shown.trim();
  const bare = text.replace(/^EUR\b|\bEUR$|\beuros?$|[\s€$£%'’]/gi, '');
  return text === '' || bare === '' || ONLY_LOOK.test(bare) ? plainNumber(value) : text;
};
const ONLY_LOOK = /^\(?[+-]?(?:0|[1-9]\d*)?(?:[.,]\d+)*(?:E[+-]?\d+)?\)?$/i;

/** Digits that a sheet keeps of a number. */
const KEPT = 15;

/** A number without format: no exponent, no trailing zeros. One of more digits than a sheet keeps shows that it was rounded. */
const plainNumber = (value: number): string =>
  Number.isInteger(value)
    ? Math.abs(value) < 10 ** KEPT
      ? value.toFixed(0)
      : value.toExponential()
    : String(value);
