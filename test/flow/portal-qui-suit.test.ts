import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { MOST_ASKS } from '../../shared/cases/suivi/demander.ts';
import { traceKey } from '../../shared/store/keys.ts';
import { createPartnerRegistry } from '../../shared/store/partners.ts';
import { aDirectory } from '../support/notices.ts';
import { aClerkOf, anAgentOf, startPortal } from '../support/portal.ts';
import type { Draft } from '../support/procedures.ts';

/*
 * A listener of the 115 asks who follows a person: the page says who is at work and whom to ring, and nothing else of the household.
 */
const FOLLOWED = '77-2026-000001';
const ALONE = '77-2026-000002';
const ELSEWHERE = '77-2026-000003';
const dwelling = {
  insee: '77379',
  commune: 'Provins',
  arrondissement: '773',
  street: '9 rue Basse',
  complement: 'appt 12',
} as const;
const castel = [{ nomNaissance: 'CASTEL', prenoms: ['Ana'], dateNaissance: '1984-05-17' }];
const diallo = [{ nomNaissance: 'DIALLO', prenoms: ['Awa'], dateNaissance: '1990-09-03' }];
const inProvins = (kind: string, actDate: string, over: object = {}): Draft => ({
  kind,
  actDate,
  dwelling,
  household: castel,
  ...over,
});

let portal: Awaited<ReturnType<typeof startPortal>>;
let emma: Awaited<ReturnType<typeof portal.signIn>>;

const ask = (over: Record<string, string> = {}, who = emma) =>
  who.post('/qui-suit', { nom: 'Castel', prenom: 'Ana', naissance: '1984-05-17', ...over });
/** Moves the clock; a session does not last that long. */
const atTime = async (now: string): Promise<void> => {
  portal.clock.now = now;
  emma = await portal.signIn('ecoutante@exemple.fr');
};
/** What the page says of the question: between its title and the form. */
const answerIn = (html: string): string =>
  /<h1>.*?(?=<section aria-labelledby="demande">)/s.exec(html)?.[0] ?? '';
const tracesOf = async (day: string) => {
  const { Items = [] } = await portal.client.send(
    new QueryCommand({
      TableName: portal.table,
      KeyConditionExpression: 'PK = :pk',
      ExpressionAttributeValues: { ':pk': traceKey(day, '').PK },
    }),
  );
  return Items.filter(({ command }) => command === 'page qui-suit');
};

