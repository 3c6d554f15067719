import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { saysDate } from '../../shared/domain/erasure/dates-said.ts';
import { type Marks, mayName, speaksOf } from '../../shared/domain/erasure/texts.ts';
import { describedIn, isSame, isWho, mayBe, undatedIn } from '../../shared/domain/erasure/who.ts';
import { without } from '../../shared/domain/erasure/without.ts';
import { rowsOfFile } from '../../shared/intake/files/rows-of-file.ts';

const lea = { nomNaissance: 'Delaunay', nomUsage: 'Ménard', prenoms: ['Léa'], dateNaissance: '1984-05-17' };
const tom = { nomNaissance: 'Ménard', prenoms: ['Tom'], dateNaissance: '1982-11-03' };
const marks: Marks = {
  persons: [lea],
  references: [{ sender: 'caf', value: 'IMP-7' }],
  cases: ['77-2026-000123'],
};

describe('a text that speaks of a person', () => {
  it.each([
    ['a used name and the date, as a form writes them', 'MENARD;17/05/1984'],
    ['a birth name with another spelling', 'Mme DELAUNAY née le 17.05.1984'],
    [
      'a message whose letters are escaped',
      JSON.stringify({ n: 'Ménard', d: '1984-05-17' }).replace('é', '\\u00e9'),
    ],
    [
      'a message inside an item',
      JSON.stringify({ raw: JSON.stringify({ nom: 'Delaunay', ne: '19840517' }) }),
    ],
    ['a case of theirs', '{"case":"77-2026-000123"}'],
    [
      'a message inside an item, its letters escaped',
      JSON.stringify({ raw: JSON.stringify({ n: 'Ménard', d: '1984-05-17' }).replace('é', '\\u00e9') }),
    ],
    ['beside what is not known', JSON.stringify([null, 'Ménard', '1984-05-17']).replace('é', '\\u00e9')],
    ['a message cut short, its letters escaped', '{"n":"M\\u00e9nard","d":"1984-05-17"'],
    [
      'a message nested deeper than any',
      `${'['.repeat(50_000)}"M\\u00E9nard 1984-05-17"${']'.repeat(50_000)}`,
    ],
    [
      'a field given twice, of which readers keep the last',
      '{"household":[{"nomNaissance":"M\\u00e9nard","dateNaissance":"1984-05-17"}],"household":[]}',
    ],
    ['a date that is a number', JSON.stringify({ n: 'Ménard', d: 17051984 })],
  ])('%s', (_, text) => {
    expect(speaksOf(marks, text)).toBe(true);
  });

  it.each([
    ['a homonym born another day', 'Ménard;03/11/1982'],
    ['the date alone', 'Dupont;17/05/1984'],
    ['a name that holds the surname', 'Ménardière;17/05/1984'],
    ['another case', '77-2026-000124'],
  ])('is not %s', (_, text) => {
    expect(speaksOf(marks, text)).toBe(false);
  });

  it('says one of several persons, of several cases, of several references', () => {
    const more: Marks = {
      persons: [tom, lea],
      references: [{ sender: 'caf', value: 'IMP-8' }, ...marks.references],
      cases: ['77-2026-000456', ...marks.cases],
    };
    expect(speaksOf(more, 'MENARD;17/05/1984')).toBe(true);
    expect(speaksOf(more, '{"case":"77-2026-000123"}')).toBe(true);
    expect(speaksOf(more, '12;IMP-7;refusée', 'caf')).toBe(true);
    expect(speaksOf(more, 'rien')).toBe(false);
  });

  it('names by a surname and a first name who has no birth date, and nobody by a surname alone', () => {
    const undated: Marks = { persons: [{ nomUsage: 'Ménard', prenoms: ['Léa'] }], references: [], cases: [] };
    expect([speaksOf(undated, 'MENARD;LEA'), speaksOf(undated, 'MENARD;TOM')]).toEqual([true, false]);
    const bare: Marks = { persons: [{ nomUsage: 'Ménard' }], references: [], cases: [] };
    expect(speaksOf(bare, 'MENARD;LEA')).toBe(false);
  });

  it.each([
    ['between spaces', '12; IMP-7 ;refusée', true],
    ['in a field that goes on a second line', '"IMP-7\nsuite";x', true],
    ['at the end of one', '"suite\nIMP-7";x', true],
    ['as JSON inside a text', 'reçu {"reference":"IMP-7"} ce jour', true],
    ['with a sign inside', 'IM"P-7;x', false],
    ['as another’s beginning', 'reçu {"reference":"IMP-77"} ce jour', false],
  ])('bears a reference %s', (_, text, bears) => {
    expect(speaksOf(marks, text, 'caf')).toBe(bears);
  });

  it('bears a reference only in what its own sender wrote', () => {
    const reply = JSON.stringify({ reference: 'IMP-7', outcome: 'refused' });
    expect([speaksOf(marks, reply, 'caf'), speaksOf(marks, reply, 'msa'), speaksOf(marks, reply)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(speaksOf(marks, '12;IMP-77;refusée', 'caf')).toBe(false);
    expect(speaksOf(marks, '12;IMP-7;refusée', 'caf')).toBe(true);
  });
});

describe('a birth date', () => {
  it.each(
    '1977-09-03 1977-9-3 1977/09/03 03/09/1977 3/9/1977 03-09-77 3.9.77 19770903 03091977 9/3/1977'
      .split(' ')
      .concat(
        '3 septembre 1977',
        '3 sept. 77',
        '03 / 09 / 1977',
        '1977-09-03T00:00:00Z',
        '1977-09-02T22:00:00.000Z',
      ),
  )('is said by «%s»', (text) => {
    expect(saysDate(`né le ${text}, à Meaux`, '1977-09-03')).toBe(true);
  });

  it.each(['1977-09-30', '13/09/1977', '03/09/19770', '3 mars 1977', '1977-09', '77-2026-000903'])(
    'is not said by «%s»',
    (text) => {
      expect(saysDate(`né le ${text}, à Meaux`, '1977-09-03')).toBe(false);
    },
  );

  it('of the first of a month, or in a month with an accent, is said too; one that is none, as it stands', () => {
    expect(saysDate('née le 1er août 1984', '1984-08-01')).toBe(true);
    expect(saysDate('née le 12 fevrier 1984', '1984-02-12')).toBe(true);
    expect([saysDate('1984-13-45', '1984-13-45'), saysDate('1984-12-31', '1984-13-45')]).toEqual([
      true,
      false,
    ]);
  });
});

describe('a text that may speak of a person', () => {
  const named = { nomNaissance: 'Ménard', prenoms: ['Léa'] };
  const rose = { nomNaissance: 'Ménard', prenoms: ['Rose'], dateNaissance: '1984-05-18' };
  it.each<[string, string, boolean]>([
    ['a file’s name', 'drop/caf/menard-lea.csv', true],
    ['a sentence', 'Mme Léa MENARD n’était pas là', true],
    [
      'a message cut before the birth date',
      '{"household":[{"nomNaissance":"M\\u00e9nard","prenoms":["L\\u00e9a"',
      true,
    ],
    ['a person without a birth date', JSON.stringify({ household: [rose, named] }), true],
    [
      'one whose birth date is none',
      JSON.stringify({ household: [{ ...named, dateNaissance: '17/5' }] }),
      true,
    ],
    ['the name of a field', JSON.stringify({ 'Ménard Léa': 1 }), true],
    [
      'a homonym born another day',
      JSON.stringify({ household: [{ ...lea, dateNaissance: '1960-01-02' }] }),
      false,
    ],
    ['the surname alone', 'M. Ménard', false],
    ['both names, of two persons', 'Ménard Tom, né en 1982 à Melun ; Léa Petit', false],
  ])('%s', (_, text, may) => {
    expect(mayName([lea], text)).toBe(may);
  });

  it('is none for who has no first name', () => {
    expect(mayName([{ nomUsage: 'Ménard' }], 'Léa Ménard')).toBe(false);
  });
});

describe('who is asked for', () => {
  it('is told by a surname, either one, and the birth date; by the first name where one is given', () => {
    const naissance = '1984-05-17';
    expect(isWho({ nom: 'menard', naissance }, lea)).toBe(true);
    expect(isWho({ nom: 'DELAUNAY', naissance, prenom: 'lea' }, lea)).toBe(true);
    expect(isWho({ nom: 'Ménard', naissance, prenom: 'Tom' }, lea)).toBe(false);
    expect(isWho({ nom: 'Ménard', naissance: '1984-05-18' }, lea)).toBe(false);
    const nameless = { nomNaissance: 'Delaunay', dateNaissance: naissance };
    expect(isWho({ nom: 'Delaunay', naissance, prenom: 'Léa' }, nameless)).toBe(true);
    expect(isWho({ nom: '—', naissance }, nameless)).toBe(false);
  });

  it('is also who the same household names under one more name, and nobody of another date or without a first name', () => {
    const who = { nom: 'Ménard', naissance: '1984-05-17' };
    const married = { nomNaissance: 'Petit', nomUsage: 'Ménard', prenoms: ['Léa'] };
    const grandmother = { ...lea, dateNaissance: '1930-01-02' };
    const nameless = { nomUsage: 'Ménard', dateNaissance: '1984-05-17' };
    expect(describedIn(who, [lea, married, grandmother])).toEqual([lea, married]);
    expect(describedIn(who, [nameless, { nomUsage: 'Ménard' }])).toEqual([nameless]);
  });

  it('is also who has their first name and birth date under a surname spelt otherwise', () => {
    const slip = { ...lea, nomNaissance: 'Delaunai', nomUsage: undefined };
    const twin = { ...slip, prenoms: ['Rose'] };
    expect(describedIn({ nom: 'Delaunay', naissance: '1984-05-17' }, [lea, slip, twin])).toEqual([lea, slip]);
  });

  it('is, in a case that somebody named, who bears the name without a birth date', () => {
    const who = { nom: 'Ménard', naissance: '1984-05-17', prenom: 'Léa' };
    const undated = { nomUsage: 'MENARD', prenoms: ['LEA'] };
    const bare = { nomNaissance: 'Ménard' };
    expect(undatedIn(who, [undated, bare, tom, { ...undated, prenoms: ['Rose'] }])).toEqual([undated, bare]);
  });

  it.each<[string, object, boolean]>([
    ['a surname a letter apart', { ...lea, nomNaissance: 'Delaunai', nomUsage: undefined }, true],
    ['a surname of the same sound', { ...lea, nomNaissance: 'Delauné', nomUsage: undefined }, true],
    ['no birth date', { nomNaissance: 'Delaunay' }, true],
    ['no birth date, and another first name', { nomNaissance: 'Delaunay', prenoms: ['Bertrand'] }, false],
    ['another birth date', { ...lea, dateNaissance: '1960-01-02' }, false],
    ['another surname', { ...lea, nomNaissance: 'Petit', nomUsage: undefined }, false],
    ['no surname', { prenoms: ['Léa'] }, false],
  ])('may be, for somebody to see: %s', (_, person, may) => {
    expect(mayBe({ nom: 'Delaunay', naissance: '1984-05-17', prenom: 'Léa' }, person)).toBe(may);
  });

  it.each<[string, object, object, boolean]>([
    ['all alike', lea, lea, true],
    ['one of two surnames', lea, { nomUsage: 'Petit', nomNaissance: 'MENARD' }, true],
    ['no surname in common', lea, { ...lea, nomNaissance: 'Petit', nomUsage: 'Grand' }, false],
    ['another first name', lea, { ...lea, prenoms: ['Rose'] }, false],
    ['a first name unknown on one side', lea, { ...lea, prenoms: undefined }, true],
    ['another birth date', lea, { ...lea, dateNaissance: '1984-05-18' }, false],
    ['a birth date unknown on one side', lea, { ...lea, dateNaissance: undefined }, true],
    ['a birth date that is none', lea, { ...lea, dateNaissance: '1984-13-45' }, true],
    ['something before the date', lea, { ...lea, dateNaissance: 'x1990-01-01' }, true],
    ['something after it', lea, { ...lea, dateNaissance: '1990-01-01T10:00' }, true],
  ])('may be one person in two descriptions: %s', (_, one, other, same) => {
    expect([isSame(one, other), isSame(other, one)]).toEqual([same, same]);
  });

  it('is also who the same household names without a date, and nobody who only shares the surname', () => {
    const undated = { nomUsage: 'MENARD', prenoms: ['LEA'] };
    expect(describedIn({ nom: 'Ménard', naissance: '1984-05-17' }, [lea, undated, tom])).toEqual([
      lea,
      undated,
    ]);
  });
});

describe('a value without a person', () => {
  it('keeps the others, the surname they share, and every structural field', () => {
    const raw = JSON.stringify({ sender: 'caf', household: [lea, tom], note: 'Léa Ménard a appelé' });
    const item = {
      PK: 'MESSAGE#1',
      raw,
      reference: 'IMP-7',
      dwelling: { street: '3 rue Léa Delaunay' },
      diligences: 'Vu M. Ménard',
      difficultes: 'Mme Delaunay absente',
      motif: 'née le 1984-05-17',
    };
    expect(without(item, [lea], [tom])).toEqual({
      ...item,
      raw: JSON.stringify({ sender: 'caf', household: [tom], note: '[effacé]' }),
      difficultes: '[effacé]',
      motif: '[effacé]',
    });
  });

  it('keeps a twin whole, birth date included', () => {
    const twin = { ...lea, prenoms: ['Rose'] };
    const item = { household: [lea, twin], note: 'Léa', ne: '1984-05-17', raw: JSON.stringify([lea, twin]) };
    expect(without(item, [lea], [twin])).toEqual({
      household: [twin],
      note: '[effacé]',
      ne: '1984-05-17',
      raw: JSON.stringify([twin]),
    });
  });

  it('keeps every field that says who sent what, where and when, whatever it holds', () => {
    const fields =
      'PK SK id kind entity sender reference caseId messageId rawKey key actDate receivedAt insee commune street nomNaissance nomUsage';
    const said = 'Delaunay 1984-05-17 [bât A]';
    const item = {
      ...Object.fromEntries(fields.split(' ').map((field) => [field, said])),
      prenoms: [said],
      street: '[bât A] rue Léa Delaunay',
    };
    expect(without(item, [lea], [tom])).toEqual(item);
    expect(without({ note: said, autre: '[Delaunay', rien: null }, [lea], [tom])).toEqual({
      note: '[effacé]',
      autre: '[effacé]',
      rien: null,
    });
  });

  it('loses what names them in a place, a court, a landlord or the name of a field', () => {
    const item = {
      dwelling: { street: '3 rue Léa Delaunay', complement: 'chez Delaunay' },
      bailleur: { nom: 'SCI Delaunay' },
      tribunal: 'Delaunay Léa, Melun',
      raw: JSON.stringify({ enfantDelaunay: 1, bailleur: { nom: 'née le 17/05/1984' } }),
      enfantDelaunay: 1,
    };
    expect(without(item, [lea], [tom])).toEqual({
      dwelling: { street: '3 rue Léa Delaunay', complement: '[effacé]' },
      bailleur: { nom: 'SCI Delaunay' },
      tribunal: '[effacé]',
      raw: JSON.stringify({ '[effacé]': 1, bailleur: { nom: '[effacé]' } }),
      enfantDelaunay: 1,
    });
  });

  it('loses several at once, in whatever list and however little is known of them', () => {
    const rose = { nomNaissance: 'Petit', prenoms: ['R'], dateNaissance: '1950-02-03' };
    const ana = { nomUsage: 'Grand', dateNaissance: '1960-04-05' };
    const item = {
      household: [rose, tom, ana],
      temoins: [ana],
      raw: ` ${JSON.stringify({ household: [rose, tom] })}`,
      notes: ['née le 1950-02-03', 'Mme Petit', 'M. Grand', 'porte R', '', 'Tom', '"Petit"'],
    };
    expect(without(item, [ana, rose], [tom])).toEqual({
      household: [tom],
      temoins: [],
      raw: JSON.stringify({ household: [tom] }),
      notes: ['[effacé]', '[effacé]', '[effacé]', 'porte R', '', 'Tom', '[effacé]'],
    });
  });

  it('loses them where their birth date was no date and was set aside, and leaves what says nothing of them as it was', () => {
    const odd = { household: [{ ...lea, dateNaissance: '1984-13-45' }, tom] };
    expect(without(odd, [lea], [tom])).toEqual({ household: [tom] });
    const spaced = '{ "household" : [ ],  "a": 1 }';
    expect(without({ raw: spaced }, [lea], [tom])).toEqual({ raw: spaced });
    const deep = `${'['.repeat(50_000)}"D\\u0065launay"${']'.repeat(50_000)}`;
    expect(without({ deep, plain: '[[1]]' }, [lea], [tom])).toEqual({ deep: '[effacé]', plain: '[[1]]' });
  });
});

describe('a dropped file', () => {
  const csv = [
    'Liste du 28/04/2026',
    'Référence;Nom;Inconnue',
    'L-1;Ménard;"née le\n17/05/1984"',
    'L-2;Autre;',
  ];
  const own = async (bytes: Uint8Array) =>
    (await rowsOfFile(bytes, 'bailleur-habitat-exemple')).filter((row) => speaksOf(marks, row));

  it.each([
    ['in UTF-8', Buffer.from(csv.join('\r\n'))],
    ['as old spreadsheets write it', Buffer.from(csv.join('\r\n'), 'latin1')],
    ['as JSON Lines', Buffer.from(`{"a":1}\n${JSON.stringify({ nom: 'Ménard', ne: '1984-05-17' })}\n`)],
    ['that no format knows', Buffer.from('Ménard née le 17/05/1984\nAutre, née le 01/01/1970')],
  ])('%s shows the rows about a person, in whatever column, and no other', async (_, bytes) => {
    const rows = await own(bytes);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.join(' ')).not.toMatch(/Autre/);
  });

  it('that is a workbook is read as its reader sees it, dates too', async () => {
    const head = 'Référence;Date;Code INSEE;Adresse;Nom;Prénom;Date de naissance;Date de la commission';
    const row = (nom: string, birth: Date) => [
      'L-1',
      new Date(Date.UTC(2026, 2, 16)),
      '77284',
      '3 rue du Port',
      nom,
      'Léa',
      birth,
      new Date(Date.UTC(2026, 3, 28)),
    ];
    const rows = [
      head.split(';'),
      row('Ménard', new Date(Date.UTC(1984, 4, 17))),
      row('Autre', new Date(Date.UTC(1984, 4, 18))),
    ];
    const bytes = await writeXlsx({ sheets: [{ name: 'Liste', rows }] });
    const found = await own(bytes);
    // As its cells show it, and as the message it became.
    expect(found).toEqual([expect.stringContaining('17/05/1984'), expect.stringContaining('1984-05-17')]);
  });
});
