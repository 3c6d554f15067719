import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { DEMO_STARTS, playDemo } from '../../cli/demo/play.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import type { LocalHub } from '../../local/hub.ts';
import { DRAWN, depositPiece } from '../support/gestures.ts';
import { chromiumPath, openBrowser, signInAs, type Window, withoutChromium } from '../support/pages.ts';

/*
 * What people do of a morning, by the pages alone: in a browser that runs scripts, and in one that does not.
 */
const FIXTURE = join(import.meta.dirname, '../fixtures/demo');
const PIECE = join(FIXTURE, 'files/acte.pdf');
const mailSchema = z.object({
  emails: z.array(
    z.object({
      destination: z.object({ to: z.array(z.string()) }),
      body: z.object({ html: z.string().optional(), text: z.string().optional() }),
    }),
  ),
});

let hub: LocalHub;
let origin: string;
let browser: Awaited<ReturnType<typeof openBrowser>>;

const reference = (text: string): string => /77-2026-\d{6}/.exec(text)?.[0] ?? '';
/** Cases of an arrondissement at a stage, whose alerts are to take. */
const casesAt = async (page: Page, arrondissement: string, stage: string): Promise<string[]> => {
  await page.goto(`${origin}/dossiers?arrondissement=${arrondissement}&etape=${stage}`);
  const links = await page.locator('a.reference').allTextContents();
  return links.map(reference);
};
const heading = (page: Page): Promise<string | null> => page.locator('h1').textContent();

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  hub = await startDemoHub({ assembly: await assemblyFor('local'), now: `${DEMO_STARTS}T03:00:00.000Z` });
  await playDemo(hub, FIXTURE);
  origin = hub.outputs.get('PortalUrl') ?? '';
  browser = await openBrowser();
}, 900_000);
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

