import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listeImpossible } from '../../shared/domain/commissions/liste.ts';
import {
  AT,
  aRow,
  aTable,
  type Clpil,
  fileOf,
  HEADINGS,
  type Row,
  startClpil,
  upload,
} from '../support/clpil.ts';
import { textOf } from '../support/desk.ts';
import { sheetRows } from '../support/office.ts';

/*
 * A landlord's table, as people write them, by its page: each row is told what became of it; what is refused changes nothing.
 */
const CASTEL = aRow('H-1', ['Castel', 'Ana', '12/03/1984'], '9 rue des Ursulines');
const DIALLO = aRow('H-2', ['Diallo', 'Moussa', '28/02/1990'], '4 rue Bossuet');
const FABRE = aRow('F-1', ['Fabre', 'Rachid', '14/09/1968'], '2 quai Sadi-Carnot');

let clpil: Clpil;
beforeAll(async () => {
  clpil = await startClpil();
  await clpil.plan();
  await clpil.plan('2027-06-17');
});
afterAll(() => clpil?.stop());

const lay = async (file: Uint8Array, landlord: 'habitat' | 'foyers' = 'habitat', name = 'liste.xlsx') => {
  const { status, html } = await upload(await clpil.as(landlord), landlord, file, name);
  return { status, said: textOf(html) };
};
const kept = async (): Promise<string> => JSON.stringify([await clpil.situations(), await clpil.seanceAt()]);
const references = async (): Promise<string[]> =>
  (await clpil.situations()).map(({ reference }) => reference).toSorted();
const sheet = async (rows: readonly Row[], over: object): Promise<Uint8Array> =>
  new Uint8Array(
    await writeXlsx({ sheets: [{ name: 'Situations', rows: rows.map((one) => [...one]), ...over }] }),
  );
const text = (told: string): Uint8Array => new TextEncoder().encode(told);
const many = (n: number): Row[] =>
  Array.from({ length: n }, (_, at) => {
    const [a, b, c] = [
      'bdfglmnprtvz'.charAt(at % 12),
      'aiou'.charAt(at % 4),
      'bdfglmnprtvz'.charAt(Math.trunc(at / 12) % 12),
    ];
    const name = `${a.toUpperCase()}${b}${c}e${'lmnrst'.charAt(Math.trunc(at / 144) % 6)}${b}ric`;
    const birth = `${String((at % 28) + 1).padStart(2, '0')}/${String((Math.trunc(at / 28) % 12) + 1).padStart(2, '0')}/${1950 + (at % 45)}`;
    return aRow(
      `H-${at}`,
      [name, ['Ana', 'Luc', 'Zoé', 'Max'][at % 4] ?? '', birth],
      `${at + 1} rue Bossuet`,
    );
  });

