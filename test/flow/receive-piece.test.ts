import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { impayeFormat } from '../../shared/intake/partners/caf-msa/partner.ts';
import { recheckBody, uploadsOf } from '../../shared/intake/s3-upload.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { limits } from '../../shared/limits.ts';
import { flateBomb, pdfOf, treeBomb } from '../support/pdf-bombs.ts';
import { MATCHING_KEY, startPiecesIntake } from '../support/pieces-intake.ts';
import { receiverOf } from '../support/receive.ts';

const file = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/demo/files', name));
const PDF = file('acte.pdf');
const since = '2026-03-03T08:00:00.000Z';

let intake: Awaited<ReturnType<typeof startPiecesIntake>>;
beforeAll(async () => {
  intake = await startPiecesIntake();
}, 240_000);
afterAll(() => intake?.stop());

let run = 0;
beforeEach(() => {
  run += 1;
});

const upload = async (key: string, bytes: Uint8Array | string, passerelle?: string) => {
  await intake.put(key, bytes, passerelle === undefined ? {} : { passerelle });
};
const data = (over: object = {}) =>
  JSON.stringify({
    version: '1',
    sender: 'etude-moreau-meaux',
    reference: `DOS-${run}`,
    actDate: '2026-03-02',
    kind: 'assignation',
    dwelling: { insee: '77284' },
    household: [{ nomNaissance: `Personne ${run}` }],
    ...over,
  });
/** The replies, once everything sent has ended. */
const replies = async () => {
  await intake.drain();
  return [...(await intake.replies(`DOS-${run}"`)), ...(await intake.replies(`/${run}/`))];
};
const key = (name: string) => `etude-moreau-meaux/${run}/${name}`;

describe('a piece that would end a case its étude never acted in', () => {
  it('is registered, and ends nothing until a person confirms', async () => {
    const household = [
      { nomNaissance: `Quitterie ${run}`, prenoms: ['Isaure'], dateNaissance: '1971-04-09' },
    ];
    const dwelling = { insee: '77284', street: `${run} rue de la Fin` };
    const deps = createReceiveDeps(intake.table.client, {
      TABLE_NAME: 'hub',
      MATCHING_KEY,
      CANARY_KEY: 'c'.repeat(32),
      DEPARTEMENT: '77',
      MESSAGE_TTL_DAYS: 30,
    });
    const signal = {
      version: '1',
      sender: 'caf',
      reference: `IMP-${run}-Q`,
      actDate: '2026-02-20',
      dwelling,
      household,
    };
    await receiverOf(deps, impayeFormat)({ sender: 'caf', raw: JSON.stringify(signal), receivedAt: since });
    await upload(key('depart.pdf'), PDF);
    await upload(key('depart.json'), data({ kind: 'departVolontaire', household, dwelling }));
    const [reply] = await replies();
    expect(reply?.errors).toEqual([]);
    // The sender must not learn that others told of the household.
    expect(reply).toMatchObject({ outcome: 'accepted' });
    const found = (await intake.table.items('CASE')).filter((item) =>
      JSON.stringify(item).includes(`${run} rue de la Fin`),
    );
    expect(found).toMatchObject([{ status: 'open', stage: 'impaye', eventCount: 2 }]);
  });
});

