import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { DEMO_STARTS, playDemo } from '../../cli/demo/play.ts';
import { playCcapex } from '../../cli/demo/play-ccapex.ts';
import { playClpil } from '../../cli/demo/play-clpil.ts';
import { type PortalRoute, portalRoutes, type Who } from '../../functions/portal/routes.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import type { LocalHub } from '../../local/hub.ts';
import { acknowledge, depositPiece, dropTable, tellPayment } from '../support/gestures.ts';
import {
  axeFindings,
  chromiumPath,
  htmlFindings,
  openBrowser,
  sideways,
  signInAs,
  type Window,
  withoutChromium,
} from '../support/pages.ts';

/** Who opens the pages of each rule: one of the demonstration's persons; nobody where anybody may. */
const readers: Record<Who, string | undefined> = {
  everybody: undefined,
  'signed-in': 'Anne Renard',
  state: 'Anne Renard',
  agent: 'Anne Renard',
  relecteur: 'Sonia Lefort',
  partenaire: 'Paul Girard',
  siege: 'Léa Morin',
  enqueteur: 'Karim Benali',
  lecteurEnquete: 'Karim Benali',
  accueil: 'Emma Brun',
  signataire: 'Anne Renard',
  administrateur: 'Claire Martin',
  dpd: 'Iris Noël',
};
/** An étude deposits pieces; a landlord tells events and drops tables; a CCAPEX has pages that a local commission has not. */
const readerOf = ({ path, who }: PortalRoute): string =>
  /^\/commissions\/:commission\/(saisines|aides|avis)/.test(path)
    ? 'Hélène Vidal'
    : /^\/partenaires\/:partenaire\/(?!depots)/.test(path)
      ? 'Nadia Roux'
      : (readers[who] ?? 'anybody');
const ETUDE = '/partenaires/etude-girard-provins';
const LANDLORD = '/partenaires/bailleur-habitat-exemple';
const WIDTHS = [320, 1280] as const;
const DEMO = join(import.meta.dirname, '../fixtures/demo');
const routes: readonly PortalRoute[] = Object.values(portalRoutes);
/**
 * Every page of the table, those that name something last: what they name is found in the links of the pages before them. What leads
 * away to the identity provider is none.
 */
const pages = routes
  // A letter to a household is a PDF, there once it was prepared: veraPDF judges its kind.
  .filter(
    ({ method, path }) => method === 'GET' && !/^\/connexion\/./.test(path) && !/\/lettres\/:\w+$/.test(path),
  )
  .toSorted((one, other) => one.path.split(':').length - other.path.split(':').length);

let hub: LocalHub;
let origin: string;
let browser: Awaited<ReturnType<typeof openBrowser>>;
/** Pages that are always opened, whatever leads to them. */
const examples: Record<string, string[]> = {
  '/journee': ['/journee?compter=oui'],
  '/alertes': ['/alertes?etat=prise'],
  '/indicateurs': ['/indicateurs?arrondissement=773&chapitre=parcours'],
  '/indicateurs/:annee/:indicateur': [
    '/indicateurs/2026/etat.demandesCfp?arrondissement=773',
    '/indicateurs/2026/etat.decisions',
    '/indicateurs/2026/caf.partIdeal',
  ],
  '/charte': ['/charte?signataire=tous', '/charte?signataire=caf&etat=nonFait'],
  '/contrats/:fichier': ['caf', 'etude', 'api', 'reponses', 'guide-huissiers', 'guide-echeances'].map(
    (name) => `/contrats/${name}.html`,
  ),
  '/commissions/:commission/saisines': [
    '/commissions/ccapex-nord/saisines',
    '/commissions/ccapex-nord/saisines?sorte=signalement',
  ],
  '/commissions/:commission/aides': ['/commissions/ccapex-nord/aides'],
  '/commissions/:commission/aides/avant-2027': ['/commissions/ccapex-nord/aides/avant-2027'],
  '/commissions/:commission/avis': ['/commissions/ccapex-nord/avis'],
  '/partenaires/:partenaire/depots': ['/partenaires/etude-girard-provins/depots'],
  '/partenaires/:partenaire/evenements': ['/partenaires/bailleur-habitat-exemple/evenements'],
  '/partenaires/:partenaire/fichiers': ['/partenaires/bailleur-habitat-exemple/fichiers'],
  '/partenaires/:partenaire/chiffres': ['/partenaires/bailleur-habitat-exemple/chiffres'],
};
/** Addresses that pages led to. */
const linked = new Set<string>();
/** A partner's page that its reader here may not open: other persons' menus lead there. */
const isOfAnother = (address: string): boolean =>
  /^\/partenaires\//.test(address) &&
  !address.startsWith(ETUDE) &&
  (address.endsWith('/depots') || !address.startsWith(LANDLORD));
