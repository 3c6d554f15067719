import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportOf } from '../../cli/person/export.ts';
import { recordEvent } from '../../shared/cases/recording/record-event.ts';
import { moveEvents } from '../../shared/cases/review/move-events.ts';
import { eraseTarget, type RequestDeps } from '../../shared/cases/rights/request.ts';
import { setHold } from '../../shared/cases/rights/set-hold.ts';
import { type Asked, targetOf } from '../../shared/cases/rights/target.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { rowsOfFile } from '../../shared/intake/files/rows-of-file.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { startBuckets } from '../support/buckets.ts';
import { anEvent } from '../support/events.ts';
import { MATCHING_KEY, openCase, surnames } from '../support/filed-case.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
let s3: Awaited<ReturnType<typeof startBuckets>>;
let deps: RequestDeps;
beforeAll(async () => {
  [store, s3] = await Promise.all([startTable(), startBuckets()]);
  const { client, table } = store;
  const { buckets, objects, sqs } = s3;
  deps = {
    client,
    table,
    matchingKey: MATCHING_KEY,
    buckets,
    objects,
    sqs,
    rowsOfFile,
    queues: [],
    onRead: () => {},
  };
});
afterAll(() => Promise.all([store?.stop(), s3?.stop()]));

const AT = '2027-01-05T09:00:00.000Z';
const answer = { by: 'Agent', at: AT };

let told = 0;
const add = async (caseId: string, over: Record<string, unknown>): Promise<void> => {
  const event = anEvent({
    id: `told-${told++}`,
    sender: 'etat',
    reference: 'agent',
    actDate: '2026-09-01',
    receivedAt: '2026-09-01T08:00:00.000Z',
    household: [],
    dwelling: {},
    ...over,
  });
  await recordEvent(deps, caseId, await readCase(store.client, store.table, caseId), event, answer);
};
const closed = async (n: number, more: readonly object[] = []): Promise<string> => {
  const caseId = await openCase({ store, s3 }, n, more);
  await add(caseId, { kind: 'relogement' });
  return caseId;
};

const everything = async (): Promise<{ where: string; text: string }[]> => {
  const found = [];
  const asked = { TableName: store.table, ConsistentRead: true };
  for await (const { Items = [] } of paginateScan({ client: store.client }, asked))
    found.push(...Items.map((item) => ({ where: `${item.PK} ${item.SK}`, text: JSON.stringify(item) })));
  return [...found, ...(await s3.all()).map(({ name, text }) => ({ where: name, text: `${name}\n${text}` }))];
};
const look = async (...words: string[]): Promise<string[]> =>
  (await everything())
    .filter(({ text }) => words.some((word) => text.includes(word)))
    .map(({ where }) => where);

const erase = async (
  asked: Asked,
  over: Partial<RequestDeps> = {},
  cause: 'demande' | 'illicite' = 'demande',
) => {
  const own = { ...deps, ...over };
  return eraseTarget(own, await targetOf(own, asked, AT), { ...answer, cause }, false);
};

const writes = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;
/** The same engines, whose k-th write fails. */
const stoppingAt = (k: number): Partial<RequestDeps> => {
  let left = k;
  const count = (): void => {
    left -= 1;
    if (left === 0) throw new Error('stopped');
  };
  const client = new Proxy(store.client, {
    get: (target, name) => {
      if (name !== 'send') return Reflect.get(target, name);
      return async (command: Parameters<typeof target.send>[0]) => {
        if (writes.test(command.constructor.name)) count();
        return target.send(command);
      };
    },
  });
  const objects: RequestDeps['objects'] = {
    ...s3.objects,
    remove: async (list) => {
      count();
      return s3.objects.remove(list);
    },
    removeKey: async (bucket, key) => {
      count();
      return s3.objects.removeKey(bucket, key);
    },
    replace: async (...args) => {
      count();
      return s3.objects.replace(...args);
    },
  };
  return { client, objects };
};

/** Asks again and again, each time stopped one write later. Resolves to how many times it was stopped. */
const eraseThroughStops = async (asked: Asked): Promise<number> => {
  for (let k = 1; k < 200; k++) {
    try {
      await erase(asked, stoppingAt(k));
      return k - 1;
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'stopped') throw error;
    }
  }
  throw new Error('never ended');
};

