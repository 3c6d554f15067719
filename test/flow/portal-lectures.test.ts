import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portalRoutes } from '../../functions/portal/routes.ts';
import { readingInWords } from '../../functions/portal/views/lectures.tsx';
import { readerIdOf, readLog } from '../../shared/cases/recording/read-log.ts';
import { recordRead } from '../../shared/cases/recording/record-read.ts';
import { aDpd, anAdministrator, anAgentOf, startPortal } from '../support/portal.ts';

const CASE = '77-2026-000001';
const OTHER = '77-2026-000002';
let portal: Awaited<ReturnType<typeof startPortal>>;
let iris: Awaited<ReturnType<typeof portal.signIn>>;
beforeAll(async () => {
  portal = await startPortal([
    { mail: 'provins@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
    { mail: 'admin@exemple.fr', name: 'Claire Martin', rights: [anAdministrator] },
    { mail: 'dpd@exemple.fr', name: 'Iris Noël', rights: [aDpd] },
  ]);
  const dwelling = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;
  await portal.file(CASE, { kind: 'commandementDePayer', actDate: '2026-10-05', dwelling });
  iris = await portal.signIn('dpd@exemple.fr');
});
afterAll(() => portal?.stop());

const read = (at: string, by: string, cases: string[], command = 'case show') =>
  recordRead(portal.client, portal.table, { by, at }, command, cases);

describe('the log of reads', () => {
  it('shows who opened which case and when, and that it was itself read', async () => {
    await (await portal.signIn('provins@exemple.fr')).get(`/dossiers/${CASE}`);
    const { status, html } = await iris.get('/lectures');
    expect(status).toBe(200);
    for (const text of [
      'Anne Renard',
      'Page d’un dossier',
      CASE,
      '30/11/2026, 08:30',
      'Iris Noël',
      'Lectures des dossiers',
    ])
      expect(html).toContain(text);
  });

  it.each(['provins@exemple.fr', 'admin@exemple.fr'])('is not %s’s', async (mail) => {
    const person = await portal.signIn(mail);
    for (const path of ['/lectures', '/lectures/export.csv'])
      expect([path, (await person.get(path)).status]).toEqual([path, 403]);
  });

  it('names every page that records a read in French, and a command as a command', () => {
    const ofCases = Object.entries(portalRoutes).filter(
      ([, route]) => route.method === 'GET' && 'of' in route && route.of === 'dossier',
    );
    const pages = join(import.meta.dirname, '../../functions/portal');
    const written = readdirSync(pages, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) => [...readFileSync(join(pages, name), 'utf8').matchAll(/'page (\w+)'/g)])
      .map(([, name = '']) => name);
    const all = [...new Set([...ofCases.map(([name]) => name), ...written])];
    expect(all.length).toBeGreaterThan(10);
    for (const name of all) {
      const said = readingInWords(`page ${name}`);
      expect([name, said]).not.toEqual([name, 'Autre page']);
      expect(said).toMatch(/^\p{Lu}\p{Ll}+ /u);
    }
    expect(readingInWords('case show')).toBe('Commande « case show »');
    expect(readingInWords('page formerly')).toBe('Autre page');
  });

  it('is searched by day, by case and by reader, whose name is in no address', async () => {
    await read('2026-11-20T09:00:00.000Z', 'Marc Dubois', [OTHER, CASE]);
    await read('2026-11-20T10:00:00.000Z', 'Anne Renard', [OTHER]);
    const day = '/lectures?du=2026-11-20&au=2026-11-20';
    const { html } = await iris.get(day);
    expect(html).toContain('2 lectures');
    expect(html.indexOf('>Anne Renard<')).toBeLessThan(html.indexOf('>Marc Dubois<'));
    const byCase = await iris.get(`${day}&dossier=${CASE}`);
    expect(byCase.html).toContain('Marc Dubois');
    expect(byCase.html).toContain(`${CASE} et 1 autre`);
    expect(byCase.html).toContain('1 lecture<');
    const byReader = await iris.get(`${day}&qui=${readerIdOf('Anne Renard')}`);
    expect(byReader.html).toContain('De Anne Renard seulement');
    expect(byReader.html).not.toContain('Marc Dubois');
    for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).not.toMatch(/Renard|Dubois/);
  });

  it('is read in pages, none of them lost between two', async () => {
    for (let n = 0; n < 120; n += 1)
      await read(`2026-10-${n < 60 ? '10' : '12'}T0${n % 10}:00:${10 + (n % 50)}.000Z`, `Agent ${n}`, [CASE]);
    const seen = new Set<string>();
    let path: string | undefined = '/lectures?du=2026-10-08&au=2026-10-14';
    let pages = 0;
    for (; path !== undefined && pages < 9; pages += 1) {
      const { html } = await iris.get(path);
      for (const [, name = ''] of html.matchAll(/>(Agent \d+)</g)) seen.add(name);
      path = /href="([^"]*apres=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect([seen.size, pages]).toEqual([120, 3]);
  });

  it('is exported as the same table, safe to open, and the export is a read', async () => {
    await read('2026-09-01T09:00:00.000Z', '=cmd()', ['*']);
    const { headers, html } = await iris.get('/lectures/export.csv?du=2026-09-01&au=2026-09-01');
    expect(headers.get('content-type')).toContain('text/csv');
    expect(html.split('\r\n').filter(Boolean)).toHaveLength(2);
    expect(html).toContain("'=cmd()");
    expect(html).toContain('quand (heure de Paris)');
    expect(html).toContain('01/09/2026 11:00');
    const { html: now } = await iris.get('/lectures');
    expect(now).toContain('Export des lectures');
  });

  it.each([
    ['du=hier', 'du'],
    ['du=2026-11-20&au=2026-11-01', 'au'],
    ['du=2026-01-01&au=2026-11-01', 'au'],
    ['dossier=Renard', 'dossier'],
  ])('is not searched for %s', async (query, field) => {
    for (const path of ['/lectures', '/lectures/export.csv']) {
      const { status, html } = await iris.get(`${path}?${query}`);
      expect([status, html.includes(`id="${field}-erreur"`)]).toEqual([422, true]);
    }
  });

  it('goes on where it stopped, over days without a read', async () => {
    const { client, table } = portal;
    const search = { from: '2026-05-01', to: '2026-05-31' };
    await read('2026-05-01T09:00:00.000Z', 'Marc Dubois', [CASE]);
    const first = await readLog(client, table, search, 10);
    expect([first.rows.length, first.next?.day]).toEqual([0, '2026-05-11']);
    const second = await readLog(client, table, search, 10, first.next);
    expect([second.rows.map(({ by }) => by), second.next]).toEqual([['Marc Dubois'], undefined]);
  });
});
