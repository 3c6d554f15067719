import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { demoPartners, startDemoHub } from '../../cli/demo/hub.ts';
import { orderSummary } from '../../cli/demo/play.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { hasIntake } from '../../shared/store/partners.ts';
import { secretOf, tokenOf } from '../support/partners.ts';

/** Each partner of the charter, by its own channel, on the whole hub: what it sends is filed in a case and answered. */
const FILES = join(import.meta.dirname, '../fixtures/demo/files');
const PDF = readFileSync(join(FILES, 'acte.pdf'));
/** The test string that every antivirus knows (eicar.org), in two halves so that this source file is not mistaken for it. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const MOREAU = 'etude-moreau-meaux';
const LAMBERT = 'etude-lambert-melun';

let hub: LocalHub;
let sqs: SQSClient;
let s3: S3Client;
beforeAll(async () => {
  const assembly = await assemblyFor('local');
  hub = await startDemoHub({ assembly, now: '2026-11-30T09:00:00.000Z' });
  ({ sqs, s3 } = clientsOf(hub.endpoints));
}, 300_000);
afterAll(() => hub?.stop());

const replySchema = z.object({
  outcome: z.string(),
  reference: z.string().optional(),
  case: z.string().optional(),
  receipt: z.string().optional(),
  errors: z.array(z.object({ code: z.string() })),
});
const read = new Map<string, z.infer<typeof replySchema>[]>();
/** The replies that a partner has had until now, read from its queue as a partner does. */
const repliesOf = async (partner: string): Promise<z.infer<typeof replySchema>[]> => {
  await hub.idle();
  const replies = read.get(partner) ?? [];
  read.set(partner, replies);
  const QueueUrl = hub.queues.get(`passerelle-local-replies-${partner}`);
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    );
    if (Messages.length === 0) return replies;
    for (const { Body, ReceiptHandle } of Messages) {
      replies.push(replySchema.parse(JSON.parse(Body ?? '')));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
};

const items = async (entity: string): Promise<Record<string, unknown>[]> => {
  const found = [];
  const pages = paginateScan(
    { client: clientsOf(hub.endpoints).documents },
    { TableName: hub.outputs.get('TableName'), ConsistentRead: true },
  );
  for await (const { Items = [] } of pages) found.push(...Items.filter((item) => item.entity === entity));
  return found;
};

/** Households that cannot be mistaken for one another. */
const surnames =
  'Abadie Benali Carpentier Diallo Esteve Fofana Garnier Haddad Ibanez Jacquet Keller Lefevre Mendes Nguyen Olivier Pereira Quentin Rahmani Sylla Traore Urbain Valette Wagner Yilmaz Zerbib Chevallier Dumoulin Grandjean Hardouin Joubert Laurencin Marchetti'.split(
    ' ',
  );
const householdOf = (n: number) => ({
  dwelling: {
    insee: ['77284', '77288', '77379', '77186', '77468'][n % 5],
    street: `${3 + n * 7} rue ${surnames[(n * 11) % 32]}`,
  },
  household: [
    {
      nomNaissance: surnames[n % 32],
      prenoms: [['Camille', 'Driss', 'Elodie', 'Moussa', 'Ursula', 'Theo', 'Wassila'][n % 7]],
      dateNaissance: `${1950 + n}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + ((n * 5) % 28)).padStart(2, '0')}`,
    },
  ],
});

const exampleOf = (sender: string): Record<string, unknown>[] => {
  const formats = Object.values(partnerOfSender(sender)?.formats ?? {});
  return formats.flatMap((format) => {
    const examples = z.globalRegistry.get(format.schema)?.examples;
    return z.array(z.record(z.string(), z.unknown())).parse(examples);
  });
};

const queued = demoPartners.filter(hasIntake).map(({ code }) => code);

