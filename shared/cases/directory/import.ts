import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { normaliseName } from '../../domain/text/normalise-name.ts';
import {
  type Body,
  type DirectoryEntry,
  type DirectoryStore,
  ENTRIES_AT_ONCE,
  isBody,
} from '../../store/directory.ts';
import type { Author } from '../habilitations/author.ts';
import { entryOf, toldChange } from './entry.ts';

/** Most lines in one import. */
export const LINES_MOST = 2_000;
/** Columns, in any order; `code` for associations only. */
const COLUMNS = ['organisme', 'nom', 'mel', 'communes', 'code'] as const;

/** What becomes of a line. `n`: its number in the text, the heading's being 1. */
export type ImportLine = { n: number; is: 'new' | 'changed' | 'same' | 'refused'; text: string };
export type ImportPlan = {
  lines: ImportLine[];
  put: DirectoryEntry[];
  /** The directory that the plan was made upon. */
  version: number;
};

type Row = { n: number; kind: Body; nom: string; mail: string; communes: string; code: string };

/** The id of an entry that came by import: the same for the same name, so that importing twice adds nothing. */
const importedId = (kind: Body, nom: string): string =>
  createHash('sha256')
    .update(`${kind} ${normaliseName(nom)}`)
    .digest('hex')
    .slice(0, 16);

/**
 * What an import would do, line by line; nothing is written. Lines of one body (same kind, same name) are one entry with all their communes;
 * an entry that is there already becomes what the lines say. A text that is no table is one refused line.
 */
export const planImport = (text: string, entries: readonly DirectoryEntry[], version: number): ImportPlan => {
  const lines: ImportLine[] = [];
  const refuse = (n: number, why: string): void => {
    lines.push({ n, is: 'refused', text: why });
  };
  const rows = rowsOf(text, refuse);
  const groups = Map.groupBy(rows, (row) => `${row.kind} ${normaliseName(row.nom)}`);
  const put: DirectoryEntry[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const { kind, nom } = first;
    const other = group.find(({ mail, code }) => mail !== first.mail || code !== first.code);
    if (other) {
      for (const { n } of group)
        refuse(n, `${nom} : les lignes ${first.n} et ${other.n} ne disent pas la même adresse`);
      continue;
    }
    const before = entries.find((one) => one.kind === kind && sameName(one.nom, nom));
    const id = before?.id ?? (kind === 'adil' || kind === 'bdf' ? kind : importedId(kind, nom));
    // Upon what the lines above make of the directory.
    const now = [
      ...entries.filter((one) => !put.some((p) => p.kind === one.kind && p.id === one.id)),
      ...put,
    ];
    const communes = group.map((row) => row.communes).join('\n');
    const made = entryOf(kind, id, { ...first, communes }, now);
    if ('wrong' in made) {
      const why = [...new Set(made.wrong.map(({ text: one }) => one))].join(' ; ');
      for (const { n } of group) refuse(n, `${nom} : ${why}`);
      continue;
    }
    const isSame =
      before !== undefined && JSON.stringify(shapeOf(before)) === JSON.stringify(shapeOf(made.entry));
    if (!isSame) put.push(made.entry);
    for (const { n } of group)
      lines.push({
        n,
        is: isSame ? 'same' : before === undefined ? 'new' : 'changed',
        text: isSame ? `${nom} : rien à changer` : toldChange(before, made.entry),
      });
  }
  return { lines: lines.toSorted((a, b) => a.n - b.n), put, version };
};
const sameName = (a: string, b: string): boolean => normaliseName(a) === normaliseName(b);
const shapeOf = ({ nom, mail, communes, code }: DirectoryEntry) => [
  nom,
  mail,
  communes.toSorted(),
  code ?? '',
];

/** The rows of a text; what cannot be read is told, and left. */
const rowsOf = (text: string, refuse: (n: number, why: string) => void): Row[] => {
  let table: string[][];
  try {
    table = parse(text, { bom: true, delimiter: [';', '\t'], relax_column_count: true, trim: true });
  } catch {
    refuse(1, 'ce texte n’est pas un tableau : des colonnes séparées par « ; » sont attendues');
    return [];
  }
  const [heading = [], ...body] = table;
  const at = new Map(heading.map((name, n) => [normaliseName(name), n]));
  const missing = COLUMNS.filter((name) => name !== 'code' && !at.has(normaliseName(name)));
  if (missing.length > 0) {
    refuse(1, `colonnes absentes de la première ligne : ${missing.join(', ')}`);
    return [];
  }
  if (body.length > LINES_MOST) {
    refuse(1, `${LINES_MOST} lignes au plus sont attendues : coupez ce tableau en plusieurs`);
    return [];
  }
  return body.flatMap((cells, index) => {
    const n = index + 2;
    const cell = (name: (typeof COLUMNS)[number]): string => cells[at.get(normaliseName(name)) ?? -1] ?? '';
    const kind = cell('organisme').toLowerCase();
    if (!isBody(kind)) {
      refuse(n, `organisme « ${kind.slice(0, 40)} » : ccas, mds, adil, bdf ou associations est attendu`);
      return [];
    }
    return [{ n, kind, nom: cell('nom'), mail: cell('mel'), communes: cell('communes'), code: cell('code') }];
  });
};

/**
 * Carries out an import. Entries go some ninety at a time, each upon the one before: stopped midway, the same import does what is left.
 *
 * @returns how many entries were written; fewer than planned when somebody else changed the directory meanwhile
 */
export const applyImport = async (
  store: DirectoryStore,
  { put, version }: Pick<ImportPlan, 'put' | 'version'>,
  { by, at }: Author,
): Promise<number> => {
  let done = 0;
  for (let part = 0; done < put.length; part += 1) {
    const some = put.slice(done, done + ENTRIES_AT_ONCE);
    const what = `import${put.length > ENTRIES_AT_ONCE ? `, partie ${part + 1}` : ''} : ${some.length} entrées (${some
      .map(({ nom }) => nom)
      .join(', ')
      .slice(0, 1_000)})`;
    if (!(await store.change(version + part, { put: some }, { at, by, what }))) break;
    done += some.length;
  }
  return done;
};
