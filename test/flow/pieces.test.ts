import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPieceOperations } from '../../functions/api/pieces.ts';
import { caseCopies } from '../../shared/cases/rights/case-copies.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { named } from '../../shared/domain/procedure/mark.ts';
import { receiptBody } from '../../shared/intake/pieces/receipt-told.ts';
import { receiptPdf } from '../../shared/outbound/receipts/receipt-pdf.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { treeBomb } from '../support/pdf-bombs.ts';
import { startPiecesIntake } from '../support/pieces-intake.ts';

/** The intake of pieces from outside: what is put in the bucket, what S3 and the scan report, and how each upload ends. */
const PDF = readFileSync(join(import.meta.dirname, '../fixtures/demo/files/acte.pdf'));
/** The same act scanned again: another file. */
const pdf = (n: number): Buffer => Buffer.concat([PDF, Buffer.from(`\n%${n}\n`)]);
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let intake: Awaited<ReturnType<typeof startPiecesIntake>>;
beforeAll(async () => {
  intake = await startPiecesIntake();
}, 240_000);
afterAll(() => intake?.stop());

const ETUDE = 'etude-moreau-meaux';
let run = 0;
let opened: string[];
beforeEach(() => {
  run += 1;
  opened = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    if (String(line).includes('"event":"piece.opened"')) opened.push(String(line));
    return true;
  });
});
const key = (name: string): string => `${ETUDE}/d${run}/${name}`;
let number = 0;
/** The data of an act of a household that cannot be mistaken for another. */
const data = (over: object = {}): string => {
  number += 1;
  const letters = sha(Buffer.from(`${number}`)).replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '');
  return JSON.stringify({
    version: '1',
    sender: ETUDE,
    reference: `DOS-${run}-${number}`,
    actDate: '2026-03-02',
    kind: 'assignation',
    dwelling: {
      insee: ['77284', '77288', '77379', '77186', '77468'][number % 5],
      street: `${number * 7} rue ${letters.slice(0, 12)}`,
    },
    household: [
      {
        nomNaissance: letters.slice(12, 20),
        prenoms: [letters.slice(20, 27)],
        dateNaissance: `${1940 + (number % 60)}-${String(1 + (number % 12)).padStart(2, '0')}-11`,
      },
    ],
    ...over,
  });
};
const referenceOf = (text: string): string => String(Object(JSON.parse(text)).reference);

