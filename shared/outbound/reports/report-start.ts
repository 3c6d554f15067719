import { type ReportHead, type ReportRow, reportRowSchema, reportSchema } from './report.ts';

/** The beginning of a report: its head, and the rows that are whole in what was read. */
export type ReportStart = { head: ReportHead; rows: ReportRow[] };

/**
 * Reads the beginning of a report for programs, which has its head on the first line and each row on one of its own (`jsonHead`): a
 * report may be too long to be read as a whole.
 *
 * @throws SyntaxError when not even the head is whole
 */
export const reportStartOf = (text: string): ReportStart => {
  const [first = '', ...lines] = text.split('\n');
  const { rows: _, ...head } = reportSchema.parse(JSON.parse(`${first}]}`));
  const rows: ReportRow[] = [];
  for (const line of lines) {
    const row = rowIn(line);
    if (!row) break;
    rows.push(row);
  }
  return { head, rows };
};

/** A row's line; undefined for one that is cut, and for the end. */
const rowIn = (line: string): ReportRow | undefined => {
  try {
    return reportRowSchema.safeParse(JSON.parse(line.replace(/,\r?$/, ''))).data;
  } catch {
    return undefined;
  }
};