beforeAll(async () => {
  portal = await startPortal(
    [
      { mail: 'ecoutante@exemple.fr', name: 'Emma Brun', rights: [aClerkOf('siao')] },
      { mail: 'ccas@exemple.fr', name: 'Jean Aide', rights: [aClerkOf('ccas-meaux')] },
      { mail: 'mds@exemple.fr', name: 'Karim Benali', rights: [aClerkOf('mds-meaux')] },
      { mail: 'provins@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
    ],
    {
      directory: aDirectory({
        mds: [{ nom: 'MDS de Provins', mail: 'mds-provins@dep.example', communes: ['77379'] }],
      }),
    },
  );
  await portal.file(
    FOLLOWED,
    inProvins('impaye', '2026-03-10', {
      loyer: 64_200,
      dette: 148_000,
      bailleur: { nom: 'Habitat Hostile', nature: 'personneMorale' },
    }),
    inProvins('commandementDePayer', '2026-05-05', { dette: 310_000 }),
    inProvins('surendettement', '2026-06-12', { etape: 'recevabilite', detteLocative: 330_000 }),
    inProvins('assignation', '2026-08-02', { dateAudience: '2027-01-18' }),
    inProvins('accompagnement', '2026-10-02', {
      mesure: 'asll',
      etat: 'ouverte',
      sender: 'association-aide',
    }),
    inProvins('enqueteSociale', '2026-10-20', {
      moment: 'assignation',
      etat: 'rendue',
      sender: 'mds-provins',
    }),
    inProvins('avisCcapex', '2026-11-03', {
      nature: 'avis',
      recommandations: ['relogement'],
      sender: 'ccapex-nord',
    }),
  );
  await portal.file(ALONE, inProvins('commandementDePayer', '2026-05-05', { household: diallo }));
  await createPartnerRegistry(portal.client, portal.table).add(
    {
      code: 'association-aide',
      name: 'Association Aide',
      kind: 'association',
      doors: [],
      contact: 'contact@aide.example',
      from: '2026-01-01',
    },
    { at: '2026-01-01T08:00:00.000Z', by: 'tests', what: 'tests' },
  );
  emma = await portal.signIn('ecoutante@exemple.fr');
});
afterAll(() => portal?.stop());
afterEach(() => vi.restoreAllMocks());

describe('what is told', () => {
  it('is each body at work, and whom to ring', async () => {
    const { status, html } = await ask();
    expect(status).toBe(200);
    const answer = answerIn(html);
    for (const words of [
      'Maison départementale des solidarités (MDS)',
      'MDS de Provins',
      'mds-provins@dep.example',
      'Association d’accompagnement',
      'Association Aide',
      'contact@aide.example',
      'CCAPEX, qui a examiné la situation',
      'Secrétariat Sud de la CCAPEX',
      'arrondissement de Provins',
    ])
      expect(answer).toContain(words);
    expect(html).toContain('SYPLO');
    expect(html).toContain('Accord collectif départemental (ACD)');
  });

  it('is nothing else of the household: no reference, street, amount, landlord, stage, measure', async () => {
    const answer = answerIn((await ask()).html);
    expect(answer).not.toBe('');
    for (const secret of [
      FOLLOWED,
      /77-\d{4}-\d{6}/,
      /rue Basse|appt 12/i,
      /€|1\s?480|3\s?100|642/,
      /Hostile|bailleur/i,
      /commandement|assignation|audience|jugement|impayé|expuls(?!ions, arrondissement)|procédure|concours/i,
      /surendettement|Banque de France/i,
      /ASLL|AVDL|MASP|relogement/i,
      /étude|girard/i,
      /dette|loyer/i,
    ])
      expect(answer).not.toMatch(secret);
  });

  it('finds by sound, and by the very birth date', async () => {
    expect(answerIn((await ask({ nom: 'Kastel', prenom: 'Anna' })).html)).toContain('MDS de Provins');
    for (const over of [{ naissance: '1984-05-18' }, { nom: 'Durand' }, { prenom: 'Julie' }])
      expect(answerIn((await ask(over)).html)).toContain('Aucun organisme à l’œuvre n’est connu ici');
  });

  it('says the same words of a household of whom nobody is at work, and of one that is not known', async () => {
    const known = await ask({ nom: 'Diallo', prenom: 'Awa', naissance: '1990-09-03' });
    const unknown = await ask({ nom: 'Nadaud', prenom: 'Zoé', naissance: '1990-09-03' });
    expect(known.status).toBe(unknown.status);
    expect(answerIn(known.html)).toBe(answerIn(unknown.html));
    // Whom to ring is said: the State's offices, all of them.
    for (const place of ['Fontainebleau', 'Meaux', 'Melun', 'Provins', 'Torcy'])
      expect(answerIn(unknown.html)).toContain(place);
  });

  it('tells several households apart by their arrondissement alone', async () => {
    await portal.file(
      ELSEWHERE,
      inProvins('intervention', '2026-11-02', {
        nature: 'visite',
        sender: 'association-aide',
        dwelling: { insee: '77284', commune: 'Meaux', arrondissement: '771', street: '4 quai Sud' },
      }),
    );
    const answer = answerIn((await ask()).html);
    expect(answer).toContain('Plusieurs ménages');
    expect(answer).toContain('arrondissement de Meaux');
    expect(answer).toContain('arrondissement de Provins');
    expect(answer).not.toMatch(/quai Sud|rue Basse|77-2026/);
  });
});

describe('what is asked', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['no surname', { nom: '' }, /écrivez le nom de famille/],
    ['no first name', { prenom: ' ' }, /écrivez le premier prénom/],
    ['no date', { naissance: '' }, /une date est attendue/],
    ['a day that no calendar holds', { naissance: '1984-02-31' }, /une date est attendue/],
    ['a day to come', { naissance: '2027-01-02' }, /une date est attendue/],
    ['a placeholder', { naissance: '1984-01-01' }, /faute de mieux/],
  ])('%s is refused by its field', async (_, over, words) => {
    const before = (await tracesOf('2026-11-30')).length;
    const { status, html } = await ask(over);
    expect(status).toBe(422);
    expect(html).toMatch(words);
    expect((await tracesOf('2026-11-30')).length).toBe(before);
  });

  it('takes a date as it is written in French', async () => {
    expect(answerIn((await ask({ naissance: '17/05/1984' })).html)).toContain('MDS de Provins');
  });

  it('is the SIAO’s and the CCAS’s alone', async () => {
    const jean = await portal.signIn('ccas@exemple.fr');
    expect((await ask({}, jean)).html).toContain('MDS de Provins');
    for (const mail of ['mds@exemple.fr', 'provins@exemple.fr']) {
      const other = await portal.signIn(mail);
      expect((await other.get('/qui-suit')).status).toBe(403);
      expect((await ask({}, other)).status).toBe(403);
    }
  });
});

