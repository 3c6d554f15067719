import { dateInFrench } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { csvLine } from '../csv.ts';
import type { ReportHead, ReportRow } from './report.ts';

const outcomes = {
  accepted: 'acceptée',
  pending: 'enregistrée, à vérifier ou à préciser',
  refused: 'refusée',
} as const;
const ends = {
  processed: 'traité',
  refused: 'refusé en entier : aucune ligne n’a été traitée',
  known: 'déjà reçu : rien n’a changé',
} as const;

/** The head of the report for people: UTF-8 with a byte order mark and `;`, as a French spreadsheet opens it. */
export const csvHead = ({
  file,
  outcome,
  knownAs,
  receivedAt,
  totals,
  errors,
  warnings = [],
}: ReportHead): string =>
  [
    '\ufeff',
    csvLine(['Compte rendu du fichier', file]),
    csvLine(['Reçu le', dateInFrench(parisDay(receivedAt))]),
    csvLine(['Fichier', ends[outcome]]),
    ...(knownAs ? [csvLine(['Premier dépôt', knownAs])] : []),
    csvLine(['Lignes', totals.rows]),
    csvLine(['Acceptées', totals.accepted]),
    csvLine(['À vérifier ou à préciser', totals.pending]),
    csvLine(['Refusées', totals.refused]),
    csvLine(['Dont déjà reçues', totals.repeated]),
    ...errors.map(({ code, expected, message }) => csvLine(['Motif du refus', code, message, expected])),
    ...warnings.map(({ code, expected, message }) => csvLine(['À noter', code, message, expected])),
    '\r\n',
    csvLine([
      'Ligne',
      'Référence',
      'Résultat',
      'Déjà reçue',
      'Dossier',
      'Colonne',
      'Code',
      'Problème',
      'Attendu',
    ]),
  ].join('');

/** What was expected, as who fills a table writes it: programs write days otherwise. */
export const expectedInTable = (expected: string): string => expected.replaceAll('AAAA-MM-JJ', 'JJ/MM/AAAA');

/** A row for people: one line, or one line for each issue. */
export const csvRow = ({ line, reference, outcome, repeated, case: name, issues }: ReportRow): string => {
  const start = [line, reference ?? '', outcomes[outcome], repeated ? 'oui' : '', name ?? ''];
  if (issues.length === 0) return csvLine([...start, '', '', '', '']);
  return issues
    .map(({ column, code, message, expected }) =>
      csvLine([...start, column, code, message, expectedInTable(expected)]),
    )
    .join('');
};

/** The report for programs: its head, then each row on its own line, so that it can be written piece by piece. */
export const jsonHead = (head: ReportHead): string => `${JSON.stringify(head).slice(0, -1)},"rows":[\n`;
export const jsonRow = (row: ReportRow): string => JSON.stringify(row);
export const jsonTail = '\n]}\n';
