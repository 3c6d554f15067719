import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { clientsOf } from '../../local/clients.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import type { LocalHub } from '../../local/hub.ts';
import { setApart } from '../../shared/cases/watch/set-apart.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { createLookEverywhere } from '../support/traces.ts';

/** Rights of persons, by the command itself, on a whole hub that was filled through its own channels. */
const PDF = readFileSync(join(import.meta.dirname, '../fixtures/demo/files/acte.pdf'));
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const ETUDE = 'etude-moreau-meaux';

let hub: LocalHub;
let sqs: SQSClient;
let s3: S3Client;
let look: ReturnType<typeof createLookEverywhere>;
beforeAll(async () => {
  const assembly = await assemblyFor('local');
  hub = await startDemoHub({ assembly, now: '2026-11-30T09:00:00.000Z' });
  ({ sqs, s3 } = clientsOf(hub.endpoints));
  look = createLookEverywhere(hub);
}, 300_000);
afterAll(() => hub?.stop());

type Person = { nomNaissance: string; prenoms: string[]; dateNaissance: string };

const send = async (queue: string, body: object | string): Promise<void> => {
  const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
  await sqs.send(
    new SendMessageCommand({ QueueUrl: hub.queues.get(`passerelle-local-${queue}`), MessageBody }),
  );
  await hub.idle();
};
const put = async (output: string, Key: string, Body: string | Uint8Array, Metadata = {}): Promise<void> => {
  await s3.send(new PutObjectCommand({ Bucket: hub.outputs.get(output), Key, Body, Metadata }));
};

/** Sends messages about a household by every channel, so that traces of it are everywhere. Resolves to its case. */
const spread = async (n: number, household: readonly Person[]): Promise<string> => {
  const [first] = household;
  if (!first) throw new Error('a household has a person');
  const name = first.nomNaissance.toLowerCase();
  const base = {
    version: '1',
    actDate: '2026-03-02',
    dwelling: {
      insee: '77284',
      street: `${n} rue ${['du Lavoir', 'des Potiers', 'Pasteur', 'du Gué'][n % 4]}`,
    },
    household,
  };
  const caf = { ...base, sender: 'caf', reference: `IMP-${name}`, allocataire: `77${n}41${n}` };
  await send('caf-intake', { ...caf, messageId: `caf-${n}-1`, dette: 900 });
  await send('caf-intake', { ...caf, messageId: `caf-${n}-1`, dette: 900 });
  // This one is refused: a commune of Paris, so it has no case.
  await send('caf-intake', { ...caf, messageId: `caf-${n}-2`, dwelling: { insee: '75112' } });
  await send('caf-intake', JSON.stringify(caf).slice(0, -3));
  await send('bdf-intake', {
    ...base,
    sender: 'bdf',
    messageId: `bdf-${n}`,
    reference: `BDF-${name}`,
    numeroBdf: `0001${n}77`,
    etape: 'recevabilite',
  });
  // One piece with its data beside it, one with its data inside, one infected.
  const piece = (end: string) => ({
    ...base,
    sender: ETUDE,
    messageId: `acte-${n}-${end}`,
    reference: `ML-${name}`,
    actDate: `2026-03-1${end}`,
    kind: 'assignation',
    dateAudience: '2026-05-28',
  });
  await put('PiecesBucketName', `${ETUDE}/a-${n}.json`, JSON.stringify(piece('0')));
  await put('PiecesBucketName', `${ETUDE}/a-${n}.pdf`, PDF);
  const inline = Buffer.from(JSON.stringify(piece('1'))).toString('base64');
  await put('PiecesBucketName', `${ETUDE}/b-${n}.pdf`, PDF, { passerelle: inline });
  await hub.idle();
  await put('PiecesBucketName', `${ETUDE}/c-${n}.json`, JSON.stringify(piece('2')));
  await put('PiecesBucketName', `${ETUDE}/c-${n}.pdf`, EICAR);
  await hub.idle();
  const french = (date: string): string => date.split('-').reverse().join('/');
  const row = (reference: string, { nomNaissance, prenoms, dateNaissance }: Person, insee: string): string =>
    `${reference};16/03/2026;${insee};${base.dwelling.street};${nomNaissance};${prenoms[0]};${french(dateNaissance)};28/04/2026`;
  const neighbour = { nomNaissance: `Voisin${n}`, prenoms: ['Gaspard'], dateNaissance: `194${n}-06-07` };
  const csv = [
    'Référence;Date;Code INSEE;Adresse;Nom;Prénom;Date de naissance;Date de la commission',
    row(`CLP-${name}`, first, '77284'),
    row(`CLP-voisin-${n}`, neighbour, '77379'),
  ];
  await put('DropBucketName', `drop/bailleur-habitat-exemple/liste-${n}.csv`, csv.join('\r\n'));
  await hub.idle();
  const [dead] = [...hub.queues.keys()].filter((queue) => /caf-intake-dead-letters/.test(queue));
  await send(dead?.replace('passerelle-local-', '') ?? '', { ...caf, messageId: `caf-${n}-3` });
  const [found] = (await look([caf.reference])).filter(({ where }) => where.startsWith('EVENT CASE#'));
  return found?.where.slice('EVENT CASE#'.length).split(' ')[0] ?? '';
};

