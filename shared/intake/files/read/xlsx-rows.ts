import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { bomb, FileRefused, unreadable } from '../file-issue.ts';
import type { Cell } from './cell.ts';
import { createSharedTexts, MOST_CHARACTERS, type SharedTexts } from './shared-texts.ts';
import type { SheetRow } from './text-rows.ts';
import { openZip, type Zip } from './zip.ts';

const MAX_SMALL_PART = 4 * 1024 * 1024;
const MAX_COLUMNS = 300;
/** Most bytes of a part without a tag: the parser keeps them in memory until there is one. */
const MAX_SILENT = 4 * 1024 * 1024;

/** A workbook's first visible sheet, row by row. */
export type Workbook = { dates1904: boolean; rows: () => AsyncGenerator<SheetRow> };

/**
 * Opens a workbook (ECMA-376). Its shared texts are held in memory, up to a limit. Its sheet is decompressed and read as rows are
 * asked for. The value of a formula's cell is the last one stored: nothing is computed.
 *
 * @throws FileRefused when it is damaged or abnormal
 */
export const openWorkbook = async (bytes: Buffer): Promise<Workbook> => {
  const zip = await openZip(bytes);
  const { sheet, dates1904 } = await sheetOf(zip);
  const shared = await sharedOf(zip);
  return { dates1904, rows: () => rowsIn(zip, sheet, shared) };
};

type Handlers = {
  open?: (tag: SaxesTagPlain) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

/** The local name of an element or attribute: some writers prefix every name with a namespace. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Feeds a part to a parser and yields after each chunk, so that the caller can use what was found so far. */
async function* parsed(zip: Zip, name: string, { open, close, text }: Handlers): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let failed: Error | undefined;
  parser.on('error', (error) => {
    failed ??= error;
  });
  // A workbook has no doctype: entities defined in one are how XML bombs are made.
  parser.on('doctype', () => {
    failed ??= new Error('doctype');
  });
  let silent = 0;
  parser.on('opentag', (tag) => {
    silent = 0;
    open?.(tag);
  });
  parser.on('closetag', (tag) => {
    silent = 0;
    close?.(local(tag.name));
  });
  parser.on('text', (told) => text?.(told));
  const decoder = new TextDecoder();
  const check = (): void => {
    if (failed) throw unreadable(`partie ${name} mal formée`);
  };
  try {
    for await (const chunk of await zip.open(name)) {
      silent += chunk.length;
      parser.write(decoder.decode(chunk, { stream: true }));
      check();
      if (silent > MAX_SILENT) throw bomb();
      yield;
    }
    parser.write(decoder.decode());
    parser.close();
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw unreadable(`partie ${name} endommagée`);
  }
  check();
  yield;
}

const readWhole = async (zip: Zip, name: string, handlers: Handlers): Promise<void> => {
  for await (const _ of parsed(zip, name, handlers));
};

const attribute = ({ attributes }: SaxesTagPlain, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => local(key) === name)?.[1];

const sheetOf = async (zip: Zip): Promise<{ sheet: string; dates1904: boolean }> => {
  const workbook = 'xl/workbook.xml';
  const relations = 'xl/_rels/workbook.xml.rels';
  if (!zip.has(workbook) || !zip.has(relations)) throw unreadable('ce n’est pas un classeur XLSX');
  if (zip.size(workbook) > MAX_SMALL_PART || zip.size(relations) > MAX_SMALL_PART) throw bomb();
  const sheets: { id: string; hidden: boolean }[] = [];
  let dates1904 = false;
  await readWhole(zip, workbook, {
    open: (tag) => {
      if (local(tag.name) === 'workbookPr') dates1904 = /^(1|true)$/.test(attribute(tag, 'date1904') ?? '');
      if (local(tag.name) === 'sheet') {
        const hidden = ['hidden', 'veryHidden'].includes(attribute(tag, 'state') ?? '');
        // `r:id`, and not `sheetId`.
        const id = Object.entries(tag.attributes).find(
          ([key]) => key !== 'sheetId' && local(key) === 'id',
        )?.[1];
        sheets.push({ id: id ?? '', hidden });
      }
    },
  });
  const targets = new Map<string, string>();
  await readWhole(zip, relations, {
    open: (tag) => {
      const [id, target] = [attribute(tag, 'Id'), attribute(tag, 'Target')];
      if (id && target)
        targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);
    },
  });
  const first = sheets.find(({ hidden }) => !hidden) ?? sheets[0];
  const sheet = targets.get(first?.id ?? '');
  if (sheet === undefined || !zip.has(sheet)) throw unreadable('classeur sans feuille');
  return { sheet, dates1904 };
};

const sharedOf = async (zip: Zip): Promise<SharedTexts> => {
  const name = 'xl/sharedStrings.xml';
  const texts = createSharedTexts();
  if (!zip.has(name)) return texts;
  let current = '';
  let inText = false;
  // Phonetic hints (`rPh`) are not part of the text.
  let phonetic = false;
  await readWhole(zip, name, {
    open: (tag) => {
      const element = local(tag.name);
      if (element === 'si') current = '';
      if (element === 'rPh') phonetic = true;
      if (element === 't') inText = !phonetic;
    },
    text: (text) => {
      if (inText && current.length < MOST_CHARACTERS) current += text;
    },
    close: (element) => {
      if (element === 't') inText = false;
      if (element === 'rPh') phonetic = false;
      if (element !== 'si') return;
      texts.add(current);
    },
  });
  return texts;
};

/** Index of a cell's column, from 0: `AB12` gives 27. */
const columnIn = (reference: string): number =>
  [...(/^[A-Z]*/.exec(reference.toUpperCase())?.[0] ?? '')].reduce(
    (column, letter) => column * 26 + letter.charCodeAt(0) - 64,
    0,
  ) - 1;

async function* rowsIn(zip: Zip, sheet: string, shared: SharedTexts): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let row: SheetRow = { line: 0, cells: [] };
  let cell = { column: -1, type: 'n', text: '' };
  let inValue = false;
  const parts = parsed(zip, sheet, {
    open: (tag) => {
      const element = local(tag.name);
      if (element === 'row') row = { line: Number(attribute(tag, 'r') ?? row.line + 1), cells: [] };
      if (element === 'c') {
        const reference = attribute(tag, 'r');
        const column = reference === undefined ? cell.column + 1 : columnIn(reference);
        cell = {
          column: row.cells.length === 0 && reference === undefined ? 0 : column,
          type: attribute(tag, 't') ?? 'n',
          text: '',
        };
      }
      if (element === 'v' || element === 't') inValue = true;
    },
    text: (text) => {
      if (inValue && cell.text.length < MOST_CHARACTERS) cell.text += text;
    },
    close: (element) => {
      if (element === 'v' || element === 't') inValue = false;
      if (element === 'c' && cell.column >= 0 && cell.column < MAX_COLUMNS)
        row.cells[cell.column] = cellOf(cell, shared);
      if (element === 'row') ready.push(row);
    },
  });
  for await (const _ of parts) {
    yield* ready;
    ready = [];
  }
}

const cellOf = ({ type, text }: { type: string; text: string }, shared: SharedTexts): Cell | undefined => {
  if (text === '') return undefined;
  switch (type) {
    case 's':
      return shared.at(Number(text));
    case 'b':
      return text === '1';
    case 'n':
      return Number.isFinite(Number(text)) ? Number(text) : text;
    // A formula in error (`#N/A`) counts as an empty cell.
    case 'e':
      return undefined;
    default:
      return text;
  }
};
