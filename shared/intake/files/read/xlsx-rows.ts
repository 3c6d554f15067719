import type { SaxesTagPlain } from 'saxes';
import { bomb, unreadable } from '../file-issue.ts';
import { type Cell, NOT_COMPUTED, shownOf, spoken } from './cell.ts';
import { type NumberFormat, numberFormat, plainFormat } from './number-format.ts';
import { createSharedTexts, MOST_CHARACTERS, type SharedTexts } from './shared-texts.ts';
import { MAX_COLUMNS, MAX_SHEETS, type Sheet, type SheetRow, tooManySheets } from './sheet.ts';
import { attribute, local, parsed, readWhole } from './xml-parts.ts';
import type { Zip } from './zip.ts';

const MAX_SMALL_PART = 4 * 1024 * 1024;
/** Rows of a sheet (ECMA-376). */
const LAST_LINE = 1_048_576;

/** The visible sheets of an XLSX (ECMA-376). Its shared texts are held in memory, up to a limit. Charts are no sheets of cells. */
export const xlsxSheets = async (zip: Zip): Promise<Sheet[]> => {
  const { sheets, dates1904, staleFormulas } = await sheetsOf(zip);
  if (sheets.length === 0) throw unreadable('classeur sans feuille de cellules');
  if (sheets.length > MAX_SHEETS) throw tooManySheets();
  const book: Book = { dates1904, staleFormulas, shared: await sharedOf(zip), styles: await stylesOf(zip) };
  return sheets.map(({ name, part }) => {
    const covered: Covered = new Map();
    return { name, rows: () => rowsIn(zip, part, book, covered) };
  });
};

type Book = {
  dates1904: boolean;
  /** Formulas are computed when the workbook is opened: the zeros that they hold are nobody's. */
  staleFormulas: boolean;
  shared: SharedTexts;
  styles: readonly Style[];
};
/** What a cell's style says of its value. */
type Style = { format: NumberFormat; struck: boolean };
/** By line, the columns that another cell covers. A sheet tells them after its rows: the first reading fills it. */
type Covered = Map<number, Set<number>>;
/** Most cells that others cover. */
const MOST_COVERED = 500_000;

/** Whether a property that is on by its presence is not told to be off. */
const isOn = (tag: SaxesTagPlain): boolean => !/^(0|false)$/.test(attribute(tag, 'val') ?? '');

const onOff = (value: string | undefined): boolean => value !== undefined && /^(1|true)$/.test(value);

const sheetsOf = async (
  zip: Zip,
): Promise<{ sheets: { name: string; part: string }[]; dates1904: boolean; staleFormulas: boolean }> => {
  const workbook = 'xl/workbook.xml';
  const relations = 'xl/_rels/workbook.xml.rels';
  if (!zip.has(relations)) throw unreadable('ce n’est pas un classeur XLSX');
  if (zip.size(workbook) > MAX_SMALL_PART || zip.size(relations) > MAX_SMALL_PART) throw bomb();
  const listed: { id: string; name: string; hidden: boolean }[] = [];
  let dates1904 = false;
  let staleFormulas = false;
  await readWhole(zip, workbook, {
    open: (tag) => {
      if (local(tag.name) === 'workbookPr') dates1904 = onOff(attribute(tag, 'date1904'));
      if (local(tag.name) === 'calcPr') staleFormulas = onOff(attribute(tag, 'fullCalcOnLoad'));
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
  return { sheets, dates1904, staleFormulas };
};

/** The styles that cells name by their rank. */
const stylesOf = async (zip: Zip): Promise<Style[]> => {
  const name = 'xl/styles.xml';
  if (!zip.has(name)) return [];
  if (zip.size(name) > MAX_SMALL_PART) throw bomb();
  const codes = new Map<number, string>();
  const formats = new Map<number, NumberFormat>();
  const formatOf = (id: number): NumberFormat => {
    const known = formats.get(id) ?? numberFormat(id, codes.get(id));
    formats.set(id, known);
    return known;
  };
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
      if (element === 'xf' && within === 'cellXfs')
        styles.push({
          format: formatOf(Number(attribute(tag, 'numFmtId') ?? 0)),
          struck: struckFonts[Number(attribute(tag, 'fontId') ?? 0)] ?? false,
        });
    },
    close: (element) => {
      if (element === within) within = '';
    },
  });
  return styles;
};

/** A text's escapes (ECMA-376, part 1, 22.9.2.19): `_x000D_` is a carriage return. */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-fA-F]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** Gathers a text of runs (`r`), without its phonetic hints (`rPh`), and whether a part of it that shows is struck through. */
const createRuns = () => {
  let [text, struck, inStruck, inText, phonetic] = ['', false, false, false, false];
  return {
    begin: (): void => {
      [text, struck, inStruck, inText, phonetic] = ['', false, false, false, false];
    },
    open: (element: string, tag: SaxesTagPlain): void => {
      if (element === 'r') inStruck = false;
      if (element === 'strike') inStruck = isOn(tag);
      if (element === 'rPh') phonetic = true;
      if (element === 't') inText = !phonetic;
    },
    add: (more: string): void => {
      if (!inText) return;
      if (text.length < MOST_CHARACTERS) text += more;
      struck ||= inStruck && more.trim() !== '';
    },
    close: (element: string): void => {
      if (element === 't') inText = false;
      if (element === 'rPh') phonetic = false;
    },
    end: (): { text: string; struck: boolean } => ({ text: unescaped(text), struck }),
  };
};

/** Stands before a shared text of which a part is struck through. No text of XML holds it. */
const STRUCK = '\0';

