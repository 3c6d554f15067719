import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { clientsOf } from '../../local/clients.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import type { LocalHub } from '../../local/hub.ts';
import { hashOf, newToken } from '../../shared/api/token.ts';
import { createTokenStore } from '../../shared/store/partners.ts';
import { createUnread } from '../../shared/store/unread.ts';
import { runCommand } from '../support/command.ts';
import { askToken } from '../support/partners.ts';

/** Partners come and go on a hub that runs, by the command that whoever runs it types. */
let hub: LocalHub;
beforeAll(async () => {
  hub = await startDemoHub({ assembly: await assemblyFor('local') });
}, 300_000);
afterAll(() => hub?.stop());

const partner = (...args: string[]) =>
  runCommand('partner', [...args, '--stage', 'local'], {
    AWS_ENDPOINT_URL_CLOUDFORMATION: hub.endpoints.aws,
    AWS_ENDPOINT_URL_DYNAMODB: hub.endpoints.dynamodb,
  });
const BY = ['--by', 'Claire Martin'];
const added = (code: string, ...more: string[]) =>
  partner('add', code, '--name', 'Nouveau', '--contact', 'service@nouveau.example', ...more, ...BY);
/** The secret that a command printed. */
const secretIn = (out: string): string => /redira pas :\n(\S+)/.exec(out)?.[1] ?? '';

const enquete = (sender: string, messageId: string) => ({
  version: '1',
  kind: 'enqueteSociale',
  sender,
  messageId,
  reference: messageId,
  actDate: '2026-11-02',
  moment: 'assignation',
  etat: 'rendue',
  dwelling: { insee: '77379', street: '3 rue du Val' },
  household: [{ nomNaissance: 'Exemple', prenoms: ['Zoé'], dateNaissance: '1980-02-03' }],
});
const tokenFor = async (code: string, secret: string): Promise<string> =>
  String(Object(await (await askToken(hub, code, secret)).json()).access_token);