describe('what is kept', () => {
  it('who asked, when, and the cases that were told; never what was typed', async () => {
    await atTime('2026-12-02T09:00:00.000Z');
    const logged = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    await ask({ nom: 'Kastèl' });
    portal.clock.now = '2026-12-02T09:01:00.000Z';
    await ask({ nom: 'Diallo', prenom: 'Awa', naissance: '1990-09-03' });
    const traces = await tracesOf('2026-12-02');
    expect(traces).toMatchObject([
      { by: 'Emma Brun', at: '2026-12-02T09:00:00.000Z', cases: [FOLLOWED, ELSEWHERE] },
      { by: 'Emma Brun', at: '2026-12-02T09:01:00.000Z', cases: [] },
    ]);
    const { Items = [] } = await portal.client.send(new ScanCommand({ TableName: portal.table }));
    const of = Items.filter(({ entity }) => ['TRACE', 'TOLD', 'ASKS', 'READER'].includes(entity));
    expect(of.filter(({ entity }) => entity === 'TOLD').length).toBeGreaterThan(0);
    for (const text of [JSON.stringify(of), JSON.stringify(logged.mock.calls)])
      expect(text).not.toMatch(/kast|castel|diallo|awa|1984|1990/i);
  });

  it('is a communication of each household that was told, which awaits a letter', async () => {
    const anne = await portal.signIn('provins@exemple.fr');
    const { html } = await anne.get(`/dossiers/${FOLLOWED}/communications`);
    expect(html).toContain('SIAO, numéro 115');
    expect(html).toContain('CCAS de Meaux');
    expect(html).toContain('à informer');
    const { html: list } = await anne.get('/communications');
    expect(list).toContain(FOLLOWED);
    expect(list).not.toContain(ALONE);
  });
});

it(`refuses the question after ${MOST_ASKS} in an hour, with words, until the next`, async () => {
  await atTime('2026-12-03T10:05:00.000Z');
  for (let n = 0; n < MOST_ASKS; n += 1) expect((await ask({ naissance: '1971-03-04' })).status).toBe(200);
  const refused = await ask();
  expect(refused.status).toBe(429);
  expect(refused.html).toContain('Trop de questions en une heure');
  expect(refused.html).not.toContain('MDS de Provins');
  // Another person's count is their own.
  const jean = await portal.signIn('ccas@exemple.fr');
  expect((await ask({}, jean)).status).toBe(200);
  await atTime('2026-12-03T11:00:00.000Z');
  expect((await ask()).html).toContain('MDS de Provins');
});
