import { deflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { FileRefused, MAX_ROWS } from '../../shared/intake/files/file-issue.ts';
import { type Cell, cellValue } from '../../shared/intake/files/read/cell.ts';
import { openFile } from '../../shared/intake/files/read/open-file.ts';
import { bailleur } from '../../shared/intake/partners/bailleur/partner.ts';
import { caf } from '../../shared/intake/partners/caf-msa/partner.ts';
import { ccapex } from '../../shared/intake/partners/ccapex/partner.ts';
import { type Column, columnsOf } from '../../shared/intake/partners/columns.ts';
import { tribunal } from '../../shared/intake/partners/tribunal/partner.ts';
import { readMessage } from '../../shared/intake/read-message.ts';
import { noTotals, type ReportRow, reportSchema } from '../../shared/outbound/reports/report.ts';
import { csvHead, csvRow, jsonHead, jsonRow, jsonTail } from '../../shared/outbound/reports/write-report.ts';
import { zipOf } from '../support/zip.ts';

const bytesOf = (bytes: Uint8Array) =>
  async function* (): AsyncGenerator<Uint8Array> {
    // In small chunks: nothing may depend on where a chunk ends.
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  };
const rowsOf = async (bytes: Uint8Array | string, partner = caf, sender = 'caf') => {
  const opened = await openFile(bytesOf(Buffer.from(bytes)), partner, sender);
  const rows = [];
  for await (const { line, raw } of opened.rows()) rows.push({ line, message: JSON.parse(raw) });
  return rows;
};
const refusalOf = async (bytes: Uint8Array | string, partner = caf): Promise<string> => {
  try {
    await rowsOf(bytes, partner);
  } catch (error) {
    if (error instanceof FileRefused) return error.issue.code;
    throw error;
  }
  return 'taken';
};

const columns = new Map(
  columnsOf(caf.tables[0]?.format ?? caf.formatFor({})).map((column) => [column.path, column]),
);
const column = (path: string): Column => {
  const found = columns.get(path);
  if (!found) throw new Error(`no column ${path}`);
  return found;
};

describe('a cell', () => {
  it.each([
    ['actDate', '02/03/2026', '2026-03-02'],
    ['actDate', '2.3.2026', '2026-03-02'],
    ['actDate', '2026-03-02 00:00:00', '2026-03-02'],
    ['actDate', { shown: '02/03/2026', number: 46_083, date: '2026-03-02' }, '2026-03-02'],
    ['actDate', { shown: '1985', number: 1985 }, '1985'],
    ['actDate', '08/12/2026 à 9h30', '2026-12-08'],
    ['actDate', '08/12/2026 09:30', '2026-12-08'],
    ['actDate', '2026-03-01T23:30:00Z', '2026-03-02'],
    ['actDate', '2026-03-02T00:30:00+02:00', '2026-03-01'],
    ['actDate', '08/12/2026 reportée au 12/01/2027', '08/12/2026 reportée au 12/01/2027'],
    ['actDate', '20/11/2026 annulé', '20/11/2026 annulé'],
    ['actDate', '06/05/1980 ou 06/05/1981', '06/05/1980 ou 06/05/1981'],
    ['impayeDepuis', { shown: '202608', number: 202_608 }, '202608'],
    ['impayeDepuis', { shown: '01/08/2026', number: 46_235, date: '2026-08-01' }, '2026-08'],
    ['actDate', 'hier', 'hier'],
    ['impayeDepuis', '12/2025', '2025-12'],
    ['impayeDepuis', '2025-12', '2025-12'],
    ['impayeDepuis', '01/12/2025', '2025-12'],
    ['dette', '1 234,56 €', 1234.56],
    ['dette', '1\u202f234,56', 1234.56],
    ['dette', '1.234,56', 1234.56],
    ['dette', '1,234.56', 1234.56],
    ['dette', '1234.5', 1234.5],
    ['dette', { shown: '0.3', number: 0.1 + 0.2 }, 0.3],
    ['dette', '1536€90', 1536.9],
    ['dette', '800 € 50', 800.5],
    ['dette', '1 536 € 90', 1536.9],
    ['dette', '1 234 567,89', 1_234_567.89],
    ['dette', '1’234.50', 1234.5],
    ['dette', '-12,50', -12.5],
    ['dette', '800 50', '800 50'],
    ['dette', '1 23', '1 23'],
    ['dette', '12.34.56', '12.34.56'],
    ['dette', '1,234,56', '1,234,56'],
    ['dette', '1.500', '1.500'],
    ['dette', '12,000 €', '12,000 €'],
    ['dette', '612,40 + 88', '612,40 + 88'],
    ['dette', '1536€9', '1536€9'],
    ['dette', { shown: '02/03/2026', number: 46_083, date: '2026-03-02' }, '02/03/2026'],
    ['dette', 'mille', 'mille'],
    ['aide.tiersPayant', 'Oui', true],
    ['aide.tiersPayant', 'n', false],
    ['aide.tiersPayant', 'peut-être', 'peut-être'],
    ['parc', 'Privé', 'prive'],
    ['parc', 'loué', 'loué'],
    ['suites', 'Plan demandé | FSL', ['planDemande', 'fsl']],
    ['suites', 'Plan demandé', ['planDemande']],
    ['suites', 'Plan demandé\nFSL', ['planDemande', 'fsl']],
    ['suites', 'planDemande fsl', ['planDemande', 'fsl']],
    ['suites', 'rien de tel', ['rien de tel']],
    ['household[0].prenoms', 'Jean Paul', ['Jean', 'Paul']],
    ['household[0].prenoms', 'Jean-Paul, Marie', ['Jean-Paul', 'Marie']],
    ['dwelling.postcode', { shown: '77100', number: 77_100 }, '77100'],
    ['reference', { shown: '000123', number: 123 }, '000123'],
    ['reference', '   ', undefined],
  ] satisfies [string, Cell, unknown][])('%s: %j is %j', (path, cell, expected) => {
    expect(cellValue(cell, column(path))).toEqual(expected);
  });
});

const HEAD = 'Référence;Date;Code INSEE;Nom;Prénom';
const ROW = 'R1;02/03/2026;77284;Lefèvre;Zoé';
const message = {
  version: '1',
  sender: 'caf',
  reference: 'R1',
  actDate: '2026-03-02',
  dwelling: { insee: '77284' },
  household: [{ nomNaissance: 'Lefèvre', prenoms: ['Zoé'] }],
};

describe('a CSV', () => {
  it.each<[string, Uint8Array]>([
    ['in UTF-8', Buffer.from(`${HEAD}\n${ROW}`)],
    ['in UTF-8 with its mark', Buffer.from(`\ufeff${HEAD}\r\n${ROW}\r\n`)],
    ['in Windows-1252', Buffer.from(`${HEAD}\r\n${ROW}`, 'latin1')],
    ['in UTF-16', Buffer.from(`\ufeff${HEAD}\r\n${ROW}`, 'utf16le')],
    ['with commas', Buffer.from(`${HEAD}\n${ROW}`.replaceAll(';', ','))],
    ['with tabs', Buffer.from(`${HEAD}\n${ROW}`.replaceAll(';', '\t'))],
    ['with quotes', Buffer.from(`${HEAD}\n${ROW}`.replace(/[^;\n]+/g, '"$&"'))],
    [
      'with headings in any case, accents or order',
      Buffer.from('PRENOM;nom;INSEE;DATE;reference\nZoé;Lefèvre;77284;02/03/2026;R1'),
    ],
    ['with columns nobody knows', Buffer.from(`Agent;${HEAD};Note\nX;${ROW};"à, voir"`)],
    ['with empty lines', Buffer.from(`${HEAD}\n${ROW}\n\n;;;;\n`)],
  ])('%s', async (_, bytes) => {
    expect(await rowsOf(bytes)).toEqual([{ line: 2, message }]);
  });

  it('counts lines as a spreadsheet does, titles above and lines within cells included', async () => {
    const csv = `Impayés de mars\n\n${HEAD};Adresse\n${ROW};"12 rue des Tilleuls\nbâtiment B"\n\n${ROW.replace('R1', 'R2')};x`;
    expect((await rowsOf(csv)).map(({ line, message: { reference } }) => [line, reference])).toEqual([
      [4, 'R1'],
      [6, 'R2'],
    ]);
  });

  it('tells the table by its headings', async () => {
    const csv = 'Référence;Date;Code INSEE;Nom;Date de la commission\nL1;02/03/2026;77284;Ex;28/04/2026';
    const [row] = await rowsOf(csv, bailleur, 'bailleur-x');
    expect(row?.message).toMatchObject({ kind: 'inscriptionClpil', dateCommission: '2026-04-28' });
    const events =
      'Référence;Date;Type;Code INSEE;Nom;État du plan\nP1;02/03/2026;Plan d’apurement;77284;Ex;signé';
    const [event] = await rowsOf(events, bailleur, 'bailleur-x');
    expect(event?.message).toMatchObject({ kind: 'planApurement' });
  });

  it('that a partner made while it sent one kind, with no column that says which, is still taken', async () => {
    const court = 'Référence;Date;Code INSEE;Nom;Tribunal;Sens de la décision';
    const kindsOf = async (csv: string, partner = tribunal, sender = 'tribunal-meaux') =>
      (await rowsOf(csv, partner, sender)).map((row) => row.message);
    expect(await kindsOf(`${court}\nJ1;02/03/2026;77284;Ex;Meaux;résiliation`)).toMatchObject([
      { kind: 'decision', issue: 'resiliation' },
    ]);
    expect(await kindsOf('Référence;Date;Code INSEE;Nom\nJ1;02/03/2026;77284;Ex')).toMatchObject([
      { kind: 'decision' },
    ]);
    const opinions = 'Référence;Date;Code INSEE;Nom;Nature;Recommandations';
    expect(
      await kindsOf(`${opinions}\nA1;02/03/2026;77284;Ex;avis;AVDL | Délais`, ccapex, 'ccapex-nord'),
    ).toMatchObject([{ kind: 'avisCcapex', recommandations: ['avdl', 'delais'] }]);
  });

  it('of several kinds says which each row is: without that column, it is not taken for the one kind of before', async () => {
    const head = 'Référence;Date;Code INSEE;Nom;Tribunal;Étape du jugement';
    const row = 'J1;02/03/2026;77284;Ex;Paris;infirmation';
    expect(await refusalOf(`${head}\n${row}`, tribunal)).toBe('COLONNES_ABSENTES');
    const [taken] = await rowsOf(
      `${head};Type\n${row};Suite donnée à un jugement`,
      tribunal,
      'tribunal-meaux',
    );
    expect(taken?.message).toMatchObject({ kind: 'suiteJugement', etape: 'infirmation', tribunal: 'Paris' });
    const [orientation] = await rowsOf(
      'Référence;Date;Code INSEE;Nom;Type;Organisme vers lequel le ménage a été orienté;État\nO1;02/03/2026;77284;Ex;suiteOrientation;ADIL;NPAI',
      ccapex,
      'ccapex-nord',
    );
    expect(orientation?.message).toMatchObject({ kind: 'suiteOrientation', organisme: 'adil', etat: 'npai' });
  });

  it('that ends within a quote, or holds no row, is refused whole', async () => {
    expect(await refusalOf(`${HEAD}\n${ROW}\nR2;"sans fin`)).toBe('FICHIER_ILLISIBLE');
    expect(await refusalOf(HEAD)).toBe('FICHIER_VIDE');
    expect(await refusalOf('')).toBe('FICHIER_VIDE');
    expect(await refusalOf('a;b\n1;2')).toBe('COLONNES_ABSENTES');
  });

  it('of two million rows is refused before any is taken, and does not fill the memory', async () => {
    const open = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${HEAD}\n`);
      const chunk = Buffer.from('R;02/03/2026;77284;E;F\n'.repeat(1000));
      for (let n = 0; n < 2000; n++) yield chunk;
    };
    await expect(openFile(open, caf, 'caf')).rejects.toMatchObject({ issue: { code: 'FICHIER_TROP_LONG' } });
    expect(MAX_ROWS).toBe(250_000);
  }, 60_000);

  it('of a hundred megabytes is refused before it is read further', async () => {
    let given = 0;
    const open = async function* (): AsyncGenerator<Uint8Array> {
      for (; given < 200; given++) yield Buffer.alloc(1024 * 1024, 'a');
    };
    await expect(openFile(open, caf, 'caf')).rejects.toMatchObject({ issue: { code: 'FICHIER_TROP_GRAND' } });
    expect(given).toBeLessThan(110);
  });
});

describe('a row longer than a message may be', () => {
  const long = 'é'.repeat(140_000);
  const jsonl = [message, { ...message, reference: long }, message].map((one) => JSON.stringify(one));
  it.each<[string, Uint8Array, string[]]>([
    [
      'a CSV',
      Buffer.from([HEAD, ROW, ROW.replace('R1', long), ROW].join('\n')),
      ['event', 'MESSAGE_TROP_GRAND', 'event'],
    ],
    ['JSON Lines', Buffer.from(jsonl.join('\n')), ['event', 'MESSAGE_TROP_GRAND', 'event']],
    [
      'a CSV, in a column nobody knows',
      Buffer.from([`${HEAD};Note`, ROW, `${ROW};${long}`].join('\n')),
      ['event', 'event'],
    ],
  ])('stops none of the others, and is refused if its message is: %s', async (_, bytes, ends) => {
    const opened = await openFile(
      async function* () {
        for (let at = 0; at < bytes.length; at += 16_384) yield bytes.subarray(at, at + 16_384);
      },
      caf,
      'caf',
    );
    const told = [];
    for await (const { raw } of opened.rows()) {
      const reading = readMessage(caf.formatFor, {
        sender: 'caf',
        raw,
        receivedAt: '2026-11-28T09:00:00.000Z',
      });
      told.push(reading.kind === 'refusal' ? reading.errors[0]?.code : reading.kind);
    }
    expect(told).toEqual(ends);
  });

  it('is a quote never closed, past a million characters: the file is refused', async () => {
    expect(await refusalOf(`${HEAD}\n${ROW};"${'x\n'.repeat(600_000)}"`)).toBe('FICHIER_ILLISIBLE');
  });
});

describe('JSON Lines', () => {
  it('are messages, one a line, blank lines left out', async () => {
    const text = `${JSON.stringify(message)}\r\n\n{"half":\n`;
    const opened = await openFile(bytesOf(Buffer.from(text)), caf, 'caf');
    const rows = [];
    for await (const row of opened.rows()) rows.push(row);
    expect(rows).toEqual([
      { line: 1, raw: JSON.stringify(message) },
      { line: 3, raw: '{"half":' },
    ]);
  });

  it('with a line longer than any message are refused whole', async () => {
    expect(await refusalOf(`{"a":"${'x'.repeat(1_100_000)}"}`)).toBe('FICHIER_ILLISIBLE');
  });
});

const SHEET = 'xl/worksheets/sheet1.xml';
const workbook = (parts: Record<string, string>, sheets = '<sheet name="A" sheetId="1" r:id="r1"/>') =>
  zipOf({
    'xl/workbook.xml': `<workbook xmlns:r="x"><workbookPr/><sheets>${sheets}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    ...parts,
  });
const inline = (...cells: string[]): string =>
  `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
const sheetOf = (...rows: string[]): string =>
  `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`;
const head = inline(...HEAD.split(';'));
const styles = (xfs: string): string =>
  `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000000"/><numFmt numFmtId="165" formatCode="[$-40C]d mmm yyyy"/></numFmts><fonts><font/><font><strike/></font></fonts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${xfs}</cellXfs></styleSheet>`;

describe('a workbook', () => {
  it('as a spreadsheet writes it: shared texts, dates, numbers, booleans', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Impayés',
          rows: [
            ['Liste du mois'],
            [...HEAD.split(';'), 'Dette', 'Tiers payant'],
            ['R1', new Date(Date.UTC(2026, 2, 2)), 77284, 'Lefèvre', 'Zoé', 1837.2, true],
          ],
        },
      ],
    });
    expect(await rowsOf(bytes)).toEqual([
      { line: 3, message: { ...message, dette: 1837.2, aide: { tiersPayant: true } } },
    ]);
  });

  it('with inline texts, rich texts, formulas by their value, errors as nothing, rows and cells left out', async () => {
    const shared =
      '<sst><si><r><t>Lef</t></r><r><t>èvre</t></r><rPh><t>no</t></rPh></si><si><t xml:space="preserve"> Zoé </t></si></sst>';
    const row =
      '<row r="9"><c r="A9" t="str"><f>1+1</f><v>R1</v></c><c r="B9" s="1"><v>46083</v></c><c r="C9"><v>77284</v></c><c r="D9" t="s"><v>0</v></c><c r="E9" t="s"><v>1</v></c><c r="Z9" t="e"><v>#N/A</v></c></row>';
    const bytes = workbook({
      [SHEET]: sheetOf(head, row),
      'xl/sharedStrings.xml': shared,
      'xl/styles.xml': styles('<xf/><xf numFmtId="14"/>'),
    });
    expect(await rowsOf(bytes)).toEqual([{ line: 9, message }]);
  });

  it('is read on its first visible sheet, whatever prefix its elements have', async () => {
    const plain = inline('R1', '02/03/2026', '77284', 'Lefèvre', 'Zoé');
    const prefixed = sheetOf(head, plain).replace(/<(\/?)(\w)/g, '<$1x:$2');
    const bytes = workbook(
      { [SHEET]: sheetOf(inline('caché')), 'xl/worksheets/sheet2.xml': prefixed },
      '<sheet name="A" sheetId="1" state="hidden" r:id="r1"/><sheet name="B" sheetId="2" r:id="r2"/>',
    );
    expect(await rowsOf(bytes)).toEqual([{ line: 2, message }]);
  });

  it.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    [
      'damaged',
      async () => (await writeXlsx({ sheets: [{ name: 'A', rows: [['x']] }] })).subarray(0, 300),
      'FICHIER_ILLISIBLE',
    ],
    ['another archive', () => zipOf({ 'a.txt': 'x' }), 'FICHIER_ILLISIBLE'],
    ['without its sheet', () => workbook({}), 'FICHIER_ILLISIBLE'],
    ['with ill-formed XML', () => workbook({ [SHEET]: '<worksheet><row></worksheet>' }), 'FICHIER_ILLISIBLE'],
    [
      'with entities of its own',
      () => workbook({ [SHEET]: `<!DOCTYPE x [<!ENTITY a "aaaa">]>${sheetOf(head)}` }),
      'FICHIER_ILLISIBLE',
    ],
    [
      'that unfolds a thousand times',
      () => workbook({ [SHEET]: `<worksheet>${' '.repeat(40_000_000)}</worksheet>` }),
      'FICHIER_TROP_GRAND',
    ],
    [
      'that lies about its size',
      () =>
        zipOf(
          { 'xl/workbook.xml': '<workbook/>', 'xl/_rels/workbook.xml.rels': ' '.repeat(9_000_000) },
          { declared: 100 },
        ),
      'FICHIER_ILLISIBLE',
    ],
    [
      'an old .xls',
      () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
      'FICHIER_FORMAT',
    ],
    ['a PDF', () => Buffer.from('%PDF-1.7\n'), 'FICHIER_FORMAT'],
  ])('%s is refused', async (_, bytes, code) => {
    expect(await refusalOf(await bytes())).toBe(code);
  });

  it('a deflated bomb inside a bomb is never unfolded', async () => {
    const inner = deflateRawSync(Buffer.alloc(50_000_000));
    expect(await refusalOf(zipOf({ 'xl/workbook.xml': inner.toString('latin1') }))).toBe('FICHIER_ILLISIBLE');
  });
});

