import { CSV_MARK, csvLine } from '../../outbound/csv.ts';
import { type Column, columnsOf } from './columns.ts';
import type { Table } from './partner.ts';

/** The empty table that a partner fills: a line of headings, as a French spreadsheet opens it. */
export const csvOfColumns = (columns: readonly Pick<Column, 'title'>[]): string =>
  CSV_MARK + csvLine(columns.map(({ title }) => title));

/** The model of a partner's table. */
export const modelOf = ({ format }: Table): string => csvOfColumns(columnsOf(format));
