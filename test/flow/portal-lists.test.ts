import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { readOds } from 'hucre/ods';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_REQUESTS, PAGE_ROWS } from '../../shared/cases/reading/list-cases.ts';
import { caseKey } from '../../shared/store/keys.ts';
import { aClerkOf, anAgentOf, aReviewerOf, startPortal } from '../support/portal.ts';
import { cfpInOrder, type Draft } from '../support/procedures.ts';

const provins = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;
const nangis = { insee: '77327', commune: 'Nangis', arrondissement: '773' } as const;
const meaux = { insee: '77284', commune: 'Meaux', arrondissement: '771' } as const;

let portal: Awaited<ReturnType<typeof startPortal>>;
let anne: Awaited<ReturnType<typeof portal.signIn>>;
let marc: Awaited<ReturnType<typeof portal.signIn>>;
const ref = (n: number): string => `77-2026-${String(n).padStart(6, '0')}`;
const open = (n: number, dwelling: object, ...drafts: Draft[]): Promise<void> =>
  portal.file(
    ref(n),
    ...drafts.map((draft) => ({
      dwelling,
      household: [
        { nomNaissance: `Diallo${n === 1 ? '' : n}`, prenoms: ['Mamadou'], dateNaissance: '1984-05-17' },
      ],
      ...draft,
    })),
  );

beforeAll(async () => {
  portal = await startPortal([
    { mail: 'provins@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
    { mail: 'collegue@exemple.fr', name: 'Paul Henry', rights: [anAgentOf('773')] },
    { mail: 'meaux@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771'), aReviewerOf('771')] },
    { mail: 'clerc@exemple.fr', name: 'Luc Girard', rights: [aClerkOf('etude-girard-provins')] },
  ]);
  anne = await portal.signIn('provins@exemple.fr');
  marc = await portal.signIn('meaux@exemple.fr');
  await open(1, provins, {
    kind: 'impaye',
    actDate: '2026-11-02',
    dette: 123_456,
    loyer: 61_240,
    bailleur: { nom: 'Habitat <b>77</b>' },
  });
  await open(2, nangis, ...cfpInOrder('2026-10-05', { receivedAt: '2026-11-27T08:00:00.000Z' }));
  await open(
    3,
    provins,
    { kind: 'impaye', actDate: '2026-01-02', loyer: 70_000 },
    ...cfpInOrder('2026-03-02', { receivedAt: '2026-03-03T08:00:00.000Z' }),
    // What a run of the watch would do: the case is folded again after its refusal.
    { kind: 'impaye', actDate: '2026-11-20', receivedAt: '2026-11-21T08:00:00.000Z', id: 'rappel' },
  );
  await open(4, meaux, { kind: 'assignation', actDate: '2026-11-20', dateAudience: '2027-01-20' });
  await open(
    5,
    provins,
    { kind: 'impaye', actDate: '2025-11-02' },
    { kind: 'departVolontaire', actDate: '2026-02-01', sender: 'etat' },
  );
});
afterAll(() => portal?.stop());

/** References that a page shows, in its order. */
const shown = (html: string): string[] => [
  ...new Set([...html.matchAll(/href="\/dossiers\/(77-2026-\d{6})"/g)].map(([, id = '']) => id)),
];
const heading = (html: string): string => /<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? '';

