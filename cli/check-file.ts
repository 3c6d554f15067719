import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { FileRefused } from '../shared/intake/files/file-issue.ts';
import { openFile } from '../shared/intake/files/read/open-file.ts';
import { checkReport } from '../shared/intake/files/row-report.ts';
import { partnerOfSender, partners } from '../shared/intake/partners/all.ts';
import { readMessage } from '../shared/intake/read-message.ts';
import { counted, noTotals, type ReportHead, type ReportRow } from '../shared/outbound/reports/report.ts';
import { csvHead, csvRow, jsonHead, jsonRow, jsonTail } from '../shared/outbound/reports/write-report.ts';
import { CANNOT, DONE, Misused, needed } from './arguments.ts';
import { command } from './command.ts';
import { progress } from './demo/play.ts';

type Options = { report?: string | undefined; json?: string | undefined };

/** Checks a file as the hub would read it. Returns the exit code: `DONE` when the hub would take every row. */
const check = async (file: string, sender: string, { report, json }: Options): Promise<number> => {
  const partner = partnerOfSender(sender);
  if (!partner) {
    const codes = partners.map(({ code, many }) => (many ? `${code}-…` : code)).join(', ');
    throw new Misused(`--partner ${sender} : inconnu ; attendu l’un de ${codes}`);
  }
  await stat(file);
  const receivedAt = new Date().toISOString();
  const head: ReportHead = {
    version: '1',
    file: basename(file),
    receivedAt,
    endedAt: receivedAt,
    outcome: 'processed',
    errors: [],
    totals: noTotals,
  };
  const rows: ReportRow[] = [];
  const end = async (done: ReportHead): Promise<number> => {
    const whole = { ...done, endedAt: new Date().toISOString() };
    if (report) await writeFile(report, [csvHead(whole), ...rows.map(csvRow)].join(''));
    if (json) await writeFile(json, `${jsonHead(whole)}${rows.map(jsonRow).join(',\n')}${jsonTail}`);
    show(whole, rows);
    return whole.errors.length > 0 || whole.totals.refused > 0 ? CANNOT : DONE;
  };
  try {
    const opened = await openFile(() => createReadStream(file), partner, sender);
    let totals = noTotals;
    for await (const { line, raw, warnings = [], refusal } of opened.rows()) {
      const reading = readMessage(partner.formatFor, {
        sender,
        raw,
        receivedAt,
        warnings,
        ...(refusal && { refusal }),
      });
      const row = checkReport(line, reading, opened.headingFor);
      totals = counted(totals, row);
      if (report || json || row.issues.length > 0) rows.push(row);
      if (totals.rows % 5000 === 0) progress('Lignes', totals.rows, opened.rowCount);
    }
    return await end({ ...head, sha256: opened.sha256, warnings: opened.warnings, totals });
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return await end({ ...head, outcome: 'refused', errors: [error.issue] });
  }
};

const SHOWN = 40;

const show = ({ file, totals, errors, warnings = [] }: ReportHead, rows: readonly ReportRow[]): void => {
  console.log(
    `${file} : ${totals.rows} ligne(s), ${totals.accepted} acceptable(s), ${totals.refused} refusée(s)`,
  );
  for (const { code, message, expected } of errors) console.log(`  ${code} ${message} Attendu : ${expected}`);
  for (const { code, message, expected } of warnings)
    console.log(`  à noter, ${code}. ${message} Attendu : ${expected}`);
  const told = rows.flatMap(({ line, outcome, issues }) =>
    issues.map(({ column, code, message, expected }) => {
      const weight = outcome === 'refused' ? 'refus' : 'à noter';
      return `  ligne ${line}, ${column || '(ligne)'} : ${weight}, ${code}. ${message} Attendu : ${expected}`;
    }),
  );
  for (const text of told.slice(0, SHOWN)) console.log(text);
  if (told.length > SHOWN) console.log(`  … et ${told.length - SHOWN} autre(s) ; tout est dans --report`);
};

export const checkFile = command({
  about:
    'Vérifie un fichier (CSV, XLSX, ODS, JSON Lines) avant de le déposer, sans rien envoyer : le même code que le hub, hors ligne.',
  usage: 'FICHIER --partner CODE [--report F.csv] [--json F.json]',
  options: {
    partner: {
      type: 'string',
      value: 'CODE',
      about: `caf, msa, bdf, etat, siao, adil, action-logement, comed, fsl, ou le code d’un membre : bailleur-…, mds-…,
ccas-…, association-…, clpil-…, ccapex-…, tribunal-…`,
    },
    report: { type: 'string', value: 'F.csv', about: 'écrit le compte rendu pour un tableur' },
    json: { type: 'string', value: 'F.json', about: 'écrit le compte rendu pour un programme' },
  },
  operands: 1,
  notes: `Ce qui dépend des dossiers (rattachement, déjà reçu) n’est pas vérifié. Code de sortie : 0 tout est acceptable, 1 des lignes
ou le fichier seraient refusés, ou il ne se lit pas, 2 la commande est mal écrite.`,
  run: async ({ values, operands: [file] }) =>
    check(needed(file, 'FICHIER'), needed(values.partner, '--partner'), values),
});