const A_FEW = 2;
const addresses = (path: string): string[] => {
  if (!path.includes(':')) return [path, ...(examples[path] ?? [])];
  const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/?]+')}(?:[?]|$)`);
  const found = [...linked].filter(
    (one) =>
      pattern.test(one) && !isOfAnother(one) && !routes.some((route) => route.path === one.split('?')[0]),
  );
  const some = [...new Set([...(examples[path] ?? []), ...found.slice(0, A_FEW)])];
  if (some.length > 0) return some;
  // A page beside one that is linked to.
  const [, above = '', own = ''] = /^(.*:.*)\/([^/:]+)$/.exec(path) ?? [];
  if (above === '') throw new Error(`no page leads to ${path}: give an example of it`);
  return addresses(above).map((one) => `${one}/${own}`);
};

/** What partners do on their pages, so that each page of theirs has something to show. */
const partnersSend = async (): Promise<void> => {
  const household = {
    'household-0-nomNaissance': 'Conforme',
    'household-0-prenoms': 'Lise',
    'dwelling-street': '3 rue de la Page',
    'dwelling-postcode': '77160',
    'dwelling-commune': 'Provins',
  };
  const day = hub.now().slice(0, 10);
  const [paul, nadia] = [await windowOf('Paul Girard', 1280), await windowOf('Nadia Roux', 1280)];
  await depositPiece(paul.page, `${origin}${ETUDE}`, join(DEMO, 'files/acte.pdf'), false, {
    reference: 'CONFORME-1',
    actDate: day,
    ...household,
  });
  const event = await tellPayment(nadia.page, `${origin}${LANDLORD}`, {
    reference: 'CONFORME-2',
    actDate: day,
    montant: '120,50',
    ...household,
  });
  const file = await dropTable(
    nadia.page,
    `${origin}${LANDLORD}`,
    [
      'Type;Référence;Date;Nom;Prénom;Adresse;Code postal;Commune;Montant',
      'Paiement;CONFORME-3;02/03/2026;Conforme;Lise;3 rue de la Page;77160;Provins;100',
      'Paiement;;02/03/2026;Conforme;Lise;3 rue de la Page;77160;Provins;100',
    ].join('\n'),
  );
  await nadia.page.goto(`${origin}${LANDLORD}/chiffres`);
  for (const typed of ['1200', '1250']) {
    await nadia.page.fill('#aorif-parcHlm', typed);
    await nadia.page.getByRole('button', { name: 'Enregistrer' }).click();
    await nadia.page.getByText('C’est enregistré.').waitFor();
  }
  await hub.idle();
  await paul.page.goto(paul.page.url().replace(/\?.*/, ''));
  const receipt = await paul.page
    .getByRole('link', { name: /^Accusé d’enregistrement/ })
    .getAttribute('href');
  examples['/partenaires/:partenaire/depots/:piece/accuse'] = [receipt ?? ''];
  examples['/partenaires/:partenaire/evenements/:evenement'] = [event];
  examples['/partenaires/:partenaire/fichiers/:fichier'] = [file];
  examples['/partenaires/:partenaire/fichiers/:fichier/compte-rendu'] = [`${file}/compte-rendu`];
};

