import { type Issue, issueCodes } from '../../../outbound/replies/issue.ts';
import { type Column, columnsOf, headingOf, MOST_PERSONS, onlyKindOf } from '../../partners/columns.ts';
import { type Partner, type Table, tablesOf } from '../../partners/partner.ts';
import { place } from '../../place-value.ts';
import {
  coveredCell,
  cutRow,
  doubledColumn,
  emptyFile,
  FileRefused,
  failedFormula,
  hiddenRow,
  MAX_ROWS,
  missingColumns,
  struckCell,
  struckRow,
  tooManyCells,
  tooManyRows,
  unknownForm,
  unknownHeadings,
  unreadable,
  unreadSheets,
  untitledColumns,
} from '../file-issue.ts';
import { type Cell, cellValue, isFault, shownOf } from './cell.ts';
import { type Examined, examine, type Open } from './examine.ts';
import { MAX_COLUMNS, type Sheet, type SheetRow } from './sheet.ts';
import { csvRows, jsonLines } from './text-rows.ts';

/** A row of a file, as the message it becomes. */
export type FileRow = {
  /** Line number as a spreadsheet shows it: the first line of the file is 1. */
  line: number;
  raw: string;
  /** Warnings about what the message could not take from the row. */
  warnings?: Issue[];
  /** Why the row is not read. */
  refusal?: Issue;
};

/** A file that can be taken: all its rows can be read, whether or not each is valid. */
export type OpenedFile = Examined & {
  /** The table that its headings match; undefined for JSON Lines. */
  table: Table | undefined;
  /** Number of rows of data. */
  rowCount: number;
  rows: () => AsyncGenerator<FileRow>;
  /** What of the file is not read: other sheets, columns that the table does not have. */
  warnings: Issue[];
  /** Gives the heading of the column of a message's field, or the field's path. */
  headingFor: (path: string) => string;
};

/** How many first lines may hold the headings: titles and notes often stand above them. */
const HEADER_WITHIN = 20;

/**
 * Opens a partner's file and reads it through once. Nothing of it is taken unless all of it can be read: it is refused when it is
 * damaged, too long, or lacks a mandatory column.
 *
 * @throws FileRefused
 */
export const openFile = async (open: Open, partner: Partner, sender: string): Promise<OpenedFile> => {
  const examined = await examine(open);
  const { form, encoding } = examined;
  const opened =
    form === 'jsonl'
      ? await openLines(open, encoding)
      : await openTable(await sheetsOf(open, examined), partner, sender);
  if (opened.rowCount === 0) throw emptyFile();
  return { ...examined, ...opened };
};

type Opened = Omit<OpenedFile, keyof Examined>;

const openLines = async (open: Open, encoding: Examined['encoding']): Promise<Opened> => {
  const rows = async function* (): AsyncGenerator<FileRow> {
    for await (const { line, text } of jsonLines(open, encoding)) yield { line, raw: text };
  };
  let rowCount = 0;
  for await (const _ of rows()) rowCount = oneMore(rowCount);
  return { table: undefined, rowCount, rows, warnings: [], headingFor: (path) => path };
};

/** @throws FileRefused past the most rows of a file */
const oneMore = (rowCount: number): number => {
  if (rowCount === MAX_ROWS) throw tooManyRows();
  return rowCount + 1;
};

const sheetsOf = async (open: Open, { form, encoding }: Examined): Promise<Sheet[]> => {
  if (form === 'csv') return [{ name: '', rows: () => csvRows(open, encoding), separated: true }];
  const chunks: Uint8Array[] = [];
  for await (const chunk of open()) chunks.push(chunk);
  // Loaded with the first workbook: most files are CSV.
  const { openWorkbook } = await import('./workbook.ts');
  return openWorkbook(Buffer.concat(chunks));
};

const openTable = async (sheets: readonly Sheet[], partner: Partner, sender: string): Promise<Opened> => {
  if (tablesOf(partner).length === 0) throw unknownForm();
  const { sheet, header } = await firstTableOf(sheets, partner);
  const { table, columns, line: headerLine } = header;
  const kind = onlyKindOf(table.format);
  const every = columnsOf(table.format, MOST_PERSONS);
  const surveyed = await survey(sheet, header, every);
  const { rowCount } = surveyed;
  const rows = async function* (): AsyncGenerator<FileRow> {
    for await (const row of sheet.rows()) {
      const { line, cells } = row;
      if (line <= headerLine || isEmpty(cells)) continue;
      const refusal = unreadBecause(row, columns, surveyed, sheet);
      yield { line, ...messageOf(cells, columns, { sender, kind }), ...(refusal && { refusal }) };
    }
  };
  const titles = new Map(columns.flatMap((column) => (column ? [[column.path, column.title] as const] : [])));
  const titleOf = new Map(every.map(({ path, title }) => [path, title]));
  const within = (path: string): string | undefined =>
    [...titleOf].find(([other]) => other.startsWith(`${path}.`) || other.startsWith(`${path}[`))?.[1];
  const headingFor = (path: string): string =>
    titles.get(path) ??
    titleOf.get(path) ??
    titleOf.get(path.replace(/\[\d+\]$/, '')) ??
    within(path) ??
    path;
  const unread: string[] = [];
  for (const other of sheets) if (other !== sheet && (await hasRows(other))) unread.push(other.name);
  const warnings = [
    ...(unread.length > 0 ? [unreadSheets(unread)] : []),
    ...(header.unknown.length > 0 ? [unknownHeadings(header.unknown)] : []),
    ...(surveyed.untitled.length > 0 ? [untitledColumns(surveyed.untitled)] : []),
  ];
  return { table, rowCount, rows, headingFor, warnings };
};

