import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { demoPersons } from '../../cli/demo/persons.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import type { LocalHub } from '../../local/hub.ts';
import { createBrowser, placeOf } from '../support/browser.ts';

/** The pages, as the template deploys them and the bundle runs them. */
let hub: LocalHub;
let origin: string;
beforeAll(async () => {
  hub = await startDemoHub({ assembly: await assemblyFor('local') });
  origin = hub.outputs.get('PortalUrl') ?? '';
}, 300_000);
afterAll(() => hub?.stop());

it('shows anybody the first page, and what is not there as a page of ours', async () => {
  const [home, none] = await Promise.all([
    fetch(`${origin}/`),
    fetch(`${origin}/dossiers/77-2026-000001/rien`),
  ]);

  expect([home.status, await home.text()]).toEqual([
    200,
    expect.stringContaining('Qu’est-ce que ProConnect ?'),
  ]);
  expect([none.status, await none.text()]).toEqual([404, expect.stringContaining('Page introuvable')]);
});

it.each(demoPersons.map(({ mail, habilitations }) => [mail, habilitations.length]))(
  'lets in %s, who has %d rights, or says why not',
  async (mail, rights) => {
    const browser = createBrowser(origin);
    const back = await browser.ask(await browser.identify(mail, '/mon-compte'));
    if (rights === 0) {
      expect(back.status).toBe(403);
      return;
    }
    const page = await browser.ask(placeOf(back, origin));
    expect(page.status).toBe(200);
    const rows = (await page.text()).match(/<tr>/g) ?? [];
    expect(rows).toHaveLength(1 + rights);
  },
);

it('serves the State’s sheet as its package has it, compressed, and kept for good; and ours', async () => {
  const package_ = createRequire(import.meta.url).resolve('@gouvfr/dsfr/package.json');
  const { version } = JSON.parse(readFileSync(package_, 'utf8'));
  const html = await (await fetch(`${origin}/`)).text();
  const [state, own] = [...html.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, path]) => path);
  expect(state).toBe(`/ressources/dsfr-${version}/dsfr.min.css`);
  expect(own).toMatch(/^\/ressources\/propre\/portail-[0-9a-f]{12}\.css$/);

  const sheet = await fetch(`${origin}${state}`);
  const text = await sheet.text();
  expect(text).toBe(readFileSync(join(dirname(package_), 'dist/dsfr.min.css'), 'utf8'));
  expect(sheet.headers.get('content-encoding')).toBe('gzip');
  expect(sheet.headers.get('cache-control')).toContain('immutable');
  const pictures = new Set([...text.matchAll(/url\((icons\/[\w./-]+)\)/g)].map(([, path]) => path));
  expect(pictures.size).toBeGreaterThan(40);
  const answers = await Promise.all(
    [...pictures].map((path) => fetch(`${origin}/ressources/dsfr-${version}/${path}`)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const ours = await fetch(`${origin}${own}`);
  expect([ours.status, ours.headers.get('cache-control')]).toEqual([200, sheet.headers.get('cache-control')]);
});

it.each([
  '../index.mjs',
  '..%2f..%2fetc%2fpasswd',
  'dsfr-1.14.4/../../index.mjs',
  'portail.css',
  'noms.json.gz',
  'absente.css',
  '.css',
])('gives no other file: %s', async (path) => {
  const { status, body } = await fetch(`${origin}/ressources/${path}`);
  await body?.cancel();
  expect(status).toBe(404);
});
