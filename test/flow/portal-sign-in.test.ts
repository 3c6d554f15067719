import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Issuer, startIssuer } from '../../cli/demo/issuer.ts';
import { createPortal } from '../../functions/portal/app.tsx';
import { createDepositDeps } from '../../functions/portal/deposit-deps.ts';
import { portalRoutes } from '../../functions/portal/routes.ts';
import { createSignIn } from '../../functions/portal/sign-in.ts';
import type { Habilitation } from '../../shared/domain/habilitation/habilitation.ts';
import { createPersonRegister, createSessions, personIdOf } from '../../shared/store/persons.ts';
import { type Browser, createBrowser, formOf, placeOf } from '../support/browser.ts';
import { noDeposits } from '../support/deposits.ts';
import { administrationOn, aFrame, behindGateway, commissionsOn } from '../support/portal.ts';
import { startTable } from '../support/table.ts';

const ORIGIN = 'https://passerelle.example';
const CLIENT = { clientId: 'passerelle', clientSecret: 'secret-de-la-demonstration' };
const MATCHING_KEY = 'cle-de-rapprochement-des-tests';
const persons = [
  { mail: 'anne.renard@seine-et-marne.gouv.fr', givenName: 'Anne', usualName: 'Renard', about: 'agent' },
  { mail: 'inconnu@exemple.fr', givenName: 'Paul', usualName: 'Inconnu', about: 'sans droit' },
  { mail: 'parti@exemple.fr', givenName: 'Luc', usualName: 'Parti', about: 'droit échu' },
];
const right = (over: { to?: string } = {}): Habilitation => ({
  id: 'a1',
  from: '2026-01-01',
  by: 'Claire Martin',
  role: 'agent',
  arrondissements: ['773'],
  ...over,
});

let store: Awaited<ReturnType<typeof startTable>>;
let issuer: Issuer;
let portal: ReturnType<typeof behindGateway>;
let now = '2026-11-30T07:30:00.000Z';
let register: ReturnType<typeof createPersonRegister>;
const portalAsking = (levels: readonly string[]) => {
  const site = {
    client: store.client,
    table: store.table,
    origin: ORIGIN,
    issuer: issuer.url,
    sessions: createSessions(store.client, store.table),
    ...aFrame,
    now: () => now,
  };
  const pages = createPortal({
    ...site,
    matchingKey: MATCHING_KEY,
    register,
    signIn: createSignIn({
      ...CLIENT,
      issuer: issuer.url,
      redirectUri: `${ORIGIN}/connexion/retour`,
      signedOutUri: `${ORIGIN}/`,
      levels,
    }),
    deposits: createDepositDeps(noDeposits(store)),
    asset: async () => undefined,
    nextReference: async () => '77-2026-999999',
    pieceLink: async () => undefined,
  });
  return behindGateway(pages, administrationOn(site), commissionsOn(site, { matchingKey: MATCHING_KEY }));
};
beforeAll(async () => {
  store = await startTable();
  issuer = await startIssuer();
  issuer.serve({
    ...CLIENT,
    persons,
    redirectUris: [`${ORIGIN}/connexion/retour`],
    signedOutUris: [`${ORIGIN}/`],
  });
  register = createPersonRegister(store.client, store.table);
  const give = (mail: string, habilitation: Habilitation) =>
    register.change(
      personIdOf(mail),
      () => ({ id: personIdOf(mail), mail, name: mail, habilitations: [habilitation] }),
      { at: now, by: 'Claire Martin', what: 'donnée' },
    );
  await give('Anne.Renard@seine-et-marne.gouv.fr', right());
  await give('parti@exemple.fr', right({ to: '2026-11-30' }));
  portal = portalAsking([]);
});
afterAll(async () => {
  await issuer?.stop();
  await store?.stop();
});

const newBrowser = (asked = portal): Browser =>
  createBrowser(ORIGIN, (address, init) => asked.request(address, init));
const signedIn = async (page = '/mon-compte'): Promise<{ browser: Browser; landed: string }> => {
  const browser = newBrowser();
  const back = await browser.ask(await browser.identify('anne.renard@seine-et-marne.gouv.fr', page));
  return { browser, landed: placeOf(back, ORIGIN) };
};
const tokenIn = (html: string): string => /name="jeton" value="([^"]+)"/.exec(html)?.[1] ?? '';

