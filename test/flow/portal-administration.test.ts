import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REVIEW_DAYS } from '../../shared/domain/habilitation/review.ts';
import { createPartnerRegistry } from '../../shared/store/partners.ts';
import { createPersonRegister, personIdOf } from '../../shared/store/persons.ts';
import { aClerkOf, aDpd, aFrame, anAdministrator, anAgentOf, startPortal } from '../support/portal.ts';

const HOSTILE = '<script>alert(1)</script>';
const PROVINS = 'provins@exemple.fr';
const ADMIN = 'admin@exemple.fr';
let portal: Awaited<ReturnType<typeof startPortal>>;
type Signed = Awaited<ReturnType<typeof portal.signIn>>;
let admin: Signed;
beforeAll(async () => {
  portal = await startPortal([
    { mail: ADMIN, name: 'Claire Martin', rights: [anAdministrator] },
    {
      mail: 'second@exemple.fr',
      name: 'Nadia Bensaïd',
      rights: [{ ...anAdministrator, from: '2026-11-01' }],
    },
    { mail: PROVINS, name: 'Anne Renard', rights: [anAgentOf('773')] },
    { mail: 'clerc@exemple.fr', name: 'Paul Girard', rights: [aClerkOf('etude-girard-provins')] },
    { mail: 'dpd@exemple.fr', name: 'Iris Noël', rights: [aDpd] },
    { mail: 'nouveau@exemple.fr', name: 'Luc Parti', rights: [] },
    { mail: 'de-trop@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771')] },
  ]);
  await createPartnerRegistry(portal.client, portal.table).add(
    {
      code: 'etude-girard-provins',
      name: 'Étude Girard',
      kind: 'etude',
      doors: ['api'],
      contact: 'etude@exemple.fr',
      from: '2026-01-01',
      to: '2026-12-31',
    },
    { at: '2026-01-01T08:00:00.000Z', by: 'Claire Martin', what: 'ajouté' },
  );
  admin = await portal.signIn(ADMIN);
});
afterAll(() => portal?.stop());

const pageOf = (mail: string): string => `/administration/personnes/${personIdOf(mail)}`;
/** The page that a form led to. */
const followed = async (who: Signed, path: string, fields: Record<string, string>) => {
  const sent = await who.post(path, fields);
  expect([sent.status, sent.html.match(/fr-error-text[^<]*>([^<]*)/)?.[1] ?? '']).toEqual([303, '']);
  return who.get(sent.to ?? '');
};
const rightIn = (html: string): string => /name="droit" value="([^"]+)"/.exec(html)?.[1] ?? '';
const register = () => createPersonRegister(portal.client, portal.table);
const agent = { role: 'agent', arrondissements: '773', from: '2026-11-30' };

const PAGES = [
  '/administration',
  '/administration/personnes',
  '/administration/personnes/nouvelle',
  pageOf(PROVINS),
  '/administration/partenaires',
  '/administration/partenaires/etude-girard-provins',
  '/administration/boites',
  '/administration/annuaire',
  '/administration/annuaire/import',
  '/administration/annuaire/ccas',
  '/administration/annuaire/mds/nouvelle',
];
const FORMS = [
  '/administration/personnes',
  '/administration/personnes/nouvelle',
  `${pageOf(PROVINS)}/droits`,
  `${pageOf(PROVINS)}/retraits`,
  `${pageOf(PROVINS)}/revue`,
  '/administration/annuaire/import',
  '/administration/annuaire/ccas/nouvelle',
];

describe('the pages of administration', () => {
  it.each(PAGES)('are an administrator’s: %s', async (path) => {
    const { status, html } = await admin.get(path);
    expect(status).toBe(200);
    expect(html.match(/<h1>/g)).toHaveLength(1);
  });

  it.each(['provins', 'clerc', 'dpd'])('are refused to %s, and so are their forms', async (who) => {
    const person = await portal.signIn(`${who}@exemple.fr`);
    for (const path of PAGES) expect([path, (await person.get(path)).status]).toEqual([path, 403]);
    for (const path of FORMS) expect([path, (await person.post(path)).status]).toEqual([path, 403]);
  });

  it('send nobody’s to the sign-in, and take nothing from a form that is not theirs', async () => {
    for (const path of PAGES) {
      const { status, headers } = await portal.app.request(`${portal.origin}${path}`);
      expect([status, headers.get('location')]).toEqual([
        303,
        `/connexion?suite=${encodeURIComponent(path)}`,
      ]);
    }
    for (const path of FORMS) expect((await admin.post(path, { jeton: 'vole' })).status).toBe(403);
    expect((await register().get(personIdOf(PROVINS)))?.habilitations).toHaveLength(1);
  });

  it('that lead to nothing say so', async () => {
    for (const path of [
      `${pageOf('personne@exemple.fr')}`,
      '/administration/partenaires/absent',
      '/administration/annuaire/mairies',
      '/administration/annuaire/ccas/absente',
      '/administration/autre',
    ])
      expect([path, (await admin.get(path)).status]).toEqual([path, 404]);
  });

  it('hold no address of a person in theirs', async () => {
    // The service's own, which every page ends with, is nobody's.
    for (const path of PAGES)
      for (const [, href] of (await admin.get(path)).html.matchAll(/(?:href|action)="([^"]*)"/g))
        if (href !== `mailto:${aFrame.site.contact.mail}`) expect(href).not.toMatch(/@|%40/);
  });
});