/** What a reading of a whole table tells of its rows of data. */
type Survey = {
  rowCount: number;
  /** Cells that a row may have: as many as there are headings, or more when most rows end with a separator. */
  most: number;
  /** Cells that every row but the last has at least. */
  least: number;
  /** Columns that hold something under no heading, as a spreadsheet names them. */
  untitled: string[];
};

/**
 * Reads a table through.
 *
 * @throws FileRefused when it has too many rows, or headings of other columns below its own
 */
const survey = async (sheet: Sheet, header: Header, known: readonly Column[]): Promise<Survey> => {
  const anyHeading = new Set(known.flatMap(({ headings }) => [...headings]));
  const widths = new Map<number, number>();
  const untitled = new Set<number>();
  // The last line of headings that were the table's own: many are told alike.
  let again: SheetRow['cells'] | undefined;
  const isAgain = (cells: SheetRow['cells']): boolean =>
    again?.length === cells.length &&
    cells.every((cell, at) => (cell && shownOf(cell)) === (again?.[at] && shownOf(again[at])));
  let rowCount = 0;
  let least = Number.POSITIVE_INFINITY;
  for await (const { line, cells, unended, beyond } of sheet.rows()) {
    if (line <= header.line || isEmpty(cells)) continue;
    rowCount = oneMore(rowCount);
    if (isHeadings(cells, anyHeading) && !isAgain(cells)) {
      if (!hasColumns(cells, header, known)) throw unreadable(`ligne ${line}, d’autres en-têtes`);
      again = cells;
    }
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    if (!unended) least = Math.min(least, cells.length);
    if (beyond) untitled.add(MAX_COLUMNS);
    cells.forEach((cell, at) => {
      if (!header.titled[at] && cell !== undefined && shownOf(cell).trim() !== '') untitled.add(at);
    });
  }
  const [usual = 0] = [...widths].find(([, rows]) => rows > 1 && rows * 2 > rowCount) ?? [];
  return {
    rowCount,
    most: Math.max(header.columns.length, usual),
    least,
    untitled: [...untitled]
      .sort((a, b) => a - b)
      .map((at) => (at < MAX_COLUMNS ? columnName(at) : `${columnName(at)} et suivantes`)),
  };
};

/** A column's name in a spreadsheet, from its rank: 0 gives `A`, 27 `AB`. */
const columnName = (at: number): string =>
  `${at < 26 ? '' : columnName(Math.floor(at / 26) - 1)}${String.fromCharCode(65 + (at % 26))}`;

const pathIn = (columns: Header['columns'], some: ReadonlySet<number>): string | undefined =>
  columns.find((column, at) => column && some.has(at))?.path;

/** Why a row is not read, if it is not. */
const unreadBecause = (
  { cells, hidden, struck, covered, unended }: SheetRow,
  columns: Header['columns'],
  { most, least, rowCount }: Survey,
  { separated }: Sheet,
): Issue | undefined => {
  if (hidden) return hiddenRow;
  if (struck?.size) {
    if (cells.every((cell, at) => cell === undefined || struck.has(at))) return struckRow;
    const path = pathIn(columns, struck);
    if (path !== undefined) return struckCell(path);
  }
  const hiddenPath = covered && pathIn(columns, covered);
  if (hiddenPath !== undefined) return coveredCell(hiddenPath);
  if (separated && isTooWide(cells, columns.length, most)) return tooManyCells(columns.length);
  return unended && rowCount > 2 && cells.length < least ? cutRow : undefined;
};

/** Whether a row may have been moved by a separator within one of its texts: it goes, or holds something, beyond the headings. */
const isTooWide = (cells: SheetRow['cells'], headings: number, most: number): boolean =>
  cells.length > most || !isEmpty(cells.slice(headings));

const isEmpty = (cells: SheetRow['cells']): boolean =>
  cells.every((cell) => cell === undefined || shownOf(cell).trim() === '');

/** @param after the line of its headings */
const hasRows = async (sheet: Sheet, after = 0): Promise<boolean> => {
  for await (const { line, cells } of sheet.rows()) if (line > after && !isEmpty(cells)) return true;
  return false;
};

/** Whether a row is a line of headings: two cells and more, all of them names of columns. */
const isHeadings = (cells: SheetRow['cells'], known: ReadonlySet<string>): boolean => {
  const [first, ...others] = cells.flatMap((cell) =>
    cell === undefined || shownOf(cell).trim() === '' ? [] : [cell],
  );
  // Most rows end here.
  if (first === undefined || !known.has(headingOf(shownOf(first)))) return false;
  return others.length > 0 && others.every((cell) => known.has(headingOf(shownOf(cell))));
};