/** The State confides an enquiry to a body, so that each page of it has something to show. */
const stateAppoints = async (): Promise<void> => {
  const { page } = await windowOf('Marc Dubois', 1280);
  await page.goto(`${origin}/dossiers?etape=assignation`);
  const href = await page.locator('main a[href^="/dossiers/77-"]').first().getAttribute('href');
  const caseId = /77-\d{4}-\d+/.exec(href ?? '')?.[0];
  if (caseId === undefined) throw new Error('no case of Meaux is at the assignation');
  await page.goto(`${origin}/dossiers/${caseId}/enquete`);
  await page.selectOption('#partenaire-assignation', 'mds-meaux');
  await page.getByRole('button', { name: 'Désigner à l’assignation' }).click();
  await hub.idle();
  const own = `/diagnostics/${caseId}/assignation`;
  examples['/diagnostics/:dossier/:moment'] = [own];
  examples['/diagnostics/:dossier/:moment/parties/:partie'] = ['redacteur', 'menage', 'logement'].map(
    (partie) => `${own}/parties/${partie}`,
  );
  examples['/diagnostics/:dossier/:moment/fichiers/:fichier'] = [`${own}/fichiers/dsf.pdf`];
};

/** The secretary of a local commission has read the charter, and its list. */
const secretaryReads = async (): Promise<void> => {
  const { page } = await windowOf(readers.siege, 1280);
  await page.goto(`${origin}/commissions/clpil-meaux`);
  const held = await page.locator('tr:has-text("close") a').first().getAttribute('href');
  await acknowledge(page, `${origin}${held}/liste`);
  const situation = await page.locator('main table a').first().getAttribute('href');
  examples['/commissions/:commission/seances/:seance/liste'] = [`${held}/liste`];
  examples['/commissions/:commission/seances/:seance/releve'] = [`${held}/releve`];
  examples['/commissions/:commission/seances/:seance/situations/:situation'] = [situation ?? ''];
  examples['/commissions/:commission/seances/:seance/fichiers/:fichier'] = [`${held}/fichiers/releve.pdf`];
  examples['/commissions/:commission/seances/:seance/bailleurs/:membre/:fichier'] = [
    `${held}/bailleurs/habitat/tableau.xlsx`,
  ];
};

/** An agent says what became of a commitment, so that its page has a history, and may be undone. */
const agentSays = async (): Promise<void> => {
  const { page } = await windowOf(readers.signataire, 1280);
  const own = `/charte/${hub.now().slice(0, 4)}/etat-07`;
  await page.goto(`${origin}${own}`);
  await page.getByLabel('En cours', { exact: true }).check({ force: true });
  await page.selectOption('#sorte', 'evenement');
  await page.fill('#dit', 'relogement');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.waitForURL(/fait=dit/);
  examples['/charte/:annee/:engagement'] = [own, `${own}?fait=dit`];
};

const windows = new Map<string, Promise<Window>>();
const windowOf = (reader: string | undefined, width: number): Promise<Window> => {
  const key = `${reader} ${width}`;
  const known =
    windows.get(key) ??
    (async () => {
      const opened = await browser.open({ width });
      if (reader !== undefined) await signInAs(opened.page, origin, reader);
      opened.wrongs();
      return opened;
    })();
  windows.set(key, known);
  return known;
};

/** Each page with who opens it; a reviewer opens cases too, for what only they may do there. */
const visits = pages.flatMap((route): [path: string, reader: string][] => [
  [route.path, readerOf(route)],
  ...(route.path === '/dossiers/:dossier' ? [[route.path, 'Sonia Lefort'] satisfies [string, string]] : []),
]);

/** Opens a page; undefined for a file that a browser saves. */
const pageAt = async ({ page }: Window, address: string) => {
  try {
    const answer = await page.goto(`${origin}${address}`, { waitUntil: 'load' });
    expect([address, answer?.status()]).toEqual([address, 200]);
    return answer?.headers()['content-type']?.startsWith('text/html') ? answer : undefined;
  } catch (error) {
    if (error instanceof Error && error.message.includes('Download is starting')) return undefined;
    throw error;
  }
};