describe('a piece and its data', () => {
  it.each([
    ['the piece first', ['acte.pdf', 'acte.json']],
    ['the data first', ['acte.json', 'acte.pdf']],
  ])('are filed once, answered once, %s', async (_, order) => {
    for (const name of order) await upload(key(name), name.endsWith('.pdf') ? PDF : data());
    expect(await replies()).toMatchObject([{ outcome: 'accepted' }]);
    const [event] = await intake.events(`DOS-${run}`);
    expect(event?.piece).toMatchObject({
      key: key('acte.pdf'),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      size: PDF.length,
    });
  });

  const accented = 'pièce n°1 – été';
  it.each([
    ['accents composed and not', `${accented.normalize('NFD')}.pdf`, `${accented}.json`],
    ['accents not composed and composed', `${accented}.pdf`, `${accented.normalize('NFD')}.json`],
    ['capitals in the piece’s name', 'Acte-22.pdf', 'acte-22.json'],
    ['capitals in the data’s name', 'acte-23.pdf', 'Acte-23.json'],
    ['capitals in the endings', 'UP.PDF', 'UP.JSON'],
    ['a space before the ending', 'acte-24 .pdf', 'acte-24.json'],
    ['the whole name of the piece', 'acte-25.pdf', 'acte-25.pdf.json'],
  ])('whose names look the same go together, once: %s', async (_, piece, beside) => {
    for (const names of [
      [piece, beside],
      [beside, piece],
    ]) {
      run += 1;
      for (const name of names) await upload(key(name), name === piece ? PDF : data());
      expect((await replies()).map(({ outcome }) => outcome)).toEqual(['accepted']);
    }
  });

  it('that share a name but for its capitals, each with its own, go with their own', async () => {
    const other = data({ reference: `DOS-${run}-B` });
    await upload(key('acte.pdf'), PDF);
    await upload(key('acte.json'), data());
    await upload(key('ACTE.pdf'), Buffer.concat([PDF, Buffer.from('\n%b')]));
    await upload(key('ACTE.json'), other);
    await intake.drain();
    expect(await intake.events(`DOS-${run}`)).toMatchObject([{ piece: { key: key('acte.pdf') } }]);
    expect(await intake.events(`DOS-${run}-B`)).toMatchObject([{ piece: { key: key('ACTE.pdf') } }]);
  });

  it('of which pages are lost is kept, and its étude told', async () => {
    const whole = await PDFDocument.create();
    for (let page = 0; page < 4; page++) whole.addPage().drawText(`page ${page}`);
    const text = Buffer.from(await whole.save({ useObjectStreams: false })).toString('latin1');
    // A copy of which a part became zeros: a page is lost.
    const at = text.indexOf('/Type /Page\n', text.indexOf('/Type /Page\n') + 1);
    const begin = text.lastIndexOf(' obj', at) - 4;
    const broken = `${text.slice(0, begin)}${'\0'.repeat(text.indexOf('endobj', at) + 6 - begin)}${text.slice(text.indexOf('endobj', at) + 6)}`;
    await upload(key('trou.pdf'), Buffer.from(broken, 'latin1'));
    await upload(key('trou.json'), data());
    const [reply] = await replies();
    expect(reply).toMatchObject({ outcome: 'accepted' });
    expect(reply?.warnings.map(({ code }) => code)).toContain('PAGES_ILLISIBLES');
  });

  it.each([
    ['as it is', (text: string) => text],
    ['in base64', (text: string) => Buffer.from(text).toString('base64')],
  ])('may come together, the data in the metadata %s', async (_, encode) => {
    await upload(key('seul.pdf'), PDF, encode(data()));
    expect(await replies()).toMatchObject([{ outcome: 'accepted' }]);
  });

  it.each([
    ['acte.pdf', 'DONNEES_ABSENTES'],
    ['acte.json', 'PIECE_ABSENTE'],
  ])('alone, %s waits, then is refused: %s', async (name, code) => {
    await upload(key(name), name.endsWith('.pdf') ? PDF : data());
    await intake.batch();
    expect(await intake.replies(`/${run}/`)).toEqual([]);
    expect(await replies()).toMatchObject([{ outcome: 'refused', errors: [{ code }] }]);
  });

  it('refused for want of data is filed when the data come at last', async () => {
    await upload(key('acte.pdf'), PDF);
    await intake.drain();
    await upload(key('acte.json'), data());
    expect((await replies()).map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'refused']);
  });

  it('sent again, whole, is answered again and filed once', async () => {
    for (let time = 0; time < 2; time++) {
      await upload(key('acte.json'), data());
      await upload(key('acte.pdf'), PDF);
      await intake.drain();
    }
    const found = await replies();
    expect(found.length).toBeGreaterThan(1);
    expect(new Set(found.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
    expect(await intake.events(`DOS-${run}`)).toHaveLength(1);
    expect(await intake.entries(`/${run}/`)).toHaveLength(1);
  });
});

describe('a piece that cannot be kept', () => {
  it.each([
    ['a text with a PDF’s name', () => file('pas-un-pdf.pdf'), 'PIECE_PAS_PDF'],
    ['a truncated PDF', () => file('tronque.pdf'), 'PIECE_ILLISIBLE'],
    ['an encrypted PDF', () => file('chiffre.pdf'), 'PIECE_CHIFFREE'],
    ['an empty file', () => new Uint8Array(), 'PIECE_PAS_PDF'],
  ])('%s is refused: %s', async (_, bytes, code) => {
    await upload(key('acte.json'), data());
    await upload(key('acte.pdf'), bytes());
    expect(await replies()).toMatchObject([{ outcome: 'refused', errors: [{ code }] }]);
  });

  it.each([
    ['streams that unfold to 300 MB', () => flateBomb(300)],
    ['streams folded twice over', () => flateBomb(300, 2)],
    ['ten to the power of twelve pages', () => treeBomb(12)],
    ['pages within themselves', () => pdfOf(['<</Type/Pages/Count 1/Kids[2 0 R 2 0 R]>>'])],
    ['five million lists within one another', () => pdfOf(['['.repeat(5_000_000)])],
  ])('a bomb, %s, is refused, and the piece beside it filed', async (_, bytes) => {
    await upload(key('bombe.pdf'), bytes(), data({ actDate: '2026-03-01' }));
    await upload(key('acte.pdf'), PDF, data());
    const ends = await replies();
    expect(ends).toHaveLength(2);
    expect(ends).toContainEqual(expect.objectContaining({ outcome: 'accepted' }));
    expect(ends).toContainEqual(
      expect.objectContaining({
        outcome: 'refused',
        errors: [expect.objectContaining({ code: 'PIECE_ILLISIBLE' })],
      }),
    );
  });

  it('too large is refused without being read', async () => {
    await upload(key('gros.json'), data());
    await upload(key('gros.pdf'), Buffer.alloc(limits.pieceBytes + 1));
    expect(await replies()).toMatchObject([{ errors: [{ code: 'PIECE_TROP_GRANDE' }] }]);
    // The refusal was about the file: a smaller one with the same data is filed.
    await upload(key('gros.pdf'), PDF);
    expect((await replies()).map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'refused']);
  });

  it.each([
    ['another étude', 'etude-lambert-melun'],
    ['CAF', 'caf'],
  ])('announced under the name of %s is refused', async (_, sender) => {
    await upload(key('acte.json'), data({ sender }));
    await upload(key('acte.pdf'), PDF);
    expect(await replies()).toMatchObject([{ errors: [{ code: 'EXPEDITEUR_INATTENDU', path: 'sender' }] }]);
  });

  it('with a name that climbs to another étude’s prefix stays its sender’s', async () => {
    await upload(
      `etude-moreau-meaux/../etude-lambert-melun/${run}/acte.pdf`,
      PDF,
      data({ sender: 'etude-lambert-melun' }),
    );
    expect(await replies()).toMatchObject([{ errors: [{ code: 'EXPEDITEUR_INATTENDU', path: 'sender' }] }]);
  });

  it('outside every étude’s prefix is refused', async () => {
    await upload(`ailleurs/${run}/acte.pdf`, PDF);
    expect(await replies()).toMatchObject([{ errors: [{ code: 'PREFIXE_ETUDE' }] }]);
  });
});

