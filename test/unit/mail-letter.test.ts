import { describe, expect, it } from 'vitest';
import { aLetter, ENDLESS, HOSTILE } from '../../lab/documents/kinds.ts';
import { digestLettersOf, letterOf } from '../../shared/outbound/letters/letter.ts';
import { lettersPdf } from '../../shared/outbound/letters/letter-pdf.ts';
import { addresseeOf, bodyOf, type Letter, letterheadOf } from '../../shared/outbound/letters/letter-text.ts';
import { aDesk, aDigest, aDirectory, anAlert, aRow } from '../support/notices.ts';
import { readPdf } from '../support/pdf.ts';

const recipients = ['secretariatCcapex', 'adil', 'mds', 'ccas'];
const anOrientation = (over: object = {}) =>
  anAlert({ template: 'orientationMenage', recipient: 'secretariatCcapex', recipients, ...over });
const saidBy = (letter: Letter): string =>
  bodyOf(letter)
    .map((block) =>
      block.kind === 'list' ? block.items.map(({ lead, text }) => `${lead} ${text}`).join('\n') : block.text,
    )
    .join('\n');
/** A4, in points. */
const [WIDTH, HEIGHT] = [595.28, 841.89];
const MM = 72 / 25.4;

describe('the letter to a household', () => {
  it('goes with the secretariat’s alert, as a PDF of one page of A4', async () => {
    const file = await letterOf(anOrientation(), aDesk());
    expect(file).toMatchObject({ filename: 'lettre-77-2026-000001.pdf', contentType: 'application/pdf' });
    const { sizes } = await readPdf(file?.content);
    expect(sizes).toEqual([{ width: expect.closeTo(WIDTH), height: expect.closeTo(HEIGHT) }]);
  });

  it('goes with nothing else', async () => {
    expect(await letterOf(anOrientation({ recipient: 'adil' }), aDesk())).toBeUndefined();
    expect(await letterOf(anAlert(), aDesk())).toBeUndefined();
  });

  it('is the same bytes for the same letter', async () => {
    expect(await lettersPdf([aLetter()])).toEqual(await lettersPdf([aLetter()]));
  });

  it('names neither the household nor its dwelling, and leaves the secretariat to write them', () => {
    expect(addresseeOf(aLetter())).toEqual([
      'Au ménage du dossier 77-2026-000123',
      '(nom et adresse : à reporter depuis le dossier)',
    ]);
    expect(letterheadOf(aLetter({ formation: 'sud' }))).toEqual([
      'CCAPEX de Seine-et-Marne',
      'Secrétariat Sud',
    ]);
  });

  it('says who helps, what to do, and that the household may oppose the communication', () => {
    const said = saidBy(aLetter());
    for (const part of ['commandement de payer', 'ADIL', 'MDS', 'CCAS de Meaux', 'loi n° 2002-2', 'opposer'])
      expect(said.toLowerCase()).toContain(part.toLowerCase());
    expect(said).not.toContain('à compléter');
    expect(said.match(/Coordonnées auprès de votre mairie/g)).toHaveLength(3);
  });

  it('gives the addresses that the directory knows', () => {
    const { partners } = aLetter();
    const said = saidBy(
      aLetter({ partners: { ...partners, ccas: { nom: 'CCAS', mail: 'ccas@meaux.example' } } }),
    );
    expect(said).toContain('Pour écrire : ccas@meaux.example.');
  });

  it('is read from its sender to its signature, under one title, by its headings and lists', async () => {
    const { roles, title, language, written } = await readPdf(await lettersPdf([aLetter()]));
    const item = ['LI', 'Lbl', 'LBody', 'Strong'];
    const list = ['L', ...item, ...item, ...item];
    expect(roles).toEqual([
      'Document',
      ...['P', 'Strong', 'Strong', 'P', 'Strong', 'P', 'P'],
      ...['H1', 'P', 'P', 'H2', ...list, 'H2', ...list, 'H2', 'P', 'P', 'P'],
    ]);
    expect({ title, language, written }).toEqual({
      title: 'Orientation vers l’ADIL, la MDS et le CCAS',
      language: '(fr-FR)',
      written: '2026-03-01T00:00:00.000Z',
    });
  });

  it('shows its address, and nothing else, in the window of a French envelope', async () => {
    for (const letter of [aLetter(), aLetter({ post: [HOSTILE, ENDLESS] })]) {
      const { runs } = await readPdf(await lettersPdf([letter]));
      // On the right, from 45 to 90 mm from the top.
      const inWindow = runs.filter(
        ({ x, y }) => x > 105 * MM && y < HEIGHT - 45 * MM && y > HEIGHT - 80 * MM,
      );
      expect(inWindow.map(({ text }) => text)).toEqual([
        'Au ménage du dossier 77-2026-000123',
        '(nom et adresse\u00a0: à reporter depuis le dossier)',
      ]);
    }
  });

  it('keeps French punctuation, and the day of a date, with their word', async () => {
    const { text } = await readPdf(await lettersPdf([aLetter()]));
    for (const part of ['Objet\u00a0: des', 'd’expulsion\u00a0: vous', 'n°\u00a02002-2', '2\u00a0janvier'])
      expect(text).toContain(part);
  });

  it.each([
    ['\u202f', 'MDS de Meaux'],
    ['Łódź', 'MDS Łódź de Meaux'],
    ['Nguyễn', 'MDS Nguyen de Meaux'],
    ['東京', 'MDS ?? de Meaux'],
    ['\n', 'MDS de Meaux'],
    ['\u0000\u202e\u200b', 'MDS de Meaux'],
    ['👩‍👩‍👧', 'MDS ??? de Meaux'],
    ['#eval("1") $x$ *b* ] //', 'MDS #eval("1") $x$ *b* ] // de Meaux'],
  ])('is written whatever character a name holds: %j', async (given, shown) => {
    const plain = await readPdf(await lettersPdf([aLetter()]));
    const mds = { nom: `MDS ${given} de Meaux` };
    const pdf = await readPdf(await lettersPdf([aLetter({ partners: { ...aLetter().partners, mds } })]));
    expect(pdf.text.replaceAll('\u00a0', ' ')).toContain(shown);
    expect(pdf.roles).toEqual(plain.roles);
  });

  it('is one page, within its margins, with long names and addresses', async () => {
    const long = {
      nom: 'Maison départementale '.repeat(4).slice(0, 80),
      mail: `${'a'.repeat(60)}@meaux.example`,
    };
    const all = { adil: long, mds: long, ccas: long };
    for (const partners of [all, { ...aLetter().partners, mds: { nom: ENDLESS } }]) {
      const { pages, runs } = await readPdf(await lettersPdf([aLetter({ partners })]));
      expect(pages).toBe(1);
      expect(Math.min(...runs.map(({ y }) => y))).toBeGreaterThan(40);
      expect(Math.max(...runs.map(({ x }) => x))).toBeLessThan(WIDTH - 62);
    }
  });
});

describe('the letters of a digest', () => {
  const rows = [
    aRow({ template: 'orientationMenage', caseId: '77-2026-000001' }),
    aRow({ template: 'orientationMenage', caseId: '77-2026-000002', commune: 'Torcy' }),
    aRow(),
  ];

  it('are one PDF to print, a page a household, when the mailbox is a secretariat’s', async () => {
    const file = await digestLettersOf(aDigest({ rows }), aDesk());
    expect(file?.filename).toBe('lettres-2026-03-02.pdf');
    const { pages, roles } = await readPdf(file?.content);
    expect([pages, roles.filter((role) => role === 'H1').length]).toEqual([2, 2]);
  });

  it('do not go to a partner, nor with a digest that orients nobody', async () => {
    const desk = aDesk(aDirectory({ adil: { nom: 'ADIL', mail: 'contact@adil.example' } }));
    expect(await digestLettersOf(aDigest({ rows, mailbox: 'contact@adil.example' }), desk)).toBeUndefined();
    expect(await digestLettersOf(aDigest(), desk)).toBeUndefined();
  });
});
