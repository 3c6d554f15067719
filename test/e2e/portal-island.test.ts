import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import type { LocalHub } from '../../local/hub.ts';
import { axeFindings, chromiumPath, openBrowser, signInAs, type Window } from '../support/pages.ts';

/** What our script does on a page that bears its marks, as the bundle serves it. */
let hub: LocalHub;
let origin: string;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let files: string[];
let policy: string;

/** A page of the portal's origin, with its script, sheets and policy, that holds what the test needs. */
const pageWith = async (main: string): Promise<Window> => {
  const opened = await browser.open({ width: 1280 });
  await signInAs(opened.page, origin, 'Anne Renard');
  const [appearance, icon, state, own, script] = files;
  await opened.page.route('**/essai', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': policy },
      body: `<!doctype html><html lang="fr"><head><title>Essai</title><script src="${appearance}"></script><link rel="icon" href="${icon}">
<link rel="stylesheet" href="${state}"><link rel="stylesheet" href="${own}"><script src="${script}" defer></script></head><body><main><h1>Essai</h1>${main}</main></body></html>`,
    }),
  );
  await opened.page.goto(`${origin}/essai`);
  return opened;
};
const COMMUNE = `<form data-garder><label for="commune">Commune</label><input class="fr-input" id="commune" name="commune" data-commune="insee">
<input type="hidden" id="insee" name="insee" value=""><button>Envoyer</button></form>`;

