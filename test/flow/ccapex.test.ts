import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDemoCommissions } from '../../cli/demo/commissions.ts';
import { createSendDecision } from '../../functions/reply/send-decision.ts';
import { consignerRemises } from '../../shared/cases/commissions/aides.ts';
import { lireSaisines, type SorteSaisine } from '../../shared/cases/commissions/saisines.ts';
import { undoAct } from '../../shared/cases/recording/undo-act.ts';
import { detachEvents, mergeCases, undoMove } from '../../shared/cases/review/answers.ts';
import { decisionAideSchema } from '../../shared/outbound/replies/decision-aide.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { createCcapexStore } from '../../shared/store/ccapex.ts';
import { createCommissionStore } from '../../shared/store/commissions.ts';
import { decisionAideItemSchema } from '../../shared/store/decision-aide.ts';
import { createMarkDecision } from '../../shared/store/mark-decision.ts';
import { createReferences } from '../../shared/store/references.ts';
import { aClerkOf, anAgentOf, startPortal } from '../support/portal.ts';
import type { Draft } from '../support/procedures.ts';

/*
 * What is referred to a CCAPEX, from the case to the agenda and back; the decision on an aid, from the page to the body's queue and the case.
 */
const AT = '2026-12-01T08:00:00.000Z';
const SEANCE = '2026-12-15';
const OWN = '/commissions/ccapex-nord';

let portal: Awaited<ReturnType<typeof startPortal>>;
type Person = Awaited<ReturnType<typeof portal.signIn>>;
const persons = {
  helene: { mail: 'helene@exemple.fr', name: 'Hélène Vidal', rights: [aClerkOf('ccapex-nord')] },
  marc: { mail: 'marc@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771')] },
  eric: { mail: 'eric@exemple.fr', name: 'Éric Perrot', rights: [aClerkOf('msa')] },
  julie: { mail: 'julie@exemple.fr', name: 'Julie Marchand', rights: [aClerkOf('caf')] },
  sophie: { mail: 'sophie@exemple.fr', name: 'Sophie Lambert', rights: [aClerkOf('bdf')] },
  karim: { mail: 'karim@exemple.fr', name: 'Karim Benali', rights: [aClerkOf('mds-meaux')] },
  emma: { mail: 'emma@exemple.fr', name: 'Emma Brun', rights: [aClerkOf('siao')] },
};
let number = 0;
/** A case of Meaux, of a household of its own. Gives its reference. */
const open = async (nom: string, ...drafts: Draft[]): Promise<string> => {
  number += 1;
  const caseId = `77-2026-00${String(7000 + number)}`;
  const own = {
    household: [{ nomNaissance: nom, prenoms: ['Camille'], dateNaissance: '1984-05-17' }],
    dwelling: {
      insee: '77284',
      commune: 'Meaux',
      postcode: '77100',
      arrondissement: '771',
      street: `${number} rue des Essais`,
    },
    reference: `IMP-${number}`,
  };
  await portal.file(caseId, ...drafts.map((draft) => ({ ...own, ...draft })));
  return caseId;
};
const impaye: Draft = { kind: 'impaye', actDate: '2026-03-02', dette: 150_000, loyer: 60_000 };
const saisine = (sender: string, actDate: string, over: object = {}): Draft => ({
  kind: 'saisineCcapex',
  actDate,
  sender,
  ...over,
});
const commission = async () => {
  const found = await createCommissionStore(portal.client, portal.table).get('ccapex-nord');
  if (!found) throw new Error('no commission');
  return found;
};
const queued = async (sorte: SorteSaisine = 'examen'): Promise<string[]> =>
  (await lireSaisines(portal, await commission(), sorte, portal.clock.now)).cas.map(({ caseId }) => caseId);
const record = () => ({
  client: portal.client,
  table: portal.table,
  matchingKey: portal.matchingKey,
  store: createCommissionStore(portal.client, portal.table),
  ccapex: createCcapexStore(portal.client, portal.table),
  nextReference: createReferences(portal.client, portal.table, '77'),
});
const said = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ');
const acknowledge = (person: Person, date = SEANCE): Promise<unknown> =>
  person.post(`${OWN}/seances/${date}/confidentialite`, { lu: 'oui' });
