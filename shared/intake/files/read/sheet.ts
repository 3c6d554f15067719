import type { Cell } from './cell.ts';

/** Why a row of a workbook is not read: nobody sees it, or every cell of it is struck through. */
export type Aside = 'masquee' | 'barree';

/** A row of a table and its number, as a spreadsheet counts: 1 is the first. */
export type SheetRow = { line: number; cells: (Cell | undefined)[]; aside?: Aside | undefined };

/** A sheet of a table: its name, where it has one, and its rows, as many times as they are asked for. */
export type Sheet = {
  name: string;
  rows: () => AsyncGenerator<SheetRow>;
  /** Whether separators tell its cells apart: one too many moves those after it. */
  separated?: boolean;
};