describe('an erasure that is stopped at one write after another', () => {
  it('ends with nothing left of a household', async () => {
    const caseId = await closed(0);
    expect(await eraseThroughStops({ caseId })).toBeGreaterThan(3);
    expect(await look('Abadie', 'ABADIE', 'GIR-2026-0', '1970-02-03', 'girard-0')).toEqual([]);
    expect(await look(caseId)).toEqual([`CASE#${caseId} TOMBSTONE`]);
  });

  it('ends with nothing left of one person of a household, and the other as before', async () => {
    const other = { nomNaissance: 'Ozanam', prenoms: ['Blaise'], dateNaissance: '1968-01-09' };
    const caseId = await closed(1, [other]);
    await add(caseId, {
      kind: 'executionCfp',
      effectuee: false,
      motifNonExecution: 'Camille Benali était absente',
    });
    const who = { nom: 'BENALI', naissance: '1971-02-03' };
    expect(await eraseThroughStops({ who })).toBeGreaterThan(3);
    expect(await look('Benali', 'BENALI', '1971-02-03', 'Camille', 'CAMILLE')).toEqual([]);
    const found = await readCase(store.client, store.table, caseId);
    const { household, stage } = caseOf(found?.events ?? [], '2027-01-05');
    expect([household, stage]).toEqual([[other], 'reloge']);
    expect(
      found?.events.some((event) => 'motifNonExecution' in event && event.motifNonExecution === '[effacé]'),
    ).toBe(true);
    expect(await look('1968-01-09')).not.toEqual([]);
  });
});

describe('who is meant', () => {
  it('is asked for when two of a household share a name and a birth date', async () => {
    const twin = { nomNaissance: 'Carpentier', prenoms: ['Aubin'], dateNaissance: '1972-02-03' };
    const caseId = await closed(2, [twin]);
    const who = { nom: 'Carpentier', naissance: '1972-02-03' };
    await expect(targetOf(deps, { who }, AT)).rejects.toMatchObject({ code: 'PERSON_UNSURE' });
    const [one] = (await targetOf(deps, { who: { ...who, prenom: 'aubin' } }, AT)).cases;
    expect([one?.caseId, one?.gone]).toEqual([caseId, [twin]]);
  });

  it('is found too where a message of the same case did not know the birth date', async () => {
    const caseId = await closed(3);
    await add(caseId, {
      kind: 'impaye',
      sender: 'caf',
      reference: 'IMP-3',
      household: [{ nomUsage: 'DIALLO', prenoms: ['Camille'] }],
    });
    const { cases } = await targetOf(deps, { who: { nom: 'Diallo', naissance: '1973-02-03' } }, AT);
    expect(cases.map(({ gone, others }) => [gone.length, others.length])).toEqual([[2, 0]]);
  });

  it('is nobody: nothing is found, and a case that has nobody so named says so', async () => {
    expect((await targetOf(deps, { who: { nom: 'Personne', naissance: '1950-01-02' } }, AT)).cases).toEqual(
      [],
    );
    const caseId = await openCase({ store, s3 }, 4);
    const who = { nom: 'Personne', naissance: '1950-01-02' };
    await expect(targetOf(deps, { caseId, who }, AT)).rejects.toMatchObject({ code: 'PERSON_UNKNOWN' });
    await expect(targetOf(deps, { caseId: '77-2026-999999' }, AT)).rejects.toMatchObject({
      code: 'CASE_UNKNOWN',
    });
  });
});

