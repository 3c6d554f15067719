import { unreadable } from '../file-issue.ts';
import type { Sheet } from './sheet.ts';
import { openZip } from './zip.ts';

/**
 * The visible sheets of a workbook, in order: XLSX (ECMA-376) or ODS (OpenDocument). A sheet is decompressed and read as its rows are
 * asked for. The value of a formula is the last one stored: nothing is computed.
 *
 * @throws FileRefused when it is damaged, abnormal, protected, or of another program
 */
export const openWorkbook = async (bytes: Buffer): Promise<Sheet[]> => {
  const zip = await openZip(bytes);
  if (zip.has('xl/workbook.xml')) return (await import('./xlsx-rows.ts')).xlsxSheets(zip);
  if (zip.has('content.xml')) return (await import('./ods-rows.ts')).odsSheets(zip);
  throw unreadable(
    zip.has('xl/workbook.bin')
      ? 'c’est un classeur binaire (.xlsb), à enregistrer en .xlsx ou .ods'
      : 'ce n’est pas un classeur XLSX ni ODS',
  );
};
