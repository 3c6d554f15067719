import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createMarkSent, createMarkUndelivered } from '../../shared/store/delivery.ts';
import type { ReviewItem } from '../../shared/store/items.ts';
import { reviewWrite } from '../../shared/store/review-writes.ts';
import { transactAgain } from '../../shared/store/transact.ts';
import { aClerkOf, aDpd, anAdministrator, anAgentOf, aReviewerOf, startPortal } from '../support/portal.ts';
import type { Draft } from '../support/procedures.ts';

const CASE = '77-2026-000001';
const dwelling = {
  insee: '77379',
  commune: 'Provins',
  arrondissement: '773',
  street: '9 rue Basse',
  complement: 'appt 12',
} as const;
const household = [
  { nomNaissance: 'CASTEL', prenoms: ['Ana'], dateNaissance: '1984-05-17' },
  { nomNaissance: 'CASTEL', prenoms: ['Rui'], dateNaissance: '1980-01-02' },
];
const inProvins = (kind: string, actDate: string, over: object = {}): Draft => ({
  kind,
  actDate,
  dwelling,
  household,
  ...over,
});
const piece = { key: 'etude-girard-provins/acte.pdf', sha256: 'a'.repeat(64), size: 120_000 };

/** The drafts of a case that came to a refusal by silence. */
const toTheCfp: Draft[] = [
  inProvins('impaye', '2025-03-10', {
    loyer: 64_200,
    dette: 148_000,
    parc: 'social',
    bailleur: { nom: 'Habitat 77', nature: 'personneMorale' },
  }),
  inProvins('commandementDePayer', '2025-12-05', { dette: 310_000, piece }),
  inProvins('surendettement', '2026-01-12', { etape: 'recevabilite', detteLocative: 330_000 }),
  inProvins('assignation', '2026-04-02', { dateAudience: '2026-06-18', tribunal: 'Tribunal de Provins' }),
  inProvins('decision', '2026-07-02', { issue: 'resiliation' }),
  inProvins('commandementDeQuitterLesLieux', '2026-07-10', { prefetInformeLe: '2026-07-11' }),
  inProvins('demandeCfp', '2026-09-12', { diligences: 'Trois visites, deux courriers.' }),
  inProvins('accompagnement', '2026-10-02', { mesure: 'asll', etat: 'ouverte', sender: 'mds-provins' }),
  inProvins('avisCcapex', '2026-11-03', {
    nature: 'avis',
    recommandations: ['relogement'],
    sender: 'ccapex',
  }),
];

let portal: Awaited<ReturnType<typeof startPortal>>;
beforeAll(async () => {
  portal = await startPortal([
    { mail: 'provins@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
    { mail: 'relecteur@exemple.fr', name: 'Sonia Lefort', rights: [aReviewerOf('773')] },
    { mail: 'meaux@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771'), aReviewerOf('771')] },
    { mail: 'clerc@exemple.fr', name: 'Paul Girard', rights: [aClerkOf('etude-girard-provins')] },
    { mail: 'admin@exemple.fr', name: 'Claire Martin', rights: [anAdministrator] },
    { mail: 'dpd@exemple.fr', name: 'Iris Noël', rights: [aDpd] },
  ]);
  await portal.file(CASE, ...toTheCfp);
});
afterAll(() => portal?.stop());

/** What a page says: its words, without its markup. */
const wordsOf = (html: string): string =>
  html
    .replace(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([,.)])/g, '$1');
/** What a section says, by the id of its heading. */
const sectionOf = (html: string, id: string): string =>
  wordsOf(new RegExp(`<section[^>]*aria-labelledby="${id}"[\\s\\S]*?</section>`).exec(html)?.[0] ?? '');

