import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNotify } from '../../functions/notify/notify.ts';
import { deliveryEventSchema, fateOf } from '../../functions/record-delivery/delivery-event.ts';
import { stages } from '../../infra/stages.ts';
import { createKeptDirectory, DIRECTORY_MS } from '../../shared/outbound/kept-directory.ts';
import {
  createGather,
  createMarkDigestSent,
  createMarkSent,
  createMarkUnaddressed,
} from '../../shared/store/delivery.ts';
import { createDirectoryStore, type DirectoryEntry } from '../../shared/store/directory.ts';
import { noticeKey } from '../../shared/store/keys.ts';
import { createMailboxes, mailboxIdOf } from '../../shared/store/mailboxes.ts';
import { aContact, aDesk, aDirectory, anAlert } from '../support/notices.ts';
import { anAdministrator, startPortal } from '../support/portal.ts';

const CCAS = '/administration/annuaire/ccas';
const IMPORT = '/administration/annuaire/import';
const entry = { nom: 'CCAS de Provins', mail: 'ccas@provins.example', communes: 'Provins', faire: 'garder' };
let portal: Awaited<ReturnType<typeof startPortal>>;
let admin: Awaited<ReturnType<typeof portal.signIn>>;
beforeAll(async () => {
  portal = await startPortal([
    { mail: 'admin@exemple.fr', name: 'Claire Martin', rights: [anAdministrator] },
  ]);
  admin = await portal.signIn('admin@exemple.fr');
});
afterAll(() => portal?.stop());

const store = () => createDirectoryStore(portal.client, portal.table);
const entries = async () => (await store().read()).entries;
const one = async () => (await entries()).find(({ nom }) => nom === entry.nom);