describe('a partner with a queue', () => {
  it.each(queued)('%s: each of its examples arrives in a case and gets its reply', async (partner) => {
    const examples = exampleOf(partner);
    expect(examples.length).toBeGreaterThan(0);
    for (const [n, example] of examples.entries()) {
      const body = {
        ...example,
        sender: partner,
        messageId: `${partner}-${n}`,
        reference: partner,
        ...householdOf(queued.indexOf(partner)),
        ...('bailleur' in example && { bailleur: { nom: 'Habitat Exemple', referenceBail: `B-${partner}` } }),
      };
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: hub.queues.get(`passerelle-local-${partner}-intake`),
          MessageBody: JSON.stringify(body),
        }),
      );
      await hub.idle();
    }
    const replies = await repliesOf(partner);
    expect(replies.map(({ outcome, errors }) => ({ outcome, errors }))).toEqual(
      examples.map(() => ({ outcome: 'accepted', errors: [] })),
    );
    const events = (await items('EVENT')).filter(({ event }) => Object(event).sender === partner);
    // One household, one case.
    expect(new Set(events.map(({ caseId }) => caseId)).size).toBe(1);
    // The sender's own name for the case, which no other sender reads and which is not the hub’s number.
    const named = (await items('ALIAS')).filter(({ sender }) => sender === partner);
    expect(named.map(({ caseId }) => caseId)).toEqual([events[0]?.caseId]);
    expect(new Set(replies.map((reply) => reply.case))).toEqual(new Set(named.map(({ name }) => name)));
    expect(events).toHaveLength(examples.length);
  });

  it('tells the State of an ASLL and an AVDL open at once, and names the two bodies', async () => {
    const common = {
      version: '1',
      reference: 'DOUBLON-1',
      actDate: '2026-03-02',
      kind: 'accompagnement',
      etat: 'ouverte',
      dwelling: { insee: '77284', street: '1 rue du Doublon' },
      household: [{ nomNaissance: 'Doublon', prenoms: ['Alix'], dateNaissance: '1990-02-03' }],
    };
    for (const [sender, mesure] of [
      ['mds-meaux', 'asll'],
      ['association-exemple', 'avdl'],
    ]) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: hub.queues.get(`passerelle-local-${sender}-intake`),
          MessageBody: JSON.stringify({ ...common, sender, mesure }),
        }),
      );
      await hub.idle();
    }
    const notices = (await items('NOTICE')).filter(
      ({ template, sender }) => template === 'accompagnement' && sender === 'association-exemple',
    );
    const doubled = notices.filter(({ facts }) => JSON.stringify(facts).includes('["À vérifier","Doublon'));
    expect(doubled.map(({ recipient }) => recipient).sort()).toEqual([
      'arrondissement',
      'association',
      'mds',
    ]);
    // The directory has no address for them yet: the State's mail names them instead.
    await orderSummary(hub);
    const store = z.object({ emails: z.array(z.object({ body: z.object({ text: z.string() }) })) });
    const { emails } = store.parse(await (await fetch(`${hub.endpoints.ses}/store`)).json());
    const mail = emails.find(({ body }) => body.text.includes('Doublon : ASLL'));
    expect(mail?.body.text).toMatch(/association chargée de l’accompagnement/);
  });
});

describe('a file', () => {
  it('of a landlord’s CLPIL list becomes messages, and its report comes back beside it', async () => {
    const csv = [
      'Liste pour la CLPIL du 28/04/2026',
      'Référence;Date;Code INSEE;Adresse;Nom;Prénom;Date de naissance;Date de la commission;Lettre d’accord du',
      'L-1;16/03/2026;77284;3 rue du Port;Clpil;Ana;01/02/1980;28/04/2026;10/03/2026',
      'L-2;16/03/2026;75112;3 rue du Port;Clpil;Bob;01/02/1981;28/04/2026;',
      'L-3;16/03/2026;77288;3 rue du Port;Clpil;Cyd;01/02/1982;;',
    ].join('\r\n');
    const Bucket = hub.outputs.get('DropBucketName');
    await s3.send(
      new PutObjectCommand({ Bucket, Key: 'drop/bailleur-habitat-exemple/clpil.csv', Body: csv }),
    );
    await hub.idle();
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'reports/bailleur-habitat-exemple/' }),
    );
    const keys = Contents.map(({ Key }) => Key ?? '');
    expect(keys.map((key) => key.slice(-4)).sort()).toEqual(['.csv', 'json']);
    const read = async (end: string): Promise<string> => {
      const { Body } = await s3.send(
        new GetObjectCommand({ Bucket, Key: keys.find((key) => key.endsWith(end)) }),
      );
      return (await Body?.transformToString()) ?? '';
    };
    expect(JSON.parse(await read('.json'))).toMatchObject({
      outcome: 'processed',
      totals: { rows: 3, accepted: 1, pending: 0, refused: 2, repeated: 0 },
      rows: [
        { line: 3, reference: 'L-1', outcome: 'accepted', case: expect.stringMatching(/^[0-9A-Z]{4}-/) },
        { line: 4, outcome: 'refused', issues: [{ code: 'HORS_DEPARTEMENT', column: 'Code INSEE' }] },
        {
          line: 5,
          outcome: 'refused',
          issues: [{ code: 'CHAMP_MANQUANT', column: 'Date de la commission' }],
        },
      ],
    });
    expect(await read('.csv')).toContain('Acceptées;1\r\n');
  });
});

