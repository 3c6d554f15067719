import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  aClerkOf,
  anAdministrator,
  anAgentOf,
  aReviewerOf,
  type Shown,
  startPortal,
} from '../support/portal.ts';

/*
 * The register of the charter on its pages: who reads it, who says what became of which commitment, what is refused in words, and what stays of all that was said.
 */
let portal: Awaited<ReturnType<typeof startPortal>>;
type Signed = Awaited<ReturnType<typeof portal.signIn>>;
let [anne, marc, julie, lea, sonia, claire]: Signed[] = [];
const of = (who: Signed | undefined): Signed => {
  if (!who) throw new Error('not signed in');
  return who;
};
const NOVEMBER = '2026-11-30T07:30:00.000Z';

const enter = async (): Promise<void> => {
  [anne, marc, julie, lea, sonia, claire] = await Promise.all(
    ['anne', 'marc', 'caf', 'clpil', 'relectrice', 'admin'].map((one) => portal.signIn(`${one}@exemple.fr`)),
  );
};
/** Moves the clock; a session does not last that long. */
const atTime = async (now: string): Promise<void> => {
  portal.clock.now = now;
  await enter();
};
beforeAll(async () => {
  portal = await startPortal([
    { mail: 'anne@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
    { mail: 'marc@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771')] },
    { mail: 'caf@exemple.fr', name: 'Julie Marchand', rights: [aClerkOf('caf')] },
    { mail: 'clpil@exemple.fr', name: 'Léa Morin', rights: [aClerkOf('clpil-meaux')] },
    { mail: 'relectrice@exemple.fr', name: 'Sonia Lefort', rights: [aReviewerOf('773')] },
    { mail: 'admin@exemple.fr', name: 'Claire Martin', rights: [anAdministrator] },
  ]);
});
afterAll(() => portal?.stop());
beforeEach(() => atTime(NOVEMBER));

