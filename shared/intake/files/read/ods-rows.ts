import type { SaxesTagPlain } from 'saxes';
import { bomb, MAX_ROWS, tooManyRows, unreadable } from '../file-issue.ts';
import { type Cell, NOT_COMPUTED, shownOf, spoken } from './cell.ts';
import { shownNumber } from './number-format.ts';
import { MOST_CHARACTERS } from './shared-texts.ts';
import { MAX_COLUMNS, MAX_SHEETS, type Sheet, type SheetRow, tooManySheets } from './sheet.ts';
import { attribute, local, parsed, readWhole } from './xml-parts.ts';
import type { Zip } from './zip.ts';

const CONTENT = 'content.xml';
const STYLES = 'styles.xml';
const MANIFEST = 'META-INF/manifest.xml';
const MAX_SMALL_PART = 4 * 1024 * 1024;

/**
 * The visible sheets of an ODS (OpenDocument 1.3, part 3, 9.1). Its content is one part, read again for each sheet.
 *
 * @throws FileRefused
 */
export const odsSheets = async (zip: Zip): Promise<Sheet[]> => {
  if (zip.has(MANIFEST)) {
    if (zip.size(MANIFEST) > MAX_SMALL_PART) throw bomb();
    await readWhole(zip, MANIFEST, {
      open: (tag) => {
        if (local(tag.name) === 'encryption-data') throw unreadable('classeur protégé par un mot de passe');
      },
    });
  }
  const { styles, tables } = await tablesOf(zip);
  const visible = tables.filter(({ hidden }) => !hidden);
  const shown = visible.length > 0 ? visible : tables;
  if (shown.length === 0) throw unreadable('classeur sans feuille de cellules');
  if (shown.length > MAX_SHEETS) throw tooManySheets();
  return shown.map(({ name, rank }) => ({ name, rows: () => rowsIn(zip, rank, styles) }));
};

/** What a style says, by its family and name; what it does not say, its parent does. */
const createStyles = () => {
  type Style = { parent: string | undefined; struck?: boolean; hidden?: boolean };
  const styles = new Map<string, Style>();
  let style: Style = { parent: undefined };
  const keyOf = (family: string, name: string): string => `${family}|${name}`;
  const isStruck = (family: string, name: string | undefined, deep = 0): boolean => {
    const found = name === undefined ? undefined : styles.get(keyOf(family, name));
    if (!found || deep > 20) return false;
    return found.struck ?? isStruck(family, found.parent, deep + 1);
  };
  return {
    read: (tag: SaxesTagPlain): void => {
      const element = local(tag.name);
      if (element === 'style') {
        style = { parent: attribute(tag, 'parent-style-name') };
        styles.set(keyOf(attribute(tag, 'family') ?? '', attribute(tag, 'name') ?? ''), style);
      }
      if (element === 'default-style') {
        style = { parent: undefined };
        styles.set(keyOf(attribute(tag, 'family') ?? '', ''), style);
      }
      if (element === 'table-properties' && attribute(tag, 'display') === 'false') style.hidden = true;
      if (element !== 'text-properties') return;
      // Writers tell a line through by its style, its type, or both.
      const through = ['text-line-through-style', 'text-line-through-type'].flatMap(
        (name) => attribute(tag, name) ?? [],
      );
      if (through.length > 0) style.struck = !through.includes('none');
    },
    /** Whether a style, or the one that stands where none is named, strikes a text through. */
    isStruck: (family: string, name: string | undefined): boolean =>
      isStruck(family, name ?? (styles.has(keyOf(family, 'Default')) ? 'Default' : '')),
    isHidden: (table: string): boolean => styles.get(keyOf('table', table))?.hidden === true,
  };
};
type Styles = ReturnType<typeof createStyles>;

const tablesOf = async (zip: Zip) => {
  const styles = createStyles();
  const listed: { name: string; rank: number; style: string }[] = [];
  let depth = 0;
  if (zip.has(STYLES)) {
    if (zip.size(STYLES) > MAX_SMALL_PART) throw bomb();
    await readWhole(zip, STYLES, { open: styles.read });
  }
  await readWhole(zip, CONTENT, {
    open: (tag) => {
      styles.read(tag);
      if (local(tag.name) !== 'table') return;
      // A table within a cell is no sheet.
      if (depth === 0)
        listed.push({
          name: attribute(tag, 'name') ?? '',
          rank: listed.length,
          style: attribute(tag, 'style-name') ?? '',
        });
      depth += 1;
    },
    close: (element) => {
      if (element === 'table') depth -= 1;
    },
  });
  return { styles, tables: listed.map((table) => ({ ...table, hidden: styles.isHidden(table.style) })) };
};

/** What stands in a cell and is not its text: notes, and shapes drawn over it. */
const BESIDE = new Set(
  'annotation frame custom-shape caption rect ellipse circle line polyline polygon regular-polygon path connector measure g control'.split(
    ' ',
  ),
);