const person = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  const env = {
    ...process.env,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: hub.endpoints.dynamodb,
    AWS_ENDPOINT_URL_S3: hub.endpoints.aws,
    AWS_ENDPOINT_URL_SQS: hub.endpoints.aws,
    TABLE_NAME: hub.outputs.get('TableName'),
    MATCHING_KEY: [...hub.secrets.values()][0],
    RAW_BUCKET: hub.outputs.get('RawBucketName'),
    PIECES_BUCKET: hub.outputs.get('PiecesBucketName'),
    DROP_BUCKET: hub.outputs.get('DropBucketName'),
    QUARANTINE_BUCKET: hub.outputs.get('QuarantineBucketName'),
    HOLD_BUCKET: hub.outputs.get('HoldBucketName'),
    QUEUE_PREFIX: 'passerelle-local-',
  };
  const command = join(import.meta.dirname, '../../cli/passerelle.ts');
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [command, 'person', ...args], {
      env,
    });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const failed = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() }).parse(error);
    return { code: failed.code, out: failed.stdout, err: failed.stderr };
  }
};

/** Leaves a case as the watch and `retire-case` do when its term has come. */
const setItApart = async (caseId: string): Promise<void> => {
  const client = clientsOf(hub.endpoints).documents;
  const table = hub.outputs.get('TableName') ?? '';
  const found = await readCase(client, table, caseId);
  if (!found) throw new Error(`no case ${caseId}`);
  const order = { by: 'hub', at: '2029-09-01T05:00:00.000Z', cause: 'terme' as const };
  await setApart(client, table, found.summary, order, '2029-10-01');
  client.destroy();
};

const close = (
  sender: string,
  reference: string,
  household: readonly Person[],
  street: string,
): Promise<void> =>
  send(`${sender}-intake`, {
    version: '1',
    sender,
    reference,
    messageId: `fin-${reference}`,
    kind: 'relogement',
    actDate: '2026-09-01',
    dwelling: { insee: '77284', street },
    household,
  });

