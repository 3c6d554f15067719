import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { parse as parseWhole } from 'csv-parse/sync';
import { MAX_ROW_CHARACTERS, unreadable } from '../file-issue.ts';
import { spoken } from './cell.ts';
import { type Encoding, type Open, textOf } from './examine.ts';
import type { SheetRow } from './sheet.ts';

/** Separators, in the order of their use in French spreadsheets. */
const separators = [';', '\t', ','] as const;
const ENDS = ['\r\n', '\n', '\r'];
const BREAK = /\r\n|\n|\r/g;

/** What the first lines tell of a CSV: its separator, and how many cells its widest line has. */
type Shape = { delimiter: string; width: number };

/**
 * The rows of a CSV. Its separator is `;`, tab or `,`: the most frequent in its first lines, outside quotes. A quote that opens no
 * cell, or closes none, is read as it is written; one that would make a cell of several cells or lines stops the file, as do lines
 * that no row accounts for.
 *
 * @throws FileRefused
 */
export async function* csvRows(open: Open, encoding: Encoding): AsyncGenerator<SheetRow> {
  const shape = await shapeOf(open, encoding);
  const { delimiter } = shape;
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ENDS,
    raw: true,
    max_record_size: MAX_ROW_CHARACTERS,
  });
  const lines = createLineCount();
  const feeding = pipeline(lines.counting(textOf(open, encoding)), parser);
  // An error of the feeding destroys the parser, and is thrown by the loop below.
  feeding.catch(() => {});
  let line = 0;
  let accounted = 0;
  try {
    for await (const { record, raw } of parser) {
      line += 1;
      const cells: string[] = Array.isArray(record) ? record.map(String) : [];
      const within = raw.replace(/(\r\n|\n|\r)$/, '').match(BREAK)?.length ?? 0;
      accounted += 1 + within;
      if (raw.includes('"') && isSwallowing(raw, cells, within, shape)) throw stray(line);
      yield { line, cells: cells.map(spoken), unended: !/[\r\n]$/.test(raw) };
    }
  } catch (error) {
    // The parser reads ahead of the rows it has given.
    if (error instanceof CsvError) throw stray(Number(error.records) + 1);
    throw error;
  } finally {
    parser.destroy();
  }
  // Counted apart from the reading: no line of the file is in no row.
  if (accounted !== lines.count()) throw unreadable(`${lines.count()} lignes, et ${accounted} lues`);
}

const stray = (line: number) =>
  unreadable(
    `ligne ${line}, un guillemet ouvre une cellule qui en contiendrait plusieurs, ou plusieurs lignes`,
  );

/**
 * Whether a quote in a row makes one cell of several: it closes nowhere it should and holds a separator or a line break; or its cell
 * holds whole rows.
 */
const isSwallowing = (
  raw: string,
  cells: readonly string[],
  within: number,
  { delimiter, width }: Shape,
): boolean => {
  const separatorsIn = (cell: string): number => cell.split(delimiter).length - 1;
  const strict = strictly(raw, delimiter);
  if (!strict) return cells.some((cell) => separatorsIn(cell) > 0 || /[\r\n]/.test(cell));
  if (within > 0) return strict.length > width || strict.some((cell) => separatorsIn(cell) >= width - 1);
  const inside = strict.reduce((sum, cell) => sum + separatorsIn(cell), 0);
  return delimiter !== ',' && inside > 0 && strict.length + inside === width;
};

/** The cells of a row, when each of its quotes opens a cell or closes one, or is of a number kept as text: `="00123"`. */
const strictly = (raw: string, delimiter: string): string[] | undefined => {
  const plain = raw.replace(/(^|[;,\t])="([^"\r\n]*)"(?=[;,\t\r\n]|$)/g, '$1"$2"');
  try {
    const [record] = parseWhole(plain, { delimiter, relax_column_count: true, record_delimiter: ENDS });
    return Array.isArray(record) ? record.map(String) : undefined;
  } catch {
    return undefined;
  }
};

/** Counts the lines of a text as it passes. An end of file after a line break begins no line. */
const createLineCount = () => {
  let breaks = 0;
  let last = '';
  return {
    counting: async function* (texts: AsyncIterable<string>): AsyncGenerator<string> {
      for await (const text of texts) {
        if (text === '') continue;
        breaks += text.match(BREAK)?.length ?? 0;
        // One line break, cut by the end of a piece.
        if (last === '\r' && text.startsWith('\n')) breaks -= 1;
        last = text.slice(-1);
        yield text;
      }
    },
    count: (): number => breaks + (last === '' || last === '\n' || last === '\r' ? 0 : 1),
  };
};

const HEAD = 16_000;

const shapeOf = async (open: Open, encoding: Encoding): Promise<Shape> => {
  let head = '';
  for await (const text of textOf(open, encoding)) {
    head += text;
    if (head.length > HEAD) break;
  }
  const lines = head
    .replace(/"[^"\r\n]*"/g, '')
    .split(BREAK)
    .slice(0, 50);
  const counts = separators.map((separator) => {
    const found = lines.map((line) => line.split(separator).length - 1).sort((a, b) => b - a);
    // Without the line that has the most: a title of many commas may stand above a table of semicolons.
    return found.slice(found.length > 1 ? 1 : 0).reduce((sum, count) => sum + count, 0);
  });
  const delimiter = separators[counts.indexOf(Math.max(...counts))] ?? ';';
  return { delimiter, width: Math.max(...lines.map((line) => line.split(delimiter).length)) };
};

/**
 * The lines of a JSON Lines file that are not blank.
 *
 * @throws FileRefused when a line is longer than any message
 */
export async function* jsonLines(
  open: Open,
  encoding: Encoding,
): AsyncGenerator<{ line: number; text: string }> {
  // Pieces of the line not yet ended: they are joined once, however small the chunks.
  let rest: string[] = [];
  let length = 0;
  let line = 0;
  for await (const text of textOf(open, encoding)) {
    const [first = '', ...next] = text.split('\n');
    rest.push(first);
    length += first.length;
    for (const part of next) {
      line += 1;
      const whole = rest.join('').trim();
      if (whole !== '') yield { line, text: whole };
      rest = [part];
      length = part.length;
    }
    if (length > MAX_ROW_CHARACTERS) throw unreadable(`ligne ${line + 1} trop longue`);
  }
  const last = rest.join('').trim();
  if (last !== '') yield { line: line + 1, text: last };
}