async function* rowsIn(zip: Zip, rank: number, styles: Styles): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let pushed = 0;
  let seen = -1;
  let depth = 0;
  let line = 0;
  let row = newRow();
  let cell: { tag: SaxesTagPlain; texts: string[]; struck: boolean; covered: boolean } | undefined;
  let beside = 0;
  /** Styles of the cells that name none, by column. */
  const columns: (string | undefined)[] = [];
  const spans: boolean[] = [];
  const times = (tag: SaxesTagPlain, what: string): number =>
    Math.max(1, Number(attribute(tag, what) ?? 1) || 1);
  const here = (): boolean => seen === rank && depth === 1;
  const add = (text: string): void => {
    if (!cell || beside > 0 || cell.texts.length === 0) return;
    const last = cell.texts.length - 1;
    if ((cell.texts[last] ?? '').length < MOST_CHARACTERS) cell.texts[last] += text;
    if (spans.includes(true) && text.trim() !== '') cell.struck = true;
  };
  const endRow = (): void => {
    const { cells, hidden, struck, covered, beyond } = row;
    if (cells.some((one) => one !== undefined))
      for (let n = 1; n <= row.times; n++) {
        pushed += 1;
        if (pushed > MAX_ROWS + MARGIN) throw tooManyRows();
        ready.push({ line: line + n, cells, hidden, struck, covered, beyond });
      }
    line += row.times;
  };
  const endCell = ({ tag, texts, struck, covered }: NonNullable<typeof cell>): void => {
    const value = cellOf(tag, texts.join('\n'));
    const repeated = times(tag, 'number-columns-repeated');
    const shows = value !== undefined && shownOf(value).trim() !== '';
    for (let n = 0; n < repeated && row.cells.length < MAX_COLUMNS; n++) {
      const at = row.cells.length;
      const style = attribute(tag, 'style-name') ?? row.style ?? columns[at];
      if (shows && (struck || styles.isStruck('table-cell', style))) row.struck.add(at);
      if (covered) row.covered.add(at);
      row.cells.push(value);
    }
    if (row.cells.length === MAX_COLUMNS) {
      row.beyond ||= row.full && shows;
      row.full = true;
    }
  };
  const parts = parsed(zip, CONTENT, {
    open: (tag) => {
      const element = local(tag.name);
      if (element === 'table') {
        if (depth === 0) seen += 1;
        depth += 1;
        return;
      }
      if (!here()) return;
      if (element === 'table-column') {
        const style = attribute(tag, 'default-cell-style-name');
        const repeated = times(tag, 'number-columns-repeated');
        for (let n = 0; n < repeated && columns.length < MAX_COLUMNS; n++) columns.push(style);
      }
      if (element === 'table-row') {
        const visibility = attribute(tag, 'visibility');
        row = {
          ...newRow(),
          times: times(tag, 'number-rows-repeated'),
          hidden: visibility === 'collapse' || visibility === 'filter',
          style: attribute(tag, 'default-cell-style-name'),
        };
      }
      if (element === 'table-cell' || element === 'covered-table-cell')
        cell = { tag, texts: [], struck: false, covered: element === 'covered-table-cell' };
      if (BESIDE.has(element)) beside += 1;
      if (beside > 0) return;
      const style = attribute(tag, 'style-name');
      if (element === 'span') spans.push(style !== undefined && styles.isStruck('text', style));
      if (element === 'p') {
        spans.push(style !== undefined && styles.isStruck('paragraph', style));
        cell?.texts.push('');
      }
      if (element === 's') add(' '.repeat(Math.min(times(tag, 'c'), 100)));
      if (element === 'tab') add(' ');
      if (element === 'line-break') add('\n');
    },
    text: (text) => {
      if (here()) add(text);
    },
    close: (element) => {
      if (element === 'table') depth -= 1;
      if (!here()) return;
      if (BESIDE.has(element)) beside -= 1;
      else if (beside === 0 && (element === 'span' || element === 'p')) spans.pop();
      if (cell && (element === 'table-cell' || element === 'covered-table-cell')) {
        endCell(cell);
        cell = undefined;
      }
      if (element === 'table-row') endRow();
    },
  });
  for await (const _ of parts) {
    yield* ready;
    ready = [];
    if (seen > rank) return;
  }
}

/** Rows that may stand above and below those of the table. */
const MARGIN = 1_000;

const newRow = () => ({
  cells: [] as (Cell | undefined)[],
  times: 1,
  hidden: false,
  style: undefined as string | undefined,
  struck: new Set<number>(),
  covered: new Set<number>(),
  full: false,
  beyond: false,
});

/** A cell by its type (OpenDocument 1.3, part 3, 19.385): its own value, and what is written in it. */
const cellOf = (tag: SaxesTagPlain, text: string): Cell | undefined => {
  const shown = text.trim();
  const type = attribute(tag, 'value-type');
  switch (type) {
    case 'float':
    case 'currency':
    case 'percentage': {
      const number = Number(attribute(tag, 'value'));
      if (!Number.isFinite(number)) return shown || undefined;
      return { shown: shownNumber(shown, number), number };
    }
    case 'date': {
      const date = attribute(tag, 'date-value')?.slice(0, 10);
      return date ? { shown: shown || date, number: Number.NaN, date } : shown || undefined;
    }
    case 'boolean':
      return attribute(tag, 'boolean-value') === 'true' ? 'vrai' : 'faux';
    default: {
      const told = spoken(shown === '' ? (attribute(tag, 'string-value') ?? '') : text);
      // A formula that no program computed has no type.
      if (told === '' && type === undefined && attribute(tag, 'formula') !== undefined) return NOT_COMPUTED;
      return told || undefined;
    }
  }
};