/** The address of a household of a session, as its list gives it. */
const situationOf = async (person: Person, nom: string, date = SEANCE): Promise<string> => {
  const { html } = await person.get(`${OWN}/seances/${date}/liste`);
  const [, path = ''] = new RegExp(`href="([^"]*/situations/[0-9a-f]{24})">\\s*${nom}`, 'i').exec(html) ?? [];
  return path;
};

beforeAll(async () => {
  portal = await startPortal(Object.values(persons), AT);
  await addDemoCommissions(portal.client, portal.table);
  const helene = await portal.signIn(persons.helene.mail);
  const planned = await helene.post(`${OWN}/seances`, {
    date: SEANCE,
    heure: '14:00',
    lieu: 'Préfecture, salle 3',
    type: 'situations',
  });
  expect(planned.status).toBe(303);
});
afterAll(() => portal?.stop());

describe('the queue', () => {
  it('follows a case by itself: an agenda, its undoing, a merge, a detachment', async () => {
    const [asked, other] = [
      await open('Alpha', impaye, saisine('fsl', '2026-11-02')),
      await open('Alpha', { ...impaye, actDate: '2026-04-02', sender: 'msa' }),
    ];
    expect(await queued()).toEqual([asked]);
    const answer = { by: 'tests', at: portal.clock.now };
    const pair = [asked, other] as const;
    await mergeCases(record(), pair, { ...answer, by: 'Un' });
    await mergeCases(record(), pair, { ...answer, by: 'Deux' });
    expect(await queued()).toEqual([asked]);
    const events = (await readCase(portal.client, portal.table, asked))?.events ?? [];
    const referral = events.find(({ kind }) => kind === 'saisineCcapex')?.id ?? '';
    const alone = await detachEvents(record(), asked, [referral], undefined, {
      ...answer,
      at: '2026-12-01T08:01:00.000Z',
    });
    expect(await queued()).toEqual([alone]);
    await undoMove(record(), alone, { ...answer, at: '2026-12-01T08:02:00.000Z' });
    expect(await queued()).toEqual([asked]);
    // An agent tells that the household has left: nothing waits; undone, it waits again.
    await portal.put(asked, {
      kind: 'departVolontaire',
      id: 'parti',
      sender: 'etat',
      by: 'Marc Dubois',
      reference: asked,
      actDate: '2026-12-01',
      receivedAt: '2026-12-01T08:03:00.000Z',
      dwelling: {},
      household: [],
    });
    expect(await queued()).toEqual([]);
    const found = await readCase(portal.client, portal.table, asked);
    if (!found) throw new Error('no case');
    await undoAct(record(), found, 'parti', { by: 'Marc Dubois', at: '2026-12-01T08:04:00.000Z' });
    expect(await queued()).toEqual([asked]);
  });

  it('is shown the most urgent first, with why, by whom and since when; put on an agenda, a case leaves it, and comes back when taken off', async () => {
    const helene = await portal.signIn(persons.helene.mail);
    const calm = await open(
      'Bravo',
      impaye,
      saisine('caf', '2026-06-01', { criteres: ['situationComplexe'] }),
    );
    const urgent = await open(
      'Charlie',
      { ...impaye, dette: 900_000 },
      { kind: 'commandementDeQuitterLesLieux', actDate: '2026-08-03', prefetInformeLe: '2026-08-03' },
      { kind: 'demandeCfp', actDate: '2026-10-05', prefetInformeLe: '2026-10-05' },
      saisine('comed', '2026-11-20', { criteres: ['recoursDalo'] }),
    );
    const shown = await helene.get(`${OWN}/saisines`);
    const text = said(shown.html);
    expect(text.indexOf('CHARLIE')).toBeLessThan(text.indexOf('BRAVO'));
    expect(text).toMatch(/CHARLIE Camille .*refus du concours par le silence/);
    expect(text).toContain('recours DALO pour menace d’expulsion, dette lourde (constaté)');
    expect(text).toContain('CAF de Seine-et-Marne, le 01/06/2026 : situation très complexe');

    const put = await helene.post(`${OWN}/saisines`, { faire: 'inscrire', dossier: urgent, seance: SEANCE });
    expect([put.status, put.to]).toEqual([303, `${OWN}/saisines?fait=inscrire`]);
    expect(await queued()).not.toContain(urgent);
    const again = await helene.post(`${OWN}/saisines`, {
      faire: 'inscrire',
      dossier: urgent,
      seance: SEANCE,
    });
    expect([again.status, said(again.html)]).toEqual([422, expect.stringContaining('Aucune saisine')]);

    await acknowledge(helene);
    await helene.post(`${OWN}/saisines`, { faire: 'inscrire', dossier: calm, seance: SEANCE });
    const list = said((await helene.get(`${OWN}/seances/${SEANCE}/liste`)).html);
    expect(list.indexOf('CHARLIE')).toBeLessThan(list.indexOf('BRAVO'));
    const off = await helene.post(await situationOf(helene, 'Bravo'), { faire: 'oter' });
    expect(off.status).toBe(303);
    expect(await queued()).toContain(calm);
    const events = (await readCase(portal.client, portal.table, calm))?.events.map(({ kind }) => kind);
    expect(events).toEqual(expect.arrayContaining(['inscriptionCcapex', 'acteAnnule']));
    expect(
      (await helene.post(`${OWN}/saisines`, { faire: 'inscrire', dossier: calm, seance: SEANCE })).status,
    ).toBe(303);
    expect(await queued()).not.toContain(calm);
  });

  it('never takes an adjudication, nor what another CCAPEX is in charge of', async () => {
    const helene = await portal.signIn(persons.helene.mail);
    const sold = await open(
      'Delta',
      { kind: 'adjudication', actDate: '2026-05-04' },
      saisine('etat', '2026-06-01'),
    );
    const far = await open('Echo', impaye, saisine('fsl', '2026-06-01'), {
      kind: 'communeConfirmee',
      actDate: '2026-12-01',
      sender: 'etat',
      dwelling: { insee: '77379', commune: 'Provins', arrondissement: '773' },
    });
    expect(await queued()).not.toContain(sold);
    for (const [caseId, why] of [
      [sold, 'adjudication'],
      [far, 'ressort'],
      ['77-2026-009999', 'Aucun dossier'],
    ] as const) {
      const refused = await helene.post(`${OWN}/saisines`, {
        faire: 'inscrire',
        dossier: caseId,
        seance: SEANCE,
      });
      expect([refused.status, said(refused.html)]).toEqual([422, expect.stringContaining(why)]);
    }
  });

  it('shares out what commissaires signal: the member in charge sees it, says what it did, and it waits no more', async () => {
    const [helene, karim] = [
      await portal.signIn(persons.helene.mail),
      await portal.signIn(persons.karim.mail),
    ];
    const caseId = await open('Foxtrot', {
      kind: 'commandementDePayer',
      actDate: '2026-11-10',
      dette: 180_000,
      loyer: 60_000,
      bailleur: { nature: 'personnePhysique' },
      sender: 'etude-moreau-meaux',
    });
    const other = await open('Golf', {
      kind: 'commandementDePayer',
      actDate: '2026-11-11',
      dette: 180_000,
      loyer: 60_000,
      bailleur: { nature: 'personnePhysique' },
      sender: 'etude-moreau-meaux',
    });
    expect(await queued()).not.toContain(caseId);
    expect(await queued('signalement')).toEqual(expect.arrayContaining([caseId, other]));
    expect(said((await karim.get(`${OWN}/saisines?sorte=signalement`)).html)).not.toContain('FOXTROT');
    const given = await helene.post(`${OWN}/saisines`, {
      faire: 'confier',
      sorte: 'signalement',
      dossier: caseId,
      membre: 'mds-meaux',
    });
    expect(given.status).toBe(303);
    const seen = said((await karim.get(`${OWN}/saisines?sorte=signalement`)).html);
    expect(seen).toContain('FOXTROT');
    expect(seen).not.toContain('GOLF');
    expect(
      (
        await karim.post(`${OWN}/saisines`, {
          faire: 'compte',
          confie: other,
          etat: 'recu',
          le: '2026-11-30',
        })
      ).status,
    ).toBe(403);
    const told = await karim.post(`${OWN}/saisines`, {
      faire: 'compte',
      sorte: 'signalement',
      confie: caseId,
      etat: 'recu',
      le: '2026-11-30',
    });
    expect(told.status).toBe(303);
    expect(await queued('signalement')).not.toContain(caseId);
  });

  it('gives back the households of a session that is cancelled, or that puts them off', async () => {
    const helene = await portal.signIn(persons.helene.mail);
    const caseId = await open('Hotel', impaye, saisine('fsl', '2026-06-01'));
    const fields = { heure: '14:00', lieu: 'Salle 4', type: 'situations' };
    await helene.post(`${OWN}/seances`, { date: '2026-12-16', ...fields });
    await helene.post(`${OWN}/saisines`, { faire: 'inscrire', dossier: caseId, seance: '2026-12-16' });
    expect(await queued()).not.toContain(caseId);
    expect((await helene.post(`${OWN}/seances/2026-12-16`, { faire: 'annuler' })).status).toBe(303);
    expect(await queued()).toContain(caseId);

    await helene.post(`${OWN}/seances`, { date: '2026-12-01', ...fields });
    await helene.post(`${OWN}/saisines`, { faire: 'inscrire', dossier: caseId, seance: '2026-12-01' });
    await acknowledge(helene, '2026-12-01');
    await helene.post(`${OWN}/seances/2026-12-01`, { faire: 'ouvrir' });
    const path = await situationOf(helene, 'Hotel', '2026-12-01');
    await helene.post(path, { faire: 'decider', issues: 'revue|ccapex', vue: '' });
    expect((await helene.post(`${OWN}/seances/2026-12-01`, { faire: 'clore' })).status).toBe(303);
    expect(await queued()).toContain(caseId);
  });
});

