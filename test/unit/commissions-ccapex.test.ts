import { describe, expect, it } from 'vitest';
import { voit, voitLeMenage } from '../../shared/domain/commissions/acces.ts';
import { membreSchema } from '../../shared/domain/commissions/commission.ts';
import { eclairageDe, reservesAvdl } from '../../shared/domain/commissions/eclairage.ts';
import { inscrites, situationSchema } from '../../shared/domain/commissions/seance.ts';
import { decisionAideSchema, messageDeDecision } from '../../shared/outbound/replies/decision-aide.ts';
import { orientationDe } from '../../shared/store/ccapex.ts';
import { decisionAideItemSchema } from '../../shared/store/decision-aide.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const TODAY = '2027-03-03';
const eclairage = (...drafts: Draft[]) =>
  eclairageDe(eventsOf({ kind: 'impaye', actDate: '2026-03-02' }, ...drafts), TODAY);
const siege = (id: string, organisme: string) => ({
  kind: 'membre' as const,
  membre: membreSchema.parse({ id, organisme, nom: id, qualite: 'droit' }),
});

describe('Who sees what of a household before a CCAPEX', () => {
  const asked = (...demandes: string[]) => ({ id: 's-1', bailleur: 'fsl', siens: ['msa'], demandes });
  it.each([
    ['msa', 'msa', asked(), true],
    ['msa', 'msa', { ...asked(), siens: [] }, false],
    ['bdf', 'bdf', asked(), false],
    ['bdf', 'bdf', asked('bdf'), true],
    ['caf', 'caf', asked(), true],
    ['fsl', 'fsl', asked(), true],
    ['habitat', 'bailleur', asked(), false],
    ['habitat', 'bailleur', { ...asked(), siens: ['habitat'] }, true],
    ['etude', 'huissier', asked(), false],
  ])('%s (%s), %o: %s', (id, organisme, vue, sees) => {
    expect(voitLeMenage('ccapex', [siege(id, organisme)], vue)).toBe(sees);
  });

  it('hides surendettement from all until Banque de France is asked, and its debts from Banque de France for ever', () => {
    for (const organisme of ['etat', 'ccapex', 'departement', 'mds', 'caf', 'udaf'])
      expect([
        voit('ccapex', [siege('x', organisme)], 'surendettement', asked()),
        voit('ccapex', [siege('x', organisme)], 'surendettement', asked('bdf')),
      ]).toEqual([false, true]);
    for (const rubrique of ['dette', 'contributions', 'decisions', 'procedure', 'suites'] as const)
      expect(voit('ccapex', [siege('bdf', 'bdf')], rubrique, asked('bdf'))).toBe(false);
  });
});

describe('An AVDL that is recommended', () => {
  const dalo = (etat: string): Draft => ({
    kind: 'recoursDalo',
    actDate: '2026-10-05',
    sender: 'comed',
    voie: 'dalo',
    etat,
  });
  const asll = (etat: string, actDate = '2026-06-01'): Draft => ({
    kind: 'accompagnement',
    actDate,
    sender: 'mds-meaux',
    mesure: 'asll',
    etat,
  });
  it.each<[string, Draft[], number]>([
    ['goes to DALO households first', [], 1],
    ['is not yet a DALO household’s while the claim is judged', [dalo('depose')], 1],
    ['is theirs once the claim is recognised', [dalo('reconnu')], 0],
    ['doubles no open measure', [dalo('reconnu'), asll('ouverte')], 1],
    ['doubles none that is closed', [dalo('reconnu'), asll('ouverte'), asll('close', '2026-09-01')], 0],
  ])('%s', (_, drafts, warnings) => {
    expect(reservesAvdl(eclairage(...drafts))).toHaveLength(warnings);
  });
});

