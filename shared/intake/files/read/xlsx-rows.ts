import type { SaxesTagPlain } from 'saxes';
import { bomb, unreadable } from '../file-issue.ts';
import { type Cell, NOT_COMPUTED, spoken } from './cell.ts';
import { type NumberFormat, numberFormat, plainNumber } from './number-format.ts';
import { createSharedTexts, MOST_CHARACTERS, type SharedTexts } from './shared-texts.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { attribute, local, parsed, readWhole } from './xml-parts.ts';
import type { Zip } from './zip.ts';

const MAX_SMALL_PART = 4 * 1024 * 1024;
const MAX_COLUMNS = 300;

/** The visible sheets of an XLSX (ECMA-376). Its shared texts are held in memory, up to a limit. Charts are no sheets of cells. */
export const xlsxSheets = async (zip: Zip): Promise<Sheet[]> => {
  const { sheets, dates1904 } = await sheetsOf(zip);
  if (sheets.length === 0) throw unreadable('classeur sans feuille de cellules');
  const book: Book = { dates1904, shared: await sharedOf(zip), styles: await stylesOf(zip) };
  return sheets.map(({ name, part }) => ({ name, rows: () => rowsIn(zip, part, book) }));
};

type Book = { dates1904: boolean; shared: SharedTexts; styles: readonly Style[] };
/** What a cell's style says of its value. */
type Style = { format: NumberFormat; struck: boolean };

/** Whether a property that is on by its presence is not told to be off. */
const isOn = (tag: SaxesTagPlain): boolean => !/^(0|false)$/.test(attribute(tag, 'val') ?? '');

const onOff = (value: string | undefined): boolean => value !== undefined && /^(1|true)$/.test(value);

const sheetsOf = async (
  zip: Zip,
): Promise<{ sheets: { name: string; part: string }[]; dates1904: boolean }> => {
  const workbook = 'xl/workbook.xml';
  const relations = 'xl/_rels/workbook.xml.rels';
  if (!zip.has(relations)) throw unreadable('ce n’est pas un classeur XLSX');
  if (zip.size(workbook) > MAX_SMALL_PART || zip.size(relations) > MAX_SMALL_PART) throw bomb();
  const listed: { id: string; name: string; hidden: boolean }[] = [];
  let dates1904 = false;
  await readWhole(zip, workbook, {
    open: (tag) => {
      if (local(tag.name) === 'workbookPr') dates1904 = onOff(attribute(tag, 'date1904'));
      if (local(tag.name) === 'sheet') {
        const hidden = ['hidden', 'veryHidden'].includes(attribute(tag, 'state') ?? '');
        // `r:id`, and not `sheetId`.
        const id = Object.entries(tag.attributes).find(
          ([key]) => key !== 'sheetId' && local(key) === 'id',
        )?.[1];
        listed.push({ id: id ?? '', name: attribute(tag, 'name') ?? '', hidden });
      }
    },
  });
  const targets = new Map<string, string>();
  await readWhole(zip, relations, {
    open: (tag) => {
      const [id, target, type] = [attribute(tag, 'Id'), attribute(tag, 'Target'), attribute(tag, 'Type')];
      if (id && target && type?.endsWith('/worksheet') !== false)
        targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);
    },
  });
  const visible = listed.filter(({ hidden }) => !hidden);
  const sheets = (visible.length > 0 ? visible : listed).flatMap(({ id, name }) => {
    const part = targets.get(id);
    return part !== undefined && zip.has(part) ? [{ name, part }] : [];
  });
  return { sheets, dates1904 };
};

/** The styles that cells name by their rank. */
const stylesOf = async (zip: Zip): Promise<Style[]> => {
  const name = 'xl/styles.xml';
  if (!zip.has(name)) return [];
  if (zip.size(name) > MAX_SMALL_PART) throw bomb();
  const codes = new Map<number, string>();
  const struckFonts: boolean[] = [];
  const styles: Style[] = [];
  let within = '';
  await readWhole(zip, name, {
    open: (tag) => {
      const element = local(tag.name);
      if (['fonts', 'cellXfs', 'cellStyleXfs', 'dxfs'].includes(element)) within = element;
      if (element === 'numFmt')
        codes.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '');
      if (element === 'font' && within === 'fonts') struckFonts.push(false);
      if (element === 'strike' && within === 'fonts') struckFonts[struckFonts.length - 1] = isOn(tag);
      if (element === 'xf' && within === 'cellXfs') styles.push(styleOf(tag, codes, struckFonts));
    },
    close: (element) => {
      if (element === within) within = '';
    },
  });
  return styles;
};

const styleOf = (
  tag: SaxesTagPlain,
  codes: ReadonlyMap<number, string>,
  struck: readonly boolean[],
): Style => {
  const id = Number(attribute(tag, 'numFmtId') ?? 0);
  return {
    format: numberFormat(id, codes.get(id)),
    struck: struck[Number(attribute(tag, 'fontId') ?? 0)] ?? false,
  };
};

