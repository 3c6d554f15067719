/**
 * A cell a spreadsheet can open safely: what it would take for a formula is made a text
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const csvCell = (value: string | number): string => {
  const text = String(value);
  const inert = /^[\s]*[=+\-@]|^[\t\r\n]/.test(text) && typeof value === 'string' ? `'${text}` : text;
  return /[";\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
};
/** A line as a French spreadsheet reads it: `;`, CRLF. */
export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(csvCell).join(';')}\r\n`;

/** Byte order mark: without it Excel reads UTF-8 as Windows-1252. */
export const CSV_MARK = '\ufeff';
