import { type CivilDate, dateInFrench } from '../../../shared/domain/calendar/civil-date.ts';
import { flagTitles } from '../../../shared/domain/flags/flag-titles.ts';
import { words } from '../../../shared/domain/notices/words.ts';
import { titleOf } from '../../../shared/domain/procedure/stage.ts';
import { CSV_MARK, csvLine } from '../../../shared/outbound/csv.ts';
import type { ListedCase } from '../../../shared/store/lists.ts';
import { actorsOf, ruleTitle } from '../views/state-words.ts';

/** Cases of one file: what a function may answer at once is some megabytes, and a workbook is built in memory. */
export const MOST_EXPORTED = { csv: 30_000, ods: 10_000 } as const;
type Format = keyof typeof MOST_EXPORTED;

/** The format that an address asks for; a CSV for one that is not known. */
export const formatOf = (asked: string | undefined): Format => (asked === 'ods' ? 'ods' : 'csv');

type Cell = string | { readonly day: CivilDate } | { readonly cents: number };
/** What is late comes before what is next. */
const shownOf = ({ row }: ListedCase) => row.late ?? row.next;
const columns: Readonly<Record<string, (one: ListedCase) => Cell | undefined>> = {
  Dossier: ({ caseId }) => caseId,
  Commune: ({ row }) => row.commune,
  Bailleur: ({ row }) => row.bailleur,
  Motif: ({ row }) => row.motif && words[row.motif],
  Étape: ({ row }) => titleOf(row.stage),
  'Prochaine échéance': (one) => {
    const shown = shownOf(one);
    return shown && { day: shown.due };
  },
  Échéance: (one) => {
    const shown = shownOf(one);
    return shown && ruleTitle(shown.rule);
  },
  'Qui doit agir': (one) => {
    const shown = shownOf(one);
    return shown && actorsOf(shown.rule);
  },
  'Dette (euros)': ({ row: { dette } }) => (dette === undefined ? undefined : { cents: dette }),
  'À vérifier': ({ row }) => row.flags.map((code) => flagTitles[code]).join(', '),
};

const inText = (cell: Cell = ''): string => {
  if (typeof cell === 'string') return cell;
  return 'day' in cell ? dateInFrench(cell.day) : (cell.cents / 100).toFixed(2).replace('.', ',');
};
/** A day or an amount is one for a spreadsheet too: it sorts and adds up. */
const inSheet = (cell: Cell = '') => {
  if (typeof cell === 'string') return cell;
  return 'day' in cell ? new Date(`${cell.day}T00:00:00Z`) : cell.cents / 100;
};

/** How the days and amounts of a row show: a sheet without formats shows a day with its hour. */
const formatsOf = (cells: readonly unknown[], row: number): [string, { style: { numFmt: string } }][] =>
  cells.flatMap((cell, n): [string, { style: { numFmt: string } }][] => {
    if (cell instanceof Date) return [[`${row},${n}`, { style: { numFmt: 'dd/mm/yyyy' } }]];
    return typeof cell === 'number' ? [[`${row},${n}`, { style: { numFmt: '#,##0.00' } }]] : [];
  });

const rest = (format: Format): string =>
  `Suite non exportée : plus de ${MOST_EXPORTED[format]} dossiers. Filtrez la liste.`;

/**
 * A file of cases: a CSV as a French spreadsheet reads it, or an ODS sheet.
 *
 * @param cut whether more matched than it holds: its last line then says so
 */
export const writeCases = async (
  format: Format,
  cases: readonly ListedCase[],
  cut: boolean,
): Promise<{ type: string; body: string | Uint8Array<ArrayBuffer> }> => {
  const titles = Object.keys(columns);
  const rows = cases.map((one) => Object.values(columns).map((of) => of(one)));
  if (format === 'csv') {
    const lines = [titles, ...rows.map((row) => row.map(inText)), ...(cut ? [[rest(format)]] : [])];
    return { type: 'text/csv; charset=utf-8', body: [CSV_MARK, ...lines.map(csvLine)].join('') };
  }
  // Loaded when asked: few lists are exported, and each page would pay for it.
  const { writeOds } = await import('hucre/ods');
  const sheet = [titles, ...rows.map((row) => row.map(inSheet)), ...(cut ? [[rest(format)]] : [])];
  return {
    type: 'application/vnd.oasis.opendocument.spreadsheet',
    body: new Uint8Array(
      await writeOds({
        sheets: [{ name: 'Dossiers', rows: sheet, cells: new Map(sheet.flatMap(formatsOf)) }],
      }),
    ),
  };
};