describe.skipIf(chromiumPath === undefined)('each page of the table', () => {
  beforeAll(async () => {
    hub = await startDemoHub({ assembly: await assemblyFor('local'), now: `${DEMO_STARTS}T03:00:00.000Z` });
    await playDemo(hub, DEMO);
    await playClpil(hub);
    await playCcapex(hub);
    origin = hub.outputs.get('PortalUrl') ?? '';
    browser = await openBrowser();
    // A message to take out of its case is named by a hash: it is found where a reviewer finds it.
    const { page } = await windowOf(readers.relecteur, 1280);
    await page.goto(`${origin}/dossiers`);
    const reference = await page.locator('a.reference').first().getAttribute('href');
    await page.goto(`${origin}${reference}/rattachements`);
    const message = await page.locator('a[href*="/detacher/"]').first().getAttribute('href');
    examples['/dossiers/:dossier/detacher/:evenement'] = [message ?? ''];
    await partnersSend();
    await stateAppoints();
    await secretaryReads();
    await agentSays();
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await hub?.stop();
  });

  it.each(visits)(
    'conforms, says nothing to the console, asks no other host and never scrolls sideways: %s, %s',
    async (path, reader) => {
      const found: Record<string, string[]> = {};
      for (const address of addresses(path))
        for (const width of WIDTHS) {
          const opened = await windowOf(reader === 'anybody' ? undefined : reader, width);
          const { page, wrongs } = opened;
          const answer = await pageAt(opened, address);
          if (answer === undefined) {
            writeSync(1, `  ${address} (${reader}): a file\n`);
            continue;
          }
          const html = await answer.text();
          for (const [, href = ''] of html.matchAll(/<a\b[^>]* href="(\/[^"#]*)/g))
            linked.add(href.replaceAll('&amp;', '&'));
          const all = [...(await axeFindings(page)), ...(await htmlFindings(html)), ...wrongs()];
          const beyond = await sideways(page);
          if (beyond > 0) all.push(`${beyond} pixels out of sight`);
          found[`${address} ${width}`] = all;
          writeSync(1, `  ${address} (${reader}) ${width} px: ${all.length} findings\n`);
        }
      expect(Object.entries(found).filter(([, all]) => all.length > 0)).toEqual([]);
    },
  );

  it.each([
    ['a page that is not there', '/absente', undefined],
    ['a case that is not there', '/dossiers/77-2026-999999', 'Anne Renard'],
    ['a page of others', '/dossiers/77-2026-000001', 'Paul Girard'],
  ])('and so do refusals: %s', async (_, address, reader) => {
    for (const width of WIDTHS) {
      const { page, wrongs } = await windowOf(reader, width);
      const answer = await page.goto(`${origin}${address}`);
      expect(answer?.status()).toBeGreaterThanOrEqual(400);
      const all = [
        ...(await axeFindings(page)),
        ...(await htmlFindings((await answer?.text()) ?? '')),
        ...wrongs(),
      ];
      expect([all, await sideways(page)]).toEqual([[], 0]);
    }
  });

  it('and so do the mailboxes of this machine, whose mails lead to the pages', async () => {
    for (const width of WIDTHS) {
      const { page, wrongs } = await windowOf(undefined, width);
      const held = async (): Promise<void> => {
        const html = await (await fetch(page.url())).text();
        const all = [...(await axeFindings(page)), ...(await htmlFindings(html)), ...wrongs()];
        expect([page.url(), all, await sideways(page)]).toEqual([page.url(), [], 0]);
      };
      await page.goto(`${origin}/boites`);
      await held();
      await page.getByRole('link', { name: /^sp-provins@/ }).click();
      await held();
      await page.locator('.mels a').first().click();
      await held();
      await page.frameLocator('iframe').locator('a[href*="/dossiers/"]').first().click();
      await page.waitForURL(/\/connexion\?suite=%2Fdossiers%2F77-/);
    }
  });
});

it.runIf(chromiumPath === undefined)(withoutChromium, () => {
  writeSync(2, `${withoutChromium}\n`);
});
