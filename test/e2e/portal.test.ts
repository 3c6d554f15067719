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
    expect.stringContaining('S’identifier avec ProConnect'),
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
