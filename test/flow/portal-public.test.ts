import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portalFiles } from '../../cli/contracts/files.ts';
import { type PortalRoute, portalRoutes } from '../../functions/portal/routes.ts';
import { caseLines, otherLines } from '../../shared/domain/retention/table.ts';
import { aClerkOf, aFrame, anAgentOf, startPortal } from '../support/portal.ts';

const editeur = {
  name: 'Préfecture de Seine-et-Marne',
  address: ['12, rue des Saints-Pères', '77000 Melun'],
  director: 'Le préfet de Seine-et-Marne',
  dpo: 'donnees@seine-et-marne.example',
};
const persons = [
  { mail: 'provins@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
  { mail: 'clerc@exemple.fr', name: 'Paul Girard', rights: [aClerkOf('etude-girard-provins')] },
];
let portal: Awaited<ReturnType<typeof startPortal>>;
let files: Awaited<ReturnType<typeof portalFiles>>;
/** The portal as it is deployed: the built contracts beside it. */
const assetOf = async (path: string) => {
  const content = files.get(path.replace('contrats/', ''));
  return path.startsWith('contrats/') && content !== undefined
    ? { type: 'application/json', gzip: new Uint8Array(gzipSync(content)) }
    : undefined;
};
beforeAll(async () => {
  files = await portalFiles();
  portal = await startPortal(persons, { asset: assetOf });
});
afterAll(() => portal?.stop());

const get = async (path: string, init: RequestInit = {}) => {
  const answer = await portal.app.request(`${portal.origin}${path}`, init);
  return { status: answer.status, html: await answer.text(), headers: answer.headers };
};
const routes: readonly PortalRoute[] = Object.values(portalRoutes);
const open = [
  ...routes
    .filter(
      ({ method, who, path }) => method === 'GET' && who === 'everybody' && !/[:]|^\/connexion\//.test(path),
    )
    .map(({ path }) => path),
  '/contrats/caf.html',
  '/contrats/guide-huissiers.html',
];
/** The links of a part of a page, or of the whole of it. */
const hrefsIn = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]* href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
const footerOf = (html: string): string => /<footer[\s\S]*<\/footer>/.exec(html)?.[0] ?? '';