describe('every upload under an étude’s prefix has an end', () => {
  it.each([
    ['no extension', 'acte', 'acte.json'],
    ['two extensions', 'acte.signe.pdf', 'acte.signe.json'],
    ['an upper-case extension', 'ACTE.PDF', 'ACTE.json'],
    ['both extensions in upper case', 'ACTE.PDF', 'ACTE.JSON'],
    ['another extension than a PDF’s', 'acte.bin', 'acte.json'],
    ['dots and spaces', 'l’acte .. du 2 mars.v1.pdf', 'l’acte .. du 2 mars.v1.json'],
    ['accents, + and %', 'congé+délai 100%.pdf', 'congé+délai 100%.json'],
    ['a part that ends with a dot', 'v1./acte.pdf', 'v1./acte.json'],
    ['characters that XML or a queue has not', 'a\u0001\ufffe😀.pdf', 'a\u0001\ufffe😀.json'],
  ])('%s: filed, whichever half comes first', async (_, piece, sidecar) => {
    for (const order of [
      [piece, sidecar],
      [sidecar, piece],
    ]) {
      const text = data();
      const folder = `${order.indexOf(piece)}/`;
      for (const name of order) {
        await intake.put(key(`${folder}${name}`), name === piece ? PDF : text);
        await intake.batch();
      }
      await intake.drain();
      expect(await intake.replies(referenceOf(text))).toMatchObject([{ outcome: 'accepted' }]);
      expect(await intake.entries(key(folder))).toMatchObject([
        { key: key(`${folder}${piece}`), status: 'accepted', sha256: sha(PDF) },
      ]);
    }
  });

  it.each([
    ['an extension', 'acte.pdf', 'DONNEES_ABSENTES'],
    ['no extension', 'acte', 'DONNEES_ABSENTES'],
    ['its data’s extension', 'acte.json', 'PIECE_ABSENTE'],
    ['its data’s extension, after another', 'acte.pdf.json', 'PIECE_ABSENTE'],
    ['its data’s extension in upper case', 'ACTE.JSON', 'PIECE_ABSENTE'],
    ['nothing but an extension', '.pdf', 'DONNEES_ABSENTES'],
    ['a folder’s name', 'dossier/', 'PIECE_PAS_PDF'],
  ])('one alone, of %s, is refused and entered', async (_, name, code) => {
    await intake.put(key(name), name.endsWith('/') ? '' : data());
    await intake.drain();
    expect(await intake.replies(`d${run}/`)).toMatchObject([
      { outcome: 'refused', errors: [{ code, path: `d${run}/${name}` }] },
    ]);
    expect(await intake.entries(`d${run}/`)).toMatchObject([
      { key: key(name), status: 'refused', errors: [{ code }] },
    ]);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'a'],
    ['in Latin-1', Buffer.from(data({ reference: 'DOS-é' }), 'latin1'), 'b'],
    ['in UTF-16', Buffer.from(`\ufeff${data()}`, 'utf16le'), 'c'],
  ])(
    'data that are %s are refused, by their file, and no letter of them is guessed',
    async (_, text, name) => {
      await intake.put(key(`${name}.json`), text);
      await intake.put(key(`${name}.pdf`), PDF);
      await intake.drain();
      expect(await intake.entries(`d${run}/`)).toMatchObject([
        { status: 'refused', errors: [{ code: 'JSON_ILLISIBLE', path: `d${run}/${name}.json` }] },
      ]);
    },
  );

  it('a piece that is empty is refused by its file', async () => {
    await intake.put(key('vide.json'), data());
    await intake.put(key('vide.pdf'), '');
    await intake.drain();
    expect(await intake.entries(`d${run}/`)).toMatchObject([
      { status: 'refused', errors: [{ code: 'PIECE_PAS_PDF', path: `d${run}/vide.pdf` }] },
    ]);
  });

  it('a piece whose stem twenty-five other keys have is filed, and each of them refused', async () => {
    const text = data();
    const others = Array.from({ length: 25 }, (_, n) => `acte.a${String(n).padStart(2, '0')}`);
    for (const name of others) await intake.put(key(name), `autre ${name}`);
    await intake.put(key('acte.pdf'), PDF);
    await intake.put(key('acte.json'), text);
    await intake.drain();
    const entries = await intake.entries(`d${run}/`);
    expect(entries.map((entry) => entry.key).sort()).toEqual(
      [...others, 'acte.pdf'].map((name) => key(name)).sort(),
    );
    expect(entries.filter(({ status }) => status === 'accepted').map((entry) => entry.key)).toEqual([
      key('acte.pdf'),
    ]);
    expect(
      entries.flatMap(({ status, errors }) => (status === 'refused' ? errors.map(({ code }) => code) : [])),
    ).toEqual(others.map(() => 'PIECE_PAS_PDF'));
  });

  it('a piece without extension, and another with, of the same data: one act, two pieces', async () => {
    const text = data();
    await intake.put(key('acte'), pdf(1));
    await intake.put(key('acte.pdf'), pdf(2));
    await intake.put(key('acte.json'), text);
    await intake.drain();
    const entries = await intake.entries(`d${run}/`);
    expect(entries.map((entry) => entry.key).sort()).toEqual([key('acte'), key('acte.pdf')]);
    expect(entries.every(({ status }) => status === 'accepted')).toBe(true);
    expect(entries.filter(({ replaces }) => replaces !== undefined)).toHaveLength(1);
    expect(await intake.events(referenceOf(text))).toHaveLength(1);
  });

  it.each([
    ['with data inside', 1024, true],
    ['too long for any sidecar to have its name', 1024, false],
    ['whose sidecar’s name is a byte too long', 1023, false],
  ])('a key of the most bytes S3 takes, %s, has its end', async (_, bytes, inside) => {
    const text = data();
    const name = key(`é${'a'.repeat(bytes - Buffer.byteLength(key('éé')) - 4)}é.pdf`);
    expect(Buffer.byteLength(name)).toBe(bytes);
    await intake.put(name, PDF, inside ? { passerelle: Buffer.from(text).toString('base64') } : {});
    await intake.drain();
    expect(await intake.entries(`d${run}/`)).toMatchObject([
      inside
        ? { key: name, status: 'accepted' }
        : { key: name, status: 'refused', errors: [{ code: 'DONNEES_ABSENTES' }] },
    ]);
    const receipt = (await intake.replies(inside ? referenceOf(text) : `d${run}/`))[0]?.receipt ?? '';
    expect(Buffer.byteLength(`${receipt}.json`)).toBeLessThan(1024);
  });

  it('an infected piece of the longest name is set apart under it', async () => {
    const name = key(`${'a'.repeat(1020 - Buffer.byteLength(key('')))}.pdf`);
    const versionId = await intake.put(name, PDF, { verdict: 'THREATS_FOUND' });
    await intake.drain();
    expect(await intake.entries(`d${run}/`)).toMatchObject([
      { status: 'refused', errors: [{ code: 'PIECE_INFECTEE' }] },
    ]);
    const { quarantine } = intake.buckets.buckets;
    const { ContentLength } = await intake.buckets.s3.send(
      new GetObjectCommand({ Bucket: quarantine, Key: name }),
    );
    expect(ContentLength).toBe(PDF.length);
    // Reported once only, however often S3 and the scan notify of it, to this instance of the function or to another.
    await intake.notify(name, versionId);
    await intake.drain();
    await intake.replace();
    await intake.notify(name, versionId);
    await intake.drain();
    expect(await intake.replies(`d${run}/`)).toHaveLength(1);
  });

  describe('a scan that fails', () => {
    it.each(['FAILED', 'ACCESS_DENIED'])(
      '%s is asked for again; scanned then, the act is filed',
      async (verdict) => {
        const text = data();
        const versionId = await intake.put(key('acte.pdf'), PDF, { verdict });
        await intake.put(key('acte.json'), text);
        intake.asked.length = 0;
        while (intake.asked.length === 0) await intake.batch();
        expect(new Set(intake.asked.map(String))).toEqual(new Set([String([key('acte.pdf'), versionId])]));
        expect(await intake.entries(`d${run}/`)).toEqual([]);
        await intake.tag(key('acte.pdf'), versionId, 'NO_THREATS_FOUND');
        await intake.scanned(key('acte.pdf'), versionId);
        await intake.drain();
        expect(await intake.entries(`d${run}/`)).toMatchObject([{ status: 'accepted' }]);
        expect(await intake.events(referenceOf(text))).toHaveLength(1);
      },
    );

    it.each(['acte.pdf', 'acte.json'])(
      'for a day, on %s: its étude is told, once, and may deposit it again',
      async (failing) => {
        const text = data();
        const yesterday = new Date(Date.now() - 86_401_000).toISOString();
        const verdict = (name: string) => ({ verdict: name === failing ? 'FAILED' : 'NO_THREATS_FOUND' });
        for (const [name, body] of [
          ['acte.pdf', PDF],
          ['acte.json', text],
        ] as const)
          await intake.notify(key(name), await intake.store(key(name), body, verdict(name)), yesterday);
        await intake.drain();
        expect(await intake.entries(`d${run}/`)).toMatchObject([
          { status: 'refused', errors: [{ code: 'PIECE_NON_ANALYSEE', path: `d${run}/${failing}` }] },
        ]);
        expect(await intake.replies(`d${run}/`)).toHaveLength(1);
        for (const [name, body] of [
          ['acte.pdf', PDF],
          ['acte.json', text],
        ] as const)
          await intake.put(key(name), body);
        await intake.drain();
        expect(await intake.events(referenceOf(text))).toHaveLength(1);
      },
    );

    it('the end that reports it begins no look of its own', async () => {
      const versionId = await intake.store(key('acte.pdf'), PDF, { verdict: 'FAILED' });
      await intake.scanned(key('acte.pdf'), versionId, 'FAILED');
      await intake.drain();
      expect(await intake.waiting()).toBe(0);
    });
  });

  it.each(['acte.pdf', 'acte.json', 'acte'])('%s gone before it was looked at is told so', async (name) => {
    const versionId = await intake.store(key(name), PDF);
    await intake.remove(key(name));
    await intake.notify(key(name), versionId);
    await intake.scanned(key(name), versionId);
    await intake.drain();
    expect(await intake.entries(`d${run}/`)).toMatchObject([
      { key: key(name), status: 'refused', errors: [{ code: 'PIECE_ABSENTE' }] },
    ]);
    expect(await intake.replies(`d${run}/`)).toHaveLength(1);
  });
});