describe('the list of cases', () => {
  it('shows those of one arrondissement of the reader, the nearest delay first, and of no other', async () => {
    const { status, html } = await anne.get('/dossiers');
    expect([status, heading(html)]).toEqual([200, 'Dossiers']);
    expect(shown(html).sort()).toEqual([ref(1), ref(2), ref(3)]);
    expect(shown((await marc.get('/dossiers')).html)).toEqual([ref(4)]);
  });

  it('of another arrondissement is asked for in vain: the address gives one’s own', async () => {
    expect(shown((await anne.get('/dossiers?arrondissement=771')).html)).not.toContain(ref(4));
    expect((await anne.get('/dossiers/export?arrondissement=771')).html).not.toContain(ref(4));
  });

  it.each([
    ['etape=refusImplicite', [3]],
    ['motif=impaye', [1, 3]],
    ['dette=moins2000', [1]],
    ['dette=plus10000', []],
    ['bailleur=habitat', [1]],
    ['bailleur=h%C3%A2b%C3%AFtat', [1]],
    ['etat=closed', [5]],
    ['doute=oui', []],
    ['etape=refusImplicite&motif=impaye', [3]],
    ['etape=nimporte&motif=quoi&avant=hier&dette=x&signal=y', [1, 2, 3]],
  ])('filtered by %s shows %j', async (query, expected) => {
    const { html, status } = await anne.get(`/dossiers?${query}`);
    expect(status).toBe(200);
    expect(shown(html).sort()).toEqual(expected.map(ref));
  });

  it.each([
    ['tri=reference', [1, 2, 3]],
    ['tri=reference&ordre=desc', [3, 2, 1]],
    ['tri=commune', [2, 1, 3]],
    ['tri=dette&ordre=desc', [1, 3, 2]],
  ])('sorted by %s', async (query, expected) => {
    const { html } = await anne.get(`/dossiers?${query}`);
    expect(shown(html)).toEqual(expected.map(ref));
    expect(html).toContain(query.includes('desc') ? 'aria-sort="descending"' : 'aria-sort="ascending"');
  });

  it('says what it is filtered by, each with a link that takes it away', async () => {
    const { html } = await anne.get('/dossiers?motif=impaye&bailleur=Habitat');
    expect(html).toContain('impayé de loyer');
    expect(html).toContain('href="/dossiers?arrondissement=773&amp;bailleur=Habitat"');
    expect(html).toContain('href="/dossiers?arrondissement=773&amp;motif=impaye"');
  });

  it('shows what partners wrote as text', async () => {
    const { html } = await anne.get('/dossiers');
    expect(html).toContain('Habitat &lt;b&gt;77&lt;/b&gt;');
    expect(html).not.toContain('<b>77');
  });

  it('is a file too, whose formulas are inert, and whose reading is recorded', async () => {
    const { html, headers } = await anne.get('/dossiers/export?motif=impaye');
    expect(headers.get('content-disposition')).toMatch(/attachment; filename="dossiers-773-2026-11-30\.csv"/);
    expect(html.trimEnd().split('\r\n')).toHaveLength(3);
    expect(html).toContain('1234,56');
    expect(await portal.store.items('TRACE')).toContainEqual(
      expect.objectContaining({ by: 'Anne Renard', command: 'page export', cases: [ref(1), ref(3)] }),
    );
  });

  it('is a sheet too, whose days and amounts are a spreadsheet’s, and whose formulas are texts', async () => {
    await open(6, provins, {
      kind: 'impaye',
      actDate: '2026-11-02',
      dette: 5_000,
      bailleur: { nom: '=HYPERLINK("http://ailleurs.example")' },
    });
    const answer = await anne.browser.ask(`${portal.origin}/dossiers/export?motif=impaye&format=ods`, {});
    expect(answer.headers.get('content-disposition')).toContain('.ods"');
    const { sheets } = await readOds(new Uint8Array(await answer.arrayBuffer()));
    const rows = sheets[0]?.rows ?? [];
    expect(rows[0]?.slice(0, 2)).toEqual(['Dossier', 'Commune']);
    expect(rows.find(([caseId]) => caseId === ref(1))).toEqual([
      ref(1),
      'Provins',
      'Habitat <b>77</b>',
      'impayé de loyer',
      expect.any(String),
      expect.any(Date),
      expect.any(String),
      expect.any(String),
      1234.56,
      expect.anything(),
    ]);
    expect(rows.find(([caseId]) => caseId === ref(6))?.[2]).toBe('=HYPERLINK("http://ailleurs.example")');
  });

  it('is refused to a partner', async () => {
    const clerk = await portal.signIn('clerc@exemple.fr');
    for (const path of ['/dossiers', '/dossiers/export', '/journee', '/engagements', '/alertes'])
      expect([path, (await clerk.get(path)).status]).toEqual([path, 403]);
  });
});