describe('who may be meant', () => {
  const first = { nomNaissance: 'Larquier', prenoms: ['Amédée'] };
  it('under another spelling, or without a birth date, is told by case and left; by name and case, it goes', async () => {
    const spelt = await closed(19, [{ ...first, nomNaissance: 'Larquié', dateNaissance: '1977-11-30' }]);
    const undated = await closed(17, [first]);
    const who = { nom: 'Larquier', naissance: '1977-11-30' };
    const { cases, doubtful } = await targetOf(deps, { who }, AT);
    expect([cases, doubtful]).toEqual([[], [spelt, undated].sort()]);
    await erase({ who });
    expect(await look('Larqui')).not.toEqual([]);
    await erase({ who, caseId: undated });
    await erase({ who: { ...who, nom: 'Larquié' }, caseId: spelt });
    expect(await look('Larqui', 'LARQUI', 'Amédée', 'AMEDEE')).toEqual([]);
  });

  it('is nobody of their own household whose first name is another', async () => {
    const person = { nomNaissance: 'Tournemine', prenoms: ['Aude'], dateNaissance: '1977-11-30' };
    await closed(16, [person, { nomNaissance: 'Tournemine', prenoms: ['Bertrand'] }]);
    const { cases, doubtful } = await targetOf(
      deps,
      { who: { nom: 'Tournemine', naissance: '1977-11-30' } },
      AT,
    );
    expect([cases.length, doubtful]).toEqual([1, []]);
  });

  it('spelt two ways in one household is one person', async () => {
    const sure = { nomNaissance: 'Quesnel', prenoms: ['Amaury'], dateNaissance: '1977-11-30' };
    await closed(18, [sure, { ...sure, nomNaissance: 'Kesnel' }]);
    await erase({ who: { nom: 'Quesnel', naissance: '1977-11-30' } });
    expect(await look('uesnel', 'Kesnel', 'Amaury')).toEqual([]);
  });

  it('in copies that are no case’s, is told copy by copy; what says the birth date in whatever form and letters goes', async () => {
    const { buckets } = s3;
    const person = { nomNaissance: 'Vauquelin', prenoms: ['Éloi'] };
    const text = (over: object) => JSON.stringify({ household: [{ ...person, ...over }] });
    const put = (key: string, bytes: Uint8Array): Promise<string> => s3.put(buckets.raw, key, bytes);
    await put('caf/cut.json', Buffer.from(text({}).slice(0, -3)));
    await put('caf/homonym.json', Buffer.from(text({ dateNaissance: '1950-01-01' })));
    await put('caf/odd.json', Buffer.from(text({ dateNaissance: '21.9.75' })));
    await put('caf/wide.json', Buffer.from(`\ufeff${text({ dateNaissance: '1975-09-21' })}`, 'utf16le'));
    await put('caf/old.json', Buffer.from(text({ dateNaissance: '21/09/1975' }), 'latin1'));
    const who = { nom: 'Vauquelin', naissance: '1975-09-21', prenom: 'Éloi' };
    const { aVerifier, faits } = await erase({ who });
    expect(aVerifier.map(({ key, content }) => [key, content])).toEqual([['caf/cut.json', undefined]]);
    expect(faits.map(({ key }) => key).sort()).toEqual(['caf/odd.json', 'caf/old.json', 'caf/wide.json']);
    const exported = await exportOf(deps, await targetOf(deps, { who }, AT), AT);
    expect(exported.copies).toEqual([]);
  });
});