describe.skipIf(chromiumPath === undefined).each([
  ['without scripts', false],
  ['with scripts', true],
])('%s', (_, scripts) => {
  const windows = new Map<string, Window>();
  const as = async (name: string): Promise<Page> => {
    const known = windows.get(name);
    if (known) return known.page;
    const opened = await browser.open({ width: 1280, scripts });
    await signInAs(opened.page, origin, name);
    windows.set(name, opened);
    return opened.page;
  };

  it('an étude deposits a piece, and reads its receipt', async () => {
    const page = await as('Paul Girard');
    await depositPiece(page, `${origin}/partenaires/etude-girard-provins`, PIECE, scripts, {
      reference: `PARCOURS-${scripts}`,
      actDate: hub.now().slice(0, 10),
      'household-0-nomNaissance': 'Parcours',
      'household-0-prenoms': scripts ? 'Adèle' : 'Basile',
      'dwelling-street': `${scripts ? 12 : 14} rue du Parcours`,
      'dwelling-postcode': '77160',
      'dwelling-commune': 'Provins',
    });
    await hub.idle();
    if (scripts)
      await page.getByRole('link', { name: /^Accusé d’enregistrement/ }).waitFor({ timeout: 60_000 });
    else {
      await page.goto(page.url().replace(/\?.*/, ''));
      expect(await page.locator('main').textContent()).toContain('Enregistrée');
    }
    const receipt = await page.getByRole('link', { name: /^Accusé d’enregistrement/ }).getAttribute('href');
    const answer = await page.context().request.get(`${origin}${receipt}`);
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
    expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('an agent follows a mail’s link, signs in, takes an alert, and grants a concours against an opinion', async () => {
    const { emails } = mailSchema.parse(await (await fetch(`${hub.endpoints.ses}/store`)).json());
    const { page } = await browser.open({ width: 1280, scripts });
    await signInAs(page, origin, 'Anne Renard');
    const asked = await casesAt(page, '773', 'demandeCfp');
    await page.goto(`${origin}/alertes`);
    const alerted = (await page.locator('main table a.reference').allTextContents()).map(reference);
    await page.context().clearCookies();
    const links = emails
      .filter(({ destination }) => destination.to.some((to) => to.startsWith('sp-provins@')))
      .flatMap(({ body }) =>
        [...(body.html ?? '').matchAll(/href="([^"]*)"/g)].map(([, href = '']) =>
          href.replaceAll('&#x2F;', '/'),
        ),
      );
    const told = alerted.filter((one) => links.includes(`${origin}/dossiers/${one}`));
    const caseId = told[scripts ? 1 : 0] ?? '';
    const granted = asked[scripts ? 1 : 0] ?? '';
    expect([caseId, granted]).toEqual([expect.stringMatching(/^77-/), expect.stringMatching(/^77-/)]);
    const link = `${origin}/dossiers/${caseId}`;

    await page.goto(link);
    await page.getByRole('link', { name: 'S’identifier avec ProConnect' }).click();
    await page.getByRole('button', { name: 'Anne Renard', exact: true }).click();
    await page.waitForURL(link);
    expect(await heading(page)).toContain(caseId);

    await page
      .getByRole('button', { name: /^Prendre/ })
      .first()
      .click();
    expect(await page.locator('main').textContent()).toContain('prise par Anne Renard');

    // What CCAPEX advises, then a grant that departs from it.
    await page.goto(`${origin}/dossiers/${granted}/consigner/avisCcapex`);
    await page.locator('[name="nature"][value="recommandation"], select[name="nature"]').first().waitFor();
    await choose(page, 'nature', 'recommandation');
    await page.locator('input[name^="recommandations"][value="relogement"]').check(DRAWN);
    await page.getByRole('button', { name: 'Vérifier' }).click();
    await page.getByRole('button', { name: 'Consigner' }).click();
    await page.goto(`${origin}/dossiers/${granted}/consigner/decisionCfp`);
    await choose(page, 'issue', 'accord');
    await page.getByRole('button', { name: 'Vérifier' }).click();
    expect(await page.locator('main').textContent()).toContain('CCAPEX');
    await choose(page, 'motifEcart', undefined);
    await page
      .getByRole('button', { name: /^(Vérifier|Consigner)$/ })
      .first()
      .click();
    if (!/fait=consigne/.test(page.url())) await page.getByRole('button', { name: 'Consigner' }).click();
    await page.waitForURL(/fait=consigne/);
    expect(await page.locator('main').textContent()).toContain('Acte consigné');
    expect(await page.locator('main').textContent()).toContain('Concours accordé');
  });

  it('a reviewer settles a doubt, and takes the answer back', async () => {
    const page = await as('Sonia Lefort');
    await page.goto(`${origin}/rapprochements?sorte=rapprochement`);
    await page.locator('main table a').first().click();
    const question = page.url();
    await page.getByRole('button', { name: /Un ménage nouveau/ }).click();
    expect(await page.locator('main').textContent()).toContain('Répondu pour le dossier');
    await page.getByRole('button', { name: 'Annuler cette réponse' }).click();
    await page.goto(question);
    expect(await page.getByRole('button', { name: /Un ménage nouveau/ }).count()).toBe(1);
  });

  it('a reviewer proposes a merge, another confirms it, and takes it back', async () => {
    const marc = await as('Marc Dubois');
    const [one = '', other = ''] = (await casesAt(marc, '771', 'impaye')).slice(scripts ? 2 : 0);
    await marc.goto(`${origin}/rapprochements`);
    await marc.locator('[name="un"]').fill(one);
    await marc.locator('[name="autre"]').fill(other);
    await marc.getByRole('button', { name: /propos/i }).click();
    expect(await marc.locator('main').textContent()).not.toContain('est à revoir');

    const sonia = await as('Sonia Lefort');
    await sonia.goto(`${origin}/rapprochements?sorte=fusion`);
    await sonia.locator(`main a[href*="fusion-"][href*="${one}"][href*="${other}"]`).first().click();
    expect(await sonia.locator('main').textContent()).not.toContain('Marc Dubois');
    await sonia
      .getByRole('button', { name: /réunir|même ménage/i })
      .first()
      .click();
    expect(await sonia.locator('main').textContent()).toContain('Répondu pour le dossier');
    await sonia.getByRole('button', { name: 'Annuler cette réponse' }).click();
    for (const caseId of [one, other]) {
      await marc.goto(`${origin}/dossiers/${caseId}`);
      expect(await marc.locator('main').textContent()).not.toContain('Ce dossier est réuni avec un autre');
    }
  });

  it('an alert that is not for the reader is sent on, and taken elsewhere', async () => {
    const anne = await as('Anne Renard');
    await anne.goto(`${origin}/alertes`);
    // The other journeys take the first ones.
    await anne.locator('main table a[href^="/alertes/"]').last().click();
    const caseId = reference(anne.url());
    await anne.getByRole('link', { name: 'Ce n’est pas pour moi' }).click();
    await anne.locator('[name="motif"][value="horsZone"]').check(DRAWN);
    await anne.locator('select[name="commune"]').selectOption('77284');
    await anne.getByRole('button', { name: 'Renvoyer l’alerte' }).click();
    expect(await anne.locator('main').textContent()).toContain('renvoyée');
    expect((await anne.goto(`${origin}/dossiers/${caseId}`))?.status()).toBe(403);

    const marc = await as('Marc Dubois');
    await marc.goto(`${origin}/dossiers/${caseId}`);
    await marc
      .getByRole('button', { name: /^Prendre/ })
      .first()
      .click();
    expect(await marc.locator('main').textContent()).toContain('prise par Marc Dubois');
  });

  it('an administrator gives a right and withdraws it, and the session ends', async () => {
    const claire = await as('Claire Martin');
    await claire.goto(`${origin}/administration/personnes/nouvelle`);
    await claire.locator('[name="mail"]').fill('luc.parti@local.passerelle.example');
    await claire.locator('[name="name"]').fill('Luc Parti');
    await claire.locator('[name="role"][value="agent"]').check(DRAWN);
    await claire.locator('[name^="arrondissements"][value="773"]').check(DRAWN);
    await claire.getByRole('button', { name: /donner/i }).click();
    expect(await claire.locator('main').textContent()).toContain('Le droit est donné');

    const { page: luc } = await browser.open({ width: 1280, scripts });
    await signInAs(luc, origin, 'Luc Parti');
    await luc.goto(`${origin}/journee`);
    expect(await heading(luc)).toBe('Ma journée');

    await claire.locator('summary', { hasText: 'Retirer' }).first().click();
    await claire
      .getByRole('button', { name: /Retirer maintenant/ })
      .first()
      .click();
    await luc.goto(`${origin}/journee`);
    expect(luc.url()).toContain('/connexion');
  });
});

/** Makes a choice, by radio or in a list; the first one when none is named. */
const choose = async (page: Page, name: string, value: string | undefined): Promise<void> => {
  const select = page.locator(`select[name="${name}"]`);
  if ((await select.count()) > 0) await select.selectOption(value === undefined ? { index: 1 } : { value });
  else
    await page
      .locator(value === undefined ? `[name="${name}"]` : `[name="${name}"][value="${value}"]`)
      .first()
      .check(DRAWN);
};

it.runIf(chromiumPath === undefined)(withoutChromium, () => {
  writeSync(2, `${withoutChromium}\n`);
});