describe('what each member sees', () => {
  it('is MSA its own nationals, and Banque de France a household once it is asked, which the commission reads once it answered', async () => {
    const [helene, eric, sophie, julie] = [
      await portal.signIn(persons.helene.mail),
      await portal.signIn(persons.eric.mail),
      await portal.signIn(persons.sophie.mail),
      await portal.signIn(persons.julie.mail),
    ];
    const farmer = await open('India', { ...impaye, sender: 'msa' }, saisine('msa', '2026-11-02'));
    const tenant = await open('Juliett', impaye, saisine('caf', '2026-11-03'), {
      kind: 'surendettement',
      actDate: '2026-05-04',
      sender: 'bdf',
      etape: 'recevabilite',
    });
    for (const dossier of [farmer, tenant])
      await helene.post(`${OWN}/saisines`, { faire: 'inscrire', dossier, seance: SEANCE });
    const listOf = async (person: Person): Promise<string> => {
      await acknowledge(person);
      return said((await person.get(`${OWN}/seances/${SEANCE}/liste`)).html);
    };
    const msa = await listOf(eric);
    expect([msa.includes('INDIA'), msa.includes('JULIETT'), msa.includes('CHARLIE')]).toEqual([
      true,
      false,
      false,
    ]);
    const caf = await listOf(julie);
    expect([caf.includes('INDIA'), caf.includes('JULIETT')]).toEqual([true, true]);
    expect(await listOf(sophie)).not.toContain('JULIETT');
    const path = await situationOf(helene, 'Juliett');
    expect((await sophie.get(path)).status).toBe(404);
    expect((await eric.get(path)).status).toBe(404);
    // Nothing of the file that the hub knows of is shown before.
    expect(said((await helene.get(path)).html)).not.toContain('recevabilité');
    expect((await sophie.post(path, { faire: 'repondre', ouvert: 'oui', depuis: '2026-04-03' })).status).toBe(
      404,
    );

    expect((await julie.post(path, { faire: 'interroger' })).status).toBe(403);
    expect((await helene.post(path, { faire: 'interroger' })).to).toBe(`${path}?fait=interroger`);
    const own = said((await sophie.get(path)).html);
    expect(own).toContain('Un dossier de surendettement est-il ouvert');
    expect(own).not.toContain('1 500,00');
    expect(own).not.toContain('Ce que les organismes en disent');
    expect((await sophie.get(await situationOf(helene, 'India'))).status).toBe(404);
    expect((await sophie.post(path, { faire: 'repondre', ouvert: 'oui', depuis: '2026-04-03' })).status).toBe(
      303,
    );
    expect(said((await helene.get(path)).html)).toContain('Un dossier est ouvert depuis le 03/04/2026');
    expect(said((await julie.get(path)).html)).toContain('Un dossier est ouvert depuis le 03/04/2026');
    const mails = await createCommissionStore(portal.client, portal.table).courriels('ccapex-nord', SEANCE);
    // The registry of this table has no address for Banque de France: its page says all the same.
    expect(mails.filter(({ genre }) => genre === 'questionBdf')).toEqual([]);
  });
});