describe('a table that is not taken changes nothing, and says why', () => {
  beforeAll(async () => {
    expect((await lay(await aTable([CASTEL, DIALLO]))).said).toContain(
      '2 situations proposées, 0 ligne non prise',
    );
  });
  it.each<[string, () => Promise<Uint8Array> | Uint8Array, name: string, told: RegExp]>([
    [
      'whose columns were renamed',
      () => aTable([CASTEL], ['Dossier A', 'Locataire principal', 'X', 'Y', 'Z', 'CP2', 'Lieu', 'Courrier']),
      'l.xlsx',
      /colonnes obligatoires sont absentes.*Référence/,
    ],
    [
      'of other columns, as CSV',
      () => text('Locataire;Montant\nCastel;12\n'),
      'l.csv',
      /colonnes obligatoires/,
    ],
    ['that is a workbook of an empty sheet', () => sheet([], {}), 'l.xlsx', /Rien n’a été fait/],
    ['that is an empty file of text', () => text(''), 'l.csv', /Choisissez votre tableau/],
    ['that is a PDF', () => text('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n'), 'l.pdf', /Rien n’a été fait/],
    ['that is a PDF called a workbook', () => text('%PDF-1.7\n%%EOF\n'), 'l.xlsx', /Rien n’a été fait/],
    [
      'that is a ZIP of nothing',
      () => Uint8Array.from([80, 75, 5, 6, ...new Array<number>(18).fill(0)]),
      'l.xlsx',
      /Rien n’a été fait/,
    ],
    ['of 1 001 rows', () => aTable(many(1001)), 'l.xlsx', /1000 lignes au plus/],
    [
      'of more than three megabytes',
      () => text(`Référence\n${'x'.repeat(3 * 1024 * 1024)}`),
      'l.csv',
      /Trois mégaoctets/,
    ],
  ])('%s', async (_, file, name, told) => {
    const before = await kept();
    const { status, said } = await lay(await file(), 'habitat', name);
    expect([status, said]).toEqual([422, expect.stringMatching(told)]);
    expect(said).not.toContain('proposée,');
    expect(await kept()).toBe(before);
  });

  it('for a landlord who is another’s, nor by a member that is none', async () => {
    const before = await kept();
    const file = await aTable([FABRE]);
    for (const who of ['foyers', 'mds', 'guest', 'state', 'otherState'] as const) {
      const { status } = await upload(await clpil.as(who), 'habitat', file);
      expect([who, status]).toEqual([who, 403]);
    }
    expect(await kept()).toBe(before);
  });
});

describe('a table whose rows are not all taken', () => {
  beforeEach(async () => {
    await lay(await aTable([CASTEL, DIALLO]));
  });

  it('with two tenants in a cell: that row alone is not, and its proposal of before goes', async () => {
    const { said } = await lay(await aTable([CASTEL.with(1, 'Castel et Roux'), DIALLO]));
    expect(said).toContain('2 lignes lues 1 situation proposée, 1 ligne non prise');
    expect(said).toMatch(/2 H-1 non Deux personnes semblent écrites/);
    expect(await references()).toEqual(['H-2']);
  });

  it('of another session, and of a day that is none', async () => {
    const headings = [...HEADINGS, 'Date de la commission'];
    const { said } = await lay(
      await aTable(
        [
          [...CASTEL, '17/06/2027'],
          [...DIALLO, '19/03/2027'],
          [...FABRE, '18/03/2027'],
        ],
        headings,
      ),
    );
    expect(said).toContain('17/06/2027 est une autre séance');
    expect(said).toContain(
      '19/03/2027 n’est pas une séance de cette commission. Séances à venir : 18/03/2027, 17/06/2027',
    );
    expect(await references()).toEqual(['F-1']);
  });

  it('whose rows are hidden: each is told, none is taken silently', async () => {
    const { said } = await lay(
      await sheet([HEADINGS, CASTEL, DIALLO], { rowDefs: new Map([[2, { hidden: true }]]) }),
    );
    expect(said).toContain('2 lignes lues 1 situation proposée, 1 ligne non prise');
    expect(said).toMatch(/ 3 .*non /);
    expect(await references()).toEqual(['H-1']);
  });

  it('whose cells are merged: the row that a merged cell covers is told, and not taken', async () => {
    const merges = [{ startRow: 1, endRow: 2, startCol: 1, endCol: 1 }];
    const { said } = await lay(await sheet([HEADINGS, CASTEL, DIALLO], { merges }));
    expect(said).toContain('2 lignes lues 1 situation proposée, 1 ligne non prise');
    expect(await references()).toEqual(['H-1']);
  });

  it('with what cannot be read: the row’s line and column are told', async () => {
    const { said } = await lay(await aTable([CASTEL.with(3, '31/02/1984'), DIALLO, FABRE.with(0, '')]));
    expect(said).toContain('3 lignes lues');
    expect(said).toMatch(/Date de naissance/);
    expect(said).toMatch(/ 4 .*Référence/);
    expect(await references()).not.toContain('F-1');
  });

  it('that has one household on two rows: the second is told where it is', async () => {
    const again = aRow('H-77', ['CASTEL', 'Ana', '12/03/1984'], '9 r des Ursulines');
    const { said } = await lay(await aTable([CASTEL, DIALLO, again, DIALLO]));
    expect(said).toMatch(/4 H-77 non .*déjà à la ligne 2/);
    expect(said).toMatch(/5 H-2 non .*déjà à la ligne 3/);
    expect(await references()).toEqual(['H-1', 'H-2']);
  });

  it('with a household that another landlord proposes: it waits, and neither is told of the other', async () => {
    await lay(await aTable([FABRE]), 'foyers');
    const { said } = await lay(await aTable([CASTEL, FABRE.with(0, 'H-9')]));
    expect(said).toContain('2 situations proposées');
    expect(said).toContain('le secrétariat la vérifie');
    expect(said).not.toMatch(/foyers/i);
    const sent = await (await clpil.as('habitat')).post(`${AT}/bailleurs/habitat`, { faire: 'transmettre' });
    expect(sent.to).toContain('fait=transmise&n=1');
    const lea = await clpil.as('secretariat');
    await lea.post(`${AT}/confidentialite`, { lu: 'oui' });
    expect(textOf((await lea.get(AT)).html)).toContain('1 ligne à vérifier');
    const waiting = (await clpil.situations()).find(({ aVerifier }) => aVerifier !== undefined);
    const nadia = await clpil.as('habitat');
    const verify = { faire: 'verifier', situation: waiting?.id ?? '', garder: 'oui' };
    expect((await nadia.post(AT, verify)).status).toBe(403);
    expect((await lea.post(AT, verify)).status).toBe(303);
    expect((await lea.post(AT, verify)).html).toContain('n’attend pas de vérification');
    expect((await lay(await aTable([FABRE.with(0, 'H-9')]))).said).not.toContain('le secrétariat la vérifie');
    const after = await nadia.post(`${AT}/bailleurs/habitat`, { faire: 'transmettre' });
    expect(after.to).toContain('fait=transmise&n=1');
    // What is on the list stays there, though the new table has other rows.
    expect(
      (await clpil.situations()).filter(({ etat }) => etat === 'inscrite').map(({ reference }) => reference),
    ).toEqual(expect.arrayContaining(['H-1', 'H-9']));
  });
});