describe('the version that is told of is the one that is read', () => {
  const pieceOf = async (text: string) => (await intake.events(referenceOf(text)))[0]?.piece;

  it('told again, an upload that came to its end is looked at no more by the instance that brought it there', async () => {
    const versionId = await intake.put(key('acte.pdf'), PDF);
    await intake.put(key('acte.json'), data());
    await intake.drain();
    const asked = vi.spyOn(S3Client.prototype, 'send');
    await intake.notify(key('acte.pdf'), versionId);
    await intake.drain();
    expect(asked).not.toHaveBeenCalled();
    await intake.replace();
    await intake.notify(key('acte.pdf'), versionId);
    await intake.drain();
    expect(asked).toHaveBeenCalled();
    asked.mockRestore();
  });

  it('two acts under one name, the second come before the first was looked at: both filed, each with its file', async () => {
    const [one, two] = [data(), data()];
    const inside = (text: string) => ({ passerelle: Buffer.from(text).toString('base64') });
    const first = await intake.store(key('acte.pdf'), pdf(1), inside(one));
    const second = await intake.store(key('acte.pdf'), pdf(2), inside(two));
    for (const versionId of [second, first]) {
      await intake.notify(key('acte.pdf'), versionId);
      await intake.scanned(key('acte.pdf'), versionId);
    }
    await intake.drain();
    expect(await pieceOf(one)).toMatchObject({ versionId: first, sha256: sha(pdf(1)) });
    expect(await pieceOf(two)).toMatchObject({ versionId: second, sha256: sha(pdf(2)) });
    const entries = await intake.entries(`d${run}/`);
    expect(entries.map(({ versionId }) => versionId).sort()).toEqual([first, second].sort());
  });

  it('their data beside them, put over too: no act is filed with the other’s file', async () => {
    const [one, two] = [data(), data()];
    const stored: [string, string | undefined][] = [];
    for (const [n, text] of [one, two].entries()) {
      stored.push([key('acte.pdf'), await intake.store(key('acte.pdf'), pdf(n))]);
      stored.push([key('acte.json'), await intake.store(key('acte.json'), text)]);
    }
    for (const [name, versionId] of stored.toReversed()) await intake.scanned(name, versionId);
    await intake.drain();
    expect(await pieceOf(one)).toMatchObject({ sha256: sha(pdf(0)) });
    expect(await pieceOf(two)).toMatchObject({ sha256: sha(pdf(1)) });
  });

  it('their data put over before their file came: one act, of the last; the first are answered, refused', async () => {
    for (const apart of [0, 1_100]) {
      const [one, two] = [data(), data()];
      const folder = key(`${apart}/`);
      await intake.put(`${folder}acte.json`, one);
      await delay(apart);
      await intake.put(`${folder}acte.json`, two);
      await delay(apart);
      await intake.put(`${folder}acte.pdf`, PDF);
      await intake.drain();
      expect(await intake.replies(referenceOf(one))).toMatchObject([
        { outcome: 'refused', errors: [{ code: 'PIECE_ABSENTE', path: `d${run}/${apart}/acte.json` }] },
      ]);
      expect(await intake.replies(referenceOf(two))).toMatchObject([{ outcome: 'accepted' }]);
      const entries = await intake.entries(folder);
      expect(entries.map(({ status }) => status).sort()).toEqual(['accepted', 'refused']);
    }
  });

  it('data inside the file and other data beside it: the file has its own, the others are refused', async () => {
    for (const first of ['acte.pdf', 'acte.json']) {
      const [inside, beside] = [data(), data()];
      const folder = key(`${first}/`);
      const put = {
        'acte.pdf': () => intake.put(`${folder}acte.pdf`, PDF, { passerelle: inside }),
        'acte.json': () => intake.put(`${folder}acte.json`, beside),
      };
      for (const name of [first, ...Object.keys(put).filter((one) => one !== first)])
        await Reflect.get(put, name)();
      await intake.drain();
      expect(await intake.replies(referenceOf(inside))).toMatchObject([{ outcome: 'accepted' }]);
      expect(await intake.replies(referenceOf(beside))).toMatchObject([
        { outcome: 'refused', errors: [{ code: 'PIECE_ABSENTE', path: `d${run}/${first}/acte.json` }] },
      ]);
    }
  });

  it('data inside the file, and something huge beside it, which is not read: filed, and the other refused', async () => {
    const inside = data();
    await intake.put(key('acte.json'), Buffer.alloc(300 * 1024, '{'));
    await intake.put(key('acte.pdf'), PDF, { passerelle: inside });
    await intake.drain();
    expect(await intake.replies(referenceOf(inside))).toMatchObject([{ outcome: 'accepted' }]);
    const refused = (await intake.entries(`d${run}/`)).filter(({ status }) => status === 'refused');
    expect(refused).toMatchObject([{ errors: [{ code: 'JSON_ILLISIBLE', path: `d${run}/acte.json` }] }]);
  });

  it('the same data inside and beside are one', async () => {
    const text = data();
    await intake.put(key('acte.json'), JSON.stringify(JSON.parse(text), null, 2));
    await intake.put(key('acte.pdf'), PDF, { passerelle: text });
    await intake.drain();
    expect(await intake.events(referenceOf(text))).toHaveLength(1);
    expect((await intake.entries(`d${run}/`)).map(({ status }) => status)).toEqual(['accepted']);
  });

  it('deleted since, but not for good, is filed', async () => {
    const text = data();
    const versionId = await intake.store(key('acte.pdf'), PDF, {
      passerelle: Buffer.from(text).toString('base64'),
    });
    const { s3, buckets } = intake.buckets;
    await s3.send(new DeleteObjectCommand({ Bucket: buckets.pieces, Key: key('acte.pdf') }));
    await intake.notify(key('acte.pdf'), versionId);
    await intake.drain();
    expect(await intake.entries(`d${run}/`)).toMatchObject([{ status: 'accepted', versionId }]);
  });

  it('an infected version put over a sound one is set apart alone', async () => {
    const text = data();
    const inside = { passerelle: Buffer.from(text).toString('base64') };
    const sound = await intake.put(key('acte.pdf'), pdf(1), inside);
    const infected = await intake.put(key('acte.pdf'), pdf(2), { ...inside, verdict: 'THREATS_FOUND' });
    await intake.drain();
    const entries = await intake.entries(`d${run}/`);
    expect(entries.map(({ status, versionId }) => `${status} ${versionId}`).sort()).toEqual(
      [`accepted ${sound}`, `refused ${infected}`].sort(),
    );
    const { s3, buckets } = intake.buckets;
    const bytesIn = async (Bucket: string) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key('acte.pdf') }));
      return sha((await Body?.transformToByteArray()) ?? new Uint8Array());
    };
    expect([await bytesIn(buckets.pieces), await bytesIn(buckets.quarantine)]).toEqual([
      sha(pdf(1)),
      sha(pdf(2)),
    ]);
  });
});