describe('what stays', () => {
  it('an open case, unless it was filed unlawfully; a held one in any event', async () => {
    const caseId = await openCase({ store, s3 }, 5);
    const before = await look('Fofana', caseId);
    const done = await erase({ caseId });
    expect([done.dossiers, done.effaces, new Set(done.gardes.map(({ why }) => why?.slice(0, 18)))]).toEqual([
      [],
      0,
      new Set(['procédure en cours']),
    ]);
    expect(await look('Fofana', caseId)).toEqual(before);
    await setHold(deps, [caseId], { etat: 'pose', pourquoi: 'recours' }, answer);
    expect((await erase({ caseId }, {}, 'illicite')).dossiers).toEqual([]);
    await setHold(
      deps,
      [caseId],
      { etat: 'leve', pourquoi: undefined },
      { ...answer, at: '2027-01-06T09:00:00.000Z' },
    );
    expect((await erase({ caseId }, {}, 'illicite')).dossiers).toEqual([caseId]);
    expect(await look('Fofana', 'FOFANA')).toEqual([]);
  });

  it('a dropped file that a held case came from, told as kept; once released it goes', async () => {
    const key = 'drop/caf/impayes.csv';
    const [own, held] = [await closed(6), await closed(7)];
    const lines = [6, 7].map((n) => `GIR-2026-${n};${surnames[n]};Camille;0${3}/02/197${n}`);
    await s3.put('drop', key, ['Référence;Nom;Prénom;Naissance', ...lines].join('\r\n'));
    await add(held, { kind: 'impaye', sender: 'caf', reference: 'IMP-7', rawKey: `${key}#3` });
    await setHold(deps, [held], { etat: 'pose', pourquoi: 'recours' }, answer);

    const done = await erase({ caseId: own });

    expect(done.dossiers).toEqual([own]);
    expect(done.gardes.map((one) => [one.key, one.why])).toEqual([[key, expect.stringContaining('gelé')]]);
    expect(await look('Garnier')).toEqual([`drop/${key}`]);
    await setHold(
      deps,
      [held],
      { etat: 'leve', pourquoi: undefined },
      { ...answer, at: '2027-01-06T09:00:00.000Z' },
    );
    await erase({ caseId: held });
    expect(await look('Garnier', 'Haddad')).toEqual([]);
  });

  it('a dropped file that a held case came from, in that version: another file under its key is another file', async () => {
    const key = 'drop/caf/deux.csv';
    const [own, held] = [await closed(10), await closed(11)];
    const tableOf = (...rows: number[]): string =>
      [
        'Référence;Nom;Prénom;Naissance',
        ...rows.map((n) => `GIR-2026-${n};${surnames[n]};Camille;03/02/${1970 + n}`),
      ].join('\r\n');
    const first = await s3.put('drop', key, tableOf(10, 11));
    await s3.put('drop', key, tableOf(10));
    const rawKey = `${key}?versionId=${first}#3`;
    await add(held, { kind: 'impaye', sender: 'caf', reference: 'IMP-11', rawKey });
    await setHold(deps, [held], { etat: 'pose', pourquoi: 'recours' }, answer);

    const done = await erase({ caseId: own });

    expect(done.gardes.map((one) => [one.key, one.why])).toEqual([[key, expect.stringContaining('gelé')]]);
    const left = await s3.objects.of('drop', key);
    expect(left.map(({ versionId }) => versionId)).toEqual([first]);
    const later = { ...answer, at: '2027-01-06T09:00:00.000Z' };
    await setHold(deps, [held], { etat: 'leve', pourquoi: undefined }, later);
    await erase({ caseId: held });
    expect(await look('Kowalski', 'Lemoine')).toEqual([]);
  });

  it('nothing of a dropped file that a held case came from, once the bucket was restored: the version that its row names is no more', async () => {
    const key = 'drop/caf/restaure.csv';
    const [own, held] = [await closed(14), await closed(15)];
    const rows = [14, 15].map((n) => `GIR-2026-${n};${surnames[n]};Camille;03/02/${1970 + n}`);
    const restored = await s3.put('drop', key, ['Référence;Nom;Prénom;Naissance', ...rows].join('\r\n'));
    await add(held, {
      kind: 'impaye',
      sender: 'caf',
      reference: 'IMP-15',
      rawKey: `${key}?versionId=before#3`,
    });
    await setHold(deps, [held], { etat: 'pose', pourquoi: 'recours' }, answer);

    const done = await erase({ caseId: own });

    expect(done.gardes.map((one) => [one.key, one.why])).toEqual([[key, expect.stringContaining('gelé')]]);
    expect((await s3.objects.of('drop', key)).map(({ versionId }) => versionId)).toEqual([restored]);
    const later = { ...answer, at: '2027-01-06T09:00:00.000Z' };
    await setHold(deps, [held], { etat: 'leve', pourquoi: undefined }, later);
    await erase({ caseId: held });
    expect(await look(surnames[14] ?? '', surnames[15] ?? '')).toEqual([]);
  });

  it('a file dropped under the same key by another day, whose rows name nobody of theirs', async () => {
    const key = 'drop/caf/impayes-du-mois.csv';
    const caseId = await closed(12);
    await s3.put('drop', key, 'Référence;Nom;Prénom;Naissance\r\nGIR-2026-12;Marchetti;Camille;03/02/1982');
    const last = await s3.put('drop', key, 'Référence;Nom;Prénom;Naissance\r\nX-1;Vasseur;Ines;04/05/1966');

    await erase({ caseId });

    expect((await s3.objects.of('drop', key)).map(({ versionId }) => versionId)).toEqual([last]);
    expect(await look('Marchetti')).toEqual([]);
  });

  it('a report as it was last written, when an earlier writing of it named them too', async () => {
    const key = 'reports/caf/mois.csv.2026-09-01.json';
    const caseId = await closed(13);
    const report = (rows: number, outcome: string): string =>
      JSON.stringify({
        version: '1',
        file: 'drop/caf/mois.csv',
        receivedAt: AT,
        endedAt: AT,
        outcome: 'processed',
        errors: [],
        totals: { rows, accepted: rows, pending: 0, refused: 0, repeated: 0 },
        rows: ['GIR-2026-13', 'X-1'].map((reference, index) => ({
          line: index + 2,
          reference,
          outcome,
          repeated: false,
          ...(index === 0 && { case: caseId }),
          issues: [],
        })),
      });
    await s3.put('drop', key, report(2, 'pending'));
    await s3.put('drop', key, report(2, 'accepted'));

    await erase({ caseId });

    const [left, ...others] = await s3.objects.of('drop', key);
    if (!left) throw new Error('gone');
    expect(others).toEqual([]);
    const { rows } = JSON.parse(Buffer.from(await s3.objects.read(left)).toString('utf8'));
    expect(rows).toMatchObject([{ reference: 'X-1', outcome: 'accepted' }]);
    await s3.objects.remove([left]);
  });

  it('what is held in every version, whatever the length of its key', async () => {
    const caseId = await closed(14);
    const key = 'etude-girard-provins/acte-14.pdf';
    await s3.put('pieces', key, '%PDF deux');
    const long = `etude-girard-provins/${'é'.repeat(490)}.pdf`;
    await s3.put('pieces', long, '%PDF long');
    await add(caseId, {
      kind: 'assignation',
      sender: 'etude-girard-provins',
      reference: 'L',
      dateAudience: '2026-12-01',
      piece: { key: long, sha256: 'a'.repeat(64), size: 9 },
    });
    await setHold(deps, [caseId], { etat: 'pose', pourquoi: 'recours' }, answer);
    const held = (await s3.all()).filter(({ name }) => name.startsWith(`hold/${caseId}/pieces/`));
    expect(held.map(({ text }) => text)).toEqual(expect.arrayContaining(['%PDF', '%PDF deux', '%PDF long']));
    const later = { ...answer, at: '2027-01-06T09:00:00.000Z' };
    await setHold(deps, [caseId], { etat: 'leve', pourquoi: undefined }, later);
    await erase({ caseId });
    expect(await look('Oliveira')).toEqual([]);
  });

  it('what is held is kept where nothing has a term, until the hold is lifted', async () => {
    const caseId = await closed(15);
    await setHold(deps, [caseId], { etat: 'pose', pourquoi: 'recours' }, answer);
    const held = async () => (await s3.all()).filter(({ name }) => name.startsWith(`hold/${caseId}/`));
    const copied = await held();
    // The act, its data, its archive, its receipt in two forms; its message's marker and its entry in the register.
    expect(copied.map(({ name }) => name.split('/')[2]).sort()).toEqual(
      ['drop', 'drop', 'pieces', 'pieces', 'raw', 'table', 'table'].sort(),
    );
    expect(copied.some(({ text }) => text.includes('Pasquier'))).toBe(true);
    const later = { ...answer, at: '2027-01-06T09:00:00.000Z' };
    expect(await setHold(deps, [caseId], { etat: 'pose', pourquoi: 'recours' }, later)).toEqual([]);
    expect((await held()).map(({ name }) => name)).toEqual(copied.map(({ name }) => name));

    await setHold(deps, [caseId], { etat: 'leve', pourquoi: undefined }, later);

    expect(await held()).toEqual([]);
    await erase({ caseId });
    expect(await look('Pasquier', 'PASQUIER')).toEqual([]);
  });

  it('a hold goes along with the events it holds', async () => {
    const [from, to] = [await closed(8), await closed(0)];
    await setHold(deps, [from], { etat: 'pose', pourquoi: 'recours' }, answer);
    const found = await readCase(store.client, store.table, from);
    const target = await readCase(store.client, store.table, to);
    if (!found || !target) throw new Error('not filed');
    const eventIds = found.events.filter(({ kind }) => kind === 'assignation').map(({ id }) => id);
    await moveEvents(
      deps,
      { from: { caseId: from, found }, to: { caseId: to, found: target }, eventIds, cause: 'detachement' },
      answer,
    );
    const after = await readCase(store.client, store.table, to);
    expect(caseOf(after?.events ?? [], '2027-01-05').gel).toMatchObject({
      par: 'Agent',
      pourquoi: 'recours',
    });
  });
});

