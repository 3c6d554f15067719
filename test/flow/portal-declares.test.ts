import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { demanderChiffres } from '../../shared/cases/indicateurs/demander.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { readDeclares } from '../../shared/store/declares.ts';
import { createPartnerRegistry } from '../../shared/store/partners.ts';
import { textOf } from '../support/desk.ts';
import { aClerkOf, anAgentOf, aReviewerOf, startPortal } from '../support/portal.ts';

const CODES = ['caf', 'adil', 'bailleur-habitat-exemple', 'association-exemple', 'siao', 'msa'];
const OWN = '/partenaires/caf/chiffres';
const STATE = '/indicateurs/declares';
const MORNING = '2027-01-15T08:00:00.000Z';

let portal: Awaited<ReturnType<typeof startPortal>>;
beforeAll(async () => {
  portal = await startPortal(
    [
      ...CODES.map((code) => ({
        mail: `${code}@exemple.fr`,
        name: `Claude ${code}`,
        rights: [aClerkOf(code)],
      })),
      { mail: 'caf2@exemple.fr', name: 'Dominique Petit', rights: [aClerkOf('caf')] },
      { mail: 'etude@exemple.fr', name: 'Paul Girard', rights: [aClerkOf('etude-girard-provins')] },
      { mail: 'agent@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
      { mail: 'relecteur@exemple.fr', name: 'Ines Faure', rights: [aReviewerOf('773')] },
    ],
    MORNING,
  );
  const registry = createPartnerRegistry(portal.client, portal.table);
  for (const code of CODES)
    await registry.add(
      {
        ...{ code, name: `Service ${code}`, kind: partnerOfSender(code)?.code ?? '', doors: ['api'] },
        ...{ contact: `${code}@exemple.fr`, from: '2026-01-01' },
        ...(code === 'msa' && { to: '2026-12-31' }),
      },
      { at: portal.clock.now, by: 'tests', what: 'ajouté' },
    );
}, 120_000);
afterAll(() => portal?.stop());
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

const declared = () => readDeclares(portal.client, portal.table, 2026);
const signIn = (who: string) => portal.signIn(`${who}@exemple.fr`);

/** The fields of a page's form as a browser would send them, some typed anew. */
const filled = (html: string, over: Record<string, string>): Record<string, string> => {
  const inputs = [...html.matchAll(/<input[^>]*>/g)].map(([tag]) => tag);
  const attribute = (tag: string, name: string): string =>
    new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  const fields = inputs
    .filter((tag) => !/type="(radio|checkbox)"/.test(tag))
    .map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')] as const)
    .filter(([name]) => name !== '' && name !== 'jeton' && name !== 'indicateur' && name !== 'version');
  const areas = [...html.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</g)].map(
    ([, name = '', value = '']) => [name, value.trim()] as const,
  );
  return { ...Object.fromEntries([...fields, ...areas]), ...over };
};
const fieldError = (html: string, name: string): string =>
  textOf(new RegExp(`id="${name}-erreur"[^>]*>([^<]*)<`).exec(html)?.[1] ?? '').trim();

describe('who may', () => {
  it.each([
    ['caf', OWN, 200],
    ['adil', OWN, 403],
    ['agent', OWN, 403],
    ['association-exemple', '/partenaires/association-exemple/chiffres', 404],
    ['siao', '/partenaires/siao/chiffres', 404],
    ['etude', '/partenaires/etude-girard-provins/chiffres', 404],
    ['msa', '/partenaires/msa/chiffres', 200],
    ['agent', STATE, 200],
    ['agent', `${STATE}/caf`, 200],
    ['agent', `${STATE}/siao`, 404],
    ['agent', `${STATE}/bdf`, 404],
    ['relecteur', STATE, 403],
    ['caf', STATE, 403],
    ['caf', `${STATE}/caf`, 403],
  ])('%s at %s: %i', async (who, path, status) => {
    expect((await (await signIn(who)).get(path)).status).toBe(status);
  });

  it.each([
    ['adil', OWN, 403],
    ['adil', `${OWN}/annuler`, 403],
    ['caf', `${STATE}/caf`, 403],
    ['caf', `${STATE}/caf/annuler`, 403],
    ['msa', '/partenaires/msa/chiffres', 403],
  ])('%s sends to %s: %i, and nothing is declared', async (who, path, status) => {
    const answer = await (await signIn(who)).post(path, { annee: '2026', 'caf-offresDeService': '3' });
    expect(answer.status).toBe(status);
    expect(await declared()).toEqual([]);
  });
});

