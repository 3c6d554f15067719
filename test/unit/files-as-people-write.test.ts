import fc from 'fast-check';
import { writeOds } from 'hucre/ods';
import { describe, expect, it } from 'vitest';
import { FileRefused } from '../../shared/intake/files/file-issue.ts';
import { numberFormat } from '../../shared/intake/files/read/number-format.ts';
import { openFile } from '../../shared/intake/files/read/open-file.ts';
import { caf } from '../../shared/intake/partners/caf-msa/partner.ts';
import { readMessage } from '../../shared/intake/read-message.ts';
import { zipOf } from '../support/zip.ts';

/** Files as people and their programs make them: read as they meant, or refused by the line that cannot be. */
const opened = (bytes: Uint8Array | string, chunk = 7) => {
  const all = Buffer.from(bytes);
  return openFile(
    async function* () {
      for (let at = 0; at < all.length; at += chunk) yield all.subarray(at, at + chunk);
    },
    caf,
    'caf',
  );
};
const read = async (bytes: Uint8Array | string, chunk?: number) => {
  const file = await opened(bytes, chunk);
  const rows = [];
  for await (const { line, raw, refusal, warnings } of file.rows())
    rows.push({ line, message: JSON.parse(raw), refusal: refusal?.code, warnings });
  return {
    rows,
    said: file.warnings.map(({ message }) => message),
    codes: file.warnings.map(({ code }) => code),
  };
};
const refused = async (bytes: Uint8Array | string): Promise<string> => {
  try {
    await read(bytes);
  } catch (error) {
    if (error instanceof FileRefused) return `${error.issue.code} ${error.issue.message}`;
    throw error;
  }
  return 'taken';
};

const HEAD = 'Référence;Date;CP;Ville;Adresse;Nom;Prénom';
const row = (n: number, street = '1 rue Haute', nom = 'Evrard'): string =>
  `IMP-${n};20/11/2026;77100;Meaux;${street};${nom};Luc`;
const file = (...rows: string[]): string => [HEAD, ...rows, ''].join('\r\n');
const streets = async (text: string): Promise<unknown[]> =>
  (await read(text)).rows.map(({ message }) => message.dwelling.street);

describe('a quote', () => {
  it.each<[string, string[]]>([
    [
      'opens a cell, and a word two rows below is quoted',
      [row(1, '"Les Lilas, 12 rue Haute'), row(2), row(3, 'Résidence "Les Iris"'), row(4)],
    ],
    ['opens a cell, and another closes one below', [row(1, '"Les Lilas'), row(2), row(3, 'Les Iris"')]],
    ['opens a cell, and the next cell is quoted', [row(1, '"Les Lilas', '"Odile"')]],
    ['opens a cell of the row, and a third is closed', [row(1, '"Les Lilas', 'Odile"')]],
    ['opens the last cell', [row(1).replace(';Luc', ';"Luc'), row(2), row(3)]],
    [
      'opens the last cell, and the next row is quoted',
      [row(1).replace(';Luc', ';"Luc'), row(2).replace('IMP-2', '"IMP-2"')],
    ],
  ])('that %s stops the file, by its line', async (_, rows) => {
    expect(await refused(file(...rows))).toMatch(/^FICHIER_ILLISIBLE .*ligne [23],/);
  });

  it.each([
    ['in a cell', 'Résidence "Les Iris"', 'Résidence "Les Iris"'],
    ['around the beginning of a cell', '"Les Lilas" bât. B', '"Les Lilas" bât. B'],
    ['at the end of a cell', 'Les Lilas"', 'Les Lilas"'],
    ['around a cell', '"Les Lilas; 12 rue Haute"', 'Les Lilas; 12 rue Haute'],
    ['doubled', '"Résidence ""Les Iris"""', 'Résidence "Les Iris"'],
    ['around a cell of two lines', '"12 rue des Lilas\r\nBât. B"', '12 rue des Lilas\nBât. B'],
  ])('%s is read as it was written', async (_, written, street) => {
    expect(await streets(file(row(1, written), row(2)))).toEqual([street, '1 rue Haute']);
  });

  it('around a heading of two lines', async () => {
    expect((await read(file(row(1)).replace('Ville', '"Vil\nle"'))).rows).toHaveLength(1);
  });
});

