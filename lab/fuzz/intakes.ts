import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import * as z from 'zod';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { agendaOf } from '../../shared/domain/case/agenda.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { termOf } from '../../shared/domain/retention/term.ts';
import { sha256 } from '../../shared/domain/text/canonical.ts';
import { FileRefused } from '../../shared/intake/files/file-issue.ts';
import { openFile } from '../../shared/intake/files/read/open-file.ts';
import { checkReport } from '../../shared/intake/files/row-report.ts';
import { partners } from '../../shared/intake/partners/all.ts';
import { huissier } from '../../shared/intake/partners/huissier/partner.ts';
import type { Partner } from '../../shared/intake/partners/partner.ts';
import { checkPdf } from '../../shared/intake/pieces/check-pdf.ts';
import { type Incoming, readMessage } from '../../shared/intake/read-message.ts';
import { createReceive, type ReceiveDeps } from '../../shared/intake/receive.ts';
import { csvRow, jsonRow } from '../../shared/outbound/reports/write-report.ts';
import { dueOf, eventKey } from '../../shared/store/keys.ts';
import type { PieceRegister } from '../../shared/store/pieces.ts';
import { type DatedField, datedFields, withAt } from '../../test/support/dated-fields.ts';
import { createGarden } from '../../test/support/planted.ts';
import { zipOf } from '../../test/support/zip.ts';
import { apiIntake } from './api.ts';
import type { Intake } from './intake.ts';
import { listings } from './listings.ts';
import { farDays, mutated, mutatedBytes } from './mutations.ts';
import { tablesOf } from './tables.ts';

const receivedAt = '2026-11-23T08:00:00.000Z';
const senderOf = ({ code, many }: Partner): string => (many ? `${code}-essai` : code);
const examplesOf = ({ formats }: Partner, sender: string): unknown[] =>
  Object.values(formats).flatMap(({ schema }) =>
    z
      .array(z.looseObject({}))
      .parse(z.globalRegistry.get(schema)?.examples)
      .map((example) => ({ ...example, sender })),
  );

/** Whether a message is filed for real: one in twenty is, chosen by its content, so that a run can be repeated. */
const isFiled = (raw: string): boolean => Number.parseInt(sha256(raw).slice(0, 4), 16) % 20 === 0;

/**
 * Computes everything that counts in days from a message: the fold, the next day to look at the case, the keys. A case of one
 * message must not be dropped at once.
 */
const countsInDays = (event: CaseEvent): void => {
  const day = parisDay(receivedAt);
  const state = caseOf([event], day);
  eventKey('77-2026-000001', event.actDate, event.id);
  const { nextDay } = agendaOf(state, [], day);
  dueOf('77-2026-000001', nextDay);
  const term = termOf(state);
  if (term && term.day <= day) throw new Error(`kept until ${term.day}`);
};

const ends = (errors: readonly unknown[], kind: string): void => {
  if (kind === 'refusal' && errors.length === 0) throw new Error('refused without a reason');
};

const takeMessage = async (
  deps: ReceiveDeps,
  partner: Partner,
  raw: string,
  more: Partial<Incoming> = {},
) => {
  const incoming: Incoming = { sender: senderOf(partner), raw, receivedAt, ...more };
  if (isFiled(raw)) {
    const { outcome, errors } = await createReceive(deps, partner.formatFor)(incoming);
    ends(errors, outcome === 'refused' ? 'refusal' : outcome);
    return;
  }
  const reading = readMessage(partner.formatFor, incoming);
  ends(reading.kind === 'refusal' ? reading.errors : [], reading.kind);
  if (reading.kind === 'event') countsInDays(reading.event);
};

/** A valid message with a far date in one of its date fields. Every date field of every format is tried. */
const farDated = (partner: Partner): fc.Arbitrary<string> => {
  const fields = datedFields.filter((field) => field.partner === partner);
  return fc
    .tuple(fc.constantFrom<DatedField[]>(...fields), fc.constantFrom(...farDays), fc.nat(9_999))
    .map(([{ path, month, message }, day, n]) => {
      const own = {
        ...message,
        sender: senderOf(partner),
        reference: `LOIN-${n}`,
        messageId: `loin-${n}-${day.length}`,
      };
      return JSON.stringify(withAt(own, path, month ? day.slice(0, -3) : day));
    });
};