describe('a row whose household is on the list already', () => {
  const own = async (reference: string) =>
    (await clpil.situations()).find((one) => one.reference === reference);

  it('may be corrected, and stays on it', async () => {
    const before = await own('H-1');
    expect(before?.etat).toBe('inscrite');
    const { said } = await lay(await aTable([CASTEL.with(2, 'Anna').with(4, '9 bis rue des Ursulines')]));
    expect(said).toContain('1 situation proposée');
    const after = await own('H-1');
    expect([after?.etat, after?.household[0]?.prenoms, after?.version]).toEqual([
      'inscrite',
      ['Anna'],
      (before?.version ?? 0) + 1,
    ]);
  });

  it('is not replaced by another household that has its reference: neither is what was said of it', async () => {
    const before = await own('H-1');
    const { said } = await lay(
      await aTable([aRow('H-1', ['Durand', 'Paul', '01/02/1971'], '30 avenue de la Marne', '')]),
    );
    expect(said).toContain('Cette référence est celle d’un autre ménage, déjà inscrit à cette séance');
    expect(await own('H-1')).toEqual(before);
  });

  it('has the day of its letter in the table that its landlord downloads', async () => {
    await lay(await aTable([DIALLO]));
    const nadia = await clpil.as('habitat');
    const [headings = [], ...rows] = await sheetRows(
      (await fileOf(nadia, `${AT}/bailleurs/habitat/tableau.xlsx`)).bytes,
    );
    const letter = headings.indexOf('Lettre d’accord du');
    expect(rows.find(([reference]) => reference === 'H-2')?.[letter]).toBe('2027-01-20');
    const table = new Uint8Array((await fileOf(nadia, `${AT}/bailleurs/habitat/tableau.xlsx`)).bytes);
    expect((await lay(table)).said).not.toContain('n’est pas datée');
  });
});

