import type { Cell } from './cell.ts';

/** A row of a table and its number, as a spreadsheet counts: 1 is the first. */
export type SheetRow = {
  line: number;
  cells: (Cell | undefined)[];
  /** Nobody sees it. */
  hidden?: boolean | undefined;
  /** Columns of the filled cells that are struck through, whole or in part. */
  struck?: ReadonlySet<number> | undefined;
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
