import { inflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { digestLettersOf, letterOf } from '../../shared/outbound/letters/letter.ts';
import { lettersPdf } from '../../shared/outbound/letters/letter-pdf.ts';
import { addresseeOf, bodyOf, type Letter, letterheadOf } from '../../shared/outbound/letters/letter-text.ts';
import { aDesk, aDigest, aDirectory, anAlert, aRow } from '../support/notices.ts';

const recipients = ['secretariatCcapex', 'adil', 'mds', 'ccas'];
const anOrientation = (over: object = {}) =>
  anAlert({ template: 'orientationMenage', recipient: 'secretariatCcapex', recipients, ...over });
const aLetter = (over: Partial<Letter> = {}): Letter => ({
  caseId: '77-2026-000123',
  day: '2026-03-01',
  formation: 'nord',
  post: ['Sous-préfecture de Meaux', '77105 MEAUX'],
  partners: { adil: { nom: 'ADIL de Seine-et-Marne' }, mds: { nom: 'MDS' }, ccas: { nom: 'CCAS de Meaux' } },
  ...over,
});
const saidBy = (letter: Letter): string =>
  bodyOf(letter)
    .map((block) =>
      block.kind === 'list' ? block.items.map(({ lead, text }) => `${lead} ${text}`).join('\n') : block.text,
    )
    .join('\n');
const pagesOf = async (content: Uint8Array | undefined) =>
  (await PDFDocument.load(content ?? new Uint8Array())).getPageCount();

/** Height of the lowest text, in points from the bottom of the page. */
const lowestOf = (pdf: Uint8Array): number => {
  const streams = Buffer.from(pdf)
    .toString('latin1')
    .matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g);
  const drawn = [...streams].map(([, data]) =>
    inflateSync(Buffer.from(data ?? '', 'latin1')).toString('latin1'),
  );
  const heights = [...drawn.join('\n').matchAll(/^1 0 0 1 \S+ (\S+) Tm$/gm)].map(([, y]) => Number(y));
  return Math.min(...heights);
};

describe('the letter to a household', () => {
  it('goes with the secretariat’s alert, as a PDF of one page of A4', async () => {
    const file = await letterOf(anOrientation(), aDesk());
    expect(file).toMatchObject({ filename: 'lettre-77-2026-000001.pdf', contentType: 'application/pdf' });
    const pdf = await PDFDocument.load(file?.content ?? new Uint8Array());
    expect(pdf.getPageCount()).toBe(1);
    expect(pdf.getPage(0).getSize()).toEqual({ width: 595.28, height: 841.89 });
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

  it.each(['\u202f', '\u2011', 'Łódź', '東京', '\n', '«\u00a0œuvre\u00a0»'])(
    'is written whatever character a name holds: %j',
    async (text) => {
      const mds = { nom: `MDS ${text} de Meaux` };
      const letter = aLetter({ post: [text], partners: { ...aLetter().partners, mds } });
      expect(await pagesOf(await lettersPdf([letter]))).toBe(1);
    },
  );

  it('stays above the foot of its page with long names and addresses', async () => {
    const long = {
      nom: 'Maison départementale '.repeat(4).slice(0, 80),
      mail: `${'a'.repeat(60)}@meaux.example`,
    };
    for (const letter of [aLetter(), aLetter({ partners: { adil: long, mds: long, ccas: long } })]) {
      expect(lowestOf(await lettersPdf([letter]))).toBeGreaterThan(40);
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
    expect(await pagesOf(file?.content)).toBe(2);
  });

  it('do not go to a partner, nor with a digest that orients nobody', async () => {
    const desk = aDesk(aDirectory({ adil: { nom: 'ADIL', mail: 'contact@adil.example' } }));
    expect(await digestLettersOf(aDigest({ rows, mailbox: 'contact@adil.example' }), desk)).toBeUndefined();
    expect(await digestLettersOf(aDigest(), desk)).toBeUndefined();
  });
});
