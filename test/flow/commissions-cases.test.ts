import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inForce, notUndone } from '../../shared/domain/case/standing.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { readCase } from '../../shared/store/case-store.ts';
import {
  AT,
  aRow,
  aTable,
  type Clpil,
  CODE,
  fileOf,
  OWN,
  type Row,
  SEANCE,
  startClpil,
  upload,
} from '../support/clpil.ts';
import { textOf } from '../support/desk.ts';
import { sheetRows } from '../support/office.ts';

/*
 * What a session tells the cases of its households, and what is left of a household that withdraws: by the pages, upon the hub's own intake.
 */
const CASTEL = aRow('H-1', ['Castel', 'Ana', '12/03/1984'], '9 rue des Ursulines');
const DIALLO = aRow('H-2', ['Diallo', 'Moussa', '28/02/1990'], '4 rue Bossuet');
const KELLER = aRow('H-3', ['Keller', 'Hugo', '19/03/1975'], '3 place Doumer');
const FABRE = aRow('F-1', ['Fabre', 'Rachid', '14/09/1968'], '2 quai Sadi-Carnot');

let clpil: Clpil;
const startAt = async (rows: Readonly<Record<'habitat' | 'foyers', readonly Row[]>>): Promise<void> => {
  clpil = await startClpil();
  await clpil.plan();
  for (const landlord of ['habitat', 'foyers'] as const) {
    const { status, html } = await upload(await clpil.as(landlord), landlord, await aTable(rows[landlord]));
    expect([status, textOf(html)]).toEqual([
      200,
      expect.stringContaining(`${rows[landlord].length} situation`),
    ]);
  }
};
const transmit = async (landlord: 'habitat' | 'foyers', date = SEANCE) =>
  (await clpil.as(landlord)).post(`${OWN}/seances/${date}/bailleurs/${landlord}`, { faire: 'transmettre' });
const run = async (faire: string, more: Record<string, string> = {}) =>
  (await clpil.as('secretariat')).post(AT, { faire, ...more });
const idOf = async (reference: string, date = SEANCE): Promise<string> => {
  const found = (await clpil.situations(date)).find((one) => one.reference === reference);
  if (!found) throw new Error(`no row ${reference}`);
  return found.id;
};
const decide = async (reference: string, issues: string, vue = '') =>
  (await clpil.as('secretariat')).post(`${AT}/situations/${await idOf(reference)}`, {
    faire: 'decider',
    issues,
    vue,
  });

