import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { doubledKeys } from '../../shared/domain/text/doubled-keys.ts';
import { openFile } from '../../shared/intake/files/read/open-file.ts';
import { checkReport } from '../../shared/intake/files/row-report.ts';
import { caf } from '../../shared/intake/partners/caf-msa/partner.ts';
import { readMessage } from '../../shared/intake/read-message.ts';
import { exampleOf } from '../support/examples.ts';

const EXAMPLE = JSON.stringify(exampleOf('impaye.v1'), null, 2);
const receivedAt = '2026-11-28T09:00:00.000Z';
const readingOf = (raw: string) => readMessage(caf.formatFor, { sender: 'caf', raw, receivedAt });

describe('keys that an object has twice', () => {
  it.each<[string, (string | number)[][]]>([
    ['{"a":1,"b":2}', []],
    ['{"a":1,"a":1}', [['a']]],
    ['{"a":1,"a":2,"a":3}', [['a']]],
    ['{"a":{"b":1},"c":{"b":1}}', []],
    ['[{"a":1},{"a":1}]', []],
    ['{"a":[1,{"b":1, "b" : [{"b":1}]}],"c":"a"}', [['a', 1, 'b']]],
    ['{"a":[[],[[{}, {"x":0,"x":{}}]]]}', [['a', 1, 0, 1, 'x']]],
    ['{"a":1,"\\u0061":2}', [['a']]],
    ['{"a\\"":"{\\"a\\"","b":"\\\\","a":","}', []],
    ['{"__proto__":1,"__proto__":2,"constructor":1}', [['__proto__']]],
    ['"a"', []],
    ['{}', []],
  ])('%s: %j', (json, paths) => {
    expect(doubledKeys(json)).toEqual(paths);
  });

  it('are looked for in one pass, however long the texts and many the keys', () => {
    const long = JSON.stringify('\\"'.repeat(60_000));
    expect(doubledKeys(`{"a":${long},"a":1}`)).toEqual([['a']]);
    expect(doubledKeys(`{${'"a":1,'.repeat(40_000)}"b":1}`)).toEqual([['a']]);
  });
});

describe('a partner’s message with a field twice', () => {
  it('is filed with the last, as JSON is read, and its sender is told which', () => {
    const reading = readingOf(
      `${EXAMPLE.slice(0, -1)},"reference":"AUTRE","household":[{"nomNaissance":"A","nomNaissance":"B"}]}`,
    );
    if (reading.kind !== 'event') throw new Error(JSON.stringify(reading));
    expect(reading.event).toMatchObject({ reference: 'AUTRE', household: [{ nomNaissance: 'B' }] });
    const told = reading.warnings.filter(({ code }) => code === 'CHAMP_DOUBLE');
    expect(told.map(({ path }) => path)).toEqual(['reference', 'household', 'household[0].nomNaissance']);
  });

  it('is told nothing when it has none', () => {
    const reading = readingOf(EXAMPLE);
    expect(JSON.stringify(reading)).not.toContain('CHAMP_DOUBLE');
  });
});

describe('a table with a column twice', () => {
  const csv = (head: string, ...rows: string[]) => [head, ...rows].join('\n');
  const rowsOf = async (bytes: Uint8Array | string) => {
    const open = async function* () {
      yield Buffer.from(bytes);
    };
    const opened = await openFile(open, caf, 'caf');
    const told = [];
    for await (const { line, raw, warnings = [] } of opened.rows()) {
      const reading = readMessage(caf.formatFor, { sender: 'caf', raw, receivedAt, warnings });
      const { issues } = checkReport(line, reading, opened.headingFor);
      const doubled = issues.filter(({ code }) => code === 'CHAMP_DOUBLE').map(({ column }) => column);
      told.push([reading.kind, JSON.parse(raw), doubled] as const);
    }
    return told;
  };
  const HEAD = 'Référence;Date;Code INSEE;Nom;Prénom';
  const start = 'R1;02/03/2026;77284;Exemple;Zoé';

  it('keeps the first that is filled, and says of which a row gives two values', async () => {
    const rows = await rowsOf(
      csv(
        `${HEAD};reference;NOM;Note;Note`,
        `${start};R2;Autre;a;b`,
        `${start};R1; Exemple ;a;b`,
        'R1;02/03/2026;77284;;Zoé;;Autre;a;b',
      ),
    );
    expect(
      rows.map(([kind, { reference, household }, doubled]) => [
        kind,
        reference,
        household[0].nomNaissance,
        doubled,
      ]),
    ).toEqual([
      ['event', 'R1', 'Exemple', ['Référence', 'Nom de naissance']],
      ['event', 'R1', 'Exemple', []],
      ['event', 'R1', 'Autre', []],
    ]);
  });

  it('says so of a workbook, and of two numbers that only look different says nothing', async () => {
    const rows = [
      [...HEAD.split(';'), 'Dette', 'Dette', 'Dette'],
      ['R1', '02/03/2026', '77284', 'Exemple', 'Zoé', 1837.2, '1 837,20 €', ''],
      ['R1', '02/03/2026', '77284', 'Exemple', 'Zoé', 1837.2, '1 837,20 €', 1900],
    ];
    const told = await rowsOf(await writeXlsx({ sheets: [{ name: 'A', rows }] }));
    expect(told.map(([, { dette }, doubled]) => [dette, doubled])).toEqual([
      [1837.2, []],
      [1837.2, ['Dette']],
    ]);
  });
});