describe('lines', () => {
  it.each(['\n', '\r\n', '\r'])('ended by %j are as many rows, were others ended otherwise', async (end) => {
    const text = `${HEAD}\r\n${row(1)}${end}${row(2)}\n${row(3)}\r${row(4)}`;
    for (const chunk of [1, 7, 10_000]) expect((await read(text, chunk)).rows).toHaveLength(4);
  });

  it('in are rows out, whatever the cells hold', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'é', ' ', '"', "'", '=', ',', '/', '1'),
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (cells) => {
        const rows = cells.map(([street, nom], n) => row(n, street, nom));
        try {
          expect((await read(file(...rows), 1000)).rows).toHaveLength(rows.length);
        } catch (error) {
          if (!(error instanceof FileRefused)) throw error;
          expect(error.issue.message).toContain('ligne');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('an encoding', () => {
  const french = file(row(1, '3 impasse du Pré', 'Béranger'), row(2, '12 rue des Lilas', 'Hélène'));
  const mac = Buffer.from(french.replaceAll('é', '\u008e').replaceAll('è', '\u008f'), 'latin1');
  const dos = Buffer.from(french.replaceAll('é', '\u0082').replaceAll('è', '\u008a'), 'latin1');
  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(french)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${french}`)],
    ['Windows-1252', Buffer.from(french, 'latin1')],
    ['UTF-16 of a PC', Buffer.from(`\ufeff${french}`, 'utf16le')],
    ['UTF-16 of a Mac', Buffer.from(`\ufeff${french}`, 'utf16le').swap16()],
  ])('%s is read', async (_, bytes) => {
    const { rows } = await read(bytes);
    expect(rows.map(({ message }) => message.household[0].nomNaissance)).toEqual(['Béranger', 'Hélène']);
  });

  it.each<[string, Uint8Array, RegExp]>([
    [
      'one line of Windows-1252 in a UTF-8 file',
      Buffer.concat([
        Buffer.from(file(row(1, 'Pré'), row(2, 'Forêt'))),
        Buffer.from(row(3, 'Hélène'), 'latin1'),
      ]),
      /ligne 4/,
    ],
    [
      'one line of UTF-8 in a Windows-1252 file',
      Buffer.concat([Buffer.from(`${HEAD}\r\n${row(1, 'Pré')}\r\n`, 'latin1'), Buffer.from(row(2, 'Forêt'))]),
      /ligne 3/,
    ],
    [
      'both in one line',
      Buffer.concat([
        Buffer.from(`Reference;Date;CP;Ville;Nom\r\nR;20/11/2026;77100;Meaux;`),
        Buffer.from('é'),
        Buffer.from('è', 'latin1'),
      ]),
      /ligne 2/,
    ],
    [
      'one line of UTF-8 among lines of Windows-1252 that a CR ends',
      Buffer.concat([
        Buffer.from(`${HEAD}\r${row(1, 'Pré')}\r`, 'latin1'),
        Buffer.from(`${row(2, 'Forêt')}\r`),
        Buffer.from(row(3, 'Pré'), 'latin1'),
      ]),
      /ligne 3/,
    ],
    ['a Mac’s', mac, /ligne 1/],
    ['MS-DOS’s', dos, /ligne 1/],
    ['UTF-16 cut in two', Buffer.from(`\ufeff${french}`, 'utf16le').subarray(0, -1), /UTF-16/],
  ])('that is not one is refused, by its line: %s', async (_, bytes, where) => {
    expect(await refused(bytes)).toMatch(/^FICHIER_ILLISIBLE/);
    expect(await refused(bytes)).toMatch(where);
  });

  it.each(['Andr‚', 'C“te', 'BenoŒt', 'Beno”t', 'Lo•c', 'ƒric', 'Lec½ur', 'C¼UR', 'Micha³'])(
    'of another system read as Windows-1252 is refused: %s',
    async (name) => {
      const codes: Record<string, number> = { '‚': 0x82, '“': 0x93, '”': 0x94, Œ: 0x8c, '•': 0x95, ƒ: 0x83 };
      const text = file(row(1, '1 rue Haute', name))
        .replace('Référence', 'Reference')
        .replace('Prénom', 'Prenom');
      const bytes = Buffer.from([...text].map((sign) => codes[sign] ?? sign.charCodeAt(0)));
      expect(await refused(bytes)).toMatch(/^FICHIER_ILLISIBLE .*ligne 2/);
    },
  );

  it('is Windows-1252 when its capitals before a sign happen to be UTF-8', async () => {
    const text = `Reference;Date;CP;Ville;Nom;Prenom\r\nR;20/11/2026;77100;Meaux;«\u00a0DÉCÉDÉ\u00a0»;René`;
    const { rows } = await read(Buffer.from(text, 'latin1'));
    expect(rows[0]?.message.household[0].nomNaissance).toContain('DÉCÉDÉ');
  });
});

describe('a formula that failed', () => {
  it.each(
    '#N/A|#N/D|#REF!|#RÉF !|#NOM?|#NOM ?|#VALEUR !|#DIV/0 !|#SPILL!|#EPARS!|#CHAMP!|#CALC!|#BLOQUÉ!|#GETTING_DATA|Err :502|Err:522|########'.split(
      '|',
    ),
  )('%s tells nothing, and is said', async (fault) => {
    const { rows } = await read(file(row(1, fault)));
    expect(rows[0]?.message.dwelling.street).toBeUndefined();
    expect(rows[0]?.warnings).toMatchObject([{ code: 'CHAMP_INVALIDE', path: 'dwelling.street' }]);
  });
});

describe('a cell of a CSV', () => {
  it.each([
    ['="00123"', '00123'],
    ['"=""00123"""', '00123'],
    ["'00123", '00123'],
    ["'t Hooft", "'t Hooft"],
    ['=A1', '=A1'],
    ['="00123";20/11/2026;77100;Meaux;"3; rue Haute";Evrard;"Luc"\r\nR', '00123'],
  ])('%s is %s', async (written, reference) => {
    const { rows } = await read(file(row(1).replace('IMP-1', written)));
    expect(rows[0]?.message.reference).toBe(reference);
  });
});

describe('a row of a CSV that has more cells than headings', () => {
  it.each<[string, string[], unknown[]]>([
    ['a separator in a street', [row(1), row(2, '3; rue Haute'), row(3)], [2]],
    ['one beside a last cell that is empty', [row(1), `${row(2, '3; rue Haute').slice(0, -3)}`, row(3)], [2]],
    ['a note that no heading announces', [`${row(1)};relancé`, `${row(2)};`], [1]],
    ['a separator at the end of one row only', [row(1), `${row(2)};`], [2]],
    ['the only row', [`${row(1)};`], [1]],
    ['in every row', [row(1, '3; rue Haute'), row(2, '4; rue Haute')], [1, 2]],
  ])('is refused, and the others are read: %s', async (_, rows, refused) => {
    const told = (await read(file(...rows))).rows;
    expect(told).toHaveLength(rows.length);
    const wide = told.flatMap(({ refusal }, n) => (refusal === 'CELLULES_EN_TROP' ? [n + 1] : []));
    expect(wide).toEqual(refused);
  });

  it.each<[string, string[]]>([
    ['each row ends with a separator', [`${row(1)};`, `${row(2)};`]],
    ['each but the last does', [`${row(1)};`, `${row(2)};`, row(3)]],
    ['the rows have fewer', [row(1).replace(';Luc', ''), row(2)]],
    ['the street is quoted', [row(1, '"3; rue Haute"'), row(2)]],
  ])('is not one when %s', async (_, rows) => {
    const told = (await read(file(...rows))).rows;
    expect(told.map(({ refusal, message }) => [refusal, message.household[0].nomNaissance])).toEqual(
      rows.map(() => [undefined, 'Evrard']),
    );
  });

  it('is one of a workbook as it is: no separator moves its cells', async () => {
    const bytes = await writeOds({
      sheets: [{ name: 'A', rows: [HEAD.split(';'), [...row(1).split(';'), 'relancé']] }],
    });
    expect((await read(bytes)).rows.map(({ refusal }) => refusal)).toEqual([undefined]);
  });
});

describe('the last row of a CSV', () => {
  const short = row(3).slice(0, -12);
  it.each<[string, string, unknown[]]>([
    [
      'shorter than the others, and ended by nothing',
      [HEAD, row(1), row(2), short].join('\n'),
      [undefined, undefined, 'LIGNE_ECARTEE'],
    ],
    ['as long as the others', [HEAD, row(1), row(2), row(3)].join('\n'), [undefined, undefined, undefined]],
    ['shorter, and ended', [HEAD, row(1), row(2), short, ''].join('\n'), [undefined, undefined, undefined]],
    ['as short as another', [HEAD, row(1), short, short].join('\n'), [undefined, undefined, undefined]],
    ['the second of two', [HEAD, row(1), short].join('\n'), [undefined, undefined]],
  ])('may have been cut: %s', async (_, text, refusals) => {
    expect((await read(text)).rows.map(({ refusal }) => refusal)).toEqual(refusals);
  });
});

describe('two lines of headings', () => {
  const more = `${HEAD};Dette`;
  it.each<[string, string[]]>([
    ['the second is fuller', [HEAD, row(1), more, `${row(2)};12`]],
    ['the second is in another order', [HEAD, row(1), HEAD.split(';').reverse().join(';'), row(2)]],
  ])('stop the file, and the line is told: %s', async (_, lines) => {
    expect(await refused(lines.join('\n'))).toMatch(/^FICHIER_ILLISIBLE .*ligne 3, d’autres en-têtes/);
  });

  it('are one, when the second repeats the first: its line is refused, and the rows below are read', async () => {
    const { rows } = await read([HEAD, row(1), HEAD, row(2)].join('\n'));
    expect(rows.map(({ message }) => message.reference)).toEqual(['IMP-1', 'Référence', 'IMP-2']);
    const incoming = { sender: 'caf', receivedAt: '2026-11-23T08:00:00.000Z' };
    const kinds = rows.map(
      ({ message }) => readMessage(caf.formatFor, { ...incoming, raw: JSON.stringify(message) }).kind,
    );
    expect(kinds).toEqual(['event', 'refusal', 'event']);
  });

  it('of which the first sheet has no rows: the sheet that is filled is read', async () => {
    const head = HEAD.split(';');
    const bytes = await writeOds({
      sheets: [
        { name: 'Modèle', rows: [head] },
        { name: 'Impayés', rows: [head, row(1).split(';')] },
      ],
    });
    expect((await read(bytes)).rows.map(({ message }) => message.reference)).toEqual(['IMP-1']);
  });
});

describe('headings as people write them', () => {
  it.each([
    'N° dossier;Date du signalement;CP;Ville;Nom de l’allocataire;Prénom de l’allocataire;Né(e) le;Nº allocataire',
    'Numéro de dossier;Date;Code postal;Commune;NOM;Prenom;Date naissance;No allocataire',
  ])('%s', async (head) => {
    const { rows, said } = await read(`${head}\r\nR;20/11/2026;77100;Meaux;Aubin;Ana;06/05/1980;7712345\r\n`);
    expect(rows[0]?.message).toMatchObject({
      reference: 'R',
      actDate: '2026-11-20',
      household: [{ nomNaissance: 'Aubin', prenoms: ['Ana'], dateNaissance: '1980-05-06' }],
      allocataire: '7712345',
    });
    expect(said).toEqual([]);
  });

  it('that no table has are named once, cut', async () => {
    const { said, codes } = await read(
      `${HEAD};NOM et Prénom;${'x'.repeat(90)}\r\n${row(1)};A B;\r\n${row(2)};C D;`,
    );
    expect(codes).toEqual(['COLONNES_INCONNUES']);
    expect(said[0]).toMatch(/^Colonnes qui n’ont pas été lues : « NOM et Prénom », « x{60}….{8} »\.$/);
  });

  it('a third person has columns too', async () => {
    const { rows } = await read(`${HEAD};Nom 3;Prénom 3\r\n${row(1)};Castel;Ana\r\n`);
    expect(rows[0]?.message.household).toEqual([
      { nomNaissance: 'Evrard', prenoms: ['Luc'] },
      { nomNaissance: 'Castel', prenoms: ['Ana'] },
    ]);
  });
});

const cell = (text: string, style = 0): string => `<c t="inlineStr" s="${style}"><is><t>${text}</t></is></c>`;
const line = (cells: string[], attributes = ''): string => `<row${attributes}>${cells.join('')}</row>`;
const STYLES =
  '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000000"/><numFmt numFmtId="165" formatCode="&quot;IMP-&quot;0000"/><numFmt numFmtId="166" formatCode="#,##0"/><numFmt numFmtId="167" formatCode="&quot;IMP-&quot;0"/><numFmt numFmtId="168" formatCode="0&quot; EUR&quot;"/></numFmts><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf fontId="1"/><xf fontId="2"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/></cellXfs></styleSheet>';
const book = (
  sheets: string[],
  kinds: readonly string[] = sheets.map(() => 'worksheet'),
  more: Record<string, string> = {},
  properties = '',
): Uint8Array =>
  zipOf({
    ...more,
    'xl/workbook.xml': `<workbook xmlns:r="x"><sheets>${sheets.map((_, n) => `<sheet name="Feuille ${n + 1}" sheetId="${n}" r:id="r${n}"/>`).join('')}</sheets>${properties}</workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${kinds.map((kind, n) => `<Relationship Id="r${n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="worksheets/sheet${n}.xml"/>`).join('')}</Relationships>`,
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(
      sheets.map((rows, n) => [
        `xl/worksheets/sheet${n}.xml`,
        `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
  });
const head = line(HEAD.split(';').map((text) => cell(text)));
const told = (n: number, style = 0): string[] =>
  row(n)
    .split(';')
    .map((text) => cell(text, style));

describe('a workbook', () => {
  it('has the escapes of its texts read', async () => {
    const { rows } = await read(
      book([head + line([...told(1).slice(0, 5), cell('Evrard_x000D_'), cell('_x005F_x0041_')])]),
    );
    expect(rows[0]?.message.household).toEqual([{ nomNaissance: 'Evrard', prenoms: ['_x0041_'] }]);
  });

  it.each([
    ['<v>123</v>', 2, '000123'],
    ['<v>12</v>', 3, 'IMP-0012'],
    ['<v>12</v>', 7, 'IMP-12'],
    ['<v>12</v>', 8, '12'],
    ['<v>1234567</v>', 6, '1234567'],
    ['<v>1234567890123456789</v>', 0, '1.2345678901234568e+18'],
    ['<v>46083</v>', 1, '02/03/2026'],
  ])('shows %s in style %i as %s', async (value, style, reference) => {
    const { rows } = await read(book([head + line([`<c s="${style}">${value}</c>`, ...told(1).slice(1)])]));
    expect(rows[0]?.message.reference).toBe(reference);
  });

  it('a number that no format shows as a day is none', async () => {
    const dated = (style: number) =>
      book([head + line([cell('R'), `<c s="${style}"><v>46083</v></c>`, ...told(1).slice(2)])]);
    expect((await read(dated(1))).rows[0]?.message.actDate).toBe('2026-03-02');
    expect((await read(dated(0))).rows[0]?.message.actDate).toBe('46083');
  });

  it('says which sheets were not read, and reads the one that is a table', async () => {
    const notes = line([cell('À lire avant de remplir')]);
    const { rows, said } = await read(book([notes, head + line(told(1)), head + line(told(2)), '']));
    expect(rows.map(({ message }) => message.reference)).toEqual(['IMP-1']);
    expect(said).toEqual(['Feuilles qui n’ont pas été lues : « Feuille 1 », « Feuille 3 ».']);
    const chart = await read(book(['', head + line(told(1))], ['chartsheet', 'worksheet']));
    expect(chart).toMatchObject({ rows: [{ line: 2 }], said: [] });
  });

  it('a row that is hidden, filtered or struck through is told, and not read', async () => {
    const sheet = [
      head,
      line(told(1)),
      line(told(2), ' hidden="1"'),
      line(told(3, 4)),
      line(told(4, 5)),
      line([...told(5).slice(0, 6), cell('Luc', 4)]),
      line([...told(6), cell('note', 4)]),
    ].join('');
    const { rows } = await read(book([sheet]));
    expect(rows.map(({ refusal }) => refusal)).toEqual([
      undefined,
      'LIGNE_ECARTEE',
      'LIGNE_ECARTEE',
      undefined,
      'LIGNE_ECARTEE',
      undefined,
    ]);
  });

  it.each([
    [
      'in the cell',
      '<c t="inlineStr"><is><r><rPr><strike/></rPr><t>1 rue Basse</t></r><r><t>1 rue Haute</t></r></is></c>',
    ],
    ['in a text that cells share', '<c t="s"><v>0</v></c>'],
  ])('a cell of which a part is struck through says nothing: %s', async (_, street) => {
    const struck =
      '<sst><si><r><rPr><strike/></rPr><t>1 rue Basse</t></r><r><t>1 rue Haute</t></r></si><si><r><rPr><strike val="0"/></rPr><t>1 rue Haute</t></r></si></sst>';
    const rows = [
      line([...told(1).slice(0, 4), street, ...told(1).slice(5)]),
      line([...told(2).slice(0, 4), '<c t="s"><v>1</v></c>', ...told(2).slice(5)]),
    ];
    const file = await opened(book([head + rows.join('')], undefined, { 'xl/sharedStrings.xml': struck }));
    const refusals = [];
    for await (const { refusal } of file.rows()) refusals.push([refusal?.code, refusal?.path]);
    expect(refusals).toEqual([
      ['LIGNE_ECARTEE', 'dwelling.street'],
      [undefined, undefined],
    ]);
  });

  it.each([
    ['that failed', '<c t="e"><f>A1</f><v>#N/A</v></c>'],
    ['that no program computed', '<c><f>A1</f></c>'],
    ['that no program computed, its value empty', '<c><f>A1</f><v/></c>'],
  ])('a formula %s tells nothing, and is said', async (_, street) => {
    const { rows } = await read(book([head + line([...told(1).slice(0, 4), street, ...told(1).slice(5)])]));
    expect(rows[0]?.message.dwelling.street).toBeUndefined();
    expect(rows[0]?.warnings).toMatchObject([{ code: 'CHAMP_INVALIDE', path: 'dwelling.street' }]);
  });

  it('a zero of a formula computed on opening tells nothing, and another value stands', async () => {
    const dette = (value: string) => `<c><f>A1*3</f><v>${value}</v></c>`;
    const titles = line([...HEAD.split(';'), 'Dette'].map((text) => cell(text)));
    const rows = [...told(1), dette('0')];
    const bytes = book(
      [titles + line(rows) + line([...told(2), dette('12')])],
      undefined,
      {},
      '<calcPr fullCalcOnLoad="1"/>',
    );
    const found = (await read(bytes)).rows;
    expect(found.map(({ message }) => message.dette)).toEqual([undefined, 12]);
    expect(found[0]?.warnings).toMatchObject([{ code: 'CHAMP_INVALIDE', path: 'dette' }]);
    const computed = (await read(book([titles + line(rows)]))).rows;
    expect(computed[0]?.message.dette).toBe(0);
  });

  it('a cell that another covers says nothing: its row is refused', async () => {
    const sheet = (n: number) => `<row r="${n + 1}">${told(n).join('')}</row>`;
    const bytes = book([
      `${head}${sheet(1)}${sheet(2)}${sheet(3)}</sheetData><mergeCells><mergeCell ref="E2:E3"/><mergeCell ref="A1:C1"/><mergeCell ref="J4:K4"/></mergeCells><sheetData>`,
    ]);
    expect((await read(bytes)).rows.map(({ refusal }) => refusal)).toEqual([
      undefined,
      'LIGNE_ECARTEE',
      undefined,
    ]);
    expect(
      await refused(
        book([
          `${head}${sheet(1)}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>`,
        ]),
      ),
    ).toMatch(/^FICHIER_TROP_GRAND/);
  });

  it.each(['2.5', '1e99', 'abc', '0'])('whose row is numbered «%s» is refused', async (n) => {
    expect(await refused(book([head + line(told(1), ` r="${n}"`)]))).toMatch(/^FICHIER_ILLISIBLE/);
  });

  it('that gives one cell twice is refused', async () => {
    const twice =
      '<c r="A2" t="inlineStr"><is><t>R1</t></is></c><c r="A2" t="inlineStr"><is><t>R2</t></is></c>';
    expect(await refused(book([`${head}<row r="2">${twice}</row>`]))).toMatch(
      /ligne 2, une cellule donnée deux fois/,
    );
  });

  it('that holds something beyond its last column read is told', async () => {
    const far = '<c r="KO2" t="inlineStr"><is><t>x</t></is></c>';
    const { said } = await read(book([`${head}<row r="2">${told(1).join('')}${far}</row>`]));
    expect(said).toEqual(['Colonnes sans en-tête qui n’ont pas été lues : « KO et suivantes ».']);
  });

  it('a formula whose text is empty is an empty cell', async () => {
    const street = '<c t="str"><f>A1</f><v></v></c>';
    const { rows } = await read(book([head + line([...told(1).slice(0, 4), street, ...told(1).slice(5)])]));
    expect(rows[0]).toMatchObject({ warnings: undefined, refusal: undefined });
  });

  it('a number kept as text by an apostrophe is that number', async () => {
    const { rows } = await read(book([head + line([cell("'00123"), ...told(1).slice(1)])]));
    expect(rows[0]?.message.reference).toBe('00123');
  });

  it('what stands under no heading is told by its column', async () => {
    const titles = HEAD.split(';').map((text) => cell(text));
    const gap = line([...titles, cell(''), cell('Note')]);
    const { said, codes } = await read(
      book([gap + line([...told(1), cell('x'), cell('y'), cell('z')]) + line([...told(2), cell(' ')])]),
    );
    expect(codes).toEqual(['COLONNES_INCONNUES', 'COLONNES_INCONNUES']);
    expect(said).toEqual([
      'Colonnes qui n’ont pas été lues : « Note ».',
      'Colonnes sans en-tête qui n’ont pas été lues : « H », « J ».',
    ]);
  });

  it('whose rows are told twice is refused', async () => {
    expect(await refused(book([head + line(told(1), ' r="2"') + line(told(2), ' r="2"')]))).toContain(
      'ligne 2',
    );
  });
});

const ods = (rows: string, before = '', more: Record<string, string> = {}): Uint8Array =>
  zipOf({
    ...more,
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles><style:style style:name="caché" style:family="table"><style:table-properties table:display="false"/></style:style><style:style style:name="barré" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="barré" style:family="text"><style:text-properties style:text-line-through-type="single"/></style:style><style:style style:name="gras" style:family="table-cell" style:parent-style-name="Annulé"><style:text-properties style:text-line-through-style="none"/></style:style><style:style style:name="rouge" style:family="table-cell" style:parent-style-name="Annulé"/></office:automatic-styles><office:body><office:spreadsheet>${before}<table:table table:name="Impayés">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
  });
const p = (text: string, more = ''): string =>
  `<table:table-cell office:value-type="string"${more}><text:p>${text}</text:p></table:table-cell>`;
const r = (cells: string[], more = ''): string =>
  `<table:table-row${more}>${cells.join('')}</table:table-row>`;
const odsHead = r(HEAD.split(';').map((text) => p(text)));
const odsRow = (n: number): string[] =>
  row(n)
    .split(';')
    .map((text) => p(text));

describe('an ODS', () => {
  it('as a library writes it is read like a workbook', async () => {
    const bytes = await writeOds({
      sheets: [
        {
          name: 'Impayés',
          rows: [
            [...HEAD.split(';'), 'Dette', 'Tiers payant'],
            [
              'R1',
              new Date(Date.UTC(2026, 2, 2)),
              77100,
              'Meaux',
              '1 rue Haute',
              'Lefèvre',
              'Zoé',
              1837.2,
              true,
            ],
          ],
        },
      ],
    });
    expect((await read(bytes)).rows).toMatchObject([
      {
        line: 2,
        message: {
          reference: 'R1',
          actDate: '2026-03-02',
          dwelling: { postcode: '77100', commune: 'Meaux' },
          household: [{ nomNaissance: 'Lefèvre', prenoms: ['Zoé'] }],
          dette: 1837.2,
          aide: { tiersPayant: true },
        },
      },
    ]);
  });

  it.each([
    [
      '<table:table-cell office:value-type="float" office:value="123"><text:p>000123</text:p></table:table-cell>',
      '000123',
    ],
    [
      '<table:table-cell office:value-type="float" office:value="1234567"><text:p>1 234 567</text:p></table:table-cell>',
      '1234567',
    ],
    [
      '<table:table-cell office:value-type="string"><text:p>Les<text:s text:c="2"/>Lilas</text:p><text:p>B</text:p></table:table-cell>',
      'Les  Lilas\nB',
    ],
    [
      '<table:table-cell office:value-type="string"><office:annotation><text:p>à voir</text:p></office:annotation><text:p>R9</text:p></table:table-cell>',
      'R9',
    ],
    ['<table:table-cell office:value-type="string" office:string-value="R8"/>', 'R8'],
    [
      '<table:table-cell office:value-type="string"><draw:frame><draw:text-box><text:p>à voir</text:p></draw:text-box></draw:frame><text:p>R9</text:p></table:table-cell>',
      'R9',
    ],
    [
      '<table:table-cell office:value-type="string"><draw:connector><text:p>à voir</text:p></draw:connector><draw:line><text:p>à voir</text:p></draw:line><text:p>R9</text:p></table:table-cell>',
      'R9',
    ],
    ...[
      ['0001/2345', '0001/2345'],
      ['12-345', '12-345'],
      ['R1E12345', 'R1E12345'],
      ['12 345,00', '12345'],
      ['(12 345)', '12345'],
      ['12 345 €', '12345'],
      ['12 345 EUR', '12345'],
    ].map(([shown, read]): [string, string | undefined] => [
      `<table:table-cell office:value-type="float" office:value="12345"><text:p>${shown}</text:p></table:table-cell>`,
      read,
    ]),
    [
      '<table:table-cell office:value-type="float" office:value="12"><text:p>12 bis</text:p></table:table-cell>',
      '12 bis',
    ],
    [
      '<table:table-cell office:value-type="currency" office:value="12"><text:p>12 EUR</text:p></table:table-cell>',
      '12',
    ],
    [
      '<table:table-cell office:value-type="float" office:value="1200000000000"><text:p>1,2E+12</text:p></table:table-cell>',
      '1200000000000',
    ],
    ['<table:table-cell office:value-type="string"><text:p>\'00123</text:p></table:table-cell>', '00123'],
  ])('shows %s as %j', async (first, reference) => {
    const { rows } = await read(ods(odsHead + r([first, ...odsRow(1).slice(1)])));
    expect(rows[0]?.message.reference).toBe(reference);
  });

  it('has repeated rows and cells counted, and hidden or struck ones told', async () => {
    const struck = row(5)
      .split(';')
      .map((text) => p(text, ' table:style-name="barré"'));
    const rows = [
      odsHead,
      r(['<table:table-cell table:number-columns-repeated="9"/>'], ' table:number-rows-repeated="3"'),
      r(odsRow(1)),
      r(odsRow(2), ' table:visibility="filter"'),
      r(odsRow(3), ' table:visibility="collapse"'),
      r(struck),
      r(
        ['<table:table-cell table:number-columns-repeated="16384"/>'],
        ' table:number-rows-repeated="1048576"',
      ),
    ].join('');
    const found = (await read(ods(rows))).rows;
    expect(found.map(({ line: at, refusal }) => [at, refusal])).toEqual([
      [5, undefined],
      [6, 'LIGNE_ECARTEE'],
      [7, 'LIGNE_ECARTEE'],
      [8, 'LIGNE_ECARTEE'],
    ]);
  });

  it('has what is struck through told, by a style of the workbook or within a cell', async () => {
    const styles =
      '<s xmlns:style="s"><style:style style:name="Enfant" style:family="table-cell" style:parent-style-name="Annulé"/><style:style style:name="Annulé" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style></s>';
    const inCell = (own: string): string =>
      `<table:table-cell office:value-type="string"><text:p><text:span text:style-name="${own}">1 rue Basse</text:span> 1 rue Haute</text:p></table:table-cell>`;
    const withStreet = (street: string): string =>
      r([...odsRow(1).slice(0, 4), street, ...odsRow(1).slice(5)]);
    const rows = [
      odsHead,
      r(odsRow(1)),
      withStreet(p('1 rue Haute', ' table:style-name="Annulé"')),
      withStreet(p('1 rue Haute', ' table:style-name="barré"')),
      withStreet(inCell('barré')),
      withStreet(inCell('gras')),
      withStreet(p('1 rue Haute', ' table:style-name="Enfant"')),
      withStreet(p('1 rue Haute', ' table:style-name="rouge"')),
      withStreet(p('1 rue Haute', ' table:style-name="gras"')),
      withStreet(p(' ', ' table:style-name="barré"')),
    ].join('');
    const found = (await read(ods(rows, '', { 'styles.xml': styles }))).rows;
    expect(found.map(({ refusal }) => refusal)).toEqual([
      undefined,
      'LIGNE_ECARTEE',
      'LIGNE_ECARTEE',
      'LIGNE_ECARTEE',
      undefined,
      'LIGNE_ECARTEE',
      'LIGNE_ECARTEE',
      undefined,
      undefined,
    ]);
  });

  it('has cells struck through by the style of their column, of their row, or of all', async () => {
    const column =
      '<table:table-column table:number-columns-repeated="4"/><table:table-column table:default-cell-style-name="barré"/>';
    const refusals = async (bytes: Uint8Array) => (await read(bytes)).rows.map(({ refusal }) => refusal);
    const freed = [
      ...odsRow(2).slice(0, 4),
      p('1 rue Haute', ' table:style-name="gras"'),
      ...odsRow(2).slice(5),
    ];
    expect(await refusals(ods(column + odsHead + r(odsRow(1)) + r(freed)))).toEqual([
      'LIGNE_ECARTEE',
      undefined,
    ]);
    expect(await refusals(ods(odsHead + r(odsRow(1), ' table:default-cell-style-name="barré"')))).toEqual([
      'LIGNE_ECARTEE',
    ]);
    const all =
      '<s xmlns:style="s"><style:style style:name="Default" style:family="table-cell"><style:text-properties style:text-line-through-type="single"/></style:style></s>';
    expect(await refusals(ods(odsHead + r(odsRow(1)), '', { 'styles.xml': all }))).toEqual(['LIGNE_ECARTEE']);
  });

  it('a cell that another covers says nothing: its row is refused', async () => {
    const covered =
      '<table:covered-table-cell office:value-type="string"><text:p>2 rue Basse</text:p></table:covered-table-cell>';
    const { rows } = await read(
      ods(
        odsHead + r([...odsRow(1).slice(0, 4), covered, ...odsRow(1).slice(5)]) + r([...odsRow(2), covered]),
      ),
    );
    expect(rows.map(({ refusal }) => refusal)).toEqual(['LIGNE_ECARTEE', undefined]);
  });

  it('a formula that no program computed tells nothing, and is said', async () => {
    const formula = '<table:table-cell table:formula="of:=[.A1]"/>';
    const { rows } = await read(ods(odsHead + r([...odsRow(1).slice(0, 4), formula, ...odsRow(1).slice(5)])));
    expect(rows[0]?.warnings).toMatchObject([{ code: 'CHAMP_INVALIDE', path: 'dwelling.street' }]);
  });

  it('whose filled rows are repeated beyond those of any table is refused', async () => {
    expect(await refused(ods(odsHead + r(odsRow(1), ' table:number-rows-repeated="1e300"')))).toMatch(
      /^FICHIER_TROP_LONG/,
    );
  });

  it('of more than a hundred sheets is refused', async () => {
    const many = Array.from({ length: 101 }, (_, n) => `<table:table table:name="${n}"/>`).join('');
    expect(await refused(ods(odsHead + r(odsRow(1)), many))).toMatch(/plus de 100 feuilles/);
  });

  it('has its hidden sheets left aside, and the others named', async () => {
    const hidden = `<table:table table:name="Listes" table:style-name="caché">${odsHead}${r(odsRow(9))}</table:table>`;
    const notes = `<table:table table:name="Notes">${r([p('à lire')])}</table:table>`;
    const { rows, said } = await read(ods(odsHead + r(odsRow(1)), hidden + notes));
    expect(rows.map(({ message }) => message.reference)).toEqual(['IMP-1']);
    expect(said).toEqual(['Feuilles qui n’ont pas été lues : « Notes ».']);
  });
});

describe('a number of a workbook', () => {
  it.each([
    ['000000', 123, '000123'],
    ['"IMP-"0000', 12, 'IMP-0012'],
    ['"IMP-"#', 12345, 'IMP-12345'],
    ['"IMP-"General', 12345, 'IMP-12345'],
    ['"IMP-"0;-0', 12345, 'IMP-12345'],
    ['"BAILLEUR-"0', 12, 'BAILLEUR-12'],
    ['0#" "##" "##', 12345, '01 23 45'],
    ['#"-"0000', 12345, '1-2345'],
    ['"A%"000', 12, 'A%012'],
    ['0000"/"0000', 12345, '0001/2345'],
    ['#,##0', 1234567, '1234567'],
    ['#,##0.00 "€"', 1234.5, '1234.5'],
    ['0.00', 3, '3'],
    ['0', 12.6, '12.6'],
    ['0%', 0.12, '0.12'],
    ['_-* #,##0.00 €_-', 1234.5, '1234.5'],
    ['0" EUR"', 12, '12'],
    [`${'0'.repeat(300)}`, 12, '12'],
    ['""', 12, '12'],
  ])('of format %s: %d is read %s', (code, value, shown) => {
    expect(numberFormat(164, code).shown(value)).toBe(shown);
  });

  it('of a format of texts shows what stands around them', () => {
    expect(numberFormat(164, '"IMP-"@').shownText('0012')).toBe('IMP-0012');
    expect(numberFormat(164, '"IMP-"0').shownText('0012')).toBe('0012');
  });
});

describe('an amount', () => {
  it('of more characters than any is refused at once', async () => {
    const long = `1${' '.repeat(200_000)}2x`;
    const { rows } = await read([`${HEAD};Dette`, `${row(1)};${long}`, ''].join('\n'), 65_536);
    expect(typeof rows[0]?.message.dette).toBe('string');
  });
});

describe('a separator', () => {
  it('is the one that most lines have, whatever a title holds', async () => {
    const title =
      'Impayés, signalés, par la caisse, au titre, de novembre, décembre, janvier, février, mars, avril, mai, juin, juillet';
    expect((await read([title, HEAD, row(1), ''].join('\n'))).rows).toHaveLength(1);
  });
});

describe('a form that is not taken is named', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /\.xls\b/],
    ['a binary workbook', zipOf({ 'xl/workbook.bin': 'x' }), /\.xlsb/],
    [
      'a protected ODS',
      zipOf({
        'content.xml': 'x',
        'META-INF/manifest.xml': '<m><file-entry><encryption-data/></file-entry></m>',
      }),
      /mot de passe/,
    ],
    ['a page named .xls', Buffer.from('<html><table>'), /page/],
    ['a PDF', Buffer.from('%PDF-1.7'), /PDF/],
    ['a JSON array', Buffer.from('[ {"a": 1} ]'), /un message par ligne.*sans crochets/],
    ['a JSON message on several lines', Buffer.from('{\n  "a": 1\n}'), /un message par ligne/],
  ])('%s', async (_, bytes, message) => {
    expect(await refused(bytes)).toMatch(message);
  });
});

describe('a row that was set aside', () => {
  it('is refused by its reference, and told why', async () => {
    const file = await opened(book([head + line(told(1), ' hidden="1"')]));
    for await (const { raw, refusal } of file.rows()) {
      const reading = readMessage(caf.formatFor, {
        sender: 'caf',
        raw,
        receivedAt: '2026-11-28T10:00:00.000Z',
        ...(refusal && { refusal }),
      });
      expect(reading).toMatchObject({
        kind: 'refusal',
        reference: 'IMP-1',
        errors: [{ code: 'LIGNE_ECARTEE' }],
      });
    }
  });
});