/** The places where words were found, once each, without what distinguishes one item of a kind from another. */
const placesOf = (traces: readonly { where: string }[]): string[] =>
  [...new Set(traces.map(({ where }) => where.replace(/^(\w+) (CASE|MESSAGE|ETUDE|DIGEST)#.*/, '$1')))]
    .map((where) =>
      where.replace(/^passerelle-local-|-\d{12}(?=\/)/g, '').replace(/(\/[^/]+)\/.*\.(\w+)$/, '$1/….$2'),
    )
    .sort();

describe('a household', { timeout: 240_000 }, () => {
  const ludivine = { nomNaissance: 'Zyromska', prenoms: ['Ludivine'], dateNaissance: '1961-04-23' };
  const street = '1 rue des Potiers';
  const words = ['Zyromska', 'Ludivine', '1961-04-23', '23/04/1961', '77141', '0001177'];
  let caseId: string;
  beforeAll(async () => {
    caseId = await spread(1, [ludivine]);
  }, 300_000);

  it('is in every place the hub has: what follows looks for it in all of them', async () => {
    expect(caseId).toMatch(/^77-\d{4}-\d{6}$/);
    const places = placesOf(await look(words));
    for (const place of ['CASE', 'EVENT', 'MESSAGE', 'PIECE']) expect(places).toContain(place);
    for (const part of ['raw', 'pieces', 'quarantine', 'drop'])
      expect(
        places.some((place) => place.toLowerCase().includes(part)),
        part,
      ).toBe(true);
    expect(
      places.some((place) => place.includes('/reports/')),
      'report',
    ).toBe(true);
    expect(
      places.some((place) => place.includes('dead-letters')),
      'dead letters',
    ).toBe(true);
    expect(
      places.some((place) => place.includes('replies-caf')),
      'replies',
    ).toBe(true);
  });

  it('stays while its procedure goes on, with the reason, and nothing of it is touched', async () => {
    const before = await look(words);
    const { code, out } = await person('erase', '--case', caseId, '--by', 'Agent', '--yes');
    expect(code).toBe(0);
    expect(out).toMatch(/Dossiers effacés : aucun/);
    expect(out).toMatch(/procédure en cours/);
    expect(await look(words)).toEqual(before);
  });

  it('stays too when an order to drop it was wrong: the function judges again', async () => {
    const before = await look(words);
    await send('retire-cases', { caseId });
    expect(await look(words)).toEqual(before);
    const dead = Object.entries(hub.deadLetters()).filter(([name]) => name.includes('drop'));
    expect(dead.map(([, count]) => count)).toEqual(dead.map(() => 0));
    expect(dead.length).toBeGreaterThan(0);
    const [file = ''] = readdirSync(hub.logDir).filter((name) => name.includes('retire-case'));
    const log = readFileSync(join(hub.logDir, file), 'utf8');
    const stays = log.split('\n').filter((line) => line.includes('"event":"case.stays"'));
    expect(stays.map((line) => JSON.parse(line).caseId)).toContain(caseId);
  });

  it('is given all that is known of it: JSON, a page, its pieces; the request is recorded', async () => {
    const out = mkdtempSync(join(tmpdir(), 'passerelle-export-'));
    const { code, err } = await person(
      ...['export', '--nom', 'ZYROMSKA', '--naissance', '1961-04-23', '--by', 'Agent', '--out', out],
    );
    expect([code, err]).toEqual([0, expect.any(String)]);
    expect(readdirSync(out).sort()).toEqual(['export.html', 'export.json', 'piece-1.pdf', 'piece-2.pdf']);
    const exported = z
      .object({
        dossiers: z.array(z.looseObject({ dossier: z.string() })),
        copies: z.array(z.looseObject({ place: z.string(), what: z.string() })),
      })
      .parse(JSON.parse(readFileSync(join(out, 'export.json'), 'utf8')));
    expect(exported.dossiers.map(({ dossier }) => dossier)).toEqual([caseId]);
    expect(new Set(exported.copies.map(({ place }) => place))).toEqual(
      new Set(['file', 'raw', 'pieces', 'quarantine', 'drop', 'table']),
    );
    expect(readFileSync(join(out, 'export.html'), 'utf8')).toMatch(/Zyromska/);
    const text = readFileSync(join(out, 'export.json'), 'utf8');
    expect(text).not.toContain('Voisin1');
    const traces = (await look(['export'])).filter(({ where }) => where.startsWith('TRACE'));
    // What was asked, and the fact that somebody read it.
    expect(traces.map(({ where }) => /#(export|lecture)\b/.exec(where)?.[1]).sort()).toEqual([
      'export',
      'lecture',
    ]);
  });

  it('erased, is nowhere: the table, every object, every queue; but in what the command says it kept', async () => {
    await close('etat', 'REL-1', [ludivine], street);
    expect((await person('hold', '--case', caseId, '--by', 'Agent', '--why', 'recours')).code).toBe(0);
    const held = await person('erase', '--case', caseId, '--by', 'Agent', '--yes');
    expect(held.out).toMatch(/dossier gelé/);
    expect((await person('release', '--case', caseId, '--by', 'Agent')).code).toBe(0);
    const kept = await person('restore', '--case', caseId, '--by', 'Agent');
    expect([kept.code, kept.err]).toEqual([1, expect.stringContaining('NOT_RETIRED')]);
    await setItApart(caseId);
    const back = await person('restore', '--case', caseId, '--by', 'Agent');
    expect([back.code, JSON.parse(back.out)]).toEqual([0, { ramene: caseId, fait: true }]);
    const before = await look([...words, 'REL-1', 'ML-zyromska']);
    const asked = await person('erase', '--case', caseId, '--by', 'Agent');
    expect([asked.code, asked.err]).toEqual([2, expect.stringContaining('--yes')]);
    expect(asked.out).toMatch(/efface : Résumé du dossier \[table\] CASE#/);
    expect(await look([...words, 'REL-1', 'ML-zyromska'])).toEqual(before);

    const { code, out, err } = await person('erase', '--case', caseId, '--by', 'Agent', '--yes');

    expect([code, err.includes('person :')]).toEqual([0, false]);
    expect(out).toContain(`Dossiers effacés : ${caseId}`);
    expect(out).toMatch(/Mails déjà partis/);
    const references = [
      'REL-1',
      'IMP-zyromska',
      'BDF-zyromska',
      'ML-zyromska',
      'CLP-zyromska',
      'acte-1',
      'caf-1-',
    ];
    expect(await look([...words, ...references])).toEqual([]);
    // The case's reference stays in its tombstone and in the record of the request, and nowhere else.
    const left = (await look([caseId])).map(({ where }) => where.split(' ')[0]);
    expect(new Set(left)).toEqual(new Set(['TOMBSTONE', 'TRACE']));
    // What the same file says of another household stays.
    expect((await look(['Voisin1'])).map(({ where }) => where.split(' ')[0])).toContain('EVENT');
  });

  it('asked again, says when it was and by whom', async () => {
    const { code, out } = await person('erase', '--case', caseId, '--by', 'Autre', '--yes');
    expect([code, out]).toEqual([0, expect.stringMatching(/déjà effacé le .*, par Agent/)]);
  });
});

describe('one of a household of two', { timeout: 240_000 }, () => {
  const perrine = { nomNaissance: 'Okonkwo', prenoms: ['Perrine'], dateNaissance: '1979-08-12' };
  const tobias = { nomNaissance: 'Okonkwo', prenoms: ['Tobias'], dateNaissance: '1977-01-30' };
  it('is taken out of each copy, and what is known of the other stays', async () => {
    const caseId = await spread(2, [perrine, tobias]);
    await close('etat', 'REL-2', [perrine, tobias], '2 rue Pasteur');
    const of = (words: string[]) => async () =>
      placesOf((await look(words)).filter(({ where }) => !where.includes('/drop/')));
    const tobiasIn = of(['Tobias', '1977-01-30']);
    const before = await tobiasIn();

    const { code, out } = await person(
      ...[
        'erase',
        '--nom',
        'okonkwo',
        '--prenom',
        'perrine',
        '--naissance',
        '1979-08-12',
        '--by',
        'Agent',
        '--yes',
      ],
    );

    expect(code).toBe(0);
    expect(out).toContain(`Dossiers dont la personne est retirée : ${caseId}`);
    expect(out).toMatch(/acte signifié au ménage entier/);
    const left = await look(['Perrine', '1979-08-12', '12/08/1979']);
    expect(left.map(({ where }) => where.replace(/^passerelle-local-pieces-\d+/, 'pieces'))).toEqual(
      // The data inside the second act stays: the PDF itself names both persons, and the command said so.
      left.map(() => `pieces/${ETUDE}/b-2.pdf`),
    );
    const after = await tobiasIn();
    for (const place of ['CASE', 'EVENT', 'MESSAGE', 'PIECE']) expect(after).toContain(place);
    expect(before.length).toBeGreaterThanOrEqual(after.length);
    // The household keeps its numbers, and a new message still finds its case.
    await send('caf-intake', {
      version: '1',
      sender: 'caf',
      reference: 'IMP-okonkwo',
      messageId: 'caf-2-9',
      actDate: '2026-10-02',
      dwelling: { insee: '77284', street: '2 rue Pasteur' },
      household: [tobias],
    });
    const later = (await look(['2026-10-02'])).filter(({ where }) => where.startsWith('EVENT'));
    expect(later.map(({ where }) => where.split(' ')[1])).toEqual([`CASE#${caseId}`]);
  });
});