const sharedOf = async (zip: Zip): Promise<SharedTexts> => {
  const name = 'xl/sharedStrings.xml';
  const texts = createSharedTexts();
  if (!zip.has(name)) return texts;
  const runs = createRuns();
  await readWhole(zip, name, {
    open: (tag) => {
      const element = local(tag.name);
      if (element === 'si') runs.begin();
      runs.open(element, tag);
    },
    text: runs.add,
    close: (element) => {
      runs.close(element);
      if (element !== 'si') return;
      const { text, struck } = runs.end();
      texts.add(`${struck ? STRUCK : ''}${text.replaceAll(STRUCK, '')}`);
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

/** Notes the cells that the first of a merge (`B2:C4`) covers. */
const cover = (covered: Covered, reference: string, most: { left: number }): void => {
  const [, from = '', top = '', to = '', bottom = ''] =
    /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference.replaceAll('$', '').toUpperCase()) ?? [];
  const [left, right] = [columnIn(from), Math.min(columnIn(to), MAX_COLUMNS - 1)];
  for (let line = Number(top); line <= Number(bottom); line++) {
    const columns = covered.get(line) ?? new Set();
    for (let column = left; column <= right; column++) {
      if (line === Number(top) && column === left) continue;
      most.left -= 1;
      if (most.left < 0) throw bomb();
      columns.add(column);
    }
    covered.set(line, columns);
  }
};

async function* rowsIn(zip: Zip, sheet: string, book: Book, covered: Covered): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let row = newRow(0);
  let cell = newCell(-1);
  let inValue = false;
  const most = { left: MOST_COVERED };
  const runs = createRuns();
  const parts = parsed(zip, sheet, {
    open: (tag) => {
      const element = local(tag.name);
      if (element === 'row') {
        const line = Number(attribute(tag, 'r') ?? row.line + 1);
        if (!Number.isInteger(line) || line < 1 || line > LAST_LINE)
          throw unreadable(`après la ligne ${row.line}, une ligne sans numéro`);
        // A report names its lines, and a reading resumes after the last one told.
        if (line <= row.line) throw unreadable(`ligne ${line} donnée deux fois ou dans le désordre`);
        row = { ...newRow(line), hidden: onOff(attribute(tag, 'hidden')), covered: covered.get(line) };
        cell = newCell(-1);
      }
      if (element === 'c') {
        const reference = attribute(tag, 'r');
        cell = {
          ...newCell(reference === undefined ? cell.column + 1 : columnIn(reference)),
          type: attribute(tag, 't') ?? 'n',
          style: Number(attribute(tag, 's') ?? 0),
        };
        if (row.cells[cell.column] !== undefined)
          throw unreadable(`ligne ${row.line}, une cellule donnée deux fois`);
        runs.begin();
      }
      if (element === 'f') cell.formula = true;
      if (element === 'v') inValue = true;
      if (element === 'mergeCell' && covered.size < MOST_COVERED)
        cover(covered, attribute(tag, 'ref') ?? '', most);
      runs.open(element, tag);
    },
    text: (text) => {
      if (inValue && cell.value.length < MOST_CHARACTERS) cell.value += text;
      runs.add(text);
    },
    close: (element) => {
      if (element === 'v') inValue = false;
      runs.close(element);
      if (element === 'c' && cell.column >= 0) {
        const { value, struck } = cellOf(cell, runs.end(), book);
        if (value !== undefined && cell.column >= MAX_COLUMNS) row.beyond = true;
        else if (value !== undefined) {
          row.cells[cell.column] = value;
          if (struck && shownOf(value).trim() !== '') row.struck.add(cell.column);
        }
      }
      if (element === 'row') ready.push(row);
    },
  });
  for await (const _ of parts) {
    yield* ready;
    ready = [];
  }
}

const newRow = (line: number): SheetRow & { struck: Set<number> } => ({ line, cells: [], struck: new Set() });
const newCell = (column: number) => ({ column, type: 'n', style: 0, value: '', formula: false });

const cellOf = (
  { type, style, value, formula }: ReturnType<typeof newCell>,
  inline: { text: string; struck: boolean },
  { dates1904, staleFormulas, shared, styles }: Book,
): { value: Cell | undefined; struck: boolean } => {
  const { format = plainFormat, struck = false } = styles[style] ?? {};
  const told = (text: string): Cell => format.shownText(spoken(text));
  if (type === 's') {
    const text = shared.at(Number(value === '' ? Number.NaN : value));
    return text?.startsWith(STRUCK)
      ? { value: told(text.slice(STRUCK.length)), struck: true }
      : { value: text === undefined ? undefined : told(text), struck };
  }
  if (type === 'inlineStr')
    return {
      value: inline.text === '' ? undefined : told(inline.text),
      struck: struck || inline.struck,
    };
  // A text that a formula gives may be empty; a number is not, nor is the zero of one that is computed on opening.
  if (formula && type === 'n' && (value === '' || (staleFormulas && value === '0')))
    return { value: NOT_COMPUTED, struck };
  if (value === '') return { value: undefined, struck };
  switch (type) {
    case 'b':
      return { value: value === '1' ? 'vrai' : 'faux', struck };
    case 'n': {
      const number = Number(value);
      return { value: Number.isFinite(number) ? numberCell(number, format, dates1904) : value, struck };
    }
    // A day, as some writers give it; a formula in error shows it (`#N/A`).
    case 'd':
    case 'e':
      return { value, struck };
    default:
      return { value: told(unescaped(value)), struck };
  }
};

const numberCell = (number: number, format: NumberFormat, dates1904: boolean): Cell => {
  const date = format.date ? dateOf(number, dates1904) : undefined;
  return {
    shown: date ? date.split('-').reverse().join('/') : format.shown(number),
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