describe('a partner’s page', () => {
  it('asks each figure with its definition, and takes those that are filled in', async () => {
    const clerk = await signIn('caf');
    const page = await clerk.get(OWN);
    const said = textOf(page.html);
    expect(said).toContain('Chiffres 2026 de la charte');
    expect(said).toContain('0 sur 10 pour 2026');
    expect(said).toContain('Réunions tenues dans l’année.');
    expect(said).toContain(
      'Demandes d’aide au logement traitées par la CAF, dont traitées en moins de 15 jours',
    );
    expect(said).toContain('Rien à compter ? Écrivez 0');
    const answer = await clerk.post(
      OWN,
      filled(page.html, { 'caf-reunionsCollectives': '0', 'caf-famillesRencontrees': '1\u202f234' }),
    );
    expect(answer.to).toBe(`${OWN}?annee=2026&fait=declare`);
    expect(await declared()).toMatchObject([
      { indicateur: 'caf.famillesRencontrees', valeur: 1234, by: 'Claude caf', voie: 'page' },
      { indicateur: 'caf.reunionsCollectives', valeur: 0 },
    ]);
    const after = await clerk.get(answer.to ?? '');
    expect(textOf(after.html)).toContain('C’est enregistré.');
    expect(textOf(after.html)).toContain('2 sur 10 pour 2026');
    const again = await clerk.post(OWN, filled(after.html, {}));
    expect(again.to).toContain('fait=pareil');
  });

  it('says beside the field what cannot be taken, keeps what was typed, and writes nothing', async () => {
    const clerk = await signIn('caf');
    const page = await clerk.get(OWN);
    const before = await declared();
    for (const wrong of ['-1', '12,5', 'beaucoup', '1.234', '999999999999']) {
      const answer = await clerk.post(
        OWN,
        filled(page.html, { 'caf-offresDeService': wrong, 'caf-proprietairesRencontres': '7' }),
      );
      expect(answer.status).toBe(422);
      expect(fieldError(answer.html, 'caf-offresDeService')).toMatch(/^Écrivez un nombre entier/);
      expect(answer.html).toContain(`value="${wrong}"`);
      expect(answer.html).toContain('<title>Erreur : Chiffres 2026 de la charte');
    }
    const emptied = await clerk.post(OWN, filled(page.html, { 'caf-famillesRencontrees': '' }));
    expect(fieldError(emptied.html, 'caf-famillesRencontrees')).toContain(
      'il se corrige, il ne s’efface pas',
    );
    const parts = await clerk.post(
      OWN,
      filled(page.html, { 'caf-aidesTraitees': '100', 'caf-aidesDansLeDelai': '101' }),
    );
    expect(fieldError(parts.html, 'caf-aidesDansLeDelai')).toMatch(/\(101\) dépasse .*\(100\)/);
    expect(await declared()).toEqual(before);
  });

  it('tells who changed a figure meanwhile, and replaces it when it is sent again', async () => {
    const clerk = await signIn('caf');
    const other = await signIn('caf2');
    const page = await clerk.get(OWN);
    await other.post(OWN, filled((await other.get(OWN)).html, { 'caf-famillesRencontrees': '1240' }));
    // What this one did not touch is nobody's conflict.
    const untouched = await clerk.post(OWN, filled(page.html, { 'caf-offresDeService': '5' }));
    expect(untouched.status).toBe(303);
    const late = await clerk.post(OWN, filled(page.html, { 'caf-famillesRencontrees': '1250' }));
    expect(late.status).toBe(422);
    expect(fieldError(late.html, 'caf-famillesRencontrees')).toMatch(
      /^Ce chiffre a changé entre-temps : 1 240, par Dominique Petit le 15\/01\/2027 à 09:00/,
    );
    const forced = await clerk.post(OWN, filled(late.html, {}));
    expect(forced.status).toBe(303);
    expect(await declared()).toContainEqual(
      expect.objectContaining({ indicateur: 'caf.famillesRencontrees', valeur: 1250, corrections: 2 }),
    );
  });

  it('shows what was corrected, undoes what was told today, and no more the day after', async () => {
    const clerk = await signIn('caf');
    const page = await clerk.get(OWN);
    expect(textOf(page.html)).toContain('2 valeurs');
    expect(textOf(page.html)).toContain('1 240 ménages Dominique Petit, sur la page');
    const version = /name="version-caf-famillesRencontrees" value="(\d+)"/.exec(page.html)?.[1] ?? '';
    const undoing = { annee: '2026', indicateur: 'caf.famillesRencontrees', version };
    expect((await clerk.post(`${OWN}/annuler`, { ...undoing, version: '1' })).status).toBe(422);
    const undone = await clerk.post(`${OWN}/annuler`, undoing);
    expect(undone.to).toBe(`${OWN}?annee=2026&fait=annule`);
    expect(await declared()).toContainEqual(
      expect.objectContaining({ indicateur: 'caf.famillesRencontrees', valeur: 1240, by: 'Dominique Petit' }),
    );
    expect(textOf((await clerk.get(OWN)).html)).toContain('annulé par Claude caf');
    portal.clock.now = '2027-01-16T08:00:00.000Z';
    const tomorrow = await signIn('caf');
    const next = await tomorrow.get(OWN);
    expect(next.status).toBe(200);
    expect(next.html).not.toContain('chiffres/annuler');
    const late = await tomorrow.post(`${OWN}/annuler`, {
      annee: '2026',
      indicateur: 'caf.famillesRencontrees',
      version: String(Number(version) + 1),
    });
    expect(late.status).toBe(422);
    expect(textOf(late.html)).toContain('il ne s’annule plus');
    portal.clock.now = MORNING;
  });

  it('takes another year, shows the one before, and warns of what is far from it', async () => {
    const clerk = await signIn('caf');
    const before = await clerk.get(`${OWN}?annee=2025`);
    expect(textOf(before.html)).toContain('Chiffres 2025 de la charte');
    await clerk.post(OWN, filled(before.html, { 'caf-proprietairesRencontres': '12' }));
    const page = await clerk.get(OWN);
    expect(textOf(page.html)).toContain('En 2025 : 12 personnes.');
    const answer = await clerk.post(OWN, filled(page.html, { 'caf-proprietairesRencontres': '120' }));
    expect(textOf((await clerk.get(answer.to ?? '')).html)).toContain('Loin de 2025 : 120 contre 12.');
    // A year that may not be declared is none: the page is of the last that may.
    for (const annee of ['2027', '2017', 'x'])
      expect(textOf((await clerk.get(`${OWN}?annee=${annee}`)).html)).toContain('Chiffres 2026 de la charte');
  });

  it('takes a text of several lines, and gives the table to fill in', async () => {
    const clerk = await signIn('adil');
    const own = '/partenaires/adil/chiffres';
    const page = await clerk.get(own);
    await clerk.post(own, filled(page.html, { 'adil-analyse': 'Une année calme.\r\nPlus de jeunes.' }));
    expect(await declared()).toContainEqual(
      expect.objectContaining({ indicateur: 'adil.analyse', texte: 'Une année calme.\nPlus de jeunes.' }),
    );
    const again = await clerk.get(own);
    expect((await clerk.post(own, filled(again.html, {}))).to).toContain('fait=pareil');
    const model = await clerk.get('/partenaires/adil/fichiers/modeles/chiffres?annee=2025');
    expect(model.headers.get('content-disposition')).toContain('chiffres-2025-adil.csv');
    expect(model.html).toContain('2025;Nombre de personnes ayant contacté');
    const siao = await signIn('siao');
    expect((await siao.get('/partenaires/siao/fichiers/modeles/chiffres')).status).toBe(404);
    const association = await signIn('association-exemple');
    const files = await association.get('/partenaires/association-exemple/fichiers');
    expect(files.html).not.toContain('modeles/chiffres');
    expect((await association.get('/partenaires/association-exemple/fichiers/modeles/chiffres')).status).toBe(
      404,
    );
  });
});