const call = async (token: string | undefined, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${[...hub.apis.values()][0]}${path}`, {
    ...init,
    headers: { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' },
  });

let number = 0;
const dataOf = (etude: string, over: object = {}) => {
  number += 1;
  return {
    version: '1',
    sender: etude,
    messageId: `P-${number}`,
    reference: `DOS-${number}`,
    actDate: '2026-03-16',
    kind: 'assignation',
    ...householdOf(20 + number),
    tribunal: 'Tribunal judiciaire de Meaux',
    dateAudience: '2026-05-28',
    ...over,
  };
};
const depositSchema = z.object({
  id: z.string(),
  status: z.string(),
  upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }).optional(),
});
type Deposit = z.infer<typeof depositSchema>;
const announce = async (token: string, data: object): Promise<Deposit> => {
  const response = await call(token, '/v1/pieces', { method: 'POST', body: JSON.stringify(data) });
  expect(response.status).toBe(201);
  return depositSchema.parse(await response.json());
};
const send = async (
  deposit: Deposit,
  bytes: Uint8Array,
  over: Record<string, string> = {},
): Promise<Response> => {
  const form = new FormData();
  const fields = { ...deposit.upload?.fields, ...over };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([Buffer.from(bytes)], { type: fields['Content-Type'] ?? '' }), 'acte.pdf');
  return fetch(deposit.upload?.url ?? '', { method: 'POST', body: form });
};

describe('an étude over HTTP', () => {
  it('announces a piece, sends its file, follows it and reads its receipt', async () => {
    const token = await tokenOf(hub, MOREAU);
    const data = dataOf(MOREAU);
    const deposit = await announce(token, data);
    expect(await (await call(token, `/v1/pieces/${deposit.id}`)).json()).toMatchObject({ status: 'awaited' });
    expect((await call(token, `/v1/pieces/${deposit.id}/accuse`)).status).toBe(409);
    expect((await send(deposit, PDF)).status).toBe(204);
    await hub.idle();

    const state = z
      .object({ case: z.string(), sha256: z.string() })
      .loose()
      .parse(await (await call(token, `/v1/pieces/${deposit.id}`)).json());
    expect(state).toMatchObject({ status: 'accepted', kind: 'assignation', reference: data.reference });
    expect(await (await call(token, `/v1/pieces/${deposit.id}/accuse`)).json()).toMatchObject({
      id: deposit.id,
      title: 'Assignation',
      sha256: state.sha256,
      case: state.case,
    });
    const pdf = await call(token, `/v1/pieces/${deposit.id}/accuse/pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const again = await call(token, '/v1/pieces', { method: 'POST', body: JSON.stringify(data) });
    expect([again.status, await again.json()]).toMatchObject([200, { id: deposit.id, status: 'accepted' }]);
    const reply = (await repliesOf(MOREAU)).find(({ reference }) => reference === data.reference);
    expect(reply).toMatchObject({ outcome: 'accepted', receipt: `reports/${MOREAU}/accuses/${deposit.id}` });
  });

  it('is told in French what its data lack, and nothing is entered', async () => {
    const token = await tokenOf(hub, MOREAU);
    const { household: _, ...data } = dataOf(MOREAU);
    const response = await call(token, '/v1/pieces', { method: 'POST', body: JSON.stringify(data) });
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { errors: [{ code: 'CHAMP_MANQUANT', path: 'household' }] },
    ]);
    expect((await call(token, '/v1/pieces', { method: 'POST', body: '{"version":' })).status).toBe(422);
    const foreign = await call(token, '/v1/pieces', {
      method: 'POST',
      body: JSON.stringify(dataOf(LAMBERT)),
    });
    expect([foreign.status, await foreign.json()]).toMatchObject([
      422,
      { errors: [{ code: 'EXPEDITEUR_INATTENDU' }] },
    ]);
  });

  it('keeps EXPLOC’s receipts: an act awaits one until it is told, and again when it is taken back', async () => {
    const token = await tokenOf(hub, MOREAU);
    const data = dataOf(MOREAU);
    const deposit = await announce(token, data);
    await send(deposit, PDF);
    await hub.idle();
    const awaited = async (): Promise<boolean> => {
      const body = z.object({ acts: z.array(z.object({ id: z.string() })) });
      const { acts } = body.parse(await (await call(token, '/v1/exploc/attente')).json());
      return acts.some(({ id }) => id === deposit.id);
    };
    expect(await awaited()).toBe(true);
    const receipt = { numero: 'EXP-2026-1', date: '2026-03-17' };
    const put = await call(token, `/v1/pieces/${deposit.id}/exploc`, {
      method: 'PUT',
      body: JSON.stringify(receipt),
    });
    expect(await put.json()).toMatchObject({ exploc: receipt });
    await hub.idle();
    const events = (await items('EVENT')).map(({ event }): Record<string, unknown> => Object(event));
    expect(
      events.filter(({ kind, reference }) => kind === 'receptionPrefet' && reference === data.reference),
    ).toEqual([
      expect.objectContaining({
        sender: MOREAU,
        acte: data.kind,
        actDate: receipt.date,
        dateActe: data.actDate,
      }),
    ]);
    expect(await awaited()).toBe(false);
    const day = `${deposit.id.slice(0, 4)}-${deposit.id.slice(4, 6)}-${deposit.id.slice(6, 8)}`;
    const csv = await (await call(token, `/v1/exploc/jours/${day}/csv`)).text();
    expect(csv).toContain('EXP-2026-1;17/03/2026');
    await call(token, `/v1/pieces/${deposit.id}/exploc`, { method: 'DELETE' });
    expect(await awaited()).toBe(true);
    const told = async (body: object) =>
      call(token, `/v1/pieces/${deposit.id}/exploc`, { method: 'PUT', body: JSON.stringify(body) });
    for (const bad of [
      { numero: '' },
      { ...receipt, numero: 'EXP-2026-1\nEXP-2026-2' },
      { ...receipt, date: '2026-01-02' },
    ])
      expect((await told(bad)).status, JSON.stringify(bad)).toBe(422);
    expect(await awaited()).toBe(true);
    const more = await told({ ...receipt, numéro: 'X' });
    expect(await more.json()).toMatchObject({
      warnings: expect.arrayContaining([expect.objectContaining({ code: 'CHAMP_INCONNU', path: 'numéro' })]),
    });
  });

  it('cannot read, list or overwrite another étude’s', async () => {
    const [moreau, lambert] = [await tokenOf(hub, MOREAU), await tokenOf(hub, LAMBERT)];
    const deposit = await announce(moreau, dataOf(MOREAU));
    await send(deposit, PDF);
    await hub.idle();
    for (const path of ['', '/accuse', '/accuse/pdf'])
      expect((await call(lambert, `/v1/pieces/${deposit.id}${path}`)).status, path).toBe(404);
    const put = { method: 'PUT', body: JSON.stringify({ numero: 'X', date: '2026-03-17' }) };
    expect((await call(lambert, `/v1/pieces/${deposit.id}/exploc`, put)).status).toBe(404);
    expect((await call(lambert, `/v1/pieces/${deposit.id}/exploc`, { method: 'DELETE' })).status).toBe(404);
    for (const path of ['/v1/pieces', '/v1/exploc/attente'])
      expect(await (await call(lambert, path)).text(), path).not.toContain(deposit.id);
    const own = await announce(lambert, dataOf(LAMBERT));
    const stolen = { key: `${MOREAU}/api/${deposit.id}.pdf` };
    expect((await send(own, PDF, stolen)).status).toBe(403);
  });

  it('is let in by its own valid token only, and does only what its scope allows', async () => {
    const valid = await tokenOf(hub, MOREAU);
    const [, secret = ''] = valid.split('.');
    const others = {
      none: undefined,
      noise: 'abc',
      'a touched one': `${MOREAU}.${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`,
      'one in another’s name': `etude-lambert-melun.${secret}`,
      'one with more': `${valid}.x`,
      'its own secret': await secretOf(hub, MOREAU),
    };
    for (const [why, token] of Object.entries(others)) {
      const answer = await call(token, '/v1/pieces');
      expect([answer.status, answer.headers.get('www-authenticate')], why).toEqual([
        401,
        'Bearer error="invalid_token"',
      ]);
    }
    const reads = await tokenOf(hub, MOREAU, 'passerelle/pieces.lire');
    expect((await call(reads, '/v1/pieces')).status).toBe(200);
    const post = { method: 'POST', body: JSON.stringify(dataOf(MOREAU)) };
    expect((await call(reads, '/v1/pieces', post)).status).toBe(403);
    expect((await call(reads, '/v1/exploc/attente')).status).toBe(403);
  });

  it('cannot send 26 MB, another type, or a file that is no PDF', async () => {
    const token = await tokenOf(hub, MOREAU);
    const deposit = await announce(token, dataOf(MOREAU));
    expect((await send(deposit, new Uint8Array(26 * 1024 * 1024))).status).toBe(400);
    expect((await send(deposit, PDF, { 'Content-Type': 'text/html' })).status).toBe(403);
    expect((await send(deposit, Buffer.from('Ceci est un texte.'))).status).toBe(204);
    await hub.idle();
    const state = await (await call(token, `/v1/pieces/${deposit.id}`)).json();
    expect(state).toMatchObject({ status: 'refused', errors: [{ code: 'PIECE_PAS_PDF' }] });
    // The right file may still be uploaded.
    expect((await send(await announce(token, JSON.parse(await dataFor(deposit.id))), PDF)).status).toBe(204);
    await hub.idle();
    expect(await (await call(token, `/v1/pieces/${deposit.id}`)).json()).toMatchObject({
      status: 'accepted',
    });
  });

  const dataFor = async (id: string): Promise<string> =>
    String((await items('PIECE')).find(({ pieceId }) => pieceId === id)?.data);
});