describe('a right', () => {
  it('asked for badly is told by the names of the page, not by codes', async () => {
    const path = '/administration/personnes/nouvelle';
    const none = await admin.post(path, { ...agent, role: '', mail: 'mal@exemple.fr', name: 'Mal Dit' });
    expect(none.status).toBe(422);
    expect(none.html).toContain('<title>Erreur : ');
    expect(none.html).toContain(
      'Choisissez ce que cette personne pourra faire : Agent de l’État, Relecteur, Partenaire, Administrateur, Protection des données.',
    );
    expect(none.html).not.toContain('dpd.');
    const over = await admin.post(path, {
      ...agent,
      arrondissements: '',
      mail: 'mal@exemple.fr',
      name: 'Mal Dit',
    });
    expect(over.html).toContain('« Agent de l’État » ou « Relecteur »');
  });

  it('given opens the person’s pages, and withdrawn closes their session at the next click', async () => {
    const page = await followed(admin, '/administration/personnes/nouvelle', {
      ...agent,
      mail: 'nouveau@exemple.fr',
      name: 'Luc Parti',
    });
    expect(page.html).toContain('Le droit est donné');
    expect(page.html).toContain('Provins');
    const luc = await portal.signIn('nouveau@exemple.fr');
    expect((await luc.get('/mon-compte')).html).toContain('Provins');

    const left = await followed(admin, `${pageOf('nouveau@exemple.fr')}/retraits`, {
      droit: rightIn(page.html),
    });
    expect(left.html).toContain('Aucun : cette personne ne peut pas entrer.');
    expect(await luc.get('/mon-compte')).toMatchObject({
      status: 303,
      to: '/connexion?suite=%2Fmon-compte',
    });
    const { html } = await admin.get(pageOf('nouveau@exemple.fr'));
    for (const what of ['donnée : Agent de l’État Provins', 'retirée : Agent de l’État Provins'])
      expect(html).toContain(what);
    const history = html.slice(html.indexOf('Historique'));
    expect(history).toMatch(/du \d{2}\/\d{2}\/\d{4}/);
    expect(history).not.toMatch(/\([0-9a-f]{8}\)|(?<!datetime=")\b\d{4}-\d{2}-\d{2}\b/);
    const changes = await register().changes(personIdOf('nouveau@exemple.fr'));
    expect(changes.map(({ what }) => what.split(' ')[0]).sort()).toEqual(['donnée', 'retirée', 'tests']);
  });

  it('given twice by a double click is one, and the second click reads so', async () => {
    const fields = { ...agent, mail: 'double@exemple.fr', name: 'Nina Double' };
    const sent = await Promise.all(
      [1, 2].map(() => admin.post('/administration/personnes/nouvelle', fields)),
    );
    sent.push(await admin.post('/administration/personnes/nouvelle', fields));
    expect(sent.map(({ status }) => status).sort()).toEqual([303, 422, 422]);
    expect(sent.at(-1)?.html).toContain('Ce droit est déjà donné');
    expect((await register().get(personIdOf(fields.mail)))?.habilitations).toHaveLength(1);
    const other = await admin.post(`${pageOf(fields.mail)}/droits`, { ...agent, arrondissements: '771' });
    expect(other.status).toBe(303);
  });

  it('withdrawn among others leaves the others, and still ends the session', async () => {
    const mail = 'de-trop@exemple.fr';
    const page = await followed(admin, `${pageOf(mail)}/droits`, { ...agent, arrondissements: '772' });
    const marc = await portal.signIn(mail);
    expect((await marc.get('/mon-compte')).status).toBe(200);
    await followed(admin, `${pageOf(mail)}/retraits`, { droit: rightIn(page.html) });
    expect((await marc.get('/mon-compte')).status).toBe(303);
    expect((await register().get(personIdOf(mail)))?.habilitations).toHaveLength(1);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no address', { mail: 'pas une adresse' }, 'mail'],
    ['no name', { mail: 'x@exemple.fr', name: '' }, 'name'],
    ['a hostile name', { mail: 'x@exemple.fr', name: HOSTILE }, 'name'],
    ['a name that is the hub’s', { mail: 'x@exemple.fr', name: 'L’État' }, 'name'],
    ['no role', { role: '' }, 'role'],
    ['a role that is none', { role: 'constructor' }, 'role'],
    ['an agent of nowhere', { arrondissements: '' }, 'arrondissements'],
    ['an agent of elsewhere', { arrondissements: '751' }, 'arrondissements'],
    ['an agent of a partner', { partner: 'etude-girard-provins' }, 'partner'],
    ['a clerk of nobody', { role: 'partenaire', arrondissements: '', partner: 'absent' }, 'partner'],
    ['a day that is none', { from: '30/11/2026' }, 'from'],
    ['an end in the past', { to: '2026-11-30' }, 'to'],
  ])('is not given with %s: what was typed stays, beside what is wrong', async (_, over, field) => {
    const asked = { ...agent, mail: 'x@exemple.fr', name: 'Xavier Petit', motif: 'Remplace Léa', ...over };
    const { status, html } = await admin.post('/administration/personnes/nouvelle', asked);
    expect(status).toBe(422);
    expect(html).toContain(`href="#${field}"`);
    expect(html).toContain(`id="${field}-erreur"`);
    expect(html).toContain('value="Remplace Léa"');
    expect(html).not.toContain(HOSTILE);
    expect(await register().get(personIdOf('x@exemple.fr'))).toBeUndefined();
  });

  it('to oneself asks why, is marked, and is another administrator’s to confirm', async () => {
    const own = pageOf(ADMIN);
    const refused = await admin.post(`${own}/droits`, agent);
    expect([refused.status, refused.html.includes('id="motif-erreur"')]).toEqual([422, true]);
    const page = await followed(admin, `${own}/droits`, { ...agent, motif: 'Remplace Léa en décembre' });
    expect(page.html).toContain('donné à soi-même');
    expect(page.html).toContain('motif : Remplace Léa en décembre');
    const right = (await register().get(personIdOf(ADMIN)))?.habilitations.find(
      ({ role }) => role === 'agent',
    );
    expect((await admin.get('/administration')).html).toContain('donné à soi-même');
    const alone = await followed(admin, `${own}/revue`, { droit: right?.id ?? '' });
    expect(alone.html).toContain('confirmés par un autre administrateur');
    const second = await portal.signIn('second@exemple.fr');
    const seen = await followed(second, `${own}/revue`, { droit: right?.id ?? '' });
    expect(seen.html).toContain('confirmé par Nadia Bensaïd');
    expect((await admin.get('/administration')).html).not.toContain('donné à soi-même');
    await followed(second, `${own}/retraits`, { droit: right?.id ?? '' });
    admin = await portal.signIn(ADMIN);
  });

  it('that nobody has confirmed for half a year goes on, and is listed until somebody does', async () => {
    expect(REVIEW_DAYS).toBe(183);
    const before = await admin.get('/administration/personnes?droit=a-revoir');
    expect(before.html).toContain('Anne Renard');
    expect(before.html).not.toContain('Nadia Bensaïd');
    expect((await (await portal.signIn(PROVINS)).get('/mon-compte')).status).toBe(200);
    const { html } = await admin.get(pageOf(PROVINS));
    const page = await followed(admin, `${pageOf(PROVINS)}/revue`, { droit: rightIn(html) });
    expect(page.html).toContain('confirmé par Claire Martin');
    expect((await admin.get('/administration/personnes?droit=a-revoir')).html).not.toContain('Anne Renard');
  });

  it('is found by a name or an address that is in no link', async () => {
    const { html } = await admin.post('/administration/personnes', { texte: 'benSAID' });
    expect(html).toContain('Nadia Bensaïd');
    expect(html).not.toContain('Anne Renard');
    const none = await admin.post('/administration/personnes', { texte: `"><b>${HOSTILE}` });
    expect(none.status).toBe(200);
    expect(none.html).not.toContain(HOSTILE);
  });

  it('of the last administrator stays, even when two leave at once', async () => {
    const second = await portal.signIn('second@exemple.fr');
    const [one, two] = await Promise.all([
      admin.post(`${pageOf('second@exemple.fr')}/retraits`, { droit: '1' }),
      second.post(`${pageOf(ADMIN)}/retraits`, { droit: '1' }),
    ]);
    expect([one.status, two.status]).toEqual([303, 303]);
    const left = (await register().all()).filter(({ habilitations }) =>
      habilitations.some(({ role }) => role === 'administrateur'),
    );
    expect(left).toHaveLength(1);
    const [last] = left;
    const mail = last?.mail ?? '';
    const alone = await portal.signIn(mail);
    const page = await followed(alone, `${pageOf(mail)}/retraits`, { droit: '1' });
    expect(page.html).toContain('C’est le dernier administrateur');
    expect((await alone.get('/administration')).html).toContain('Une seule personne est administratrice');
    await portal.enter({ mail: ADMIN, name: 'Claire Martin', rights: [anAdministrator] });
    admin = await portal.signIn(ADMIN);
  });
});

describe('the registry of partners', () => {
  it('is shown with who leaves soon, and who enters for each', async () => {
    expect((await admin.get('/administration')).html).toContain('Partent bientôt');
    const { html } = await admin.get('/administration/partenaires/etude-girard-provins');
    for (const text of ['Paul Girard', 'etude@exemple.fr', 'ajouté', '31/12/2026'])
      expect(html).toContain(text);
    expect(html).not.toContain('<form method="post" action="/administration');
  });
});
