/** Characters that show nothing before the first visible one: blanks, controls, marks of direction or of width, fillers. */
const UNSEEN = /^[\s\p{Z}\p{C}\p{M}\u115f\u1160\u2800\u3164\uffa0]+/u;

/**
 * Whether a spreadsheet may take a text for a formula: by its first visible character, full-width and small forms included, or
 * because it begins with a tab or a line end.
 */
const isFormula = (text: string): boolean => {
  const first = text.replace(UNSEEN, '').slice(0, 2).normalize('NFKC');
  return /^[=+\-@]/.test(first) || /^[\t\r\n]/.test(text);
};

/**
 * A cell that a spreadsheet can open safely: what it would take for a formula is turned into a text
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const csvCell = (value: string | number): string => {
  const text = String(value);
  const inert = typeof value === 'string' && isFormula(text) ? `'${text}` : text;
  // A spreadsheet in another language splits cells at commas, or at tabs: what follows one would then begin a cell.
  const parts = text.split(/[,\t]/).slice(1).some(isFormula);
  return /[";\r\n]/.test(inert) || parts ? `"${inert.replaceAll('"', '""')}"` : inert;
};
/**
 * A line as a French spreadsheet reads it: `;` between cells, CRLF at the end.
 *
 * @example csvLine(['=1+1', 2]) // "'=1+1;2\r\n"
 */
export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(csvCell).join(';')}\r\n`;

/** Byte order mark: without it Excel reads UTF-8 as Windows-1252. */
export const CSV_MARK = '\ufeff';