describe('an opinion', () => {
  it('is told to the case as an opinion, warns of an AVDL without DALO, and is followed beside the préfet’s decision', async () => {
    const helene = await portal.signIn(persons.helene.mail);
    const caseId = await open(
      'Kilo',
      impaye,
      { kind: 'accompagnement', actDate: '2026-05-04', sender: 'mds-meaux', mesure: 'asll', etat: 'ouverte' },
      saisine('fsl', '2026-06-01'),
    );
    await helene.post(`${OWN}/seances`, {
      date: '2026-12-03',
      heure: '09:30',
      lieu: 'Salle 5',
      type: 'situations',
    });
    await helene.post(`${OWN}/saisines`, { faire: 'inscrire', dossier: caseId, seance: '2026-12-03' });
    portal.clock.now = '2026-12-03T09:00:00.000Z';
    const secretary = await portal.signIn(persons.helene.mail);
    await acknowledge(secretary, '2026-12-03');
    await secretary.post(`${OWN}/seances/2026-12-03`, { faire: 'ouvrir' });
    const path = await situationOf(secretary, 'Kilo', '2026-12-03');
    const token = await secretary.token();
    const body = new URLSearchParams({ jeton: token, faire: 'decider', vue: '' });
    for (const one of ['avdl', 'relogement', 'avis']) body.append('issues', one);
    const decided = await secretary.browser.ask(`${portal.origin}${path}`, {
      method: 'POST',
      headers: { origin: portal.origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: body.toString(),
    });
    expect(decided.status).toBe(303);
    const page = said((await secretary.get(path)).html);
    expect(page).toContain('L’AVDL va d’abord aux ménages reconnus DALO');
    expect(page).toContain('Une mesure est déjà ouverte (ASLL)');
    await secretary.post(`${OWN}/seances/2026-12-03`, { faire: 'clore' });
    const events = (await readCase(portal.client, portal.table, caseId))?.events ?? [];
    expect(events.find(({ kind }) => kind === 'avisCcapex')).toMatchObject({
      nature: 'avis',
      recommandations: ['avdl', 'relogement'],
      actDate: '2026-12-03',
      commission: 'ccapex-nord',
    });
    await secretary.post(path, {
      faire: 'compte',
      mesure: 'avdl',
      etat: 'nonFaite',
      raison: 'sansPlace',
      le: '2026-12-03',
    });
    await portal.put(caseId, {
      kind: 'decisionCfp',
      id: 'octroi',
      by: 'Marc Dubois',
      reference: caseId,
      receivedAt: '2026-12-03T10:00:00.000Z',
      dwelling: {},
      household: [],
      actDate: '2026-12-03',
      sender: 'etat',
      issue: 'accord',
      motifEcart: 'engagementsRompus',
    });
    const followed = said((await secretary.get(`${OWN}/avis?seance=2026-12-03`)).html);
    expect(followed).toContain('AVDL non faite : pas de place, ou pas de logement, le 03/12/2026');
    expect(followed).toMatch(/relogement personne n’en a rendu compte aucun relogement connu/);
    expect(followed).toMatch(/concours accordé, le 03\/12\/2026 s’écarte de l’avis : le ménage n’a pas tenu/);
    expect(followed).toContain('Le mél à la CCAPEX est en route');
    const marc = await portal.signIn(persons.marc.mail);
    expect((await marc.get(`${OWN}/avis?seance=2020-01-01`)).status).toBe(404);
    portal.clock.now = AT;
  });
});

describe('a doctrinale session', () => {
  it('has its standing agenda, minutes by point, and a relevé of them', async () => {
    const helene = await portal.signIn(persons.helene.mail);
    const date = '2026-12-01';
    const own = `/commissions/ccapex-77/seances/${date}`;
    await helene.post('/commissions/ccapex-77/seances', {
      date,
      heure: '10:00',
      lieu: 'Préfecture',
      type: 'doctrinale',
    });
    await helene.post(`${own}/confidentialite`, { lu: 'oui', suite: own });
    expect(said((await helene.get(own)).html)).toContain('Bilan de la charte et de ses indicateurs');
    expect((await helene.post(own, { faire: 'minutes', 'minute-0': 'Trop tôt.' })).status).toBe(422);
    await helene.post(own, { faire: 'ouvrir' });
    expect(
      (
        await helene.post(own, {
          faire: 'minutes',
          'minute-0': 'Le pilotage est confié à la DDETS.\nUn bilan en mars.',
          'minute-2': 'Le FSL est consommé à 82 %.',
        })
      ).status,
    ).toBe(303);
    expect((await helene.post(own, { faire: 'clore' })).to).toBe(`${own}/releve?fait=clore`);
    const releve = said((await helene.get(`${own}/releve`)).html);
    expect(releve).toContain('Le FSL est consommé à 82 %.');
    expect(releve).not.toContain('Situations examinées');
    expect((await helene.post(own, { faire: 'minutes', 'minute-0': 'Autre.' })).status).toBe(422);
  });
});

describe('a synthesis of the SIAO', () => {
  it('takes a case that the SIAO knows, by its own name, and no other', async () => {
    const emma = await portal.signIn(persons.emma.mail);
    const own = '/commissions/synthese-77';
    await emma.post(`${own}/seances`, {
      date: '2026-12-10',
      heure: '10:00',
      lieu: 'SIAO',
      type: 'situations',
    });
    const known = await open('Lima', impaye, {
      kind: 'hebergement',
      actDate: '2026-11-02',
      sender: 'siao',
      etat: 'demande',
    });
    const unknown = await open('Mike', impaye);
    const name = (await readCase(portal.client, portal.table, known))?.names.get('siao') ?? '';
    const refused = await emma.post(`${own}/saisines`, {
      faire: 'proposer',
      dossier: unknown,
      seance: '2026-12-10',
    });
    expect([refused.status, said(refused.html)]).toEqual([
      422,
      expect.stringContaining('Le SIAO n’a rien dit'),
    ]);
    const wrong = await emma.post(`${own}/saisines`, {
      faire: 'proposer',
      dossier: 'AAAA-AAAA-AAAA',
      seance: '2026-12-10',
    });
    expect(wrong.status).toBe(422);
    const taken = await emma.post(`${own}/saisines`, {
      faire: 'proposer',
      dossier: name,
      seance: '2026-12-10',
    });
    expect([taken.status, taken.to]).toEqual([303, `${own}/saisines?fait=proposer`]);
    await emma.post(`${own}/seances/2026-12-10/confidentialite`, { lu: 'oui' });
    expect(said((await emma.get(`${own}/seances/2026-12-10/liste`)).html)).toContain('LIMA');
    // It is no referral to the CCAPEX, and answers none.
    const kinds = (await readCase(portal.client, portal.table, known))?.events.map(({ kind }) => kind);
    expect(kinds).not.toContain('inscriptionCcapex');
  });
});

describe('the decision on an aid', () => {
  const aide = (over: object = {}) =>
    saisine('caf', '2026-12-01', { objet: 'aideLogement', accompagnementLe: '2026-11-02', ...over });
  let caseId = '';

  it('waits with its support and diagnosis; before 2027 the page and its form say why nothing is decided', async () => {
    const helene = await portal.signIn(persons.helene.mail);
    caseId = await open('November', { ...impaye, allocataire: '7204518' }, aide());
    expect(await queued('aide')).toEqual([caseId]);
    const list = said((await helene.get(`${OWN}/aides`)).html);
    expect(list).toMatch(/NOVEMBER Camille .*CAF de Seine-et-Marne, le 01\/12\/2026 02\/11\/2026 manque/);
    expect(list).toContain('L’aide est maintenue tant que la commission n’a pas décidé');
    expect(list).toContain('Aucun texte ne fixe de délai');
    const page = said((await helene.get(`${OWN}/aides/${caseId}`)).html);
    expect(page).toContain('Rien ne se décide encore ici');
    expect(page).not.toContain('Décider et notifier');
    const early = await helene.post(`${OWN}/aides/${caseId}`, {
      faire: 'decider',
      aide: 'suspension',
      raisons: 'sansReponse',
      vue: '0',
    });
    expect([early.status, said(early.html)]).toEqual([422, expect.stringContaining('décret n° 2026-84')]);
    expect(await portal.store.items('DECISION_AIDE')).toEqual([]);
  });

  it('is read by the body that refers it and no other, and decided by the secretariat alone', async () => {
    const [julie, eric, karim, marc] = [
      await portal.signIn(persons.julie.mail),
      await portal.signIn(persons.eric.mail),
      await portal.signIn(persons.karim.mail),
      await portal.signIn(persons.marc.mail),
    ];
    expect(said((await julie.get(`${OWN}/aides`)).html)).toContain('NOVEMBER');
    expect(said((await eric.get(`${OWN}/aides`)).html)).not.toContain('NOVEMBER');
    expect((await eric.get(`${OWN}/aides/${caseId}`)).status).toBe(403);
    expect((await karim.get(`${OWN}/aides`)).status).toBe(403);
    expect((await marc.get(`${OWN}/aides/${caseId}`)).status).toBe(200);
    for (const one of [julie, marc])
      expect(
        (await one.post(`${OWN}/aides/${caseId}`, { faire: 'decider', aide: 'maintien', vue: '0' })).status,
      ).toBe(403);
  });

  it('is handed over by the stream, told to the case with its day, and takes effect on the first of the next month', async () => {
    portal.clock.now = '2027-03-03T10:00:00.000Z';
    const helene = await portal.signIn(persons.helene.mail);
    const path = `${OWN}/aides/${caseId}`;
    const without = await helene.post(path, { faire: 'decider', aide: 'suspension', vue: '0' });
    expect([without.status, said(without.html)]).toEqual([
      422,
      expect.stringContaining('au moins une raison'),
    ]);
    const decided = await helene.post(path, {
      faire: 'decider',
      aide: 'suspension',
      raisons: 'loyerCourantNonRepris',
      vue: '0',
    });
    expect([decided.status, decided.to]).toEqual([303, `${OWN}/aides?fait=decider`]);
    const second = await helene.post(path, { faire: 'decider', aide: 'maintien', vue: '0' });
    expect(second.status).toBe(422);
    expect(said((await helene.get(`${OWN}/aides`)).html)).toContain('en cours de remise');

    const [item] = await portal.store.items('DECISION_AIDE');
    const sent: [string, string][] = [];
    const hand = createSendDecision({
      send: async (partner, json) => {
        sent.push([partner, json]);
        return true;
      },
      mark: createMarkDecision(portal.client, portal.table),
      now: () => '2027-03-31T21:59:00.000Z',
    });
    const decision = decisionAideItemSchema.parse(item);
    await hand(decision);
    // The stream may repeat a record: the body then reads the same message again.
    await hand(decision);
    expect(sent.map(([partner]) => partner)).toEqual(['caf', 'caf']);
    const message = decisionAideSchema.parse(JSON.parse(sent[0]?.[1] ?? ''));
    expect(message).toMatchObject({
      decision: 'suspension',
      raisons: ['loyerCourantNonRepris'],
      reference: expect.stringMatching(/^IMP-/),
      allocataire: '7204518',
      saisineDu: '2026-12-01',
      decideeLe: '2027-03-03',
      notifieeLe: '2027-03-31',
      effetLe: '2027-04-01',
    });
    expect(sent[1]?.[1]).toBe(sent[0]?.[1]);

    portal.clock.now = '2027-04-01T06:00:00.000Z';
    expect(await consignerRemises(record(), await commission(), portal.clock.now)).toBe(1);
    expect(await consignerRemises(record(), await commission(), portal.clock.now)).toBe(0);
    const events = (await readCase(portal.client, portal.table, caseId))?.events ?? [];
    expect(events.filter(({ kind }) => kind === 'decisionCcapex')).toMatchObject([
      {
        aide: 'suspension',
        raisonsAide: ['loyerCourantNonRepris'],
        actDate: '2027-03-03',
        notifieeLe: '2027-03-31',
        by: 'Hélène Vidal',
      },
    ]);
    expect(await queued('aide')).toEqual([]);
    const later = await portal.signIn(persons.helene.mail);
    expect(said((await later.get(`${OWN}/aides`)).html)).toMatch(
      /suspension de l'aide : loyer courant non repris 03\/03\/2027 CAF de Seine-et-Marne 31\/03\/2027 01\/04\/2027/,
    );
    // What was suspended may be maintained again: another decision, of its own.
    expect((await later.post(path, { faire: 'decider', aide: 'maintien', vue: '1' })).status).toBe(303);
    expect(await portal.store.items('DECISION_AIDE')).toHaveLength(2);
  });

  it('is notified by a person where the body has no queue', async () => {
    portal.clock.now = '2027-04-02T08:00:00.000Z';
    const helene = await portal.signIn(persons.helene.mail);
    const farmer = await open(
      'Oscar',
      { ...impaye, actDate: '2027-01-15', sender: 'msa' },
      aide({ sender: 'msa', actDate: '2027-02-01' }),
    );
    await helene.post(`${OWN}/aides/${farmer}`, {
      faire: 'decider',
      aide: 'suspension',
      raisons: 'planNonTenu',
      vue: '0',
    });
    const item = (await portal.store.items('DECISION_AIDE')).find((one) => one.caseId === farmer);
    const decision = decisionAideItemSchema.parse(item);
    await createSendDecision({
      send: async () => false,
      mark: createMarkDecision(portal.client, portal.table),
      now: () => portal.clock.now,
    })(decision);
    expect(said((await helene.get(`${OWN}/aides`)).html)).toContain('à notifier autrement');
    const wrong = await helene.post(`${OWN}/aides/${farmer}`, {
      faire: 'notifier',
      decision: decision.id,
      [`le-${decision.id}`]: '2027-04-01',
    });
    expect(wrong.status).toBe(422);
    expect(
      (
        await helene.post(`${OWN}/aides/${farmer}`, {
          faire: 'notifier',
          decision: decision.id,
          [`le-${decision.id}`]: '2027-04-02',
        })
      ).status,
    ).toBe(303);
    await helene.get(`${OWN}/aides`);
    const events = (await readCase(portal.client, portal.table, farmer))?.events ?? [];
    expect(events.find(({ kind }) => kind === 'decisionCcapex')).toMatchObject({ notifieeLe: '2027-04-02' });
  });

  it('is beside the list of what was signalled before 2027', async () => {
    portal.clock.now = '2027-04-02T08:00:00.000Z';
    const [helene, julie] = [
      await portal.signIn(persons.helene.mail),
      await portal.signIn(persons.julie.mail),
    ];
    const before = await open('Papa', { ...impaye, signaleLe: '2026-02-28' });
    const after = await open('Quebec', { ...impaye, actDate: '2027-02-15' });
    const list = said((await helene.get(`${OWN}/aides/avant-2027`)).html);
    expect([list.includes(before), list.includes(after), list.includes('PAPA')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(list).toContain('28/02/2026');
    expect((await julie.get(`${OWN}/aides/avant-2027`)).status).toBe(403);
  });
});