describe('a long list', () => {
  const many = 45;
  beforeAll(async () => {
    for (let n = 100; n < 100 + many; n += 1)
      await open(
        n,
        { insee: '77186', commune: 'Fontainebleau', arrondissement: '774' },
        {
          kind: 'impaye',
          actDate: '2026-11-02',
          dette: n * 1000,
          ...(n === 144 && { bailleur: { nom: 'SCI des Lilas' } }),
        },
      );
    await portal.enter({
      mail: 'meaux@exemple.fr',
      name: 'Marc Dubois',
      rights: [anAgentOf('774', '771'), aReviewerOf('771')],
    });
  });

  it('comes page by page, each case once', async () => {
    const found: string[] = [];
    let path: string | undefined = '/dossiers?arrondissement=774';
    let pages = 0;
    while (path !== undefined) {
      const { html } = await marc.get(path);
      expect(shown(html).length).toBeLessThanOrEqual(PAGE_ROWS);
      found.push(...shown(html));
      const next = /href="(\/dossiers\?[^"]*suite=[^"]*)"[^>]*>\s*Page suivante/.exec(html)?.[1];
      path = next?.replaceAll('&amp;', '&');
      pages += 1;
    }
    expect([pages, found.length, new Set(found).size]).toEqual([3, many, many]);
  });

  it.each([
    ['no filter', ''],
    ['a filter that few answer', '&bailleur=lilas'],
    ['a filter that none answers', '&bailleur=personne'],
    ['a sort', '&tri=dette'],
    ['a count', '&compter=oui'],
  ])('asks the table for no more than it may, whatever is asked: %s', async (_, query) => {
    await marc.get('/mon-compte');
    portal.store.takeRequests();
    const { html } = await marc.get(`/dossiers?arrondissement=774${query}`);
    // The session, and the reader's own views, are read beside.
    const made = portal.store.takeRequests() - 2;
    expect(made).toBeLessThanOrEqual(query.includes('compter') ? 2 : MOST_REQUESTS);
    if (query.includes('lilas')) expect(shown(html)).toEqual([ref(144)]);
    if (query.includes('compter')) expect(html).toContain('45 dossiers');
  });
});

describe('a search', () => {
  it.each([
    ['Diallo Mamadou', ref(1)],
    ['mamadou diallo', ref(1)],
    ['Dialo Mamadou', ref(1)],
  ])(
    'by name and first name, in either order and by sound, finds the household: %s',
    async (asked, expected) => {
      const { html } = await anne.get(`/dossiers?recherche=${encodeURIComponent(asked)}`);
      expect(shown(html)).toContain(expected);
      expect(html).toContain('Mamadou');
    },
  );

  it('of a reference leads to what its case became, from one merge to the next', async () => {
    for (const n of [7, 8, 9]) await open(n, provins, { kind: 'impaye', actDate: '2026-11-02' });
    for (const n of [7, 8])
      await portal.store.client.send(
        new UpdateCommand({
          TableName: portal.store.table,
          Key: caseKey(ref(n)),
          UpdateExpression: 'SET mergedInto = :to',
          ExpressionAttributeValues: { ':to': ref(n + 1) },
        }),
      );
    expect((await anne.get(`/dossiers?recherche=${ref(7)}`)).to).toBe(`/dossiers/${ref(9)}`);
  });

  it('by reference leads to the case; of another arrondissement, to nothing', async () => {
    expect((await anne.get(`/dossiers?recherche=${ref(2)}`)).to).toBe(`/dossiers/${ref(2)}`);
    const { html, status } = await anne.get(`/dossiers?recherche=${ref(4)}`);
    expect([status, shown(html)]).toEqual([200, []]);
  });

  it.each(['Diallo', '<script>', '7'])('of too little says what to write: %s', async (asked) => {
    const { status, html } = await anne.get(`/dossiers?recherche=${encodeURIComponent(asked)}`);
    expect(status).toBe(422);
    expect(html).toContain('id="recherche-erreur"');
    expect(html).not.toContain('<script>');
  });

  it('leaves which cases were shown', async () => {
    await anne.get('/dossiers?recherche=Mamadou%20Diallo');
    expect(await portal.store.items('TRACE')).toContainEqual(
      expect.objectContaining({ command: 'page recherche', cases: expect.arrayContaining([ref(1)]) }),
    );
  });
});