describe('a person', () => {
  it('signs in at the identity provider, and comes back to the page that was asked for', async () => {
    const { browser, landed } = await signedIn('/mon-compte');

    expect(landed).toBe(`${ORIGIN}/mon-compte`);
    const page = await browser.ask(landed);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toMatch(/^<!doctype html><html lang="fr"/);
    expect(html).toContain('<h1>Mes droits</h1>');
    expect(html).toContain('Provins');
    expect(html).toContain('donné par'.replace('d', 'D'));
  });

  it.each([
    ['has no right', 'inconnu@exemple.fr'],
    ['has none any more', 'parti@exemple.fr'],
  ])('who %s is told so, with the address to have entitled, and has no session', async (_, mail) => {
    const browser = newBrowser();
    const page = await browser.ask(await browser.identify(mail, '/mon-compte'));

    expect(page.status).toBe(403);
    const html = await page.text();
    expect(html).toContain('Vous n’êtes pas habilité');
    expect(html).toContain(mail);
    expect(browser.jars.portal.has('__Host-session')).toBe(false);
  });

  it('known by a password alone is told that a second factor is asked, where it is', async () => {
    const browser = newBrowser(portalAsking(['eidas2', 'eidas3']));
    const page = await browser.ask(
      await browser.identify('anne.renard@seine-et-marne.gouv.fr', '/mon-compte'),
    );

    expect(page.status).toBe(403);
    expect(await page.text()).toContain('Une double authentification est demandée');
    expect(browser.jars.portal.has('__Host-session')).toBe(false);
  });

  it('whose right is taken away loses the next page', async () => {
    const { browser } = await signedIn();
    const id = personIdOf('anne.renard@seine-et-marne.gouv.fr');
    const change = (...habilitations: Habilitation[]) =>
      register.change(id, (before) => ({ id, mail: 'x', name: 'Anne', ...before, habilitations }), {
        at: now,
        by: 'Claire Martin',
        what: String(habilitations.length),
      });
    await change();
    const html = await (await browser.ask(`${ORIGIN}/mon-compte`)).text();
    await change(right());
    expect(html).not.toContain('Provins');
  });

  it('signs out here and there: the cookie opens nothing any more', async () => {
    const { browser } = await signedIn();
    const kept = new Map(browser.jars.portal);
    const jeton = tokenIn(await (await browser.ask(`${ORIGIN}/mon-compte`)).text());
    const out = await browser.ask(`${ORIGIN}/deconnexion`, {
      ...formOf({ jeton }),
      headers: { ...formOf({}).headers, origin: ORIGIN },
    });

    expect(placeOf(out, ORIGIN)).toMatch(new RegExp(`^${issuer.url}/session/end\\?`));
    for (const [name, value] of kept) browser.jars.portal.set(name, value);
    expect((await browser.ask(`${ORIGIN}/mon-compte`)).status).toBe(303);
  });

  it('is asked to sign in again when the session has ended', async () => {
    const { browser } = await signedIn();
    const before = now;
    now = '2026-11-30T08:30:00.000Z';
    const page = await browser.ask(`${ORIGIN}/mon-compte`);
    now = before;
    expect(placeOf(page, ORIGIN)).toBe(`${ORIGIN}/connexion?suite=%2Fmon-compte`);
  });
});

