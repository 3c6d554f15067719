import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { MAX_ROW_CHARACTERS, unreadable } from '../file-issue.ts';
import type { Cell } from './cell.ts';
import { type Encoding, type Open, textOf } from './examine.ts';

/** A row of a table and its number, as a spreadsheet counts: 1 is the first. */
export type SheetRow = { line: number; cells: (Cell | undefined)[] };

/** Separators, in the order of their use in French spreadsheets. */
const separators = [';', '\t', ','] as const;

/**
 * The rows of a CSV. Its separator is `;`, tab or `,`: the most frequent one in its first lines, outside quotes.
 *
 * @throws FileRefused when a quote is never closed, or a row is longer than any message
 */
export async function* csvRows(open: Open, encoding: Encoding): AsyncGenerator<SheetRow> {
  const delimiter = await separatorOf(open, encoding);
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_ROW_CHARACTERS,
  });
  const feeding = pipeline(textOf(open, encoding), parser);
  // An error of the feeding destroys the parser, and is thrown by the loop below.
  feeding.catch(() => {});
  let line = 0;
  try {
    for await (const record of parser) {
      line += 1;
      yield { line, cells: Array.isArray(record) ? record.map((cell) => String(cell)) : [] };
    }
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(`ligne ${line + 1}, un guillemet ou une ligne sans fin`);
    throw error;
  } finally {
    parser.destroy();
  }
}

const separatorOf = async (open: Open, encoding: Encoding): Promise<string> => {
  let head = '';
  for await (const text of textOf(open, encoding)) {
    head += text;
    if (head.length > 4000) break;
  }
  const lines = head.replace(/"[^"]*"/g, '').slice(0, 4000);
  const counts = separators.map((separator) => lines.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ';';
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