const textOf = ({ html }: Shown): string =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replace(/\s+/g, ' ');
const hidden = ({ html }: Shown, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
/** Says something of a commitment upon what its page shows. */
const say = async (
  who: Signed | undefined,
  path: string,
  over: Record<string, string> = {},
): Promise<Shown> => {
  const shown = await of(who).get(path);
  return of(who).post(path, {
    ...Object.fromEntries(['version', 'vueAnnee', 'vueVersion'].map((name) => [name, hidden(shown, name)])),
    ...{ etat: 'fait', sorte: '', dit: '', faire: 'dire', ...over },
  });
};
/** The rows of the table of signatories: its name, then its numbers. */
const rowOf = (page: Shown, name: string): string =>
  textOf({ ...page, html: page.html.split('<tr>').find((row) => row.includes(name)) ?? '' }).trim();

describe('the register', () => {
  it('is read whole by agents, by reviewers and by who speaks for a signatory, and by nobody else', async () => {
    for (const who of [anne, julie, sonia]) {
      const page = await of(who).get('/charte?signataire=tous');
      expect(page.status).toBe(200);
      expect(page.html.match(/href="\/charte\/2026\//g)).toHaveLength(158);
      expect(page.html).toMatch(/href="\/charte" aria-current="page"/);
    }
    for (const who of [lea, claire])
      for (const path of ['/charte', '/charte/2026/caf-01'])
        expect((await of(who).get(path)).status).toBe(403);
    expect((await of(claire).get('/plan-du-site')).html).not.toContain('href="/charte"');
    expect((await of(anne).get('/plan-du-site')).html).toContain('href="/charte"');
  });

  it('opens on what the reader speaks for, and keeps to what is asked of it', async () => {
    const mine = await of(julie).get('/charte');
    expect(mine.html.match(/href="\/charte\/2026\//g)).toHaveLength(9);
    expect(textOf(mine)).toContain('Vous pouvez dire où en sont ceux de : CAF.');
    const none = await of(julie).get('/charte?signataire=siao&etat=nonFait');
    expect(textOf(none)).toContain('Aucun engagement n’est dans cet état.');
    // An old link, or a typed one, still shows something.
    expect((await of(julie).get('/charte?annee=1999&signataire=x&etat=x')).status).toBe(200);
  });

  it.each(['/charte/2025/caf-01', '/charte/2027/caf-01', '/charte/2026/caf-99', '/charte/2026/toString'])(
    'has no page %s',
    async (path) => {
      expect((await of(anne).get(path)).status).toBe(404);
      expect((await of(anne).post(path, { version: '0', etat: 'fait', faire: 'dire' })).status).toBe(404);
    },
  );

  it('shows of each signatory a bar, and its numbers beside it', async () => {
    expect((await say(anne, '/charte/2026/msa-01')).status).toBe(303);
    expect((await say(anne, '/charte/2026/msa-02', { etat: 'enCours' })).status).toBe(303);
    const page = await of(anne).get('/charte');
    expect(rowOf(page, '>MSA<')).toMatch(/^MSA 1 1 0 3 0 5$/);
    const bar = /MSA<\/a>[\s\S]*?<svg[\s\S]*?<\/svg>/.exec(page.html)?.[0] ?? '';
    expect([...bar.matchAll(/class="(part-[\w-]+)"/g)].map(([, name]) => name)).toEqual([
      'part-fait',
      'part-en-cours',
      'part-sans',
    ]);
    expect(textOf(await of(anne).get('/charte?signataire=msa&etat=fait'))).toContain('1 engagement');
  });
});

describe('what became of a commitment', () => {
  it('is said by an agent, with what shows it; the page says it back, and who said it', async () => {
    const path = '/charte/2026/etat-07';
    const done = await say(anne, path, { sorte: 'evenement', dit: 'relogement' });
    expect([done.status, done.to]).toEqual([303, `${path}?fait=dit`]);
    const page = await of(marc).get(path);
    const text = textOf(page);
    expect(text).toContain('Anne Renard');
    expect(text).toContain('événement « Relogement');
    expect(text).toContain('Tenir compte des avis de la CCAPEX');
    // What the hub shows by itself, in words.
    expect(text).toContain('contingent préfectoral');
  });

  it('is said by a partner’s person for their own signatory alone', async () => {
    expect((await say(julie, '/charte/2026/caf-02')).status).toBe(303);
    for (const path of ['/charte/2026/msa-01', '/charte/2026/annexe2-1', '/charte/2026/etat-01']) {
      const shown = await of(julie).get(path);
      expect([shown.status, shown.html.includes('name="etat"')]).toEqual([200, false]);
      expect((await of(julie).post(path, { version: '0', etat: 'fait', faire: 'dire' })).status).toBe(403);
    }
  });

  it.each<[what: string, typed: Record<string, string>, words: string]>([
    ['no state', { etat: '' }, 'Un état est attendu'],
    [
      'a page that is none',
      { sorte: 'ecran', dit: '/absente' },
      'L’adresse d’une page du portail est attendue',
    ],
    ['a kind that is none', { sorte: 'evenement', dit: 'relogé' }, 'Une sorte d’événement est attendue'],
    ['a sort without anything', { sorte: 'note' }, 'Ce qui le montre est attendu'],
    [
      'a note that names a case',
      { sorte: 'note', dit: 'voir 77-2026-000123' },
      'Aucune référence de dossier',
    ],
  ])('is refused in French, and nothing typed is lost: %s', async (_, typed, words) => {
    const path = '/charte/2026/adil-01';
    const refused = await say(anne, path, typed);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('<title>Erreur : ');
    expect(textOf(refused)).toContain(words);
    if (typed.dit !== undefined) expect(refused.html).toContain(typed.dit);
    expect(textOf(await of(anne).get(path))).toContain('Personne n’en a encore rien dit.');
  });

  it('may be shown by the very page, as its address is', async () => {
    const path = '/charte/2026/etat-02';
    expect(
      (await say(anne, path, { sorte: 'ecran', dit: '/commissions/clpil-meaux/bilans/2026' })).status,
    ).toBe(303);
    expect((await of(anne).get(path)).html).toContain('href="/commissions/clpil-meaux/bilans/2026"');
  });

  it('tells by its form that a note names nobody of a household', async () => {
    expect(textOf(await of(anne).get('/charte/2026/adil-01'))).toContain(
      'Une note ne nomme personne d’un ménage : ni nom, ni adresse, ni référence de dossier.',
    );
  });

  it('is not written over by who did not see it: they are told, and keep what they typed', async () => {
    const path = '/charte/2026/siao-01';
    const seen = hidden(await of(marc).get(path), 'version');
    expect((await say(anne, path, { etat: 'enCours' })).status).toBe(303);
    const late = await of(marc).post(path, {
      ...{ version: seen, etat: 'fait', sorte: 'note', dit: 'Une équipe de plus', faire: 'dire' },
    });
    expect(late.status).toBe(422);
    expect(textOf(late)).toContain('Quelqu’un a dit autre chose de cet engagement entre-temps');
    expect(late.html).toContain('Une équipe de plus');
    expect(textOf(late)).toContain('en cours');
    // Sent again as the page then is, it is kept; both stay.
    const again = await of(marc).post(path, {
      ...{ version: hidden(late, 'version'), etat: 'fait', sorte: '', dit: '', faire: 'dire' },
    });
    expect(again.status).toBe(303);
    const [, history = ''] = (await of(anne).get(path)).html.split('id="historique"');
    expect([...history.matchAll(/Anne Renard|Marc Dubois/g)].map(([name]) => name)).toEqual([
      'Marc Dubois',
      'Anne Renard',
    ]);
  });

  it.each(['', 'x', '-1', '0.5'])('is not kept by a form whose version is «%s»', async (version) => {
    const sent = await of(anne).post('/charte/2026/ccas-01', { version, etat: 'fait', faire: 'dire' });
    expect(sent.status).toBe(422);
    expect(textOf(await of(anne).get('/charte/2026/ccas-01'))).toContain('Personne n’en a encore rien dit.');
  });
});

describe('the last word', () => {
  const path = '/charte/2026/udaf-01';
  it('is undone the same day by its author, and stays in the history', async () => {
    await say(anne, path, { etat: 'nonFait' });
    expect((await of(marc).get(path)).html).not.toContain('value="annuler"');
    expect((await say(marc, path, { faire: 'annuler' })).status).toBe(422);
    expect((await of(anne).get(path)).html).toContain('value="annuler"');
    expect((await say(anne, path, { faire: 'annuler' })).to).toBe(`${path}?fait=annule`);
    const page = textOf(await of(anne).get(path));
    expect(page).toContain('non renseigné');
    expect(page).toMatch(/Anne Renard 2026 annule son dernier mot .*Anne Renard 2026 non fait/);
  });

  it('is no longer undone the next day: another one corrects it', async () => {
    await say(anne, path, { etat: 'enCours' });
    await atTime('2026-12-01T07:30:00.000Z');
    expect((await of(anne).get(path)).html).not.toContain('value="annuler"');
    const late = await say(anne, path, { faire: 'annuler' });
    expect([late.status, textOf(late).includes('Il n’y a rien à confirmer, ni à annuler')]).toEqual([
      422,
      true,
    ]);
    expect((await say(anne, path, { etat: 'fait' })).status).toBe(303);
  });
});

describe('a new year', () => {
  const [before, path] = ['/charte/2026/bdf-01', '/charte/2027/bdf-01'];
  it('shows the last word of the year before as taken over, until somebody confirms it', async () => {
    await say(anne, before, { sorte: 'note', dit: 'Présente à chaque séance' });
    await atTime('2027-01-12T08:00:00.000Z');
    const list = await of(anne).get('/charte?signataire=bdf');
    expect(textOf(list)).toContain('repris de 2026, à confirmer');
    expect(list.html).toContain('aria-current="true">2027</a>');
    expect(rowOf(list, '>Banque de France<')).toMatch(/^Banque de France 1 0 0 4 1 5$/);
    expect(textOf(await of(anne).get('/charte?signataire=bdf&etat=repris'))).toContain('1 engagement');
    expect((await say(marc, path, { faire: 'confirmer' })).to).toBe(`${path}?fait=confirme`);
    const page = await of(anne).get(path);
    expect(textOf(page)).not.toContain('à confirmer');
    expect(textOf(page)).toContain('fait (confirme 2026)');
    expect(page.html).toContain('Présente à chaque séance');
    // Of 2026 it still says who said it then.
    expect(textOf(await of(anne).get(before))).not.toContain('confirme 2026');
  });
});
