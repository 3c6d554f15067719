import { formatValue, isDateFormat } from 'hucre';

/** How a workbook shows the numbers of a cell. */
export type NumberFormat = {
  /** A number is a day or an hour. */
  date: boolean;
  /** A number as its reader sees it, where the format changes its digits: `000123`, `IMP-0012`. */
  shown: ((value: number) => string) | undefined;
};

/** Formats that every workbook has by number, of those that show a day (ECMA-376, part 1, 18.8.30). */
const DATES = [
  [14, 17],
  [22, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

const plain: NumberFormat = { date: false, shown: undefined };

/**
 * The format of a number, from its id and its code (ECMA-376). Only a format of zeros and of what stands around them changes what is
 * read: `000000`, `"IMP-"0`. Decimals, thousands and currencies are how an amount looks, not what it is.
 */
export const numberFormat = (id: number, code: string | undefined): NumberFormat => {
  if (code === undefined)
    return DATES.some(([from, to]) => from <= id && id <= to) ? { date: true, shown: undefined } : plain;
  if (isDateFormat(code)) return { date: true, shown: undefined };
  const digits = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
  const letters = /"[^"]*[\p{L}\d][^"]*"|\\\p{L}/u.test(code) && !/EUR/i.test(code);
  return /^[^#?.,%E@;/]*0[^#?.,%E@;/]*$/.test(digits) && (digits.trim() !== '0' || letters)
    ? { date: false, shown: (value) => formatValue(value, code) }
    : plain;
};

/** Digits that a sheet keeps of a number. */
const KEPT = 15;

/** A number without format: no exponent, no trailing zeros. One of more digits than a sheet keeps shows that it was rounded. */
export const plainNumber = (value: number): string =>
  Number.isInteger(value)
    ? Math.abs(value) < 10 ** KEPT
      ? value.toFixed(0)
      : value.toExponential()
    : String(value);
