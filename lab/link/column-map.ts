import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { columnMap } from './world/columns.ts';

const column = z.string().min(1);
const dateColumn = z.union([
  column,
  z.strictObject({ column, format: z.enum(['yyyy-mm-dd', 'yyyymmdd', 'dd/mm/yyyy']) }),
]);

/** What each column of a file means. Whoever brings the file writes the map, so that any CSV can be judged. */
const columnMapSchema = z.strictObject({
  id: column,
  /** Which records are one household: a column, or the first group of a regular expression on it. No decision reads it. */
  truth: z.strictObject({ column, regex: z.string().optional() }),
  source: column.optional(),
  /** Order of arrival: numbers are sorted as numbers, anything else as text. */
  order: column.optional(),
  date: column.optional(),
  kind: column.optional(),
  hazard: column.optional(),
  persons: z
    .array(
      z.strictObject({
        nomNaissance: column.optional(),
        nomUsage: column.optional(),
        prenoms: column.optional(),
        dateNaissance: dateColumn.optional(),
        lieuNaissance: column.optional(),
      }),
    )
    .default([]),
  address: z
    .strictObject({
      insee: column.optional(),
      postcode: column.optional(),
      commune: column.optional(),
      number: column.optional(),
      street: column.optional(),
      complement: column.optional(),
    })
    .default({}),
  identifiers: z
    .array(
      z.strictObject({
        kind: z.enum(['reference', 'allocataire', 'bdf', 'bail', 'identifiant']),
        column,
        /** A column of the file, or a literal word; when absent, the kind itself. */
        scope: column.optional(),
      }),
    )
    .default([]),
  bailleur: column.optional(),
  tenancyEnd: column.optional(),
});
export type ColumnMap = z.infer<typeof columnMapSchema>;
export type DateColumn = z.infer<typeof dateColumn>;

/** The map of the worlds that `link world` invents. */
export const worldMap = columnMapSchema.parse(columnMap);

/** @throws Error naming the first key of the map that is wrong */
export const readColumnMap = async (file: string): Promise<ColumnMap> => {
  const parsed = columnMapSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${file} : ${issue?.path.join('.') || 'racine'} : ${issue?.message}`);
};

/** Every column that a map names. A scope may be a literal word, and is left out. */
export const columnsOf = (map: ColumnMap): string[] => {
  const dates = (one: DateColumn | undefined): string[] =>
    one === undefined ? [] : [typeof one === 'string' ? one : one.column];
  const { persons, address, identifiers, truth, ...rest } = map;
  return [
    truth.column,
    ...Object.values(rest).filter((name) => name !== undefined),
    ...Object.values(address).filter((name) => name !== undefined),
    ...identifiers.map((one) => one.column),
    ...persons.flatMap(({ dateNaissance, ...names }) => [
      ...Object.values(names).filter((name) => name !== undefined),
      ...dates(dateNaissance),
    ]),
  ];
};
