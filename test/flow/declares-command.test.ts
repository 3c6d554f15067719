import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPartnerRegistry } from '../../shared/store/partners.ts';
import { runCommand } from '../support/command.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
const run = (...args: string[]) =>
  runCommand('declarer', args, { TABLE_NAME: store.table, AWS_ENDPOINT_URL_DYNAMODB: store.url });

beforeAll(async () => {
  store = await startTable();
  const registry = createPartnerRegistry(store.client, store.table);
  for (const code of ['adil', 'caf'])
    await registry.add(
      {
        ...{ code, name: `Service ${code}`, kind: code, doors: ['api'], contact: `${code}@exemple.fr` },
        from: '2024-01-01',
      },
      { at: '2026-01-01T00:00:00.000Z', by: 'tests', what: 'ajouté' },
    );
}, 60_000);
afterAll(() => store?.stop());

describe('passerelle declarer', () => {
  it('declares a figure by its id or its label, under the name of who types, and says when nothing changes', async () => {
    const own = ['--partner', 'adil', '--year', '2024', '--by', 'Marie Exploite'];
    expect(await run('set', 'adil.contacts', '1 834', ...own)).toEqual({
      code: 0,
      out: 'déclaré\n',
      err: '',
    });
    expect((await run('set', 'adil.contacts', '1834', ...own)).out).toContain('rien n’a changé');
    expect((await run('set', 'Analyse globale', 'Une année calme.', ...own)).code).toBe(0);
    const { out } = await run('--year', '2024', '--partner', 'adil');
    expect(out).toContain('adil (Service adil) : 2 sur 4');
    expect(out).toMatch(/adil\.contacts = 1\u202f834, Marie Exploite, /);
    expect(out).toContain('manque adil.recues : Nombre de personnes reçues par l’ADIL');
  });

  it('lists who has answered, and what nobody of the registry declares', async () => {
    const { code, out } = await run('--year', '2024');
    expect(code).toBe(0);
    expect(out).toContain('caf (Service caf) : 0 sur 10');
    expect(out).toMatch(/Sans partenaire au registre :\n(.*\n)* {2}bdf\.dossiersExpulsion/);
  });

  it.each([
    ['another body’s figure', 1, /INDICATEUR_INATTENDU/, ['set', 'caf.offresDeService', '3']],
    ['what is no whole number', 1, /CHAMP_MANQUANT/, ['set', 'adil.recues', '12,5']],
    ['a year to come', 1, /ANNEE_NON_DECLARABLE/, ['set', 'adil.recues', '3', '--year', '2999']],
    ['a year that is none', 2, /une année est attendue/, ['set', 'adil.recues', '3', '--year', 'bientôt']],
    ['no value', 2, /VALEUR/, ['set', 'adil.recues']],
    ['another verb', 2, /set, ou rien/, ['ajoute', 'adil.recues', '3']],
  ])('refuses %s', async (_, code, said, [verb = '', ...args]) => {
    const year = args.includes('--year') ? [] : ['--year', '2024'];
    const ran = await run(verb, ...args, '--partner', 'adil', '--by', 'Marie Exploite', ...year);
    expect([ran.code, ran.err]).toEqual([code, expect.stringMatching(said)]);
  });

  it('wants to know who declares, and for whom', async () => {
    expect((await run('set', 'adil.recues', '3', '--partner', 'adil', '--year', '2024')).code).toBe(2);
    const other = ['--partner', 'siao', '--by', 'Marie Exploite', '--year', '2024'];
    expect((await run('set', 'adil.recues', '3', ...other)).code).toBe(2);
    expect((await run('--partner', 'siao', '--year', '2024')).code).toBe(2);
  });
});