/** A text's escapes (ECMA-376, part 1, 22.9.2.19): `_x000D_` is a carriage return. */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-fA-F]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** Stands before a shared text of which a part is struck through. */
const STRUCK = '\0';

const sharedOf = async (zip: Zip): Promise<SharedTexts> => {
  const name = 'xl/sharedStrings.xml';
  const texts = createSharedTexts();
  if (!zip.has(name)) return texts;
  let current = '';
  let struck = false;
  let inText = false;
  // Phonetic hints (`rPh`) are not part of the text.
  let phonetic = false;
  await readWhole(zip, name, {
    open: (tag) => {
      const element = local(tag.name);
      if (element === 'si') {
        current = '';
        struck = false;
      }
      if (element === 'strike') struck ||= isOn(tag);
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
      texts.add(`${struck ? STRUCK : ''}${unescaped(current)}`);
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

async function* rowsIn(zip: Zip, sheet: string, book: Book): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let row: SheetRow & { struck: Set<number> } = { line: 0, cells: [], struck: new Set() };
  let cell = newCell(-1);
  let inValue = false;
  const parts = parsed(zip, sheet, {
    open: (tag) => {
      const element = local(tag.name);
      if (element === 'row') {
        const line = Number(attribute(tag, 'r') ?? row.line + 1);
        // A report names its lines, and a reading resumes after the last one told.
        if (line <= row.line) throw unreadable(`ligne ${line} donnée deux fois ou dans le désordre`);
        row = { line, cells: [], hidden: onOff(attribute(tag, 'hidden')), struck: new Set() };
      }
      if (element === 'c') {
        const reference = attribute(tag, 'r');
        const column = reference === undefined ? cell.column + 1 : columnIn(reference);
        cell = {
          ...newCell(row.cells.length === 0 && reference === undefined ? 0 : column),
          type: attribute(tag, 't') ?? 'n',
          style: Number(attribute(tag, 's') ?? 0),
        };
      }
      if (element === 'f') cell.computed = false;
      if (element === 'strike') cell.struck ||= isOn(tag);
      if (element === 'v' || element === 't') {
        inValue = true;
        cell.computed = true;
      }
    },
    text: (text) => {
      if (inValue && cell.text.length < MOST_CHARACTERS) cell.text += text;
    },
    close: (element) => {
      if (element === 'v' || element === 't') inValue = false;
      if (element === 'c' && cell.column >= 0 && cell.column < MAX_COLUMNS) {
        const value = cellOf(cell, book);
        const struck = typeof value === 'string' && value.startsWith(STRUCK);
        row.cells[cell.column] = struck ? value.slice(STRUCK.length) : value;
        if (value !== undefined && (struck || cell.struck || book.styles[cell.style]?.struck))
          row.struck.add(cell.column);
      }
      if (element === 'row') ready.push(row);
    },
  });
  for await (const _ of parts) {
    yield* ready;
    ready = [];
  }
}

const newCell = (column: number) => ({
  column,
  type: 'n',
  style: 0,
  text: '',
  /** Whether it has a value: a formula that no program computed has none. */
  computed: true,
  /** Whether a part of its own text is struck through. */
  struck: false,
});

const cellOf = (
  { type, style, text, computed }: ReturnType<typeof newCell>,
  { dates1904, shared, styles }: Book,
): Cell | undefined => {
  if (!computed) return NOT_COMPUTED;
  if (text === '') return undefined;
  switch (type) {
    case 's':
      return sharedText(shared.at(Number(text)));
    case 'b':
      return text === '1' ? 'vrai' : 'faux';
    case 'n': {
      const number = Number(text);
      return Number.isFinite(number) ? numberCell(number, styles[style]?.format, dates1904) : text;
    }
    // A day, as some writers give it.
    case 'd':
      return text;
    // A formula in error shows it: `#N/A`.
    case 'e':
      return text;
    default:
      return spoken(unescaped(text));
  }
};

const sharedText = (text: string | undefined): string | undefined =>
  text?.startsWith(STRUCK) ? `${STRUCK}${spoken(text.slice(STRUCK.length))}` : text && spoken(text);

const numberCell = (number: number, format: NumberFormat | undefined, dates1904: boolean): Cell => {
  const date = format?.date ? dateOf(number, dates1904) : undefined;
  return {
    shown: date ? date.split('-').reverse().join('/') : (format?.shown?.(number) ?? plainNumber(number)),
    number,
    ...(date && { date }),
  };
};

const DAY = 86_400_000;
/** Before day 61 Excel's dates are shifted, by a 29 February 1900 that never existed: these fields have no date that old. */
const dateOf = (serial: number, dates1904: boolean): string | undefined => {
  const days = Math.floor(serial) + (dates1904 ? 1462 : 0);
  if (days < 61 || days > 109_574) return undefined;
  return new Date(Date.UTC(1899, 11, 30) + days * DAY).toISOString().slice(0, 10);
};