describe('a view', () => {
  it('is kept under its name, opens the same list, and goes when it holds no filter', async () => {
    const kept = await anne.post('/dossiers/vues', {
      nom: 'Impayés',
      requete: 'arrondissement=773&motif=impaye&tri=dette',
    });
    expect(kept.to).toBe('/dossiers?arrondissement=773&motif=impaye&tri=dette');
    const { html } = await anne.get('/dossiers');
    expect(html).toContain('href="/dossiers?arrondissement=773&amp;motif=impaye&amp;tri=dette"');
    await anne.post('/dossiers/vues', { nom: 'Impayés', requete: 'arrondissement=773' });
    expect((await anne.get('/dossiers')).html).not.toContain('>Impayés<');
  });

  it('without a name is not kept, and of another arrondissement is one’s own', async () => {
    expect((await anne.post('/dossiers/vues', { nom: ' ', requete: 'motif=impaye' })).status).toBe(422);
    const { to } = await anne.post('/dossiers/vues', {
      nom: 'x',
      requete: 'arrondissement=771&motif=impaye',
    });
    expect(to).toBe('/dossiers?arrondissement=773&motif=impaye');
    expect((await marc.get('/dossiers')).html).not.toContain('>x<');
  });
});

describe('the day', () => {
  it('begins with what commits the State: the nearest refusal, then since when it answers and what that costs', async () => {
    const { html, status } = await anne.get('/journee');
    expect([status, heading(html)]).toEqual([200, 'Ma journée']);
    const text = html.replace(/<[^>]+>/g, ' ').replace(/[ \n]+/g, ' ');
    expect(text).toContain('1 demande de concours sans réponse');
    expect(text).toMatch(/77-2026-000002 Nangis refus par le silence dans \d+ jours/);
    expect(text).toMatch(
      /refus par le silence le 02\/05\/2026 ; l’État est responsable depuis le \d\d\/\d\d\/2026/,
    );
    expect(text).toMatch(/700,00\s€ de loyer par mois, environ [\d\u202f]+,00\s€ à ce jour/);
    expect(text).not.toContain(ref(4));
  });

  it('shows what changed until the case is read', async () => {
    const news = async () =>
      /Ce qui a changé.*?<\/section>/s.exec((await anne.get('/journee')).html)?.[0] ?? '';
    expect(shown(await news())).toContain(ref(2));
    await anne.get(`/dossiers/${ref(2)}`);
    expect(shown(await news())).not.toContain(ref(2));
    // What comes after the reading is news again.
    portal.clock.now = '2026-11-30T07:50:00.000Z';
    await open(2, nangis, {
      kind: 'impaye',
      actDate: '2026-11-29',
      receivedAt: '2026-11-30T07:45:00.000Z',
      id: 'neuf',
    });
    expect(shown(await news())).toContain(ref(2));
  });

  it('of a colleague who is absent can be opened', async () => {
    const list = (await anne.get('/alertes')).html;
    const [, path = ''] = /href="(\/alertes\/77-2026-000002\/[0-9a-f]{24})"/.exec(list) ?? [];
    const paul = await portal.signIn('collegue@exemple.fr');
    expect((await paul.post(path, { geste: 'prendre' })).to).toBe(`${path}?fait=prise`);
    expect((await anne.get('/journee')).html).toContain('href="/alertes?etat=prise"');
    const { html } = await anne.get('/alertes?etat=prise');
    const [, of = ''] = /href="\/journee\?de=([0-9a-f]{24})"[^>]*>\s*Paul Henry/.exec(html) ?? [];
    const day = (await anne.get(`/journee?de=${of}`)).html;
    expect(day).toContain('Ce que Paul Henry a pris');
    expect(day).toContain(path);
    expect((await anne.get('/journee')).html).not.toContain('Ce que Paul Henry a pris');
  });

  it('counts what waits by arrondissement when asked, each number leading to it', async () => {
    expect((await anne.get('/journee')).html).toContain('href="/journee?compter=oui#nombres"');
    const { html } = await anne.get('/journee?compter=oui');
    const row = /<tr><td[^>]*>Provins<\/td>.*?<\/tr>/s.exec(html)?.[0] ?? '';
    const [pending, refused, waiting, late, taken] = [...row.matchAll(/>(\d+)<\/a>/g)].map(([, n]) =>
      Number(n),
    );
    const rowsOf = async (address: string) =>
      ((await anne.get(address)).html.match(/<tr>/g) ?? []).length - 1;
    expect([pending, refused]).toEqual([1, 1]);
    expect(waiting).toBe(await rowsOf('/alertes?etat=recue'));
    expect(taken).toBe(await rowsOf('/alertes?etat=prise'));
    expect(late).toBeLessThanOrEqual(waiting ?? 0);
    expect(row).toContain('href="/alertes?arrondissement=773&amp;etat=prise"');
  });

  it('shows older news once the latest were read', async () => {
    const section = async (): Promise<string> =>
      /Ce qui a changé.*?<\/section>/s.exec((await anne.get('/journee')).html)?.[0] ?? '';
    const count = 20;
    for (let n = 0; n < count; n += 1)
      await open(200 + n, nangis, {
        kind: 'impaye',
        actDate: '2026-11-28',
        receivedAt: `2026-11-29T08:${String(n).padStart(2, '0')}:00.000Z`,
        id: `nouvelle-${n}`,
      });
    expect(shown(await section())).toContain(ref(219));
    expect(shown(await section())).not.toContain(ref(204));
    for (let n = count - 1; n > 4; n -= 1) await anne.get(`/dossiers/${ref(200 + n)}`);
    expect(shown(await section())).toEqual(expect.arrayContaining([ref(204), ref(202)]));
  });

  it('tells as late what was due, and not what is to come', async () => {
    const late = async (): Promise<string> =>
      /En retard chez nos partenaires.*?<\/section>/s.exec((await anne.get('/journee')).html)?.[0] ?? '';
    const told = await late();
    for (const [, day = '', month = '', year = ''] of told.matchAll(/attendu.*?(\d\d)\/(\d\d)\/(\d{4})/gs))
      expect(`${year}-${month}-${day}` < portal.clock.now).toBe(true);
    // A summons whose hearing is in five weeks: the enquête is not late yet; at three weeks it is.
    const [hearing, asked] = ['2027-01-05', '2026-11-10'];
    await open(240, nangis, {
      kind: 'assignation',
      actDate: asked,
      receivedAt: `${asked}T08:00:00.000Z`,
      dateAudience: hearing,
      id: 'audience',
    });
    expect(await late()).not.toContain(ref(240));
  });

  it('of nobody’s arrondissement with nothing to do says so kindly', async () => {
    await portal.enter({ mail: 'collegue@exemple.fr', name: 'Paul Henry', rights: [anAgentOf('772')] });
    const paul = await portal.signIn('collegue@exemple.fr');
    const { html } = await paul.get('/journee');
    expect(html).toContain('Aucune demande de concours n’attend de réponse.');
    expect(html).toContain('tout est pris');
  });

  it('says «plus de» only where there are more than it counts', async () => {
    await portal.enter({ mail: 'collegue@exemple.fr', name: 'Paul Henry', rights: [anAgentOf('774')] });
    const paul = await portal.signIn('collegue@exemple.fr');
    const fontainebleau = { insee: '77186', commune: 'Fontainebleau', arrondissement: '774' };
    const file = (n: number) =>
      open(300 + n, fontainebleau, ...cfpInOrder('2026-11-02', { receivedAt: '2026-11-03T08:00:00.000Z' }));
    for (let n = 0; n < 5; n += 1) await file(n);
    expect((await paul.get('/journee')).html).toContain('>5 demandes de concours sans réponse<');
    await file(5);
    expect((await paul.get('/journee')).html).toContain('>plus de 5 demandes de concours sans réponse<');
  });
});

