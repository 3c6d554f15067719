import { unreadable } from '../file-issue.ts';
import type { Cell } from './cell.ts';

/** A row of a table and its number, as a spreadsheet counts: 1 is the first. */
export type SheetRow = {
  line: number;
  cells: (Cell | undefined)[];
  /** Nobody sees it. */
  hidden?: boolean | undefined;
  /** Columns of the filled cells that are struck through, whole or in part. */
  struck?: ReadonlySet<number> | undefined;
  /** Columns that a cell merged with them covers: what they hold, if anything, does not show. */
  covered?: ReadonlySet<number> | undefined;
  /** It holds something beyond the last column that is read. */
  beyond?: boolean | undefined;
  /** The last line of a text, which nothing ends: it may have been cut. */
  unended?: boolean | undefined;
};

/** A sheet of a table: its name, where it has one, and its rows, as many times as they are asked for. */
export type Sheet = {
  name: string;
  rows: () => AsyncGenerator<SheetRow>;
  /** Whether separators tell its cells apart: one too many moves those after it. */
  separated?: boolean;
};

/** Columns that are read of a workbook. */
export const MAX_COLUMNS = 300;
/** Most visible sheets of a workbook: each is read to find the table. */
export const MAX_SHEETS = 100;
export const tooManySheets = () => unreadable(`plus de ${MAX_SHEETS} feuilles`);