describe('a piece is opened once', () => {
  it('one that waits for its other half is looked at again once, however often it is told of', async () => {
    const versionId = await intake.put(key('acte.pdf'), PDF);
    for (let n = 0; n < 4; n++) await intake.notify(key('acte.pdf'), versionId);
    for (let told = 0; told < 6; ) told += await intake.batch();
    expect(await intake.waiting()).toBe(1);
    await intake.drain();
  });

  it('whatever tells of it: S3, the scan, its data, a second look', async () => {
    const text = data();
    const versionId = await intake.put(key('acte.pdf'), PDF);
    await intake.put(key('acte.json'), text);
    for (let n = 0; n < 5; n++) await intake.notify(key('acte.pdf'), versionId);
    await intake.drain();
    // Its data again: another upload, for a piece that was already opened.
    await intake.put(key('acte.json'), text);
    await intake.drain();
    expect(await intake.events(referenceOf(text))).toHaveLength(1);
    expect(opened).toHaveLength(1);
  });

  it('one that exhausts its reader is refused, set apart and never opened again', async () => {
    const text = data();
    const dataVersion = await intake.put(key('bombe.json'), text);
    const versionId = await intake.put(key('bombe.pdf'), treeBomb(12));
    await intake.drain();
    await intake.replace();
    await intake.notify(key('bombe.pdf'), versionId);
    await intake.scanned(key('bombe.json'), dataVersion);
    await intake.drain();
    expect(opened).toHaveLength(1);
    expect(await intake.replies(referenceOf(text))).toMatchObject([
      { outcome: 'refused', errors: [{ code: 'PIECE_ILLISIBLE' }] },
    ]);
    expect(await intake.entries(`d${run}/`)).toMatchObject([{ status: 'refused' }]);
    const all = (await intake.buckets.all())
      .map(({ name }) => name)
      .filter((name) => name.includes(`d${run}/`));
    // Handlers that were notified at once may each put it there.
    expect(new Set(all)).toEqual(
      new Set([`quarantine/${key('bombe.json')}`, `quarantine/${key('bombe.pdf')}`]),
    );
  });

  it('eight bombs of one étude do not hold up another’s piece', async () => {
    for (let n = 0; n < 8; n++) await intake.put(key(`bombe-${n}.pdf`), treeBomb(12), { passerelle: data() });
    const good = data({ sender: 'etude-lambert-melun' });
    const goodKey = `etude-lambert-melun/d${run}/acte.pdf`;
    await intake.put(goodKey, PDF, { passerelle: good });
    let batches = 0;
    while ((await intake.replies(referenceOf(good))).length === 0) {
      await intake.batch();
      batches += 1;
      expect(batches).toBeLessThan(10);
    }
    // Sixteen notifications come before it: two batches, in each of which at most two readers are exhausted.
    expect(opened.length).toBeLessThanOrEqual(5);
    await intake.drain();
    expect(opened).toHaveLength(9);
    const entries = (await intake.entries(`d${run}/`)).filter(({ status }) => status === 'refused');
    expect(entries).toHaveLength(8);
  }, 240_000);
});