describe('an answer of the identity provider', () => {
  it('is taken by the browser that asked, and by no other', async () => {
    const [asker, other] = [newBrowser(), newBrowser()];
    const back = await asker.identify('anne.renard@seine-et-marne.gouv.fr', '/mon-compte');

    expect((await other.ask(back)).status).toBe(400);
    expect((await asker.ask(back)).status).toBe(303);
  });

  it('opens nothing twice, nor with another state, nor without a code', async () => {
    const browser = newBrowser();
    const back = await browser.identify('anne.renard@seine-et-marne.gouv.fr', '/mon-compte');
    const attempt = browser.jars.portal.get('__Host-connexion') ?? '';
    const again = (address: string) => {
      browser.jars.portal.set('__Host-connexion', attempt);
      return browser.ask(address);
    };
    expect((await again(back.replace(/state=[^&]+/, 'state=autre'))).status).toBe(400);
    expect((await again(`${ORIGIN}/connexion/retour?error=access_denied`)).status).toBe(400);
    expect((await again(back)).status).toBe(303);
    expect((await again(back)).status).toBe(400);
  });

  it.each([
    '//ailleurs.example',
    'https://ailleurs.example',
    '/\\ailleurs.example',
    'javascript:alert(1)',
    '/%0d%0a/../x\r\ny',
  ])('leads nowhere but to our pages: %s', async (suite) => {
    const browser = newBrowser();
    const back = await browser.identify(
      'anne.renard@seine-et-marne.gouv.fr',
      `/connexion?suite=${encodeURIComponent(suite)}`,
    );
    expect(new URL(placeOf(await browser.ask(back), ORIGIN)).origin).toBe(ORIGIN);
  });
});

describe('a form', () => {
  const out = (browser: Browser, jeton: string, headers: Record<string, string>) =>
    browser.ask(`${ORIGIN}/deconnexion`, {
      ...formOf({ jeton }),
      headers: { ...formOf({}).headers, ...headers },
    });

  it.each<[string, Record<string, string>, 'own' | 'none' | 'another']>([
    ['of another site', { origin: 'https://ailleurs.example' }, 'own'],
    ['of a site beside ours', { origin: ORIGIN, 'sec-fetch-site': 'same-site' }, 'own'],
    ['of nowhere', {}, 'own'],
    ['without its token', { origin: ORIGIN }, 'none'],
    ['with another session’s token', { origin: ORIGIN }, 'another'],
  ])('%s does nothing', async (_, headers, whose) => {
    const { browser } = await signedIn();
    const { browser: other } = await signedIn();
    const token = async (one: Browser) => tokenIn(await (await one.ask(`${ORIGIN}/mon-compte`)).text());
    const jeton = whose === 'none' ? '' : await token(whose === 'own' ? browser : other);

    const answer = await out(browser, jeton, headers);

    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Ce formulaire n’est plus valable');
    expect((await browser.ask(`${ORIGIN}/mon-compte`)).status).toBe(200);
  });

  it('that cannot be read is no form of ours, and no fault of ours either', async () => {
    const { browser } = await signedIn();
    const headers = { origin: ORIGIN, 'content-type': 'multipart/form-data' };
    const answer = await browser.ask(`${ORIGIN}/deconnexion`, { method: 'POST', headers, body: 'jeton' });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Ce formulaire n’est plus valable');
  });
});

describe('each page', () => {
  const pages = Object.values(portalRoutes).filter(({ who }) => who !== 'everybody');

  it.each(pages.map(({ method, path }) => [method, path] as const))(
    'is refused to whoever has not signed in: %s %s',
    async (method, path) => {
      const answer = await portal.request(`${ORIGIN}${path}`, { method });
      expect(answer.status).toBe(method === 'GET' ? 303 : 403);
    },
  );

  it.each(['/', '/absente', '/connexion/retour'])(
    'tells the browser to do nothing else with it: %s',
    async (path) => {
      const { headers } = await portal.request(`${ORIGIN}${path}`);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain(`form-action 'self' ${issuer.url};`);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  it('that is not there says so to whoever has signed in, and leaves them signed in', async () => {
    const { browser } = await signedIn();
    const page = await browser.ask(`${ORIGIN}/dossiers/absent`);

    expect(page.status).toBe(404);
    expect(await page.text()).toContain('Se déconnecter');
  });

  it('shows what it was given as text', async () => {
    const { browser } = await signedIn();
    const id = personIdOf('anne.renard@seine-et-marne.gouv.fr');
    const hostile = '<script>alert(1)</script>" onload="x';
    const name = (text: string) =>
      register.change(id, (before) => ({ id, mail: 'x', habilitations: [right()], ...before, name: text }), {
        at: now,
        by: 'Claire Martin',
        what: text,
      });
    await name(hostile);
    const html = await (await browser.ask(`${ORIGIN}/mon-compte`)).text();
    await name('Anne Renard');
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
  });
});