/** Whether a line of headings is the table's own once more: the rows below it are read as those above. */
const hasColumns = (cells: SheetRow['cells'], { columns }: Header, known: readonly Column[]): boolean => {
  const again = columnsIn(cells, known).columns;
  return Array.from({ length: Math.max(again.length, columns.length) }).every(
    (_, at) => again[at]?.path === columns[at]?.path,
  );
};

/** The first sheet that has the headings of a table; when none has, what the first that has rows lacks. */
const firstTableOf = async (
  sheets: readonly Sheet[],
  partner: Partner,
): Promise<{ sheet: Sheet; header: Header }> => {
  let refused: FileRefused | undefined;
  for (const sheet of sheets) {
    try {
      const header = await headerOf(sheet, partner);
      // An empty model stands before the sheet that is filled.
      if (await hasRows(sheet, header.line)) return { sheet, header };
      refused ??= emptyFile();
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      if (refused === undefined || refused.issue.code === issueCodes.fichierVide) refused = error;
    }
  }
  throw refused ?? emptyFile();
};

type Header = {
  table: Table;
  line: number;
  columns: (Column | undefined)[];
  /** For each column, whether it has a heading. */
  titled: boolean[];
  /** Headings that are no column of the table. */
  unknown: string[];
};

/**
 * The headings: among the first lines, the first that has all a table needs, else the one that matches the most columns. On a tie, the table
 * declared first wins.
 */
const headerOf = async (sheet: Sheet, partner: Partner): Promise<Header> => {
  const tables = tablesOf(partner);
  const heads: SheetRow[] = [];
  for await (const row of sheet.rows()) {
    if (!isEmpty(row.cells)) heads.push(row);
    if (heads.length >= HEADER_WITHIN) break;
  }
  const candidates = tables.flatMap((table) => {
    const known = columnsOf(table.format, MOST_PERSONS);
    return heads.map((row) => ({ table, line: row.line, ...columnsIn(row.cells, known) }));
  });
  const fit = candidates.filter(
    (one) =>
      !one.table.former || !candidates.some(({ line, found }) => line === one.line && found > one.found),
  );
  const complete = fit.filter(({ missing }) => missing.length === 0);
  // Of two whole lines of headings, the rows below the first are read by it.
  const first = Math.min(...complete.map(({ line }) => line));
  const whole = complete.filter(({ line }) => line === first);
  const [best] = (complete.length > 0 ? whole : fit).sort(
    (a, b) => b.found - a.found || a.missing.length - b.missing.length,
  );
  if (!best) throw emptyFile();
  if (best.missing.length > 0) throw missingColumns(best.missing.map(({ title }) => title));
  return best;
};

const columnsIn = (cells: readonly (Cell | undefined)[], known: readonly Column[]) => {
  const left = new Set(known);
  const columns = Array.from(cells, (cell) => {
    const heading = cell === undefined ? '' : headingOf(shownOf(cell));
    const column = heading === '' ? undefined : [...left].find(({ headings }) => headings.has(heading));
    if (column) left.delete(column);
    // A heading that stands twice is read twice: a row may fill either column.
    return column ?? known.find(({ headings }) => headings.has(heading));
  });
  // The dwelling and the household may be told in several ways, so no single column of them is mandatory: the schema says what a
  // row lacks.
  const missing = [...left].filter(({ required }) => required);
  const unknown = cells.flatMap((cell, index) =>
    cell === undefined || shownOf(cell).trim() === '' || columns[index] ? [] : [shownOf(cell).trim()],
  );
  const titled = Array.from(cells, (cell) => cell !== undefined && shownOf(cell).trim() !== '');
  return { columns, titled, found: known.length - left.size, missing, unknown };
};

const messageOf = (
  cells: readonly (Cell | undefined)[],
  columns: readonly (Column | undefined)[],
  { sender, kind }: { sender: string; kind: string | undefined },
): Omit<FileRow, 'line'> => {
  const message: Record<string, unknown> = { version: '1', sender, ...(kind && { kind }) };
  const values = new Map<string, string>();
  const doubled = new Set<string>();
  const faults: string[] = [];
  columns.forEach((column, index) => {
    if (!column) return;
    if (isFault(cells[index])) faults.push(column.path);
    const value = cellValue(cells[index], column);
    if (value === undefined) return;
    const text = JSON.stringify(value);
    const before = values.get(column.path);
    if (before !== undefined && before !== text) doubled.add(column.path);
    if (before !== undefined) return;
    values.set(column.path, text);
    place(message, column.path, value);
  });
  const { household } = message;
  // Removes the adults whose columns this row leaves empty.
  if (Array.isArray(household)) message.household = household.filter((person) => person !== undefined);
  const raw = JSON.stringify(message);
  const warnings = [...[...doubled].map(doubledColumn), ...faults.map(failedFormula)];
  return warnings.length === 0 ? { raw } : { raw, warnings };
};