describe('an export', () => {
  it('gives a person what is theirs, everywhere, and nothing of who lives with them', async () => {
    const other = { nomNaissance: 'Quillet', prenoms: ['Sosthène'], dateNaissance: '1966-05-08' };
    const caseId = await openCase({ store, s3 }, 9, [other]);
    const who = { nom: 'Jacquet', naissance: '1979-02-03' };
    const exported = await exportOf(deps, await targetOf(deps, { who }, AT), AT);
    const text = JSON.stringify(exported);
    expect(exported.dossiers.map(({ dossier }) => dossier)).toEqual([caseId]);
    expect(text).toContain('GIR-2026-9');
    for (const word of ['Quillet', 'QUILLET', 'Sosthène', 'SOSTHENE', '1966-05-08'])
      expect(text).not.toContain(word);
    expect(new Set(exported.copies.map(({ place }) => place))).toEqual(
      new Set(['raw', 'pieces', 'drop', 'table']),
    );
  });
});

describe('a piece that was announced and never sent', () => {
  const ETUDE = 'etude-girard-provins';
  const register = () => createPieceRegister(store.client, store.table, 4000);
  /** Announces a household's piece over HTTP; its file never comes. */
  const announce = async (pieceId: string, data: string): Promise<void> => {
    const key = `${ETUDE}/${pieceId}.pdf`;
    const at = '2026-03-01T08:00:00.000Z';
    await register().record({
      pieceId,
      etude: ETUDE,
      status: 'awaited',
      at,
      data,
      key,
      errors: [],
      warnings: [],
    });
  };
  const dataOf = (household: readonly object[], reference: string): string =>
    JSON.stringify({
      version: '1',
      sender: ETUDE,
      reference,
      kind: 'procesVerbal',
      actDate: '2026-03-01',
      household,
    });
  const person = { nomNaissance: 'Wierzbicki', prenoms: ['Zénaïde'], dateNaissance: '1959-12-24' };

  it('goes with its person, who has no case, however its data were written', async () => {
    const plain = dataOf([person], 'GIR-W-1');
    await announce('20260301-00000000000000w1', plain);
    await announce('20260301-00000000000000w2', `\n  ${plain}`);
    await announce(
      '20260301-00000000000000w3',
      plain.replace('Wierzbicki', 'Wierzb\\u0069cki').replace('{', ' {'),
    );
    expect(await look('GIR-W-1')).toHaveLength(3);
    await erase({ who: { nom: 'Wierzbicki', naissance: '1959-12-24' } });
    expect(await look('GIR-W-1')).toEqual([]);
  });

  it('goes with the case of its household, by request', async () => {
    const caseId = await closed(3);
    await announce(
      '20260301-00000000000000w4',
      dataOf([{ nomNaissance: surnames[3], prenoms: ['Camille'], dateNaissance: '1973-02-03' }], 'GIR-W-4'),
    );
    await erase({ caseId });
    expect(await look('GIR-W-4')).toEqual([]);
  });

  it('goes by itself, a month after, where nobody asks', async () => {
    await announce('20260301-00000000000000w5', dataOf([person], 'GIR-W-5'));
    const item = (await store.items('PIECE')).find(({ pieceId }) => pieceId === '20260301-00000000000000w5');
    expect(item?.expiresAt).toBe(Date.parse('2026-03-31T08:00:00.000Z') / 1000);
  });
});