describe('each kind of piece', () => {
  it.each([
    { kind: 'commandementDePayer', delai: { valeur: 6, unite: 'semaines' }, dette: 1200.5 },
    { kind: 'assignation', dateAudience: '2026-05-28' },
    { kind: 'decision', issue: 'resiliation', echeancier: [{ date: '2026-06-01', montant: 100 }] },
    { kind: 'commandementDeQuitterLesLieux', dateLiberation: '2026-07-01' },
    { kind: 'demandeCfp', dispositif: 'Ordonne' },
    { kind: 'executionCfp', effectuee: true },
    { kind: 'procesVerbal', nature: 'tentative' },
    { kind: 'departVolontaire', clesRemises: true },
  ])('$kind becomes an event of its kind', async (details) => {
    await upload(key('acte.pdf'), PDF, data(details));
    await intake.drain();
    const [found] = await intake.events(`DOS-${run}`);
    expect(found).toMatchObject({ kind: details.kind, sender: 'etude-moreau-meaux' });
  });

  it('of an unknown kind is refused, with the kinds there are', async () => {
    await upload(key('acte.pdf'), PDF, data({ kind: 'sommation' }));
    const [reply] = await replies();
    expect(reply?.errors).toMatchObject([{ path: 'kind', expected: expect.stringContaining('assignation') }]);
  });
});

describe('the queue’s messages', () => {
  it('are S3’s notifications, with their keys decoded', () => {
    const record = { eventTime: since, s3: { object: { key: '%C3%A9tude/acte+1%2B2.pdf' } } };
    expect(uploadsOf(JSON.stringify({ Records: [record] }))).toEqual([{ key: 'étude/acte 1+2.pdf', since }]);
  });

  it('or our own second look, or S3’s test', () => {
    expect(uploadsOf(recheckBody({ key: 'a', since }))).toEqual([{ key: 'a', since }]);
    expect(uploadsOf('{"Event":"s3:TestEvent"}')).toEqual([]);
  });

  it('anything else is a loud failure', () => {
    expect(() => uploadsOf('{}')).toThrow(expect.objectContaining({ code: 'UNKNOWN_NOTIFICATION' }));
  });
});