describe.skipIf(chromiumPath === undefined)('the script of the pages', () => {
  beforeAll(async () => {
    hub = await startDemoHub({ assembly: await assemblyFor('local') });
    origin = hub.outputs.get('PortalUrl') ?? '';
    const home = await fetch(`${origin}/`);
    policy = home.headers.get('content-security-policy') ?? '';
    const html = await home.text();
    files = [...html.matchAll(/(?:src|href)="(\/ressources\/[^"]+)"/g)].map(([, path = '']) => path);
    browser = await openBrowser();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await hub?.stop();
  });

  it('weighs less than 20 KB, all of ours, and is kept for good at a path that changes with it', async () => {
    const ours = files.filter((path) => path.startsWith('/ressources/propre/'));
    const scripts = ours.filter((path) => path.endsWith('.js'));
    expect(scripts).toHaveLength(2);
    for (const path of ours) {
      expect(path).toMatch(/-[0-9a-f]{12}\.\w+$/);
      const { headers } = await fetch(`${origin}${path}`);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
    const texts = await Promise.all(scripts.map(async (path) => (await fetch(`${origin}${path}`)).text()));
    expect(Buffer.byteLength(texts.join(''))).toBeLessThan(20_480);
  });

  it('proposes the communes that a name may be, and puts the one chosen by keyboard in the form', async () => {
    const { page, wrongs } = await pageWith(COMMUNE);
    const field = page.getByRole('combobox', { name: 'Commune' });
    await field.pressSequentially('prov');
    await page.getByRole('option', { name: 'Provins (77160)', exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await field.press('ArrowDown');
    expect(await field.getAttribute('aria-activedescendant')).toBeTruthy();
    await field.press('Enter');
    expect([await field.inputValue(), await page.locator('#insee').inputValue()]).toEqual([
      'Provins',
      '77379',
    ]);
    expect(await page.getByRole('listbox').isVisible()).toBe(false);
    await field.pressSequentially('x');
    expect(await page.locator('#insee').inputValue()).toBe('');
    expect(wrongs()).toEqual([]);
  });

  it('proposes nothing to whoever is not signed in any more, and leaves what is typed', async () => {
    const { page, context, wrongs } = await pageWith(COMMUNE);
    await context.clearCookies();
    const field = page.getByRole('combobox', { name: 'Commune' });
    await field.pressSequentially('prov');
    await page.waitForTimeout(500);
    expect([await field.inputValue(), await page.getByRole('option').count(), wrongs()]).toEqual([
      'prov',
      0,
      [],
    ]);
  });

  it('presses a button by its key, once, and never while something is typed', async () => {
    const { page } = await pageWith(
      '<label for="texte">Texte</label><input id="texte"><button type="button" data-touche="2">Ce dossier (touche 2)</button><output>0</output>',
    );
    await page.evaluate(
      "document.querySelector('button').addEventListener('click', () => { const o = document.querySelector('output'); o.textContent = String(Number(o.textContent) + 1); })",
    );
    const presses = () => page.locator('output').textContent();
    await page.keyboard.press('2');
    expect(await presses()).toBe('1');
    await page.keyboard.press('Control+2');
    await page.keyboard.press('3');
    await page.locator('#texte').press('2');
    expect(await presses()).toBe('1');
  });

  it('asks before a form that was begun is left, and lets an untouched one or a sent one go', async () => {
    const { page } = await pageWith(COMMUNE);
    let asked = 0;
    page.on('dialog', async (dialog) => {
      asked += 1;
      await dialog.accept();
    });
    await page.goto(`${origin}/aide`);
    expect(asked).toBe(0);
    await page.goto(`${origin}/essai`);
    await page.locator('#commune').pressSequentially('x');
    await page.goto(`${origin}/aide`);
    expect(asked).toBe(1);
    await page.goto(`${origin}/essai`);
    await page.locator('#commune').pressSequentially('x');
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await page.waitForURL(/commune=x/);
    expect(asked).toBe(1);
  });

  it('keeps what was typed for a file when its act changes, hides the form of one file, and asks before it is left', async () => {
    const { page } = await browser.open({ width: 1280 });
    await signInAs(page, origin, 'Paul Girard');
    await page.goto(`${origin}/partenaires/etude-girard-provins/depots/nouveau`);
    const proceed = page.getByRole('button', { name: 'Continuer', exact: true });
    await proceed.click();
    const wrong = page.getByText('Un point est à revoir');
    expect(await wrong.isVisible()).toBe(true);
    const buffer = Buffer.from('%PDF-1.7');
    await page
      .locator('#depot-fichiers')
      .setInputFiles({ name: 'acte.pdf', mimeType: 'application/pdf', buffer });
    expect([await proceed.isVisible(), await wrong.count()]).toEqual([false, 0]);
    const line = page.locator('.depot-ligne');
    const typed = (name: string) => line.locator(`[name="${name}"]`);
    await line.locator('select').first().selectOption({ label: 'Commandement de payer' });
    await typed('reference').fill('DOS-GARDE');
    await typed('dwelling-commune').fill('Provins');
    await line.locator('select').first().selectOption({ label: 'Assignation' });
    await typed('tribunal').waitFor();
    expect([await typed('reference').inputValue(), await typed('dwelling-commune').inputValue()]).toEqual([
      'DOS-GARDE',
      'Provins',
    ]);
    let asked = 0;
    page.on('dialog', async (dialog) => {
      asked += 1;
      await dialog.accept();
    });
    await page.goto(`${origin}/aide`);
    expect(asked).toBe(1);
  });

  it('leads first to what is wrong in a form that came back', async () => {
    const { page } = await pageWith(
      '<div role="alert" tabindex="-1" data-erreurs>Un point est à revoir</div>',
    );
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
  });

  it('shows pages dark where the system is, light where it is not, and light without scripts', async () => {
    const themeOf = async (options: { dark?: boolean; scripts?: boolean }) => {
      const { page } = await browser.open({ width: 1280, ...options });
      await page.goto(`${origin}/aide`);
      return page.locator('html').getAttribute('data-fr-theme');
    };
    expect([
      await themeOf({ dark: true }),
      await themeOf({ dark: false }),
      await themeOf({ dark: true, scripts: false }),
    ]).toEqual(['dark', 'light', 'light']);
  });

  it('is in nobody’s way: by the keyboard alone, the first key leads to the content', async () => {
    const { page } = await browser.open({ width: 1280 });
    await page.goto(`${origin}/aide`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Contenu');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('contenu');
  });
});