describe('a table written otherwise', () => {
  it('by the headings that landlords’ software has', async () => {
    const headings = [
      'N° dossier',
      'Nom du locataire',
      'Prénom du locataire',
      'Né(e) le',
      'Rue',
      'CP',
      'Ville',
      'Courrier au locataire du',
    ];
    const { said } = await lay(await aTable([FABRE], headings), 'foyers');
    expect(said).toContain('1 situation proposée');
  });
  it('as CSV, with semicolons', async () => {
    const csv = [HEADINGS, FABRE].map((row) => row.join(';')).join('\r\n');
    const { said } = await lay(text(`\ufeff${csv}\r\n`), 'foyers', 'l.csv');
    expect(said).toContain('1 situation proposée');
  });
});

describe('a table of five hundred rows', () => {
  beforeAll(async () => {
    await clpil?.stop();
    clpil = await startClpil();
    await clpil.plan();
  });

  it('is taken, each row told, and transmitted whole', async () => {
    const rows = many(500);
    const bad = new Map([
      [7, (row: Row) => row.with(1, 'Dupont et Martin')],
      [250, (row: Row) => row.with(-1, '')],
      [499, (row: Row) => row.with(5, '75001').with(6, 'Paris')],
    ]);
    const { status, said } = await lay(await aTable(rows.map((row, n) => bad.get(n)?.(row) ?? row)));
    expect(status).toBe(200);
    expect(said).toContain('500 lignes lues 498 situations proposées, 2 lignes non prises');
    expect(said).toMatch(/ 9 H-7 non Deux personnes/);
    expect(said).toMatch(/ 252 H-250 oui .*La lettre au locataire n’est pas datée/);
    expect(said).toMatch(/ 501 H-499 non /);
    const situations = await clpil.situations();
    expect(new Set(situations.map(({ id }) => id)).size).toBe(498);
    const sent = await (await clpil.as('habitat')).post(`${AT}/bailleurs/habitat`, { faire: 'transmettre' });
    expect(sent.to).toContain('fait=transmise&n=497');
    const etats = Object.entries(Object.groupBy(await clpil.situations(), ({ etat }) => etat));
    expect(etats.map(([etat, all]) => [etat, all?.length]).toSorted()).toEqual([
      ['inscrite', 497],
      ['proposee', 1],
    ]);
    expect(clpil.portal.told).toHaveLength(497);
    const karim = await clpil.as('mds');
    await karim.post(`${AT}/confidentialite`, { lu: 'oui' });
    expect(textOf((await karim.get(`${AT}/liste`)).html)).toContain('497 situations');
  });

  it('given again unchanged, changes nothing and is told to nobody twice', async () => {
    const before = new Map((await clpil.situations()).map(({ id, version }) => [id, version]));
    clpil.portal.told.splice(0);
    await lay(await aTable(many(500)));
    const nadia = await clpil.as('habitat');
    expect((await nadia.post(`${AT}/bailleurs/habitat`, { faire: 'transmettre' })).to).toContain('n=3');
    const changed = (await clpil.situations()).filter(({ id, version }) => before.get(id) !== version);
    expect(changed.map(({ reference }) => reference).toSorted()).toEqual(['H-250', 'H-499', 'H-7']);
    expect(clpil.portal.told).toHaveLength(3);
  });

  it('is taken no more once the session is held', async () => {
    await clpil.put([], { etat: 'ouverte' });
    const seance = await clpil.seanceAt();
    expect(listeImpossible(clpil.commission, seance, 'habitat')?.code).toBe('LISTES_CLOSES');
    const before = await kept();
    expect((await lay(await aTable([CASTEL]))).said).toContain('La séance ne prend plus de liste');
    expect(await kept()).toBe(before);
  });
});
