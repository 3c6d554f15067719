import { partnerOfSender } from '../partners/all.ts';
import { FileRefused } from './file-issue.ts';
import { shownOf } from './read/cell.ts';
import { examine } from './read/examine.ts';
import { openFile } from './read/open-file.ts';
import { csvRows } from './read/text-rows.ts';

/**
 * The rows of a dropped file, as texts to search: each row as the message it became, and as its own cells, which include columns
 * that no format knows. A file that cannot be read as a table is given line by line.
 */
export const rowsOfFile = async (bytes: Uint8Array, sender: string): Promise<string[]> => {
  const open = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes;
  };
  const rows: string[] = [];
  const readable = async (read: () => Promise<void>): Promise<boolean> => {
    try {
      await read();
      return true;
    } catch (error) {
      if (error instanceof FileRefused) return false;
      throw error;
    }
  };
  const cells = await readable(async () => {
    const { form, encoding } = await examine(open);
    if (form === 'jsonl') return void rows.push(...linesOf(bytes));
    const sheets = form === 'csv' ? [csvRows(open, encoding)] : await workbookRows(bytes);
    for (const sheet of sheets)
      for await (const { cells: own } of sheet)
        rows.push(own.map((cell) => (cell === undefined ? '' : shownOf(cell))).join('\n'));
  });
  const partner = partnerOfSender(sender);
  if (partner)
    await readable(async () => {
      for await (const { raw } of (await openFile(open, partner, sender)).rows()) rows.push(raw);
    });
  return cells ? rows : [...rows, ...linesOf(bytes)];
};

/** Lines in both of the encodings that files come in. */
const linesOf = (bytes: Uint8Array): string[] => {
  const text = Buffer.from(bytes);
  return [...new Set([...text.toString('utf8').split(/\r?\n/), ...text.toString('latin1').split(/\r?\n/)])];
};

const workbookRows = async (bytes: Uint8Array) => {
  const { openWorkbook } = await import('./read/workbook.ts');
  return (await openWorkbook(Buffer.from(bytes))).map((sheet) => sheet.rows());
};