describe('What became of an opinion', () => {
  it('is what its case says since: a rehousing by its way, a decision that departs from it', () => {
    const avis: Draft = {
      kind: 'avisCcapex',
      actDate: '2027-01-12',
      sender: 'ccapex-nord',
      nature: 'avis',
      recommandations: ['relogement'],
    };
    const events = eventsOf(
      { kind: 'impaye', actDate: '2026-03-02' },
      { kind: 'relogement', actDate: '2026-05-04', etat: 'assure', voie: 'parcPrive' },
      avis,
      { kind: 'relogement', actDate: '2027-02-01', etat: 'assure', voie: 'contingentPrefectoral' },
      { kind: 'decisionCfp', actDate: '2027-02-10', issue: 'accord', motifEcart: 'autre' },
      { kind: 'hebergement', actDate: '2027-02-11', sender: 'siao', etat: 'listeAttente' },
      { kind: 'indemnisation', actDate: '2027-02-12', sender: 'etat', etat: 'demandee' },
    );
    const since = eclairageDe(events, TODAY, '2027-01-12');
    expect([since.relogement?.voie, since.hebergement?.etat, since.indemnisation?.etat]).toEqual([
      'contingentPrefectoral',
      'listeAttente',
      'demandee',
    ]);
    expect(since.concours.map(({ ecarte, event }) => [event.issue, ecarte])).toEqual([['accord', true]]);
    expect(eclairageDe(events, TODAY, '2027-02-20').concours).toEqual([]);
  });
});

describe('An agenda', () => {
  it('is by urgency where it is known, whoever referred each household', () => {
    const one = (id: string, rang: number | undefined, le?: string) =>
      situationSchema.parse({
        id,
        version: 1,
        etat: 'inscrite',
        bailleur: id,
        reference: id,
        household: [{ nomNaissance: id }],
        dwelling: {},
        lot: 1,
        ...(rang !== undefined && { urgence: { rang, raison: '', ...(le && { le }) } }),
        ...{ motifs: [], actions: [], contributions: {}, issues: [] },
        ...{ recommandations: [], suites: [], evenements: [] },
      });
    const some = [one('a', undefined), one('b', 6), one('c', 1, '2027-03-20'), one('d', 1, '2027-03-10')];
    const listes = Object.fromEntries(some.map(({ id }) => [id, { transmiseLe: TODAY, lot: 1 }]));
    expect(inscrites(some, { creneaux: { a: '09:00' }, listes }).map(({ id }) => id)).toEqual([
      'd',
      'c',
      'b',
      'a',
    ]);
  });
});

describe('A decision on an aid', () => {
  const decision = decisionAideItemSchema.parse({
    entity: 'DECISION_AIDE',
    id: 'd-1',
    commission: 'ccapex-nord',
    nom: 'CCAPEX Nord',
    caseId: '77-2026-000001',
    organisme: 'caf',
    reference: 'IMP-1',
    caseName: 'K7QF-2M9X-4TRB',
    aide: 'maintien',
    raisons: [],
    decideeLe: '2027-03-03',
    at: '2027-03-03T10:00:00.000Z',
    by: 'Hélène Vidal',
    saisineDu: '2027-02-01',
    status: 'due',
  });
  it('says its effect when it suspends, and names nobody', () => {
    const kept = messageDeDecision(decision, '2027-03-31');
    expect(decisionAideSchema.parse(kept)).toEqual(kept);
    expect(kept.effetLe).toBeUndefined();
    expect(messageDeDecision({ ...decision, aide: 'suspension' }, '2027-03-31').effetLe).toBe('2027-04-01');
    expect(JSON.stringify(kept)).not.toContain('Hélène');
    expect(JSON.stringify(kept)).not.toContain('77-2026-000001');
  });
});

it('tells which members report on a signalement as an orientation', () => {
  expect(['mds', 'ccas', 'adil', 'association', 'asll', 'fsl', 'bdf'].map(orientationDe)).toEqual([
    'mds',
    'ccas',
    'adil',
    'association',
    'association',
    undefined,
    undefined,
  ]);
});