const queueOf = (deps: ReceiveDeps, partner: Partner): Intake => {
  const examples = examplesOf(partner, senderOf(partner));
  const text = Buffer.from(JSON.stringify(examples[0]));
  const planted = Object.values(partner.formats).flatMap((format) =>
    createGarden().plant(senderOf(partner), format, () => ({
      dwelling: { postcode: '77100', commune: 'zqxplant99000' },
    })),
  );
  return {
    name: `file ${partner.code}`,
    cases: fc.oneof(
      { weight: 4, arbitrary: mutated(examples).map((message) => JSON.stringify(message)) },
      { weight: 3, arbitrary: farDated(partner) },
      {
        weight: 2,
        arbitrary: mutated(planted.map(({ message }) => message)).map((message) => JSON.stringify(message)),
      },
      { weight: 1, arbitrary: mutatedBytes(text).map((bytes) => bytes.toString('utf8')) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
      { weight: 1, arbitrary: fc.integer({ min: 10, max: 20_000 }).map((depth) => '['.repeat(depth)) },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 10, max: 60_000 }).map((n) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`),
      },
    ),
    take: async (raw) => takeMessage(deps, partner, String(raw)),
  };
};

const PDF = readFileSync(join(import.meta.dirname, '../../test/fixtures/demo/files/acte.pdf'));
const piece = (): Intake => ({
  name: 'pièce (PDF)',
  cases: mutatedBytes(PDF),
  take: async (bytes) => {
    const issue = await checkPdf(Buffer.from(z.instanceof(Uint8Array).parse(bytes)));
    if (issue && issue.message === '') throw new Error('refused without a reason');
  },
});

const takeFile = async (deps: ReceiveDeps, partner: Partner, bytes: Uint8Array): Promise<void> => {
  try {
    const opened = await openFile(
      async function* () {
        yield bytes;
      },
      partner,
      senderOf(partner),
    );
    for await (const { line, raw } of opened.rows()) {
      const incoming = { sender: senderOf(partner), raw, receivedAt };
      const report = checkReport(line, readMessage(partner.formatFor, incoming), opened.headingFor);
      csvRow(report);
      JSON.parse(jsonRow(report));
      if (isFiled(raw)) await takeMessage(deps, partner, raw, { reported: { rawKey: `drop/essai#${line}` } });
    }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
  }
};

const HEAD = [
  'Référence',
  'Date',
  'Code INSEE',
  'Adresse',
  'Nom',
  'Prénom',
  'Date de naissance',
  'Dette',
  'Parc',
];
const ROWS = [
  ['R1', '02/03/2026', '77284', '12 rue des Tilleuls', 'Lefèvre', 'Zoé', '17/05/1984', '1 837,20', 'social'],
  ['R2', '03/03/2026', '77288', '"3, rue Haute"', 'Martin', 'Léo', '01/01/1970', '12', 'prive'],
];
/** A table with a far date in each of its date columns, as a French spreadsheet writes it. */
const farRows: fc.Arbitrary<Buffer> = fc
  .tuple(fc.constantFrom(...farDays), fc.constantFrom(...farDays))
  .map(([act, birth]) => {
    const french = (day: string): string => day.split('-').reverse().join('/');
    const rows = ROWS.map((row) =>
      row.map((cell, at) => (at === 1 ? french(act) : at === 6 ? french(birth) : cell)),
    );
    return Buffer.from([HEAD, ...rows].map((row) => row.join(';')).join('\r\n'), 'latin1');
  });
const fileOf = (
  deps: ReceiveDeps,
  name: string,
  partner: Partner,
  cases: fc.Arbitrary<Uint8Array>,
): Intake => ({
  name,
  cases,
  take: async (value) => takeFile(deps, partner, z.instanceof(Uint8Array).parse(value)),
});

/** A workbook whose archive is sound, and whose sheet is not. */
const sheetOf = (deps: ReceiveDeps, partner: Partner): Intake => {
  const row = (cells: string[]): string =>
    `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text.replaceAll('"', '')}</t></is></c>`).join('')}</row>`;
  const sheet = `<worksheet><sheetData>${[HEAD, ...ROWS].map(row).join('')}</sheetData></worksheet>`;
  return {
    name: 'fichier XLSX (feuille)',
    cases: mutatedBytes(Buffer.from(sheet)),
    take: async (value) =>
      takeFile(
        deps,
        partner,
        zipOf({
          'xl/workbook.xml': '<workbook><sheets><sheet name="A" id="r1"/></sheets></workbook>',
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
          'xl/worksheets/sheet1.xml': Buffer.from(z.instanceof(Uint8Array).parse(value)).toString('utf8'),
        }),
      ),
  };
};

/** Every intake, on a real table. */
export const intakesOf = async (deps: ReceiveDeps, register: PieceRegister): Promise<Intake[]> => {
  const caf = partners.find(({ code }) => code === 'caf');
  if (!caf) throw new Error('no CAF');
  const cell = (text: string): string => text;
  const xlsx = await writeXlsx({
    sheets: [{ name: 'A', rows: [HEAD, ...ROWS].map((row) => row.map(cell)) }],
  });
  const csv = Buffer.from([HEAD, ...ROWS].map((row) => row.join(';')).join('\r\n'), 'latin1');
  const jsonl = Buffer.from(
    examplesOf(caf, 'caf')
      .map((one) => JSON.stringify(one))
      .join('\n'),
  );
  return [
    ...partners.map((partner) => queueOf(deps, partner)),
    piece(),
    listings,
    fileOf(deps, 'fichier CSV', caf, mutatedBytes(csv)),
    fileOf(deps, 'fichier CSV (dates)', caf, farRows),
    fileOf(deps, 'fichier XLSX', caf, mutatedBytes(xlsx)),
    fileOf(deps, 'fichier JSON Lines', caf, mutatedBytes(jsonl)),
    sheetOf(deps, caf),
    tablesOf(caf, 'caf'),
    apiIntake(register, examplesOf(huissier, 'etude-essai')),
  ];
};