describe('an entry of the directory', () => {
  it('added makes reachable who was not: the next alert goes to them, without a deployment', async () => {
    const clock = { ms: 0 };
    const directory = createKeptDirectory(aDirectory(), store().read, () => clock.ms);
    const sent: string[] = [];
    const { client, table } = portal;
    const notify = createNotify({
      policy: { stage: 'prod' },
      desk: async () => aDesk(await directory()),
      caseUrlBase: 'https://hub.example/dossiers/',
      from: 'hub@hub.example',
      contact: aContact,
      configurationSet: 'mails',
      send: async (_, { to }) => `ses-${sent.push(to)}`,
      markSent: createMarkSent(client, table),
      markDigestSent: createMarkDigestSent(client, table),
      gather: createGather(client, table),
      seanceOf: async () => undefined,
      markCourrielSent: async () => {},
      portail: 'https://passerelle.example',
      markDemandeSent: async () => {},
      markUnaddressed: createMarkUnaddressed(client, table),
      now: () => portal.clock.now,
    });
    const alerted = async (noticeId: string): Promise<unknown> => {
      const recipients = ['arrondissement', 'ccas'];
      const where = { commune: 'Provins', insee: '77379', arrondissement: '773' };
      const notice = anAlert({ noticeId, recipient: 'ccas', recipients, ...where });
      const Item = { ...noticeKey(notice.caseId, noticeId), ...notice };
      await client.send(new PutCommand({ TableName: table, Item }));
      await notify(notice);
      return (await portal.store.items('NOTICE')).find((item) => item.noticeId === noticeId)?.status;
    };

    expect([await alerted('avant'), sent]).toEqual(['unaddressed', []]);
    expect((await admin.post(`${CCAS}/nouvelle`, entry)).to).toBe(`${CCAS}?fait=garde`);
    expect(await alerted('encore')).toBe('unaddressed');
    clock.ms += DIRECTORY_MS;
    expect([await alerted('apres'), sent]).toEqual(['sent', ['ccas@provins.example']]);
  });

  it('is counted: how many communes have somebody to write to', async () => {
    const { html } = await admin.get(CCAS);
    expect(html).toMatch(/1 commune sur 50\d a un CCAS joignable/);
    expect(html).toContain('jamais éprouvée');
    expect((await admin.get('/administration')).html).toMatch(/1 commune sur 50\d/);
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['no name', { nom: ' ' }, 'nom', 'est attendu'],
    ['a name that is no text', { nom: '<script>alert(1)</script>' }, 'nom', 'est attendu'],
    ['an address that is none', { mail: 'ccas at ville' }, 'mail', 'Une adresse est attendue'],
    ['no commune', { communes: '' }, 'communes', 'Une commune au moins'],
    ['a commune of elsewhere', { communes: 'Lyon' }, 'communes', 'aucune commune'],
    ['a code and a name of two communes', { communes: 'Meaux 77379' }, 'communes', 'est celui de Provins'],
    ['another’s commune', { communes: 'Provins\nMeaux' }, 'communes', 'est déjà à CCAS de Provins'],
  ])('is refused with %s, and nothing typed is lost', async (_, over, field, told) => {
    const asked = { ...entry, nom: 'CCAS de Meaux', communes: 'Meaux', mail: 'ccas@meaux.example', ...over };
    const { status, html } = await admin.post(`${CCAS}/nouvelle`, asked);
    expect(status).toBe(422);
    expect(html).toContain(`id="${field}-erreur"`);
    expect(html).toContain(told);
    expect(html).toContain(over.nom === undefined ? 'CCAS de Meaux' : 'ccas@meaux.example');
    expect(html).not.toContain('<script>');
    expect(await entries()).toHaveLength(1);
  });

  it('is changed and taken out, and who did is kept', async () => {
    const path = `${CCAS}/${(await one())?.id}`;
    expect((await admin.get(path)).html).toContain('Provins (77379)');
    await admin.post(path, { ...entry, mail: '' });
    expect(await one()).toMatchObject({ mail: null, communes: ['77379'] });
    await admin.post(path, { ...entry, faire: 'retirer' });
    expect(await entries()).toEqual([]);
    const { html } = await admin.get('/administration/annuaire');
    for (const what of ['ajouté', 'adresse ccas@provins.example → inconnue', 'retiré'])
      expect(html).toContain(what);
    expect((await admin.post(path, entry)).status).toBe(404);
  });

  it('is not changed upon a directory that somebody else changed meanwhile', async () => {
    const { version } = await store().read();
    const by = { at: portal.clock.now, by: 'Nadia Bensaïd', what: 'autre' };
    const other: DirectoryEntry = {
      ...{ kind: 'adil', id: 'adil', nom: 'ADIL' },
      ...{ mail: 'adil@exemple.fr', communes: [] },
    };
    expect(await store().change(version, { put: [other] }, by)).toBe(true);
    expect(await store().change(version, { drop: [other] }, by)).toBe(false);
    expect((await entries()).map(({ nom }) => nom)).toEqual(['ADIL']);
    expect((await admin.get('/administration/annuaire/adil')).html).not.toContain('>Ajouter<');
  });
});