describe('the State’s page', () => {
  it('shows who has answered, who has not, and what nobody declares', async () => {
    await demanderChiffres(
      {
        client: portal.client,
        table: portal.table,
        partenaires: createPartnerRegistry(portal.client, portal.table).all,
        etat: 'melun@etat.example',
      },
      '2027-01-15',
      MORNING,
    );
    const said = textOf((await (await signIn('agent')).get(STATE)).html);
    expect(said).toContain('5 chiffres sur 17 pour 2026');
    expect(said).toContain('Service caf 4 sur 10');
    expect(said).toContain('Service adil 1 sur 4');
    expect(said).toContain('Service bailleur-habitat-exemple 0 sur 3');
    expect(said).toContain('demande le 15/01/2027');
    // Its partnership has ended: nothing is asked of it.
    expect(said).not.toContain('Service msa');
    expect(said).toContain('Ce que personne ne déclare');
    expect(said).toContain('Banque de France : Nombre de dossiers avec procédure d’expulsion en cours');
  });

  it('takes what a partner told an agent, who says how, under the agent’s name', async () => {
    const agent = await signIn('agent');
    const own = `${STATE}/bailleur-habitat-exemple`;
    const page = await agent.get(own);
    const without = await agent.post(own, filled(page.html, { 'aorif-parcHlm': '1200' }));
    expect(without.status).toBe(422);
    expect(fieldError(without.html, 'moyen')).toContain('Dites comment');
    const answer = await agent.post(own, filled(page.html, { 'aorif-parcHlm': '1200', moyen: 'telephone' }));
    expect(answer.to).toBe(`${own}?annee=2026&fait=declare`);
    expect(await declared()).toContainEqual(
      expect.objectContaining({
        indicateur: 'aorif.parcHlm',
        partenaire: 'bailleur-habitat-exemple',
        valeur: 1200,
        by: 'Anne Renard',
      }),
    );
    const shown = 'Anne Renard, service de l’État, dit au téléphone';
    expect(textOf((await agent.get(own)).html)).toContain(shown);
    const landlord = await signIn('bailleur-habitat-exemple');
    const theirs = await landlord.get('/partenaires/bailleur-habitat-exemple/chiffres');
    expect(textOf(theirs.html)).toContain(shown);
    const undone = await agent.post(`${own}/annuler`, {
      annee: '2026',
      indicateur: 'aorif.parcHlm',
      version: '1',
    });
    expect(undone.to).toBe(`${own}?annee=2026&fait=annule`);
    expect((await declared()).map(({ indicateur }) => indicateur)).not.toContain('aorif.parcHlm');
  });
});
