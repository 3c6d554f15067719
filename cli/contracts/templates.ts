import { writeXlsx } from 'hucre/xlsx';
import { partners } from '../../shared/intake/partners/all.ts';
import { type CellType, type Column, columnsOf } from '../../shared/intake/partners/columns.ts';
import { csvOfColumns } from '../../shared/intake/partners/model.ts';
import { type Table, tablesOf } from '../../shared/intake/partners/partner.ts';
import { isMust, type Need, needsOf } from './need.ts';

/** A table that a partner may send as a file, with its columns. */
export type TableDoc = {
  partner: string;
  partnerTitle: string;
  name: string;
  title: string;
  /** File name of its templates, without extension. */
  file: string;
  columns: (Column & { need: Need })[];
};

/** The columns of a format, each with what a row without it is answered. */
const columnsWith = (format: Table['format']): TableDoc['columns'] => {
  const needOf = needsOf(format);
  const columns = columnsOf(format);
  // What is asked for as a whole (`bailleur`) is asked for by the first of its columns.
  const firstWithin = (path: string) => columns.find((column) => column.path.startsWith(`${path}.`));
  return columns.map((column) => {
    const [whole = ''] = column.path.split('.');
    const own = /\[[1-9]\d*\]/.test(column.path) ? 'non' : needOf(column.path.replaceAll('[0]', '[]'));
    const need = own === 'non' && firstWithin(whole) === column ? needOf(whole) : own;
    return { ...column, need };
  });
};

export const tableDocs: readonly TableDoc[] = partners.flatMap((partner) =>
  tablesOf(partner).map(({ name, title, format }) => ({
    partner: partner.code,
    partnerTitle: partner.title,
    name,
    title,
    file: `${partner.code}-${name}.modele`,
    columns: columnsWith(format),
  })),
);

const typeTitles: Record<CellType, string> = {
  texte: 'texte',
  date: 'date, JJ/MM/AAAA',
  mois: 'mois, MM/AAAA',
  euros: 'montant en euros, 1 234,56',
  entier: 'nombre entier',
  booleen: 'oui ou non',
  choix: 'un choix',
  liste: 'liste séparée par |',
};

/** What a column may hold, in French. */
export const cellTitle = ({ type, values }: Column): string => {
  const choices = [...new Set(values.values())];
  return choices.length > 0 && choices.length <= 12
    ? `${typeTitles[type]} : ${choices.join(', ')}`
    : typeTitles[type];
};

export const csvTemplate = ({ columns }: TableDoc): string => csvOfColumns(columns);

/** A workbook with the empty table, whose choices are drop-down lists, and a sheet that describes each column. */
export const xlsxTemplate = async ({ title, columns }: TableDoc): Promise<Uint8Array> =>
  writeXlsx({
    properties: { title, creator: 'passerelle', created: EPOCH, modified: EPOCH },
    sheets: [
      {
        name: 'Modèle',
        columns: columns.map((column) => ({ width: Math.max(14, column.title.length + 3) })),
        cells: new Map(
          columns.map((column, index) => [
            `0,${index}`,
            { value: column.title, style: { font: { bold: isMust(column.need) } } },
          ]),
        ),
        rows: [columns.map((column) => column.title)],
        freezePane: { rows: 1 },
        dataValidations: columns.flatMap((column, index) => validationOf(column, index)),
      },
      {
        name: 'Colonnes',
        columns: [{ width: 34 }, { width: 14 }, { width: 60 }, { width: 60 }],
        rows: [
          ['Colonne', 'Obligatoire', 'Contenu', 'Ce que c’est'],
          ...columns.map((column) => [column.title, column.need, cellTitle(column), column.help]),
        ],
        freezePane: { rows: 1 },
      },
    ],
  });

/** A fixed date in the file: a template must be the same, byte for byte, each time it is made. */
const EPOCH = new Date('2026-01-01T00:00:00Z');
/** Excel refuses a list of more than 255 characters. */
const MAX_LIST = 255;

const letterOf = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${letterOf(Math.floor(index / 26) - 1)}${letterOf(index % 26)}`;

const validationOf = ({ type, values }: Column, index: number) => {
  const choices = type === 'booleen' ? ['oui', 'non'] : type === 'choix' ? [...new Set(values.values())] : [];
  if (choices.length === 0 || choices.join(',').length > MAX_LIST) return [];
  const letter = letterOf(index);
  return [{ type: 'list' as const, range: `${letter}2:${letter}5000`, values: choices, allowBlank: true }];
};
