import type { Issue } from '../../../outbound/replies/issue.ts';
import { type Column, columnsOf, headingOf, onlyKindOf } from '../../partners/columns.ts';
import type { Partner, Table } from '../../partners/partner.ts';
import {
  doubledColumn,
  emptyFile,
  MAX_ROWS,
  missingColumns,
  tooManyRows,
  unknownForm,
} from '../file-issue.ts';
import { type Cell, cellValue } from './cell.ts';
import { type Examined, examine, type Open } from './examine.ts';
import { csvRows, jsonLines, type SheetRow } from './text-rows.ts';

/** A row of a file, as the message it becomes. */
export type FileRow = {
  /** Line number as a spreadsheet shows it: the first line of the file is 1. */
  line: number;
  raw: string;
  /** Warnings about what the message could not take from the row. */
  warnings?: Issue[];
};

/** A file that can be taken: all its rows can be read, whether or not each is valid. */
export type OpenedFile = Examined & {
  /** The table that its headings match; undefined for JSON Lines. */
  table: Table | undefined;
  /** Number of rows of data. */
  rowCount: number;
  rows: () => AsyncGenerator<FileRow>;
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
      ? {
          table: undefined,
          headingFor: (path: string) => path,
          rows: async function* (): AsyncGenerator<FileRow> {
            for await (const { line, text } of jsonLines(open, encoding)) yield { line, raw: text };
          },
        }
      : await openTable(await sheetOf(open, examined), partner, sender);
  let rowCount = 0;
  for await (const _ of opened.rows()) {
    rowCount += 1;
    if (rowCount > MAX_ROWS) throw tooManyRows();
  }
  if (rowCount === 0) throw emptyFile();
  return { ...examined, ...opened, rowCount };
};

type Sheet = { dates1904: boolean; rows: () => AsyncGenerator<SheetRow> };

const sheetOf = async (open: Open, { form, encoding }: Examined): Promise<Sheet> => {
  if (form === 'csv') return { dates1904: false, rows: () => csvRows(open, encoding) };
  const chunks: Uint8Array[] = [];
  for await (const chunk of open()) chunks.push(chunk);
  // Loaded with the first workbook: most files are CSV.
  const { openWorkbook } = await import('./xlsx-rows.ts');
  return openWorkbook(Buffer.concat(chunks));
};

const openTable = async (sheet: Sheet, partner: Partner, sender: string) => {
  if (partner.tables.length === 0) throw unknownForm();
  const header = await headerOf(sheet, partner);
  const { table, columns, line: headerLine } = header;
  const kind = onlyKindOf(table.format);
  const rows = async function* (): AsyncGenerator<FileRow> {
    for await (const { line, cells } of sheet.rows()) {
      if (line <= headerLine || cells.every((cell) => cell === undefined || String(cell).trim() === ''))
        continue;
      yield { line, ...messageOf(cells, columns, { sender, kind, dates1904: sheet.dates1904 }) };
    }
  };
  const titles = new Map(columns.flatMap((column) => (column ? [[column.path, column.title] as const] : [])));
  const every = new Map(columnsOf(table.format).map(({ path, title }) => [path, title]));
  const within = (path: string): string | undefined =>
    [...every].find(([other]) => other.startsWith(`${path}.`) || other.startsWith(`${path}[`))?.[1];
  const headingFor = (path: string): string =>
    titles.get(path) ?? every.get(path) ?? every.get(path.replace(/\[\d+\]$/, '')) ?? within(path) ?? path;
  return { table, rows, headingFor };
};

type Header = { table: Table; line: number; columns: (Column | undefined)[] };

/** The headings: among the first lines, the one that matches the most columns of a table. On a tie, the table declared first wins. */
const headerOf = async (sheet: Sheet, { tables }: Partner): Promise<Header> => {
  const heads: SheetRow[] = [];
  for await (const row of sheet.rows()) {
    heads.push(row);
    if (heads.length >= HEADER_WITHIN) break;
  }
  const candidates = tables.flatMap((table) => {
    const known = columnsOf(table.format);
    return heads.map((row) => ({ table, line: row.line, ...columnsIn(row.cells, known) }));
  });
  const fit = candidates.filter(
    (one) =>
      !one.table.former || !candidates.some(({ line, found }) => line === one.line && found > one.found),
  );
  const complete = fit.filter(({ missing }) => missing.length === 0);
  const [best] = (complete.length > 0 ? complete : fit).sort(
    (a, b) => b.found - a.found || a.missing.length - b.missing.length,
  );
  if (!best) throw emptyFile();
  if (best.missing.length > 0) throw missingColumns(best.missing.map(({ title }) => title));
  return best;
};

const columnsIn = (cells: readonly (Cell | undefined)[], known: readonly Column[]) => {
  const left = new Set(known);
  const columns = Array.from(cells, (cell) => {
    const heading = cell === undefined ? '' : headingOf(String(cell));
    const column = heading === '' ? undefined : [...left].find(({ headings }) => headings.has(heading));
    if (column) left.delete(column);
    // A heading that stands twice is read twice: a row may fill either column.
    return column ?? known.find(({ headings }) => headings.has(heading));
  });
  // The dwelling and the household may be told in several ways, so no single column of them is mandatory: the schema says what a
  // row lacks.
  const missing = [...left].filter(({ required }) => required);
  return { columns, found: known.length - left.size, missing };
};

const messageOf = (
  cells: readonly (Cell | undefined)[],
  columns: readonly (Column | undefined)[],
  { sender, kind, dates1904 }: { sender: string; kind: string | undefined; dates1904: boolean },
): Omit<FileRow, 'line'> => {
  const message: Record<string, unknown> = { version: '1', sender, ...(kind && { kind }) };
  const values = new Map<string, string>();
  const doubled = new Set<string>();
  columns.forEach((column, index) => {
    if (!column) return;
    const value = cellValue(cells[index], column, dates1904);
    if (value === undefined) return;
    const text = JSON.stringify(value);
    const before = values.get(column.path);
    if (before !== undefined && before !== text) doubled.add(column.path);
    if (before !== undefined) return;
    values.set(column.path, text);
    place(message, column.path, value);
  });
  const { household } = message;
  // Removes the second adult when this row leaves their columns empty.
  if (Array.isArray(household)) message.household = household.filter((person) => person !== undefined);
  const raw = JSON.stringify(message);
  return doubled.size === 0 ? { raw } : { raw, warnings: [...doubled].map(doubledColumn) };
};

/** Sets the value at a path such as `a.b` or `list[0].c`. Paths come from the schema, never from a sender. */
const place = (message: Record<string, unknown>, path: string, value: unknown): void => {
  const [head = '', ...rest] = path.split('.');
  const item = /^(\w+)\[(\d+)\]$/.exec(head);
  if (item) {
    const [, name = '', index = '0'] = item;
    const list: unknown[] = Array.isArray(message[name]) ? message[name] : [];
    message[name] = list;
    const one = isRecord(list[Number(index)]) ? list[Number(index)] : {};
    list[Number(index)] = one;
    if (isRecord(one)) place(one, rest.join('.'), value);
    return;
  }
  if (rest.length === 0) {
    message[head] = value;
    return;
  }
  const inner = isRecord(message[head]) ? message[head] : {};
  message[head] = inner;
  place(inner, rest.join('.'), value);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