describe('a session that is closed, closed again, opened again and closed', () => {
  beforeAll(() => startAt({ habitat: [CASTEL, DIALLO], foyers: [FABRE] }));
  afterAll(() => clpil?.stop());

  const caseOf = async (reference: string): Promise<string> => {
    const found = (await clpil.situations()).find((one) => one.reference === reference);
    return found?.caseId ?? '';
  };
  const eventsOf = async (reference: string): Promise<readonly CaseEvent[]> =>
    (await readCase(clpil.portal.client, clpil.portal.table, await caseOf(reference)))?.events ?? [];
  const standing = async (reference: string) =>
    inForce(notUndone(await eventsOf(reference))).flatMap((event) =>
      event.kind === 'decisionClpil'
        ? [
            {
              organisme: event.organisme,
              issues: event.issues,
              on: event.dateCommission,
              of: event.commission,
            },
          ]
        : [],
    );
  const counts = async (reference: string) => {
    const kinds = (await eventsOf(reference)).map(({ kind }) => kind);
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    return { decided: count('decisionClpil'), undone: count('acteAnnule') };
  };
  const own = { on: SEANCE, of: CODE };
  const byBody = [
    { organisme: 'ccas', issues: ['verificationDroits'], ...own },
    { organisme: 'mds', issues: ['accompagnement'], ...own },
  ];
  const sorted = async (reference: string) =>
    (await standing(reference)).toSorted((a, b) => ((a.organisme ?? '') < (b.organisme ?? '') ? -1 : 1));

  it('is listed, opened on its day, and not before', async () => {
    for (const landlord of ['habitat', 'foyers'] as const)
      expect((await transmit(landlord)).status).toBe(303);
    expect((await run('ouvrir')).html).toContain('La séance a lieu le 18/03/2027');
    expect((await run('clore')).status).toBe(422);
    // Foyers' message is late: its household has no case yet.
    const late = clpil.portal.told.splice(-1);
    await clpil.takeTold();
    clpil.portal.told.push(...late);
    clpil.portal.clock.now = '2027-03-18T13:00:00.000Z';
    expect((await run('ouvrir')).to).toBe(`${AT}/salle?fait=ouvrir`);
    await (await clpil.as('secretariat')).post(`${AT}/confidentialite`, { lu: 'oui' });
  });

  it('is not closed while a household is left, nor decided by a body that cannot do it', async () => {
    expect((await decide('H-2', 'planApurement|mds')).html).toContain('ne peut pas en être chargé');
    expect((await decide('H-2', 'planApurement|bailleur')).status).toBe(303);
    expect((await decide('F-1', 'bilanDiagnostic|asll')).status).toBe(303);
    expect((await run('clore')).html).toContain('1 situation reste sans issue');
    const lea = await clpil.as('secretariat');
    const { browser } = lea;
    const body = new URLSearchParams([
      ['jeton', await lea.token()],
      ['faire', 'decider'],
      ['vue', ''],
      ['issues', 'accompagnement|mds'],
      ['issues', 'verificationDroits|ccas'],
    ]);
    const answer = await browser.ask(`https://passerelle.example${AT}/situations/${await idOf('H-1')}`, {
      method: 'POST',
      body: body.toString(),
      headers: {
        origin: 'https://passerelle.example',
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect(answer.status).toBe(303);
  });

  it('tells each case what was decided, an event for each body in charge; whose case is late waits', async () => {
    expect((await run('clore')).to).toBe(`${AT}/releve?fait=clore`);
    expect(await sorted('H-1')).toEqual(byBody);
    expect(await standing('H-2')).toEqual([{ organisme: 'bailleur', issues: ['planApurement'], ...own }]);
    expect(await caseOf('F-1')).toBe('');
  });

  it('tells nothing twice when it is closed again, and then what had waited', async () => {
    await clpil.takeTold();
    expect((await run('clore')).status).toBe(303);
    expect(await counts('H-1')).toEqual({ decided: 2, undone: 0 });
    expect(await counts('H-2')).toEqual({ decided: 1, undone: 0 });
    expect(await standing('F-1')).toEqual([{ organisme: 'asll', issues: ['bilanDiagnostic'], ...own }]);
    expect((await run('clore')).status).toBe(303);
    expect(await counts('F-1')).toEqual({ decided: 1, undone: 0 });
    expect((await clpil.seanceAt()).cloture?.fois).toBe(1);
  });

  it('takes back what it told when it is opened again, once; nothing is decided while it is closed', async () => {
    expect((await decide('H-1', 'revue|mds', 'x')).html).toContain('La séance n’est pas ouverte');
    expect((await run('rouvrir')).status).toBe(303);
    expect((await run('rouvrir')).html).toContain('La séance n’est pas close');
    for (const reference of ['H-1', 'H-2', 'F-1']) expect(await standing(reference)).toEqual([]);
    expect(await counts('H-1')).toEqual({ decided: 2, undone: 2 });
  });

  it('keeps what was decided, to be corrected; closed again, each case has the last decision, and nothing of the first', async () => {
    const before = (await clpil.situations()).find(({ reference }) => reference === 'H-2');
    expect(before?.issues).toEqual([{ issue: 'planApurement', organisme: 'bailleur' }]);
    const vue = `${before?.decidee?.at} ${before?.decidee?.by}`;
    expect((await decide('H-2', 'renvoiCcapex|ccapex', vue)).status).toBe(303);
    expect((await run('clore')).status).toBe(303);
    expect(await sorted('H-1')).toEqual(byBody);
    expect(await standing('H-2')).toEqual([{ organisme: 'ccapex', issues: ['renvoiCcapex'], ...own }]);
    expect(await counts('H-1')).toEqual({ decided: 4, undone: 2 });
    expect((await clpil.seanceAt()).cloture?.fois).toBe(2);
  });

  it('opened and closed a third time, the same holds', async () => {
    await run('rouvrir');
    await run('clore');
    await run('clore');
    expect(await sorted('H-1')).toEqual(byBody);
    expect(await counts('H-1')).toEqual({ decided: 6, undone: 4 });
    expect((await clpil.seanceAt()).cloture?.fois).toBe(3);
  });

  it('hears what became of it, in the household’s case too', async () => {
    const path = `${AT}/situations/${await idOf('H-1')}`;
    const karim = await clpil.as('mds');
    await karim.post(`${AT}/confidentialite`, { lu: 'oui' });
    const account = { faire: 'compte', mesure: 'accompagnement', etat: 'refusDuMenage', le: '2027-03-18' };
    expect((await karim.post(path, { ...account, le: '2027-03-17' })).html).toContain(
      'entre la séance et aujourd’hui',
    );
    expect((await karim.post(path, { ...account, le: '2027-03-19' })).html).toContain(
      'entre la séance et aujourd’hui',
    );
    expect((await karim.post(path, { ...account, mesure: 'planApurement' })).html).toContain(
      'n’a pas été décidée',
    );
    expect((await karim.post(path, account)).status).toBe(303);
    const told = (await eventsOf('H-1')).filter(({ kind }) => kind === 'suiteDecision');
    expect(told).toMatchObject([{ mesure: 'accompagnement', etat: 'refusDuMenage', decisionDu: SEANCE }]);
  });
});

describe('a household that withdraws', () => {
  const NEXT = '2027-06-17';
  const NAMES = /keller|doumer|hugo|1975/i;
  const names = async (): Promise<string[]> => {
    const seances = await clpil.store.seances(CODE);
    const kept = await Promise.all(
      seances.map(async ({ date }) => ({
        date,
        said: JSON.stringify([await clpil.situations(date), await clpil.store.journal(CODE, date)]),
      })),
    );
    return kept.flatMap(({ date, said }) => (NAMES.test(said) ? [date] : []));
  };
  beforeAll(async () => {
    await startAt({ habitat: [CASTEL, KELLER], foyers: [FABRE] });
    await transmit('habitat');
    await clpil.takeTold();
    // The session before this one is closed, and its next one planned: the household is in both.
    clpil.portal.clock.now = '2027-03-18T13:00:00.000Z';
    await run('ouvrir');
    await (await clpil.as('secretariat')).post(`${AT}/confidentialite`, { lu: 'oui' });
    await decide('H-1', 'accompagnement|mds');
    await decide('H-3', 'accompagnement|ccas');
    await run('clore');
    await clpil.plan(NEXT);
    clpil.portal.clock.now = '2027-05-10T08:00:00.000Z';
    const again = [CASTEL, KELLER].map((row) => row.with(-1, '20/04/2027'));
    await upload(await clpil.as('habitat'), 'habitat', await aTable(again), 'liste.xlsx', NEXT);
  });
  afterAll(() => clpil?.stop());
  const lay = async (landlord: 'habitat' | 'foyers', ...rows: Row[]) => {
    const told = await upload(await clpil.as(landlord), landlord, await aTable(rows), 'l.xlsx', NEXT);
    return textOf(told.html);
  };
  const REFUSED = 'Ce ménage a demandé que sa situation ne soit pas examinée';

  it('is asked by a letter for each session, though it was examined before', async () => {
    const old = KELLER.with(-1, '20/01/2027');
    expect(await lay('habitat', CASTEL.with(-1, '20/04/2027'), old)).toContain(
      'La lettre du 20/01/2027 était pour la séance du 18/03/2027',
    );
    const answer = await transmit('habitat', NEXT);
    expect(answer.to).toContain('fait=transmise&n=1');
    expect(await lay('habitat', CASTEL, KELLER.with(-1, '20/04/2027'))).toContain('2 situations proposées');
  });

  it('disappears from every session of the commission, the one that was held too', async () => {
    expect(await names()).toEqual([SEANCE, NEXT]);
    const nadia = await clpil.as('habitat');
    const path = `${OWN}/seances/${NEXT}/situations/${await idOf('H-3', NEXT)}`;
    expect((await nadia.post(path, { faire: 'retirer' })).status).toBe(303);
    expect(await names()).toEqual([]);
    expect((await nadia.post(path, { faire: 'retirer' })).status).toBe(404);
    const before = await sheetRows(
      (await fileOf(nadia, `${OWN}/seances/${NEXT}/bailleurs/habitat/tableau.xlsx`)).bytes,
    );
    expect(before.flat().join(' ')).not.toMatch(NAMES);
  });

  it('leaves what was decided for the year’s figures, and no name in them', async () => {
    const bilan = textOf((await (await clpil.as('secretariat')).get(`${OWN}/bilans/2027`)).html);
    expect(bilan).toMatch(/Habitat Exemple 2 2/);
    expect(bilan).not.toMatch(NAMES);
  });

  it('is told to its case, which says so once', async () => {
    const events = await clpil.portal.store.items('EVENT');
    expect(events.filter((one) => JSON.stringify(one).includes('retraitClpil'))).toHaveLength(1);
  });

  it.each<[string, 'habitat' | 'foyers', Row]>([
    ['as it was', 'habitat', KELLER],
    ['under another reference', 'habitat', KELLER.with(0, 'H-99')],
    [
      'in capitals, its street cut short',
      'habitat',
      aRow('H-3', ['KELLER', 'HUGO', '19/03/1975'], '3 PL DOUMER'),
    ],
    ['with another spelling', 'habitat', aRow('H-3', ['Kellère', 'Ugo', '19/03/1975'], '3 place Doumer')],
    ['without a birth date', 'habitat', aRow('H-3', ['Keller', 'Hugo', ''], '3 place Doumer')],
    [
      'by another landlord, elsewhere',
      'foyers',
      aRow('F-9', ['Keller', 'Hugo', '19/03/1975'], '8 rue du Parc'),
    ],
  ])('is refused later %s', async (_, landlord, row) => {
    expect(await lay(landlord, row.with(-1, '20/04/2027'))).toContain(REFUSED);
    expect(await names()).toEqual([]);
  });

  it.each<[string, Row]>([
    ['of the same house', aRow('H-50', ['Petit', 'Lou', '02/02/1992'], '3 place Doumer', '20/04/2027')],
    ['of the same name', aRow('H-51', ['Keller', 'Jeanne', '05/05/1951'], '40 rue du Parc', '20/04/2027')],
  ])('takes no neighbour %s with it', async (_, row) => {
    expect(await lay('habitat', row)).toContain('1 situation proposée');
  });

  it('is let in again by its written agreement alone, as any row that is new', async () => {
    const nadia = await clpil.as('habitat');
    const slot = `${OWN}/seances/${NEXT}/bailleurs/habitat`;
    const accord = { faire: 'accord', nom: 'Keller', prenom: 'Hugo', naissance: '1975-03-19' };
    const asked = async (over: Record<string, string>) => nadia.post(slot, { ...accord, ...over });
    expect((await asked({ accordLe: '' })).html).toContain('Dites de qui est l’accord écrit, et sa date');
    expect((await asked({ accordLe: '2027-05-11' })).html).toContain('11/05/2027 n’est pas venu');
    expect(
      (await asked({ accordLe: '2027-05-09', nom: 'Petit', prenom: 'Lou', naissance: '1992-02-02' })).html,
    ).toContain('Aucun de vos ménages qui se sont retirés');
    expect(await lay('habitat', KELLER.with(-1, '20/04/2027'))).toContain(REFUSED);
    // Another landlord learns nothing of it: the secretariat would note it.
    const other = await (await clpil.as('foyers')).post(
      slot.replace('/bailleurs/habitat', '/bailleurs/foyers'),
      { ...accord, accordLe: '2027-05-09' },
    );
    expect(other.html).toContain('Aucun de vos ménages qui se sont retirés n’est celui-ci');
    expect((await asked({ accordLe: '2027-05-09' })).to).toContain('fait=accord');
    const told = (await clpil.portal.store.items('EVENT')).filter((one) =>
      JSON.stringify(one).includes('accordEcrit'),
    );
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).toMatch(/2027-05-09/);
    expect(JSON.stringify(told)).toContain(CODE);
    expect(await lay('habitat', KELLER.with(-1, '20/04/2027'))).toContain('1 situation proposée');
    expect((await transmit('habitat', NEXT)).status).toBe(303);
    const found = (await clpil.situations(NEXT)).find(({ reference }) => reference === 'H-3');
    expect([found?.etat, found?.household[0]?.nomNaissance]).toEqual(['inscrite', 'Keller']);
    const karim = await clpil.as('mds');
    await karim.post(`${OWN}/seances/${NEXT}/confidentialite`, { lu: 'oui' });
    expect((await karim.get(`${OWN}/seances/${NEXT}/liste`)).html).toContain('KELLER');
  });

  it('may withdraw once more, and is then forgotten once more', async () => {
    const nadia = await clpil.as('habitat');
    await nadia.post(`${OWN}/seances/${NEXT}/situations/${await idOf('H-3', NEXT)}`, { faire: 'retirer' });
    expect(await names()).toEqual([]);
    expect(await lay('habitat', KELLER.with(-1, '20/04/2027'))).toContain(REFUSED);
  });
});

describe('a household whose case was erased', () => {
  beforeAll(async () => {
    await startAt({ habitat: [CASTEL, DIALLO], foyers: [FABRE] });
    await transmit('habitat');
    const gone = (await clpil.situations()).map((one) => ({
      ...one,
      version: one.version + 1,
      ...(one.reference === 'H-1' && { caseId: '77-2027-999999' }),
    }));
    await clpil.put(gone);
    await clpil.takeTold();
    clpil.portal.clock.now = '2027-03-18T13:00:00.000Z';
    await run('ouvrir');
    await (await clpil.as('secretariat')).post(`${AT}/confidentialite`, { lu: 'oui' });
  });
  afterAll(() => clpil?.stop());

  it('keeps no session from being closed, nor opened again; the others’ cases are told', async () => {
    await decide('H-1', 'accompagnement|mds');
    await decide('H-2', 'accompagnement|ccas');
    expect((await run('clore')).status).toBe(303);
    const told = (await clpil.situations()).map(({ reference, evenements }) => [
      reference,
      evenements.length,
    ]);
    expect(new Map(told.map(([reference, n]) => [reference, n]))).toEqual(
      new Map([
        ['H-1', 0],
        ['H-2', 1],
        ['F-1', 0],
      ]),
    );
    expect((await run('rouvrir')).status).toBe(303);
    expect((await run('clore')).status).toBe(303);
  });

  it('may withdraw all the same', async () => {
    const path = `${AT}/situations/${await idOf('H-1')}`;
    expect((await (await clpil.as('secretariat')).post(path, { faire: 'retirer' })).status).toBe(303);
    expect(JSON.stringify(await clpil.situations())).not.toMatch(/castel/i);
  });
});

describe('a guest', () => {
  beforeAll(async () => {
    await startAt({ habitat: [CASTEL, KELLER], foyers: [FABRE] });
    await transmit('habitat');
  });
  afterAll(() => clpil?.stop());
  const sees = async (): Promise<boolean> => {
    const emma = await clpil.as('guest');
    await emma.post(`${AT}/confidentialite`, { lu: 'oui' });
    return (await emma.get(`${AT}/liste`)).html.includes('CASTEL');
  };
  const invites = async (who: 'mds' | 'secretariat' | 'habitat' | 'guest', fields: Record<string, string>) =>
    (await clpil.as(who)).post(`${AT}/invites`, fields);

  it('is a partner that the registry knows, and no member', async () => {
    expect((await invites('mds', { partenaire: 'inconnu' })).html).toContain('n’est pas au registre');
    expect((await invites('mds', { partenaire: '' })).html).toContain('n’est pas au registre');
    expect((await invites('mds', { partenaire: 'ccas-meaux' })).html).toContain('déjà membre');
    expect((await invites('mds', { partenaire: 'siao' })).status).toBe(303);
    expect((await invites('habitat', { partenaire: 'siao' })).html).toContain('déjà invité');
    expect((await invites('guest', { partenaire: 'mission-locale' })).status).toBe(403);
  });

  it('is written of to the other members, and not to the one that invited it', async () => {
    const mails = await clpil.store.courriels(CODE, SEANCE);
    const asked = mails.filter(({ genre }) => genre === 'acceptation').map(({ membre }) => membre);
    expect(asked.toSorted()).toEqual(['asll', 'ccas', 'commune', 'foyers', 'habitat', 'secretariat']);
  });

  it('is shown nothing before all the others have accepted it, the last of them too', async () => {
    const answer = { faire: 'repondre', invite: 'invite-siao', oui: 'oui' };
    expect((await invites('mds', answer)).html).toContain('n’est pas à accepter par vous');
    for (const who of ['secretariat', 'ccas', 'asll', 'habitat', 'foyers', 'commune'] as const) {
      expect(await sees()).toBe(false);
      expect((await (await clpil.as(who)).post(`${AT}/invites`, answer)).status).toBe(303);
    }
    expect(await sees()).toBe(true);
    expect((await (await clpil.as('guest')).get(AT)).status).toBe(200);
  });

  it('says nothing of a household, decides nothing, withdraws nobody', async () => {
    const emma = await clpil.as('guest');
    const path = `${AT}/situations/${await idOf('H-1')}`;
    for (const faire of ['contribuer', 'decider', 'compte', 'retirer'])
      expect([faire, (await emma.post(path, { faire, connu: 'oui', texte: 'x' })).status]).toEqual([
        faire,
        403,
      ]);
    expect((await emma.post(AT, { faire: 'ouvrir' })).status).toBe(403);
    expect((await clpil.situations()).find(({ reference }) => reference === 'H-1')?.contributions).toEqual(
      {},
    );
  });

  it('is shown nothing any more once a member changes its mind', async () => {
    await (await clpil.as('ccas')).post(`${AT}/invites`, {
      faire: 'repondre',
      invite: 'invite-siao',
      oui: 'non',
    });
    expect(await sees()).toBe(false);
    expect((await (await clpil.as('guest')).get(`${AT}/fichiers/tableau.xlsx`)).status).toBe(403);
  });

  it('that comes for one household is shown that one alone, on pages and in files', async () => {
    const menages = await idOf('H-1');
    expect((await invites('mds', { partenaire: 'mission-locale', menages })).status).toBe(303);
    const answer = { faire: 'repondre', invite: 'invite-mission-locale', oui: 'oui' };
    for (const who of ['secretariat', 'ccas', 'asll', 'habitat', 'foyers', 'commune'] as const)
      await (await clpil.as(who)).post(`${AT}/invites`, answer);
    const hugo = await clpil.as('stranger');
    await hugo.post(`${AT}/confidentialite`, { lu: 'oui' });
    const list = (await hugo.get(`${AT}/liste`)).html;
    expect([list.includes('CASTEL'), list.includes('KELLER')]).toEqual([true, false]);
    expect((await hugo.get(`${AT}/situations/${menages}`)).status).toBe(200);
    expect((await hugo.get(`${AT}/situations/${await idOf('H-3')}`)).status).toBe(404);
    const rows = JSON.stringify(await sheetRows((await fileOf(hugo, `${AT}/fichiers/liste.xlsx`)).bytes));
    expect([/castel/i.test(rows), /keller/i.test(rows)]).toEqual([true, false]);
  });
});