const call = (token: string, method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`${[...hub.apis.values()][0]}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const unread = async (token: string): Promise<{ id: string; reponse: Record<string, unknown> }[]> =>
  Object(await (await call(token, 'GET', '/v1/reponses')).json()).reponses;

describe('a partner that has software', () => {
  let secret: string;
  let token: string;

  it('is added by one command, which says what to hand over', async () => {
    const { code, out } = await added('ccas-provins', '--door', 'api');
    expect(code).toBe(0);
    expect(out).toContain('client_id           ccas-provins');
    expect(out).toContain(`${[...hub.apis.values()][0]}/oauth2/token`);
    secret = secretIn(out);
    expect(secret).toMatch(/^[\w-]{43}$/);
  });

  it('sends a message, which is in a case, and reads its reply until it says that it has', async () => {
    const began = Date.now();
    token = await tokenFor('ccas-provins', secret);
    const sent = await call(token, 'POST', '/v1/messages', enquete('ccas-provins', 'ES-1'));
    expect([sent.status, await sent.json()]).toEqual([
      202,
      { messageId: 'ES-1', reference: 'ES-1', warnings: [] },
    ]);
    await hub.idle();
    const [reply, ...others] = await unread(token);
    expect(reply?.reponse).toMatchObject({
      messageId: 'ES-1',
      outcome: 'accepted',
      case: expect.any(String),
    });
    expect(others).toEqual([]);
    expect((await unread(token))[0]?.id).toBe(reply?.id);
    expect(Date.now() - began).toBeLessThan(60_000);
    expect((await call(token, 'DELETE', `/v1/reponses/${reply?.id}`)).status).toBe(204);
    expect((await call(token, 'DELETE', `/v1/reponses/${reply?.id}`)).status).toBe(204);
    expect(await unread(token)).toEqual([]);
  });

  it('is told at once what its format refuses, and nothing of it goes on', async () => {
    const sent = await call(token, 'POST', '/v1/messages', {
      ...enquete('ccas-provins', 'ES-2'),
      moment: 'hier',
    });
    expect([sent.status, Object(await sent.json()).errors]).toMatchObject([
      422,
      [{ code: 'CHAMP_INVALIDE', path: 'moment' }],
    ]);
    await hub.idle();
    expect(await unread(token)).toEqual([]);
  });

  it('speaks in no other’s name, and of nothing that is not its family’s', async () => {
    const other = await call(token, 'POST', '/v1/messages', enquete('ccas-meaux', 'ES-3'));
    expect([other.status, Object(await other.json()).errors]).toMatchObject([
      422,
      [{ code: 'EXPEDITEUR_INATTENDU' }],
    ]);
    expect((await call(token, 'GET', '/v1/pieces')).status).toBe(403);
    expect((await call(token, 'GET', '/v1/exploc/attente')).status).toBe(403);
  });

  it('sends a file, and reads its report', async () => {
    const announced = Object(await (await call(token, 'POST', '/v1/fichiers')).json());
    const form = new FormData();
    for (const [name, value] of Object.entries(announced.upload.fields)) form.append(name, String(value));
    form.append('file', new Blob([`${JSON.stringify(enquete('ccas-provins', 'ES-4'))}\n{"a":1}\n`]));
    const path = `/v1/fichiers/${announced.id}`;
    expect(Object(await (await call(token, 'GET', path)).json())).toEqual({
      id: announced.id,
      status: 'awaited',
    });
    expect((await fetch(announced.upload.url, { method: 'POST', body: form })).status).toBe(204);
    await hub.idle();
    const told = Object(await (await call(token, 'GET', path)).json());
    expect(told.status).toBe('reported');
    expect(await (await fetch(told.reports.json)).json()).toMatchObject({
      outcome: 'processed',
      totals: { rows: 2, accepted: 1, refused: 1 },
    });
    expect(await (await fetch(told.reports.csv)).text()).toContain('ES-4');
  });

  it('reads no other’s reply nor file', async () => {
    await call(token, 'POST', '/v1/messages', enquete('ccas-provins', 'ES-5'));
    await hub.idle();
    const [reply] = await unread(token);
    const { out } = await added('ccas-torcy', '--door', 'api');
    const others = await tokenFor('ccas-torcy', secretIn(out));
    expect(await unread(others)).toEqual([]);
    await call(others, 'DELETE', `/v1/reponses/${reply?.id}`);
    expect(await unread(token)).toHaveLength(1);
    const announced = Object(await (await call(token, 'POST', '/v1/fichiers')).json());
    expect(Object(await (await call(others, 'GET', `/v1/fichiers/${announced.id}`)).json()).status).toBe(
      'awaited',
    );
  });

  it('changes its secret without losing a reply: the earlier one opens for some days more', async () => {
    const { code, out } = await partner('rotate', 'ccas-provins', ...BY);
    expect(code).toBe(0);
    const next = secretIn(out);
    expect((await askToken(hub, 'ccas-provins', secret)).status).toBe(200);
    expect(await unread(await tokenFor('ccas-provins', next))).toHaveLength(1);
    expect(await unread(token)).toHaveLength(1);
    secret = next;
  });

  it('whose secret leaked has another: no earlier one opens anything, nor the tokens they gave', async () => {
    const leaked = await tokenFor('ccas-provins', secret);
    const { out } = await partner('rotate', 'ccas-provins', '--keep', '0', ...BY);
    expect((await askToken(hub, 'ccas-provins', secret)).status).toBe(401);
    for (const one of [leaked, token]) expect((await call(one, 'GET', '/v1/reponses')).status).toBe(401);
    secret = secretIn(out);
    token = await tokenFor('ccas-provins', secret);
    expect(await unread(token)).toHaveLength(1);
  });

  it('that leaves sends nothing, and still reads; its end can be undone', async () => {
    const { out } = await partner('leave', 'ccas-provins', ...BY);
    expect(out).toContain('Réponses non lues qui l’attendent : 1.');
    expect((await call(token, 'POST', '/v1/messages', enquete('ccas-provins', 'ES-6'))).status).toBe(403);
    expect((await call(token, 'POST', '/v1/fichiers')).status).toBe(403);
    expect(await unread(token)).toHaveLength(1);
    const again = await askToken(hub, 'ccas-provins', secret);
    expect(Object(await again.json()).scope).toBe('passerelle/messages.lire');
    await partner('leave', 'ccas-provins', '--undo', ...BY);
    token = await tokenFor('ccas-provins', secret);
    expect((await call(token, 'POST', '/v1/messages', enquete('ccas-provins', 'ES-6'))).status).toBe(202);
    const { out: told } = await partner('list', 'ccas-provins');
    expect(told.match(/Claire Martin : .*/g)?.map((line) => line.split(' : ')[1]?.split(/[ ,]/)[0])).toEqual([
      'ajouté',
      'secret',
      'secret',
      'secret',
      'parti',
      'revient',
    ]);
  });
});

describe('a secret', () => {
  it('whose end is written lets no token outlive it, even one that was being made', async () => {
    const { out } = await added('mds-melun', '--door', 'api');
    const store = createTokenStore(clientsOf(hub.endpoints).documents, hub.outputs.get('TableName') ?? '');
    const now = () => new Date().toISOString();
    const found = await store.partnerOf('mds-melun', hashOf(secretIn(out)), now());
    await partner('rotate', 'mds-melun', '--keep', '0', ...BY);
    // The issuer had read the secret, and keeps its token only now.
    const late = newToken('mds-melun');
    await store.keep('mds-melun', hashOf(late), {
      until: '9999-12-31T00:00:00.000Z',
      scopes: ['passerelle/messages.lire'],
      secretFrom: found?.secretFrom ?? '',
    });
    expect((await call(late, 'GET', '/v1/reponses')).status).toBe(401);
  });

  it('drawn twice at once is one: whoever comes second begins again', async () => {
    await added('mds-torcy', '--door', 'api');
    const [one, two] = await Promise.all(
      [1, 2].map(() => partner('rotate', 'mds-torcy', '--keep', '0', ...BY)),
    );
    const secrets = [one, two].map((ran) => secretIn(ran?.out ?? '')).filter((secret) => secret !== '');
    const opened = await Promise.all(secrets.map((secret) => askToken(hub, 'mds-torcy', secret)));
    expect(opened.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe('replies that wait', () => {
  it('are told past fifty whose messages were erased', async () => {
    const { out } = await added('mds-nemours', '--door', 'api');
    const unreadOf = createUnread(clientsOf(hub.endpoints).documents, hub.outputs.get('TableName') ?? '');
    for (let n = 0; n < 60; n++)
      await unreadOf.add(
        'mds-nemours',
        `gone-${n}`,
        `2026-01-01T00:00:${String(n).padStart(2, '0')}.000Z`,
        2e9,
      );
    const token = await tokenFor('mds-nemours', secretIn(out));
    await call(token, 'POST', '/v1/messages', enquete('mds-nemours', 'ES-1'));
    await hub.idle();
    expect((await unread(token)).map(({ reponse }) => reponse.messageId)).toEqual(['ES-1']);
  });

  it('wait for nobody who does not read over HTTP', async () => {
    const unreadOf = createUnread(clientsOf(hub.endpoints).documents, hub.outputs.get('TableName') ?? '');
    await added('ccas-sans-api', '--door', 'aws', '--account', '123456789012');
    for (const code of ['ccas-sans-api', 'ccas-inconnu'])
      expect(await unreadOf.add(code, 'm', '2026-01-01T00:00:00.000Z', 2e9)).toBe(false);
  });
});

describe('a token', () => {
  it.each([
    [
      'a wrong secret',
      { headers: { authorization: `Basic ${btoa('ccas-meaux:faux')}` } },
      {},
      401,
      'invalid_client',
    ],
    ['nobody', {}, {}, 400, 'invalid_client'],
    [
      'a code that is none',
      { headers: { authorization: `Basic ${btoa('%00:x')}` } },
      {},
      401,
      'invalid_client',
    ],
    [
      'a verifier in the place of a secret',
      {},
      { grant_type: 'authorization_code', client_id: 'caf', code_verifier: 'a'.repeat(50) },
      400,
      'invalid_client',
    ],
    ['another grant', {}, { grant_type: 'password' }, 400, 'invalid_client'],
  ])('is not given to %s', async (_, init, form, status, error) => {
    const answer = await fetch(`${[...hub.apis.values()][0]}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
      ...init,
    });
    expect([answer.status, Object(await answer.json()).error]).toEqual([status, error]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is given by a secret in the form too, with no right but those of its family', async () => {
    const { out } = await added('mds-provins', '--door', 'api');
    const ask = (form: Record<string, string>) =>
      fetch(`${[...hub.apis.values()][0]}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: 'mds-provins',
          client_secret: secretIn(out),
          ...form,
        }),
      });
    expect(await (await ask({})).json()).toMatchObject({
      token_type: 'Bearer',
      scope: 'passerelle/messages.deposer passerelle/messages.lire',
    });
    const beyond = await ask({ scope: 'passerelle/messages.lire passerelle/exploc' });
    expect([beyond.status, Object(await beyond.json()).error]).toEqual([400, 'invalid_scope']);
  });

  it('and its secret are kept by their hashes alone', async () => {
    const { out } = await added('siao-bis', '--door', 'api');
    expect(out).toBe('');
    const { documents } = clientsOf(hub.endpoints);
    const rows = async (PK: string) =>
      (
        await documents.send(
          new QueryCommand({
            TableName: hub.outputs.get('TableName'),
            KeyConditionExpression: 'PK = :pk',
            ExpressionAttributeValues: { ':pk': PK },
          }),
        )
      ).Items ?? [];
    const { out: told } = await partner('rotate', 'mds-provins', ...BY);
    const secret = secretIn(told);
    const token = await tokenFor('mds-provins', secret);
    const kept = JSON.stringify([
      ...(await rows('PARTNER#mds-provins#SECRETS')),
      ...(await rows('PARTNER#mds-provins#TOKENS')),
      ...(await rows('PARTNER#mds-provins#CHANGES')),
      ...(await rows('PARTNERS')),
    ]);
    expect(kept).toContain('mds-provins');
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(token.split('.')[1]);
  });
});

describe('a partner that has an AWS account', () => {
  it('gets its queues on the running hub, sends there, and reads its reply there', async () => {
    const { code, out } = await added('bailleur-logis', '--door', 'aws', '--account', '123456789012');
    expect(code).toBe(0);
    const [, intake = ''] = /File d’envoi +(\S+)/.exec(out) ?? [];
    const [, replies = ''] = /File des réponses +(\S+)/.exec(out) ?? [];
    expect(out).toContain('"Action": "sts:AssumeRole"');
    expect(out).toContain('arn:aws:iam::000000000000:role/passerelle-local-bailleur-logis');
    expect(out).toContain('Région              eu-west-3');
    const { sqs } = clientsOf(hub.endpoints);
    const { kind: _, moment: __, etat: ___, ...rest } = enquete('bailleur-logis', 'B-1');
    const message = {
      ...rest,
      kind: 'impaye',
      montantDette: 1200,
      loyerMensuel: 600,
      dateConstitution: '2026-09-01',
    };
    await sqs.send(new SendMessageCommand({ QueueUrl: intake, MessageBody: JSON.stringify(message) }));
    await hub.idle();
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: replies, WaitTimeSeconds: 5 }),
    );
    expect(Messages.map(({ Body }) => Object(JSON.parse(Body ?? '')).messageId)).toEqual(['B-1']);
  });

  it('leaves: its stack is closed, not deleted, and comes back as it was', async () => {
    expect((await partner('leave', 'bailleur-logis', ...BY)).code).toBe(0);
    expect((await partner('leave', 'bailleur-logis', ...BY)).out).toContain('rien à changer');
    expect(hub.queues.has('passerelle-local-replies-bailleur-logis')).toBe(true);
    expect((await partner('leave', 'bailleur-logis', '--undo', ...BY)).code).toBe(0);
  });
});

describe('the command', () => {
  it.each([
    ['a code of no family', ['mairie-provins', '--door', 'api'], 2, 'n’est le code d’aucune famille'],
    ['a code that ends as a queue does', ['ccas-x-intake', '--door', 'api'], 2, 'sans finir par -intake'],
    ['a code that is half of one', ['ccas-', '--door', 'api'], 2, 'un code est fait'],
    ['an account without its door', ['ccas-a', '--door', 'api', '--account', '123456789012'], 2, '--account'],
    ['a door without its account', ['ccas-a', '--door', 'aws'], 2, '--account'],
    ['no door', ['ccas-a'], 2, '--door'],
    ['a day that is none', ['ccas-a', '--door', 'api', '--from', '2026-02-30'], 2, '--from'],
    ['a code that is taken', ['ccas-meaux', '--door', 'api'], 1, 'est déjà au registre'],
  ])('refuses %s, in French, and enters nothing', async (_, args, code, told) => {
    const [name = '', ...more] = args;
    const answer = await added(name, ...more);
    expect([answer.code, answer.out]).toEqual([code, '']);
    expect(answer.err).toContain(told);
  });

  it('changes what was wrong in an entry, and draws no secret', async () => {
    const { out } = await added('ccas-melun', '--door', 'api');
    const { code, out: told } = await partner(
      ...['change', 'ccas-melun', '--contact', 'autre@melun.example'],
      ...['--door', 'api', '--door', 'aws', '--account', '123456789012', ...BY],
    );
    expect([code, told]).toEqual([0, expect.stringContaining('autre@melun.example')]);
    expect(told).toContain('passerelle-local-ccas-melun-intake');
    expect(secretIn(told)).toBe('');
    expect((await askToken(hub, 'ccas-melun', secretIn(out))).status).toBe(200);
    expect((await partner('list', 'ccas-melun')).out).toContain('corrigé : contact, doors, account');
    expect((await partner('change', 'ccas-melun', ...BY)).code).toBe(0);
  });

  it('says that a stage is not there', async () => {
    const { aws } = hub.endpoints;
    const client = new CloudFormationClient({ region: REGION, credentials: CREDENTIALS, endpoint: aws });
    await expect(
      client.send(new CreateStackCommand({ StackName: 'passerelle-local-api', TemplateBody: '{}' })),
    ).rejects.toThrow('already exists');
    const { code, err } = await partner('list', 'personne');
    expect([code, err]).toEqual([1, expect.stringContaining('aucun partenaire n’a le code personne')]);
  });
});

describe('a person', () => {
  const MAIL = 'anne.renard@seine-et-marne.gouv.fr';
  const habilitation = (...args: string[]) =>
    runCommand('habilitation', [...args, '--stage', 'local'], {
      AWS_ENDPOINT_URL_CLOUDFORMATION: hub.endpoints.aws,
      AWS_ENDPOINT_URL_DYNAMODB: hub.endpoints.dynamodb,
    });

  it('is given rights by command, each over something, and loses them by command; who did it is kept', async () => {
    const given = await habilitation(
      ...['give', MAIL, '--name', 'Anne Renard', '--role', 'agent'],
      ...['--arrondissement', 'Provins', '--arrondissement', '775', ...BY],
    );
    expect(given.out).toMatch(
      /^Anne Renard \(anne\.renard@.*\) : agent Provins, Torcy, du \d{4}-\d\d-\d\d, donnée par Claire Martin/,
    );
    const second = await habilitation(
      ...['give', MAIL.toUpperCase(), '--role', 'partenaire', '--partner', 'etude-girard-provins', ...BY],
    );
    expect(second.out).toContain('partenaire etude-girard-provins');
    const [, id = ''] = /\((\w{8})\)\s*$/.exec(second.out) ?? [];
    expect((await habilitation('withdraw', MAIL, '--id', id, ...BY)).out).toContain('retirée : partenaire');
    expect((await habilitation('withdraw', MAIL, ...BY)).code).toBe(0);

    const { out } = await habilitation('list', MAIL);
    expect(out).toContain('aucun droit');
    expect(out.match(/Claire Martin : (donnée|retirée)/g)).toHaveLength(4);
  });

  it.each<[string, string[], string]>([
    ['no role', [], '--role'],
    ['an unknown role', ['--role', 'roi'], 'rôle'],
    ['an agent of nowhere', ['--role', 'agent'], '--arrondissement'],
    ['an agent of elsewhere', ['--role', 'agent', '--arrondissement', 'paris'], 'provins'],
    [
      'an administrator of somewhere',
      ['--role', 'administrateur', '--arrondissement', 'melun'],
      '--arrondissement',
    ],
    ['a partner that is none', ['--role', 'partenaire', '--partner', 'etude-absente'], 'partner list'],
    ['an end before the beginning', ['--role', 'dpd', '--to', '2020-01-01'], '--to'],
    ['a day that is none', ['--role', 'dpd', '--from', 'demain'], 'AAAA-MM-JJ'],
  ])('is given nothing with %s', async (_, args, told) => {
    const { code, err } = await habilitation('give', 'x@exemple.fr', '--name', 'X', ...args, ...BY);
    expect(code).not.toBe(0);
    expect(err).toContain(told);
  });
});