describe('what commits the State', () => {
  it('is whole on its page, with what a month costs', async () => {
    const { html } = await anne.get('/engagements');
    expect(shown(html).sort()).toEqual([ref(2), ref(3)]);
    expect(html.replace(/<[^>]+>/g, ' ')).toMatch(/court pour\s+1 dossier\s*:\s+700,00/);
  });
});

describe('an alert', () => {
  const pathOf = async () => {
    const { html } = await anne.get('/alertes');
    return /href="(\/alertes\/77-2026-000003\/[0-9a-f]{24})"/.exec(html)?.[1] ?? '';
  };

  it('says what it asks, of whom, why, and what may be done of it', async () => {
    const { html, status } = await anne.get(await pathOf());
    expect(status).toBe(200);
    for (const words of [
      'Prendre',
      'C’est fait',
      'Ce n’est pas pour moi',
      'Pourquoi cette date',
      'à prendre',
    ])
      expect(html).toContain(words);
  });

  it('is taken from the list, given back, and done; who comes late is told', async () => {
    const path = await pathOf();
    expect((await anne.post(path, { geste: 'prendre', retour: 'liste' })).to).toBe('/alertes?fait=prise');
    const late = await anne.post(path, { geste: 'prendre' });
    expect(late.status).toBe(409);
    expect(late.html).toContain('Rien n’a été fait');
    expect((await anne.get('/alertes?etat=prise')).html).toContain('Anne Renard');
    expect((await anne.post(path, { geste: 'rendre' })).to).toBe(`${path}?fait=rendue`);
    expect((await anne.post(path, { geste: 'fait' })).to).toBe(`${path}?fait=faite`);
    expect((await anne.get(path)).html).toContain('close par Anne Renard');
  });

  it.each([
    [{}, 'motif'],
    [{ motif: 'inconnu-de-nous' }, 'motif'],
    [{ motif: 'horsZone' }, 'commune'],
    [{ motif: 'horsZone', commune: '77379' }, 'commune'],
    [{ motif: 'horsZone', commune: '75056' }, 'commune'],
    [{ motif: 'horsCompetence', organisme: 'prefet' }, 'organisme'],
    [{ motif: 'doublon', autre: 'x' }, 'autre'],
    [{ motif: 'doublon', autre: '77-2026-999999' }, 'autre'],
  ])('sent on with %j is refused beside the field %s, and keeps what was typed', async (fields, field) => {
    const path = await pathOf();
    const { html, status } = await anne.post(`${path}/renvoyer`, fields);
    expect(status).toBe(422);
    expect(html).toContain(`id="${field}-erreur"`);
    expect(html).toContain(`href="#${field}"`);
    if ('autre' in fields) expect(html).toContain(`value="${fields.autre}"`);
  });

  it('out of the area is taken elsewhere, and the case goes with it', async () => {
    const path = await pathOf();
    const { to } = await anne.post(`${path}/renvoyer`, { motif: 'horsZone', commune: '77284' });
    expect(to).toBe('/alertes?fait=renvoyee');
    expect((await anne.get(`/dossiers/${ref(3)}`)).status).toBe(403);
    const list = (await marc.get('/alertes?arrondissement=771')).html;
    const [, there = ''] = /href="(\/alertes\/77-2026-000003\/[0-9a-f]{24})"/.exec(list) ?? [];
    expect((await marc.get(there)).html).toContain('sous-préfecture de Provins, hors zone');
    expect((await marc.post(there, { geste: 'prendre' })).status).toBe(303);
  });

  it('of another arrondissement is refused', async () => {
    for (const path of [
      `/alertes/${ref(4)}/${'0'.repeat(24)}`,
      `/alertes/${ref(4)}/${'0'.repeat(24)}/renvoyer`,
    ]) {
      expect((await anne.get(path)).status).toBe(403);
      expect((await anne.post(path, { geste: 'prendre' })).status).toBe(403);
    }
    expect((await anne.get(`/alertes/${ref(1)}/${'0'.repeat(24)}`)).status).toBe(404);
  });
});