describe.each(open)('the page %s', (path) => {
  it('is open to anybody, in French, with one heading of the first level that its title repeats', async () => {
    const { status, html } = await get(path);

    expect(status).toBe(200);
    expect(html).toContain('<html lang="fr"');
    const headings = [...html.matchAll(/<h1>([^<]+)<\/h1>/g)].map(([, text]) => text);
    expect(headings).toHaveLength(1);
    expect(html).toContain(`<title>${headings[0]} · Passerelle</title>`);
  });

  it('loads nothing of a third party, and writes no style nor script of its own', async () => {
    const { html } = await get(path);
    const loaded = [...html.matchAll(/<(?:script|img|link|iframe|source)\b[^>]*? (?:src|href)="([^"]+)"/g)];
    expect(loaded.length).toBeGreaterThan(3);
    for (const [, address = ''] of loaded) expect(address).toMatch(/^\/[^/]/);
    expect(html).not.toMatch(/ style="|<style|<script(?![^>]* src=)/);
  });

  it('leads nowhere of ours that is not there', async () => {
    const { html } = await get(path);
    const own = new Set(hrefsIn(html).filter((href) => href.startsWith('/')));
    for (const href of own) {
      const [page = ''] = href.split('#');
      const { status } = await get(page);
      expect([href, status]).toEqual([href, /^\/connexion\/proconnect/.test(page) ? 303 : 200]);
    }
  });

  it('leads to what the law asks for, to help and to the contracts, and skips to each of its parts', async () => {
    const { html } = await get(path);
    expect(hrefsIn(footerOf(html)).filter((href) => href.startsWith('/'))).toEqual([
      '/plan-du-site',
      '/accessibilite',
      '/mentions-legales',
      '/donnees-personnelles',
      '/aide',
      '/contrats',
    ]);
    for (const [, id = ''] of html.matchAll(/<a class="fr-link" href="#([\w-]+)">/g))
      expect(html).toContain(` id="${id}"`);
  });
});

describe('the accessibility declaration', () => {
  it('says that the site does not conform until a person has audited it, as every page does', async () => {
    const { html } = await get('/accessibilite');
    expect(html).toContain('<strong>non conforme</strong>');
    expect(footerOf(html)).toContain('Accessibilité : non conforme');
  });

  it('has each part of its model, in its order', async () => {
    const { html } = await get('/accessibilite');
    const parts = [
      'l’article 47 de la loi n° 2005-102',
      'État de conformité',
      'Résultats des tests',
      'Contenus non accessibles',
      'Dérogations pour charge disproportionnée',
      'Contenus non soumis',
      'Établissement de cette déclaration',
      'Technologies utilisées',
      'Pages vérifiées',
      'Retour d’information et contact',
      'Voies de recours',
      'formulaire.defenseurdesdroits.fr',
      'Libre réponse 71120',
      'Schéma pluriannuel',
      'Plan de l’année',
    ];
    // The no-break spaces of French are no matter here.
    const text = html.replaceAll('\u00a0', ' ');
    const places = parts.map((part) => text.lastIndexOf(part));
    expect(places.filter((place) => place < 0)).toEqual([]);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });
});

describe('what the data controller has to say', () => {
  it('is asked of them where a stage holds none', async () => {
    for (const path of ['/mentions-legales', '/donnees-personnelles'])
      expect((await get(path)).html).toContain('À compléter par le responsable du traitement');
  });

  it('is said where it does', async () => {
    const site = { ...aFrame.site, editeur };
    const other = await startPortal(persons, { site });
    const read = async (path: string) => (await other.app.request(`${other.origin}${path}`)).text();
    const [legal, privacy, accessibility] = await Promise.all(
      ['/mentions-legales', '/donnees-personnelles', '/accessibilite'].map(read),
    );
    await other.stop();
    expect(legal).toContain(editeur.director);
    expect(privacy).toContain(editeur.dpo);
    expect(accessibility).toContain(`${editeur.name} s’engage`);
    expect(`${legal}${privacy}${accessibility}`).not.toContain('À compléter');
  });
});

it('the mark of the State is on a site of the State, and on no other', async () => {
  const marked = await startPortal(persons, { site: { ...aFrame.site, etat: true } });
  const html = await (await marked.app.request(`${marked.origin}/`)).text();
  await marked.stop();
  expect(html).toContain('class="fr-logo"');
  expect((await get('/')).html).not.toContain('fr-logo');
});

it('how long everything is kept is said of each line of the one table that says it', async () => {
  const { html } = await get('/donnees-personnelles');
  expect(html.match(/<tr>/g)).toHaveLength(2 + Object.keys(caseLines).length + otherLines.length);
});

describe('the site map', () => {
  it('names what its reader may open, and nothing else', async () => {
    const paul = await portal.signIn('clerc@exemple.fr');
    const own = hrefsIn((await paul.get('/plan-du-site')).html);
    expect(own).toContain('/partenaires/etude-girard-provins/depots');
    expect(own).toContain('/mon-compte');
    expect(hrefsIn((await get('/plan-du-site')).html)).not.toContain('/mon-compte');
  });

  it('leads its reader to pages that open', async () => {
    const paul = await portal.signIn('clerc@exemple.fr');
    const { html } = await paul.get('/plan-du-site');
    const listed = hrefsIn(/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '').filter((href) =>
      href.startsWith('/'),
    );
    expect(listed.length).toBeGreaterThan(8);
    for (const href of listed)
      expect([href, (await paul.get(href)).status]).toEqual([href, href === '/' ? 303 : 200]);
  });
});

describe('the help', () => {
  it.each([
    ['/', 'site'],
    ['/connexion', 'connexion'],
    ['/contrats/caf.html', 'contrats'],
  ])('of %s is a place of the page of help', async (path, id) => {
    expect((await get(path)).html).toContain(`href="/aide#${id}"`);
    expect((await get('/aide')).html).toContain(`<h2 id="${id}">`);
  });

  it('of a case is the case’s, for whoever may open it', async () => {
    const anne = await portal.signIn('provins@exemple.fr');
    expect((await anne.get('/dossiers/77-2026-000001')).html).toContain('href="/aide#dossier"');
  });
});

describe('the home page', () => {
  it('leads a person to their first section, and whoever has none stays', async () => {
    const paul = await portal.signIn('clerc@exemple.fr');
    expect((await paul.get('/')).to).toBe('/partenaires/etude-girard-provins/depots');
  });
});

describe('the contracts', () => {
  it('are all there, as they are built, to programs that know compression or do not', async () => {
    for (const [name, content] of files) {
      if (name === 'pages.json') continue;
      const answer = await portal.app.request(`${portal.origin}/contrats/${name}`);
      expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(content)), name).toBe(true);
      expect(answer.headers.get('content-encoding')).toBe(null);
    }
    const packed = await get('/contrats/openapi.v1.json', { headers: { 'accept-encoding': 'br, gzip' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
  });

  it('have one address each: the summary’s file and a slash at the end lead to it', async () => {
    for (const path of ['/contrats/index.html', '/contrats/'])
      expect((await get(path)).headers.get('location')).toBe('/contrats');
  });

  it.each([
    'absent.html',
    'pages.json',
    'constructor',
    '__proto__',
    '..%2f..%2fpackage.json',
    '%00',
    'caf.html%2f..',
  ])('lead nowhere else: %s', async (name) => {
    const { status, html } = await get(`/contrats/${name}`);
    expect([status, html.includes('Page introuvable')]).toEqual([404, true]);
  });
});

describe('a path with a slash at its end', () => {
  it.each(['//ailleurs.example/', '/\\ailleurs.example/', '/a//b/'])(
    'leads nobody elsewhere: %s',
    async (path) => {
      const { status, headers } = await get(path);
      expect([status, headers.get('location')]).toEqual([404, null]);
    },
  );
});

describe('communes', () => {
  const named = async (text: string): Promise<unknown> => {
    const anne = await portal.signIn('provins@exemple.fr');
    const { html } = await anne.get(`/communes?cherche=${encodeURIComponent(text)}`);
    return JSON.parse(html).map(({ name }: { name: string }) => name);
  };

  it('are proposed as their name is typed, with their codes', async () => {
    expect(await named('prov')).toEqual([
      'Provins',
      'Montceaux-lès-Provins',
      'Sancy-lès-Provins',
      'Vulaines-lès-Provins',
    ]);
    expect(await named('st germain s/')).toContain('Saint-Germain-sur-Morin');
    expect(await named('77160')).toContain('Provins');
    expect(await named('p')).toEqual([]);
    expect(await named('')).toEqual([]);
  });

  it('are told to whoever has signed in only', async () => {
    expect((await get('/communes?cherche=prov')).status).toBe(303);
  });
});

it('the picture of the browser’s tab is found where browsers look for it', async () => {
  const { status, headers } = await get('/favicon.ico');
  expect([status, headers.get('location')]).toEqual([302, `/ressources/${aFrame.files['icone.svg']}`]);
});
