import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { HtmlValidate } from 'html-validate';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import * as z from 'zod';
import type { LocalHub } from '../../local/hub.ts';

/** Where a Chromium is on this machine: `CHROMIUM_PATH`, or where systems put it; undefined when there is none. */
export const chromiumPath = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
].find((path) => path !== undefined && existsSync(path));

/** Said once where pages cannot be opened, so that nobody takes a skip for a pass. */
export const withoutChromium =
  'Pages are not opened: no Chromium at CHROMIUM_PATH nor /usr/bin/chromium (apt-get install chromium).';

/** A window of a browser, and what it saw go wrong since it was last asked. */
export type Window = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the console, scripts that threw, and requests to another host than the page's; empties them. */
  readonly wrongs: () => string[];
};

/** A browser, and windows of it that share nothing. The caller closes it. */
export const openBrowser = async () => {
  const browser = await chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: ['--no-sandbox'],
  });
  return {
    open: async (options: {
      width: number;
      scripts?: boolean;
      dark?: boolean;
      locale?: string;
    }): Promise<Window> => {
      const context = await browser.newContext({
        viewport: { width: options.width, height: 900 },
        javaScriptEnabled: options.scripts ?? true,
        colorScheme: options.dark ? 'dark' : 'light',
        locale: options.locale ?? 'fr-FR',
      });
      const page = await context.newPage();
      const wrongs: string[] = [];
      page.on('console', (message) => {
        // What the browser says of an answer that is a refusal is no error of the page.
        if (message.type() === 'error' && !/status of 40[34]/.test(message.text()))
          wrongs.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => wrongs.push(`script: ${error.message}`));
      page.on('request', (request) => {
        const from = new URL(page.url() === 'about:blank' ? request.url() : page.url());
        const to = new URL(request.url());
        if (!request.isNavigationRequest() && to.protocol !== 'data:' && to.host !== from.host)
          wrongs.push(`another host: ${request.url()}`);
      });
      return { page, context, wrongs: () => wrongs.splice(0) };
    },
    close: () => browser.close(),
  };
};

/** Signs in as a person of the demonstration, by the pages' own button. @param name as the identity provider shows it */
export const signInAs = async (page: Page, origin: string, name: string): Promise<void> => {
  await page.goto(`${origin}/connexion`);
  await page.getByRole('link', { name: 'S’identifier avec ProConnect' }).click();
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForURL((url) => url.origin === origin && !url.pathname.startsWith('/connexion'));
};

/** The rules that a page is held to: WCAG 2.2 A and AA, and what axe itself recommends. None is left out, nor any part of the page. */
const AXE = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const violationsSchema = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ target: z.array(z.unknown()) })) }),
);

/** What axe finds in the page as it is shown: one line a rule. */
export const axeFindings = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  const run = `axe.run(document, { runOnly: ${JSON.stringify(AXE)} }).then(({ violations }) => violations)`;
  return violationsSchema
    .parse(await page.evaluate(run))
    .map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
};

/**
 * The rules of html-validate, all those that it recommends. Four are told how our pages are written, by `hono/jsx`: it closes void
 * elements (`<br/>`), writes attributes without a value as empty ones, and our doctype is in small letters. A fifth is told that
 * several boxes of one question bear its name, as HTML has it.
 */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': ['error', { style: 'selfclose' }],
    'attribute-boolean-style': ['error', { style: 'empty' }],
    'attribute-empty-style': ['error', { style: 'empty' }],
    'doctype-style': ['error', { style: 'lowercase' }],
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
  },
});

/** What is wrong in the text of a page: one line a fault. */
export const htmlFindings = async (html: string): Promise<string[]> => {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `html ${ruleId} ${line}:${column} ${message}`),
  );
};

/** How many pixels of the page are out of sight on its right. */
export const sideways = async (page: Page): Promise<number> =>
  Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));

/** The window of each person on a hub, signed in again when its clock has moved to another day. */
export const personsOn = (hub: LocalHub, browser: Awaited<ReturnType<typeof openBrowser>>) => {
  const origin = hub.outputs.get('PortalUrl') ?? '';
  const windows = new Map<string, { window: Window; day: string }>();
  const as = async (name: string): Promise<Page> => {
    const day = hub.now().slice(0, 10);
    const known = windows.get(name);
    const window = known?.window ?? (await browser.open({ width: 1280 }));
    // What is not there within some seconds will not come.
    window.page.setDefaultTimeout(10_000);
    if (known?.day !== day) {
      await window.context.clearCookies();
      await signInAs(window.page, origin, name);
      windows.set(name, { window, day });
    }
    return window.page;
  };
  return { as, windowOf: (name: string): Window | undefined => windows.get(name)?.window };
};