describe('a table of the directory', () => {
  const text = [
    '\ufefforganisme;nom;mel;communes',
    'ccas;CCAS de Meaux;ccas@meaux.example;Meaux',
    'mds;MDS de Provins;mds@dep.example;Provins, Nangis',
    'MDS;MDS de Provins;mds@dep.example;77051',
    'ccas;CCAS de Melun;ccas chez melun;Melun',
    'mairie;Mairie;x@exemple.fr;Melun',
    'ccas;CCAS de Torcy;ccas@torcy.example;Meaux',
  ].join('\r\n');
  const versionIn = (html: string): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';

  it('is reported line by line before anything is kept, then kept, and changes nothing the second time', async () => {
    const before = await entries();
    const { html } = await admin.post(IMPORT, { texte: text });
    expect(html).toContain('Lignes nouvelles : 3 ; qui changent : 0 ; déjà là : 0 ; refusées : 3');
    for (const told of ['Une adresse', 'mairie', 'Meaux (77284) est déjà à CCAS de Meaux'])
      expect(html.toLowerCase()).toContain(told.toLowerCase());
    expect(await entries()).toEqual(before);

    const applied = await admin.post(IMPORT, { texte: text, version: versionIn(html), faire: 'appliquer' });
    expect(applied.html).toContain('2 entrées enregistrées');
    expect((await entries()).find(({ kind }) => kind === 'mds')).toMatchObject({
      mail: 'mds@dep.example',
      communes: ['77051', '77327', '77379'],
    });
    expect((await admin.post(IMPORT, { texte: text })).html).toContain(
      'Lignes nouvelles : 0 ; qui changent : 0 ; déjà là : 3',
    );
  });

  it('agreed to upon an older directory is reported again', async () => {
    const asked = { texte: text.replace('ccas@meaux', 'accueil@meaux'), version: '1', faire: 'appliquer' };
    expect((await admin.post(IMPORT, asked)).html).toContain('L’annuaire a changé depuis');
    expect((await entries()).some(({ mail }) => mail === 'accueil@meaux.example')).toBe(false);
  });

  it.each([
    ['nothing', '', 'est attendu'],
    ['no table', 'a"b;"c', 'n’est pas un tableau'],
    ['other columns', 'nom;mail\nCCAS;a@b.fr', 'colonnes absentes'],
  ])('that is %s is told so', async (_, texte, told) => {
    const { html } = await admin.post(IMPORT, { texte });
    expect(html).toContain(told);
    expect(html).not.toContain('value="appliquer"');
  });

  it('of every commune is kept whole', async () => {
    const { communesByInsee } = await import('../../shared/domain/territory/table.ts');
    const all = [...communesByInsee().values()].filter(({ name }) => name !== 'Meaux');
    const texte = [
      'organisme;nom;mel;communes',
      ...all.map(({ name, insee }) => `ccas;CCAS ${name} ${insee};accueil@${insee}.example;${insee}`),
    ].join('\n');
    const { html } = await admin.post(IMPORT, { texte });
    const done = await admin.post(IMPORT, { texte, version: versionIn(html), faire: 'appliquer' });
    expect(done.html).toContain(`${all.length} entrées enregistrées`);
    expect((await admin.get(CCAS)).html).toContain(
      `${all.length + 1} communes sur ${all.length + 1} ont un CCAS joignable`,
    );
  });
});

describe('a mailbox', () => {
  const { ccapex } = stages.local.mailboxes;
  const told = async (eventType: string, time: string, more: Record<string, unknown> = {}): Promise<void> => {
    const tags = { noticeId: ['n-1'], caseId: ['77-2026-000001'], mailbox: [mailboxIdOf(ccapex)] };
    const mail = { timestamp: '2026-11-28T07:00:00.000Z', tags };
    const fate = fateOf(
      deliveryEventSchema.parse({ source: 'aws.ses', time, detail: { eventType, mail, ...more } }),
    );
    if (!fate) throw new Error('nothing is told');
    await createMailboxes(portal.client, portal.table).record(fate);
  };
  const boxes = async (): Promise<string> => (await admin.get('/administration/boites')).html;

  it('is shown with its last proof, whatever the order in which proofs come', async () => {
    expect(await boxes()).toContain('jamais éprouvée');
    await told('Delivery', '2026-11-28T07:00:02.000Z');
    await told('Delivery', '2026-11-27T07:00:02.000Z');
    expect(await boxes()).toContain('28/11/2026, 08:00');
    expect(await boxes()).not.toContain('dernier mél non remis');
    const bounce = { bounce: { bounceType: 'Permanent', bounceSubType: 'General' } };
    await told('Bounce', '2026-11-29T07:00:02.000Z', bounce);
    const html = await boxes();
    for (const text of ['dernier mél non remis', 'adresse refusée pour de bon', '28/11/2026, 08:00'])
      expect(html).toContain(text);
    expect((await admin.get('/administration')).html).toContain('Dernier mél non remis : CCAPEX');
    await told('Delivery', '2026-11-30T07:00:02.000Z');
    expect(await boxes()).not.toContain('dernier mél non remis');
    expect(JSON.stringify(await portal.store.items('MAILBOX'))).not.toContain('@');
  });
});
