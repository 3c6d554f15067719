import type { SaxesTagPlain } from 'saxes';
import { bomb, unreadable } from '../file-issue.ts';
import { type Cell, spoken } from './cell.ts';
import { plainNumber } from './number-format.ts';
import { MOST_CHARACTERS } from './shared-texts.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { attribute, local, parsed, readWhole } from './xml-parts.ts';
import type { Zip } from './zip.ts';

const CONTENT = 'content.xml';
const STYLES = 'styles.xml';
const MANIFEST = 'META-INF/manifest.xml';
const MAX_SMALL_PART = 4 * 1024 * 1024;
const MAX_COLUMNS = 300;

/** What the styles of a workbook say of its tables, cells and texts. */
type Styles = { hiddenTables: ReadonlySet<string>; struck: ReadonlySet<string> };

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
  return shown.map(({ name, rank }) => ({ name, rows: () => rowsIn(zip, rank, styles) }));
};

const tablesOf = async (zip: Zip) => {
  const hiddenTables = new Set<string>();
  const struck = new Set<string>();
  const tables: { name: string; rank: number; hidden: boolean }[] = [];
  let style = '';
  let depth = 0;
  const readStyle = (tag: SaxesTagPlain, element: string): void => {
    if (element === 'style') {
      style = attribute(tag, 'name') ?? '';
      // The workbook's own styles are read first.
      if (struck.has(attribute(tag, 'parent-style-name') ?? '')) struck.add(style);
    }
    if (element === 'table-properties' && attribute(tag, 'display') === 'false') hiddenTables.add(style);
    const through = element === 'text-properties' ? attribute(tag, 'text-line-through-style') : undefined;
    if (through === 'none') struck.delete(style);
    else if (through !== undefined) struck.add(style);
  };
  if (zip.has(STYLES)) {
    if (zip.size(STYLES) > MAX_SMALL_PART) throw bomb();
    await readWhole(zip, STYLES, { open: (tag) => readStyle(tag, local(tag.name)) });
  }
  await readWhole(zip, CONTENT, {
    open: (tag) => {
      const element = local(tag.name);
      readStyle(tag, element);
      if (element !== 'table') return;
      // A table within a cell is no sheet.
      if (depth === 0)
        tables.push({
          name: attribute(tag, 'name') ?? '',
          rank: tables.length,
          hidden: hiddenTables.has(attribute(tag, 'style-name') ?? ''),
        });
      depth += 1;
    },
    close: (element) => {
      if (element === 'table') depth -= 1;
    },
  });
  return { tables, styles: { hiddenTables, struck } satisfies Styles };
};

/** What stands in a cell and is not its text: notes, and shapes drawn over it. */
const BESIDE = new Set('annotation frame custom-shape caption rect ellipse g control'.split(' '));

async function* rowsIn(zip: Zip, rank: number, styles: Styles): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let seen = -1;
  let depth = 0;
  let line = 0;
  let row = newRow();
  let cell: { tag: SaxesTagPlain; texts: string[]; struck: boolean } | undefined;
  let beside = 0;
  const times = (tag: SaxesTagPlain, what: string): number =>
    Math.max(1, Number(attribute(tag, what) ?? 1) || 1);
  const here = (): boolean => seen === rank && depth === 1;
  const add = (text: string): void => {
    if (!cell || beside > 0 || cell.texts.length === 0) return;
    const last = cell.texts.length - 1;
    if ((cell.texts[last] ?? '').length < MOST_CHARACTERS) cell.texts[last] += text;
  };
  const endRow = (): void => {
    const filled = row.cells.filter((one) => one !== undefined).length;
    const { cells, hidden, struck } = row;
    if (filled > 0)
      for (let n = 1; n <= row.times; n++) ready.push({ line: line + n, cells, hidden, struck });
    line += row.times;
  };
  const isStruck = (tag: SaxesTagPlain): boolean => styles.struck.has(attribute(tag, 'style-name') ?? '');
  const endCell = ({ tag, texts, struck }: NonNullable<typeof cell>): void => {
    const value = cellOf(tag, texts.join('\n'));
    const repeated = times(tag, 'number-columns-repeated');
    for (let n = 0; n < repeated && row.cells.length < MAX_COLUMNS; n++) {
      if (value !== undefined && struck) row.struck.add(row.cells.length);
      row.cells.push(value);
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
      if (element === 'table-row') {
        const visibility = attribute(tag, 'visibility');
        row = {
          ...newRow(),
          times: times(tag, 'number-rows-repeated'),
          hidden: visibility === 'collapse' || visibility === 'filter',
        };
      }
      if (element === 'table-cell' || element === 'covered-table-cell')
        cell = { tag, texts: [], struck: isStruck(tag) };
      if (BESIDE.has(element)) beside += 1;
      if (element === 'span' && cell && beside === 0) cell.struck ||= isStruck(tag);
      if (element === 'p' && beside === 0) cell?.texts.push('');
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
  }
}

const newRow = () => ({
  cells: [] as (Cell | undefined)[],
  times: 1,
  hidden: false,
  struck: new Set<number>(),
});

/** A cell by its type (OpenDocument 1.3, part 3, 19.385): its own value, and what is written in it. */
const cellOf = (tag: SaxesTagPlain, text: string): Cell | undefined => {
  const shown = text.trim();
  switch (attribute(tag, 'value-type')) {
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
    default:
      return spoken(shown === '' ? (attribute(tag, 'string-value') ?? '') : text) || undefined;
  }
};

/** A currency, a share, an exponent. */
const LOOK = /[€$£%]|\b(?:EUR|euros?)\b|\dE[+-]?\d/i;
/** What is written stands where it has more than the number's digits: `000123`, `IMP-0012`, `12 bis`. An amount's look is not read. */
const shownNumber = (shown: string, number: number): string =>
  /^[^\d]*0\d*$|^\D+\d+$|\p{L}/u.test(shown.replace(/\s/g, '')) && !LOOK.test(shown)
    ? shown
    : plainNumber(number);