describe('a report', () => {
  const rowArbitrary: fc.Arbitrary<ReportRow> = fc.record({
    line: fc.nat(1000),
    reference: fc.oneof(
      fc.string(),
      fc.constantFrom('=1+1', '+33', '-2', '@x', '\tx', '\r=x', ' =1', '"=x"'),
    ),
    outcome: fc.constantFrom('accepted', 'pending', 'refused'),
    repeated: fc.boolean(),
    issues: fc.constantFrom(
      [],
      [{ code: 'CHAMP_INVALIDE', path: 'a', expected: '=cmd', message: 'm', column: '+col' }],
    ),
  });

  it('gives a spreadsheet no formula, and reads back as it was meant', () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary, { maxLength: 20 }), (rows) => {
        const records: string[][] = parse(rows.map(csvRow).join(''), {
          delimiter: ';',
          relax_column_count: true,
        });
        expect(records).toHaveLength(rows.reduce((sum, { issues }) => sum + Math.max(1, issues.length), 0));
        for (const cell of records.flat()) expect(cell).not.toMatch(/^\s*[=+@]|^\s*-[^\d]|^[\t\r]/);
        for (const [index, { reference }] of rows.entries()) {
          const told = records[index]?.[1] ?? '';
          if (rows.every(({ issues }) => issues.length <= 1))
            expect([reference, `'${reference}`]).toContain(told);
        }
      }),
    );
  });

  it('for people says days as a table has them', () => {
    const issues = [
      {
        code: 'CHAMP_INVALIDE' as const,
        path: 'actDate',
        column: 'Date',
        message: 'Valeur invalide.',
        expected: 'une date AAAA-MM-JJ qui existe',
      },
    ];
    const row = { line: 2, outcome: 'refused' as const, repeated: false, issues };
    expect(csvRow(row)).toContain('Date;CHAMP_INVALIDE;Valeur invalide.;une date JJ/MM/AAAA qui existe');
    expect(jsonRow(row)).toContain('AAAA-MM-JJ');
  });

  it('for programs is the published form', () => {
    const at = '2026-11-23T08:00:00.000Z';
    const report = {
      version: '1' as const,
      file: 'drop/caf/a.csv',
      receivedAt: at,
      endedAt: at,
      outcome: 'processed' as const,
      errors: [],
      totals: noTotals,
    };
    fc.assert(
      fc.property(fc.array(rowArbitrary, { maxLength: 5 }), (rows) => {
        const text = `${jsonHead(report)}${rows.map(jsonRow).join(',\n')}${jsonTail}`;
        expect(reportSchema.parse(JSON.parse(text)).rows).toEqual(rows);
      }),
    );
    expect(csvHead({ ...report, file: '=drop' })).toContain("'=drop");
  });
});