describe('a case', () => {
  it.each([
    ['provins@exemple.fr', 200],
    ['relecteur@exemple.fr', 200],
    ['meaux@exemple.fr', 403],
    ['clerc@exemple.fr', 403],
    ['admin@exemple.fr', 403],
    ['dpd@exemple.fr', 403],
  ])('is shown to who is entitled to it: %s, %d', async (mail, status) => {
    const person = await portal.signIn(mail);
    for (const path of ['', '/rattachements'])
      expect((await person.get(`/dossiers/${CASE}${path}`)).status).toBe(status);
  });

  it('that is not there is not found, whatever its reference looks like', async () => {
    const anne = await portal.signIn('provins@exemple.fr');
    for (const reference of ['77-2026-999999', 'x', '77-2026-000001%0a', '..%2f..', "'", '%F0%9F%92%A9'])
      expect([reference, (await anne.get(`/dossiers/${reference}`)).status]).toEqual([reference, 404]);
  });

  it('takes two requests beyond the session’s: the case with what lies beside it, and the record of this read', async () => {
    const anne = await portal.signIn('provins@exemple.fr');
    portal.store.takeRequests();
    await anne.get('/mon-compte');
    const session = portal.store.takeRequests();
    await anne.get(`/dossiers/${CASE}`);
    expect(portal.store.takeRequests() - session).toBe(2);
  });

  it('says who and where, then what is at stake', async () => {
    const anne = await portal.signIn('provins@exemple.fr');
    const words = wordsOf((await anne.get(`/dossiers/${CASE}`)).html);
    expect(words).toContain('Provins, 9 rue Basse, appt 12');
    expect(words).toContain('CASTEL Ana, CASTEL Rui');
    expect(words).toContain(
      'impayé de loyer · parc social · Habitat 77 · personne morale · etude-girard-provins',
    );
    const stake =
      'Concours refusé par le silence le 12 novembre 2026 : l’État est responsable à partir du 1er avril 2027, sauf octroi avant.';
    expect(words.indexOf(stake)).toBeGreaterThan(words.indexOf('CASTEL Ana'));
    expect(words.indexOf(stake)).toBeLessThan(words.indexOf('Et maintenant'));
    expect(words).toMatch(/Coût pour l’État, par le loyer communiqué : 642,00.€ de loyer par mois\./);
    expect(words).toContain('Le silence gardé deux mois vaut refus');
  });

  it.each<[string, RegExp[]]>([
    ['suite', [/En retard, il y a 18 jours : Décision du préfet sur le concours de la force publique\./]],
    [
      'procedure',
      [
        /Commandement de payer 05\/12\/2025 fait etude-girard-provins/,
        /Refus du concours par le silence 12\/11\/2026 refusé silence de deux mois \(CPCE, art\. R153-1\)/,
        /L’État responsable, sauf octroi avant 01\/04\/2027 attendu/,
        /Trêve hivernale du 01\/11\/2026 au 31\/03\/2027 suspension/,
        /Surendettement depuis le 12\/01\/2026 suspension/,
      ],
    ],
    ['echeances', [/Décision du préfet sur le concours.*Pourquoi.*Règle : CPCE, art\. L153-1.*en retard/]],
    [
      'suivi',
      [/CCAPEX, en vigueur avis, relogement CCAPEX 03\/11\/2026/, /Accompagnement ASLL, ouverte mds-provins/],
    ],
    ['dettes', [/10\/03\/2025 1.480,00.€ CAF Impayé/, /12\/01\/2026 3.300,00.€ Banque de France/]],
    ['pieces', [/Commandement de payer du 05\/12\/2025 \(PDF, 120 Ko\), de etude-girard-provins/]],
    [
      'evenements',
      [/Tribunal : Tribunal de Provins/, /Démarches accomplies : Trois visites, deux courriers\./],
    ],
    ['rattachements', [/9 messages/]],
  ])('has its section: %s', async (id, expected) => {
    const anne = await portal.signIn('provins@exemple.fr');
    const section = sectionOf((await anne.get(`/dossiers/${CASE}`)).html, id);
    for (const one of expected) expect(section).toMatch(one);
  });

  it('draws its procedure, and says it in words for who does not see it', async () => {
    const anne = await portal.signIn('provins@exemple.fr');
    const { html } = await anne.get(`/dossiers/${CASE}`);
    const [svg = ''] = /<svg class="ligne"[\s\S]*?<\/svg>/.exec(html) ?? [];
    expect(svg).toMatch(/role="img" aria-labelledby="ligne-titre ligne-texte"/);
    expect(svg).toMatch(/<title id="ligne-titre">/);
    expect(svg).toMatch(/<desc id="ligne-texte">[^<]*Assignation : 02\/04\/2026/);
    expect(html).not.toMatch(/ style="/);
  });

  it.each<[string, string, Draft[], string]>([
    [
      'two episodes',
      '2',
      [
        inProvins('impaye', '2024-03-10'),
        inProvins('paiement', '2024-09-10', { solde: 0 }),
        inProvins('impaye', '2026-10-10'),
      ],
      'Procédure antérieure, du 10/03/2024 au 10/09/2024 : dette soldée, le bail continue',
    ],
    [
      'a closed case',
      '3',
      [inProvins('commandementDePayer', '2026-03-10'), inProvins('departVolontaire', '2026-09-10')],
      'Ce dossier est clos : occupant parti, le 10 septembre 2026.',
    ],
    [
      'an act dated ahead alone',
      '4',
      [
        {
          ...inProvins('conge', '2027-03-31', { motif: 'congeVente' }),
          receivedAt: '2026-11-01T08:00:00.000Z',
        },
      ],
      'Congé délivré, depuis le 31/03/2027',
    ],
    [
      'a hearing to come',
      '5',
      [inProvins('assignation', '2026-10-02', { dateAudience: '2026-12-18' })],
      'Audience le 18 décembre 2026, dans 18 jours.',
    ],
  ])('is read: %s', async (_, n, drafts, expected) => {
    const caseId = `77-2026-00010${n}`;
    await portal.file(caseId, ...drafts);
    const anne = await portal.signIn('provins@exemple.fr');
    expect(wordsOf((await anne.get(`/dossiers/${caseId}`)).html)).toContain(expected);
  });

  it('shows whom it was told to, and what became of each mail', async () => {
    const notices = (await portal.store.items('NOTICE')).filter(({ caseId }) => caseId === CASE);
    const [sent, lost, waits] = notices.map(({ noticeId }) => String(noticeId));
    expect(waits).toBeDefined();
    const { client, table } = portal;
    const at = '2026-11-12T07:31:00.000Z';
    await createMarkSent(
      client,
      table,
    )({
      caseId: CASE,
      noticeId: sent ?? '',
      mailbox: 'sp-provins@exemple.fr',
      sesMessageId: 'm',
      sentAt: at,
    });
    await createMarkUndelivered(
      client,
      table,
    )({ caseId: CASE, noticeId: lost ?? '', reason: 'Permanent', at });
    const anne = await portal.signIn('provins@exemple.fr');
    const section = sectionOf((await anne.get(`/dossiers/${CASE}`)).html, 'dit');
    expect(section).toMatch(/État sp-provins@exemple\.fr parti 12\/11\/2026, 08:31/);
    expect(section).toMatch(/non remis 12\/11\/2026, 08:31/);
    expect(section).toMatch(/à partir le \d\d\/\d\d\/\d{4} au plus tard/);
  });

  it('leads an open doubt to its question, for who may answer it', async () => {
    const review: ReviewItem = {
      entity: 'REVIEW',
      messageId: 'm-doute',
      reason: 'rapprochement',
      state: 'open',
      openedAt: '2026-11-20T08:00:00.000Z',
      caseId: CASE,
      candidates: ['77-2026-000777'],
    };
    await transactAgain(portal.client, [reviewWrite(portal.table, review)]);
    const [anne, sonia] = [
      await portal.signIn('provins@exemple.fr'),
      await portal.signIn('relecteur@exemple.fr'),
    ];
    const [agent, reviewer] = [await anne.get(`/dossiers/${CASE}`), await sonia.get(`/dossiers/${CASE}`)];
    expect(reviewer.html).toMatch(
      new RegExp(`href="/rapprochements/${CASE}/[0-9A-Z-]+">Ce ménage est-il déjà connu \\?`),
    );
    expect(agent.html).not.toContain('/rapprochements/');
    expect(sectionOf(agent.html, 'doutes')).toContain('Un relecteur de l’arrondissement le dira.');
    expect(agent.html).toContain(`/dossiers/${CASE}/consigner`);
    expect(reviewer.html).not.toContain(`/dossiers/${CASE}/consigner`);
    expect(agent.html).not.toContain('77-2026-000777');
  });

  it('whose commune is not certain is read by who settles communes, in two requests too', async () => {
    const caseId = '77-2026-000120';
    await portal.file(caseId, {
      kind: 'commandementDePayer',
      actDate: '2026-11-02',
      dwelling: { postcode: '77160' },
    });
    const [anne, sonia] = [
      await portal.signIn('provins@exemple.fr'),
      await portal.signIn('relecteur@exemple.fr'),
    ];
    expect((await anne.get(`/dossiers/${caseId}`)).status).toBe(403);
    portal.store.takeRequests();
    const { status, html } = await sonia.get(`/dossiers/${caseId}`);
    expect([status, portal.store.takeRequests()]).toEqual([200, 3]);
    expect(wordsOf(html)).toContain('attend la commune');
  });

  it('shows hostile text as text', async () => {
    const caseId = '77-2026-000121';
    const word = 'anticonstitutionnellement'.repeat(16);
    await portal.file(
      caseId,
      inProvins('assignation', '2026-05-02', {
        household: [{ nomNaissance: `<script>alert("${word}")</script>`, prenoms: ['\u202eElbon&'] }],
        bailleur: { nom: '"><img src=x onerror=alert(1)>' },
        tribunal: "</li></section><b onclick='x'>",
        numeroRg: '<svg/onload=1>',
      }),
    );
    const anne = await portal.signIn('provins@exemple.fr');
    const { status, html: whole } = await anne.get(`/dossiers/${caseId}`);
    expect(status).toBe(200);
    const html = whole.slice(whole.indexOf('<main'), whole.indexOf('</main>'));
    expect(html).not.toMatch(/<script|<img|<b |<svg\/|onerror="|&<|"><img/);
    expect(html).toContain('<bdi>&lt;script&gt;alert(&quot;');
    expect(html).toContain('&lt;/li&gt;&lt;/section&gt;');
    expect(html).toContain('\u202eElbon&amp;</bdi>');
  });
});

describe('who looked at a case', () => {
  it('once read leaves who read it, when and which page', async () => {
    const anne = await portal.signIn('provins@exemple.fr');
    await anne.get(`/dossiers/${CASE}`);
    expect(await portal.store.items('TRACE')).toContainEqual(
      expect.objectContaining({ by: 'Anne Renard', command: 'page case', cases: [CASE], action: 'lecture' }),
    );
  });

  it('that cannot be recorded shows nothing', async () => {
    const anne = await portal.signIn('provins@exemple.fr');
    const { client } = portal;
    const send = client.send.bind(client);
    vi.spyOn(client, 'send').mockImplementation((command: object) =>
      command instanceof TransactWriteItemsCommand
        ? Promise.reject(new Error('no write'))
        : Reflect.apply(send, client, [command]),
    );
    try {
      const { status, html } = await anne.get(`/dossiers/${CASE}`);
      expect(status).toBe(500);
      expect(html).not.toContain('CASTEL');
    } finally {
      vi.restoreAllMocks();
    }
  });

  it('is said on its page: who, and when they last did', async () => {
    const caseId = '77-2026-000130';
    await portal.file(caseId, inProvins('commandementDePayer', '2026-03-10'));
    const anne = await portal.signIn('provins@exemple.fr');
    for (const at of ['2026-11-30T07:31:00.000Z', '2026-11-30T08:00:00.000Z', '2026-11-30T08:20:00.000Z']) {
      portal.clock.now = at;
      await anne.get(`/dossiers/${caseId}`);
    }
    const sonia = await portal.signIn('relecteur@exemple.fr');
    portal.clock.now = '2026-11-30T08:25:00.000Z';
    const section = sectionOf((await sonia.get(`/dossiers/${caseId}`)).html, 'lectures');
    portal.clock.now = '2026-11-30T07:30:00.000Z';
    expect(section.match(/(Anne Renard|Sonia Lefort), 30\/11\/2026, \d\d:\d\d/g)).toEqual([
      'Sonia Lefort, 30/11/2026, 09:25',
      'Anne Renard, 30/11/2026, 09:20',
    ]);
  });
});