describe('what was receipted does not change', () => {
  const receiptsOf = async (pieceId: string): Promise<string[]> => {
    const texts = [];
    for (const end of ['json', 'pdf']) {
      const { Body } = await intake.buckets.s3.send(
        new GetObjectCommand({
          Bucket: intake.buckets.buckets.drop,
          Key: `reports/${ETUDE}/accuses/${pieceId}.${end}`,
        }),
      );
      texts.push((await Body?.transformToString('latin1')) ?? '');
    }
    return texts;
  };

  it.each([
    ['an id of its own', { messageId: true }],
    ['none', {}],
  ])(
    'a PDF put in another’s place, of data with %s, is a new piece of the same act',
    async (_, { messageId }: { messageId?: boolean }) => {
      const text = data(messageId ? { messageId: `REMPLACE-${run}` } : {});
      await intake.put(key('acte.json'), text);
      await intake.put(key('acte.pdf'), pdf(1));
      await intake.drain();
      const [first] = await intake.entries(`d${run}/`);
      const before = await receiptsOf(first?.pieceId ?? '');

      await intake.put(key('acte.pdf'), pdf(2));
      await intake.drain();
      expect(await receiptsOf(first?.pieceId ?? '')).toEqual(before);
      const entries = await intake.entries(`d${run}/`);
      expect(entries).toHaveLength(2);
      const second = entries.find(({ pieceId }) => pieceId !== first?.pieceId);
      expect(second).toMatchObject({
        status: 'accepted',
        caseId: first?.caseId,
        sha256: sha(pdf(2)),
        replaces: first?.pieceId,
      });
      const [json = ''] = await receiptsOf(second?.pieceId ?? '');
      expect(JSON.parse(json)).toMatchObject({
        id: second?.pieceId,
        sha256: sha(pdf(2)),
        replaces: first?.pieceId,
      });
      // One act, however many files it has.
      expect(await intake.events(referenceOf(text))).toHaveLength(1);
      const replies = await intake.replies(referenceOf(text));
      expect(replies.map(({ outcome, receipt }) => [outcome, receipt?.split('/').at(-1)]).sort()).toEqual(
        [
          ['accepted', first?.pieceId],
          ['accepted', second?.pieceId],
        ].sort(),
      );
      // The étude's own name for the case, never the hub's reference.
      const [name, ...others] = new Set(replies.map((reply) => reply.case));
      expect(name).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
      expect(others).toEqual([]);
      expect(
        replies.flatMap(({ warnings }) => warnings.filter(({ code }) => code === 'PIECE_REMPLACEE')),
      ).toEqual([expect.objectContaining({ message: expect.stringContaining(first?.pieceId ?? '?') })]);
    },
  );

  it('is the same by every way, whatever a person answers since, and goes with its case', async () => {
    const text = data();
    for (const n of [1, 2]) {
      await intake.put(key('acte.pdf'), pdf(n), { passerelle: Buffer.from(text).toString('base64') });
      await intake.drain();
    }
    const entries = await intake.entries(`d${run}/`);
    expect(entries).toHaveLength(2);
    const { client, table } = intake.table;
    const register = createPieceRegister(client, table, 30);
    const operations = createPieceOperations({
      register: { ...register, outcomeOf: async () => ({ outcome: 'accepted', caseId: '77-2026-999999' }) },
      uploadFor: async () => {
        throw new Error('not asked for');
      },
      receiptPdf,
      tellReceipt: async () => {},
      now: () => new Date().toISOString(),
    });
    for (const { pieceId } of entries) {
      const [json, whole] = await receiptsOf(pieceId);
      const call = { partner: ETUDE, parameters: { id: pieceId }, body: '' };
      expect((await operations.accuse(call)).body).toBe(json);
      const { body = '' } = await operations.accusePdf(call);
      expect(Buffer.from(body, 'base64').toString('latin1')).toBe(whole);
    }
    // EXPLOC hears of the act once, through its first piece, whichever piece's number is used.
    const second = entries.find(({ replaces }) => replaces !== undefined);
    const put = {
      partner: ETUDE,
      parameters: { id: second?.pieceId },
      body: '{"numero":"E0","date":"2026-03-03","numero":"E1"}',
    };
    expect(JSON.parse((await operations.enregistrerRecepisse(put)).body ?? '')).toMatchObject({
      id: second?.replaces,
      exploc: { numero: 'E1' },
      warnings: expect.arrayContaining([expect.objectContaining({ code: 'CHAMP_DOUBLE', path: 'numero' })]),
    });
    expect(await register.awaitingExploc(ETUDE)).toMatchObject({
      pieces: expect.not.arrayContaining([expect.objectContaining({ caseId: second?.caseId })]),
    });

    const deps = { client, table, matchingKey: 'k'.repeat(32), buckets: intake.buckets.buckets };
    const copies = await caseCopies(deps, second?.caseId ?? '');
    for (const { pieceId } of entries)
      expect(copies?.objects).toContainEqual({
        bucket: 'drop',
        key: `reports/${ETUDE}/accuses/${pieceId}.pdf`,
      });
    const messages = (await intake.table.items('MESSAGE')).filter(({ caseId }) => caseId === second?.caseId);
    expect(messages).toHaveLength(2);
    for (const { PK, rawKey } of messages) {
      expect(copies?.elsewhere).toContainEqual(expect.objectContaining({ PK }));
      expect(copies?.objects).toContainEqual({ bucket: 'raw', key: rawKey });
    }
    expect(copies?.elsewhere.map(({ entity }) => entity).sort()).toEqual(
      expect.arrayContaining(['ACT', 'PIECE', 'PIECE']),
    );
  });

  it('EXPLOC’s receipt, told over HTTP, is the day on which the préfet received the act', async () => {
    const text = data({ kind: 'demandeCfp', actDate: '2026-02-25', messageId: `CFP-${run}` });
    await intake.put(key('acte.pdf'), pdf(1), { passerelle: Buffer.from(text).toString('base64') });
    await intake.drain();
    const [piece] = await intake.entries(`d${run}/`);
    const { client, table } = intake.table;
    let now = '2026-03-03T08:00:00.000Z';
    const told: string[] = [];
    const operations = createPieceOperations({
      register: createPieceRegister(client, table, 30),
      uploadFor: async () => {
        throw new Error('not asked for');
      },
      tellReceipt: async (receipt) => {
        told.push(String(receipt.date));
        await intake.send(JSON.parse(receiptBody(receipt)));
      },
      receiptPdf,
      now: () => now,
    });
    const call = (date: string) => ({
      partner: ETUDE,
      parameters: { id: piece?.pieceId },
      body: JSON.stringify({ numero: 'EXP-77-2026-01', date }),
    });
    const demande = async () => {
      await intake.drain();
      const events = await intake.events(referenceOf(text));
      const { chronology } = caseOf(
        events.map((event) => caseEventSchema.parse(event)),
        '2026-12-31',
      );
      return named(chronology.marks, 'demandeCfp').map(({ date }) => date);
    };

    expect(await demande()).toEqual(['2026-02-25']);
    await operations.enregistrerRecepisse(call('2026-02-27'));
    expect(await demande()).toEqual(['2026-02-27']);
    // The same receipt again tells nothing more.
    await operations.enregistrerRecepisse(call('2026-02-27'));
    now = '2026-03-04T08:00:00.000Z';
    await operations.enregistrerRecepisse(call('2026-02-26'));
    expect(await demande()).toEqual(['2026-02-26']);
    now = '2026-03-05T08:00:00.000Z';
    await operations.retirerRecepisse(call(''));
    await operations.retirerRecepisse(call(''));
    expect(await demande()).toEqual(['2026-02-25']);
    expect(told).toEqual(['2026-02-27', '2026-02-26', 'null']);

    const replies = await intake.replies(`recepisse-${piece?.pieceId}`);
    expect(replies.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(new Set((await intake.events(referenceOf(text))).map(({ sender }) => sender))).toEqual(
      new Set([ETUDE]),
    );
  });

  it('announced over HTTP: another file under its number is given one of its own', async () => {
    const text = data();
    const pieceId = `20260303-${sha(Buffer.from(text)).slice(0, 16)}`;
    const { client, table } = intake.table;
    const announced = `${ETUDE}/api/${pieceId}.pdf`;
    await createPieceRegister(client, table, 30).record({
      pieceId,
      etude: ETUDE,
      status: 'awaited',
      at: new Date().toISOString(),
      data: text,
      key: announced,
      errors: [],
      warnings: [],
    });
    // First a file that is no PDF: a better one may follow.
    await intake.put(announced, 'un texte');
    await intake.drain();
    expect(await intake.entries(announced)).toMatchObject([{ pieceId, status: 'refused' }]);
    await intake.put(announced, pdf(1));
    await intake.drain();
    const before = await receiptsOf(pieceId);
    await intake.put(announced, pdf(2));
    await intake.drain();
    expect(await receiptsOf(pieceId)).toEqual(before);
    const entries = await intake.entries(announced);
    expect(entries).toHaveLength(2);
    expect(entries.find((entry) => entry.pieceId === pieceId)).toMatchObject({ sha256: sha(pdf(1)) });
    expect(entries.find((entry) => entry.pieceId !== pieceId)).toMatchObject({
      sha256: sha(pdf(2)),
      replaces: pieceId,
    });
    expect(await intake.events(referenceOf(text))).toHaveLength(1);
  });

  it('the same file again is answered again, and makes no other piece', async () => {
    const text = data();
    await intake.put(key('acte.json'), text);
    await intake.put(key('acte.pdf'), PDF);
    await intake.drain();
    await intake.put(key('acte.pdf'), PDF);
    await intake.drain();
    expect(await intake.entries(`d${run}/`)).toHaveLength(1);
    const replies = await intake.replies(referenceOf(text));
    expect(replies.length).toBe(2);
    expect(new Set(replies.map(({ receipt }) => receipt)).size).toBe(1);
  });

  it('a receipt that was not written, the function having died, is at the next telling', async () => {
    const text = data();
    await intake.put(key('acte.json'), text);
    const versionId = await intake.put(key('acte.pdf'), PDF);
    await intake.drain();
    const [entry] = await intake.entries(`d${run}/`);
    const before = await receiptsOf(entry?.pieceId ?? '');
    const { objects, buckets } = intake.buckets;
    for (const end of ['json', 'pdf'])
      await objects.removeKey(buckets.drop, `reports/${ETUDE}/accuses/${entry?.pieceId}.${end}`);
    await intake.replace();
    await intake.notify(key('acte.pdf'), versionId);
    await intake.drain();
    expect(await receiptsOf(entry?.pieceId ?? '')).toEqual(before);
  });
});