describe('an infected piece', () => {
  it('is refused, set apart, and its sender told; a clean one beside it is filed', async () => {
    const Bucket = hub.outputs.get('PiecesBucketName');
    const put = (Key: string, Body: string | Uint8Array) =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    await put(`${MOREAU}/virus/mal.json`, JSON.stringify(dataOf(MOREAU, { reference: 'VIRUS' })));
    await put(`${MOREAU}/virus/mal.pdf`, Buffer.concat([PDF, Buffer.from(EICAR)]));
    const clean = dataOf(MOREAU, { reference: 'SAIN' });
    await put(`${MOREAU}/virus/sain.json`, JSON.stringify(clean));
    await put(`${MOREAU}/virus/sain.pdf`, PDF);
    const token = await tokenOf(hub, MOREAU);
    const deposit = await announce(token, dataOf(MOREAU));
    await send(deposit, Buffer.concat([PDF, Buffer.from(EICAR)]));
    await hub.idle();

    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${MOREAU}/virus/` }));
    expect(Contents.map(({ Key }) => Key).sort()).toEqual([
      `${MOREAU}/virus/sain.json`,
      `${MOREAU}/virus/sain.pdf`,
    ]);
    const apart = await s3.send(
      new ListObjectsV2Command({
        Bucket: [...hub.outputs].find(([name]) => name === 'QuarantineBucketName')?.[1],
      }),
    );
    expect(apart.Contents?.map(({ Key }) => Key).sort()).toEqual([
      `${MOREAU}/api/${deposit.id}.pdf`,
      `${MOREAU}/virus/mal.json`,
      `${MOREAU}/virus/mal.pdf`,
    ]);
    expect(await (await call(token, `/v1/pieces/${deposit.id}`)).json()).toMatchObject({
      status: 'refused',
      errors: [{ code: 'PIECE_INFECTEE' }],
    });
    const replies = await repliesOf(MOREAU);
    expect(replies.filter(({ errors }) => errors.some(({ code }) => code === 'PIECE_INFECTEE'))).toHaveLength(
      2,
    );
    expect(replies.find(({ reference }) => reference === 'SAIN')).toMatchObject({ outcome: 'accepted' });
  });
});

it('leaves no dead letter behind', () => {
  expect(Object.entries(hub.deadLetters()).filter(([, n]) => n > 0)).toEqual([]);
});
