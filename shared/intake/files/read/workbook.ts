import { unreadable } from '../file-issue.ts';
import type { Cell } from './cell.ts';
import { openZip } from './zip.ts';

/** Why a row of a workbook is not read: nobody sees it, or every cell of it is struck through. */
export type Aside = 'masquee' | 'barree';

/** A row of a table and its number, as a spreadsheet counts: 1 is the first. */
export type SheetRow = { line: number; cells: (Cell | undefined)[]; aside?: Aside | undefined };

/** A sheet of a table: its name, where it has one, and its rows, as many times as they are asked for. */
export type Sheet = { name: string; rows: () => AsyncGenerator<SheetRow> };

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
