import { describe, expect, it } from 'vitest';
import { type Apres, apresSeance, bilanDe } from '../../shared/domain/commissions/bilan.ts';
import type { DecisionIssue } from '../../shared/domain/commissions/issues.ts';
import { effacee, type Situation } from '../../shared/domain/commissions/seance.ts';
import { aSeance, aSituation } from '../support/commissions.ts';
import { anEvent } from '../support/events.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const NEVER: Apres = { planRespecte: false, protocoleRespecte: false, nouveauBail: false, cfpAccorde: false };
const close = (date: string, over: Record<string, unknown> = {}) => aSeance({ date, etat: 'close', ...over });
const examined = (id: string, caseId?: string, over: Record<string, unknown> = {}): Situation =>
  aSituation({ id, ...(caseId !== undefined && { caseId }), ...over });
const oriented = (id: string, ...issues: DecisionIssue[]): Situation => examined(id, undefined, { issues });
const held = (...sessions: [string, Situation[]][]) =>
  sessions.map(([date, situations]) => ({ seance: close(date), situations }));

describe('the yearly evaluation counts (charter, annexe 6, art. 6)', () => {
  it('by landlord, situations each time they are examined, and households each once', () => {
    const bilan = bilanDe(
      2027,
      held(
        [
          '2027-03-18',
          [examined('a', 'c1'), examined('b', 'c2'), examined('f', 'c3', { bailleur: 'foyers' })],
        ],
        ['2027-06-17', [examined('a', 'c1'), examined('d', 'c4')]],
      ),
      new Map(),
    );
    expect(bilan.seances).toBe(2);
    expect(bilan.parBailleur).toEqual([
      { bailleur: 'foyers', situations: 1, menages: 1 },
      { bailleur: 'habitat', situations: 4, menages: 3 },
    ]);
  });

  it('a household of another reference as one where it is one case, and one without a case by its row', () => {
    const bilan = bilanDe(
      2027,
      held(
        ['2027-03-18', [examined('a', 'c1'), examined('x')]],
        ['2027-06-17', [examined('a-bis', 'c1'), examined('x'), examined('y'), examined('z')]],
      ),
      new Map(),
    );
    expect(bilan.parBailleur).toEqual([{ bailleur: 'habitat', situations: 6, menages: 4 }]);
    expect(bilan.sansDossier).toBe(4);
  });

  it('landlords in the order of their names in the commission', () => {
    for (const order of [
      ['m', 'a', 'z'],
      ['a', 'm', 'z'],
      ['z', 'm', 'a'],
    ]) {
      const all = order.map((bailleur) => examined(bailleur, bailleur, { bailleur }));
      const seance = close('2027-03-18', {
        listes: Object.fromEntries(order.map((one) => [one, { transmiseLe: '2027-02-10', lot: 1 }])),
      });
      const { parBailleur } = bilanDe(2027, [{ seance, situations: all }], new Map());
      expect(parBailleur.map(({ bailleur }) => bailleur)).toEqual(['a', 'm', 'z']);
    }
  });

  it('of two landlords, the same row’s id as two households', () => {
    const bilan = bilanDe(
      2027,
      held(['2027-03-18', [examined('x'), examined('x', undefined, { bailleur: 'foyers' })]]),
      new Map(),
    );
    expect(bilan.parBailleur.map(({ menages }) => menages)).toEqual([1, 1]);
  });

  it('the sessions that were held that year, and no others', () => {
    const one = [examined('a', 'c1')];
    const sessions = [
      { seance: close('2026-12-31'), situations: one },
      { seance: close('2027-01-01'), situations: one },
      { seance: close('2027-12-31'), situations: one },
      { seance: close('2028-01-01'), situations: one },
      { seance: aSeance({ date: '2027-06-17', etat: 'annulee' }), situations: one },
      { seance: aSeance({ date: '2027-09-16', etat: 'prevue' }), situations: one },
    ];
    const bilan = bilanDe(2027, sessions, new Map());
    expect([bilan.annee, bilan.seances, bilan.parBailleur]).toEqual([
      2027,
      2,
      [{ bailleur: 'habitat', situations: 2, menages: 1 }],
    ]);
  });

  it('nobody who was proposed only, or whose examination was cancelled', () => {
    const all = [
      examined('a', 'c1', { etat: 'proposee' }),
      examined('b', 'c2', { etat: 'annulee', issues: [{ issue: 'revue', organisme: 'mds' }] }),
    ];
    expect(bilanDe(2027, held(['2027-03-18', all]), new Map()).parBailleur).toEqual([]);
  });

  it.each<[string, DecisionIssue[], Partial<Record<'ccas' | 'mds' | 'bailleur' | 'asll', number>>]>([
    ['to the CCAS', [{ issue: 'accompagnement', organisme: 'ccas' }], { ccas: 1 }],
    ['to the MDS', [{ issue: 'accompagnement', organisme: 'mds' }], { mds: 1 }],
    [
      'to the landlord’s social workers',
      [{ issue: 'accompagnement', organisme: 'bailleur' }],
      { bailleur: 1 },
    ],
    ['to an ASLL association', [{ issue: 'bilanDiagnostic', organisme: 'asll' }], { asll: 1 }],
    [
      'to two bodies',
      [
        { issue: 'accompagnement', organisme: 'mds' },
        { issue: 'verificationDroits', organisme: 'ccas' },
      ],
      { mds: 1, ccas: 1 },
    ],
    [
      'twice to one body, once',
      [
        { issue: 'accompagnement', organisme: 'mds' },
        { issue: 'verificationDroits', organisme: 'mds' },
      ],
      { mds: 1 },
    ],
    ['to nobody: the landlord’s own plan', [{ issue: 'planApurement', organisme: 'bailleur' }], {}],
    ['to nobody: a review at the next session', [{ issue: 'revue', organisme: 'mds' }], {}],
    ['to nobody: a positive exit', [{ issue: 'sortiePositive', organisme: 'bailleur' }], {}],
    ['to none of the four: the CAF', [{ issue: 'verificationDroits', organisme: 'caf' }], {}],
    ['to none of the four: the CCAPEX', [{ issue: 'renvoiCcapex', organisme: 'ccapex' }], {}],
    ['to nobody', [], {}],
  ])('a situation oriented %s', (_, issues, expected) => {
    const { orientations } = bilanDe(2027, held(['2027-03-18', [oriented('a', ...issues)]]), new Map());
    expect(orientations).toEqual({ ccas: 0, mds: 0, bailleur: 0, asll: 0, ...expected });
  });

  it('a situation oriented at two sessions twice', () => {
    const one = oriented('a', { issue: 'accompagnement', organisme: 'mds' });
    const { orientations } = bilanDe(2027, held(['2027-03-18', [one]], ['2027-06-17', [one]]), new Map());
    expect(orientations.mds).toBe(2);
  });

  it('positive exits, a household once whatever its exits and sessions, and concours granted', () => {
    const apres = new Map<string, Apres>([
      ['c1', { ...NEVER, planRespecte: true, nouveauBail: true }],
      ['c2', { ...NEVER, protocoleRespecte: true }],
      ['c3', { ...NEVER, cfpAccorde: true }],
      ['c4', { ...NEVER, nouveauBail: true }],
      ['c5', NEVER],
      ['stranger', { planRespecte: true, protocoleRespecte: true, nouveauBail: true, cfpAccorde: true }],
    ]);
    const all = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'].map((id) => examined(id, id));
    const bilan = bilanDe(2027, held(['2027-03-18', all], ['2027-06-17', all.slice(0, 2)]), apres);
    expect(bilan.sorties).toEqual({ planRespecte: 1, protocoleRespecte: 1, nouveauBail: 2, total: 3 });
    expect(bilan.cfpAccordes).toBe(1);
    expect(bilan.sansDossier).toBe(0);
  });

  it('a household that withdrew after it was examined among situations, and follows it no further', () => {
    const issues = [{ issue: 'accompagnement', organisme: 'mds' }] as const;
    const left = effacee(examined('a', 'c1', { issues }));
    const apres = new Map<string, Apres>([['c1', { ...NEVER, planRespecte: true }]]);
    const bilan = bilanDe(2027, held(['2027-03-18', [left, examined('b', 'c2')]]), apres);
    expect(bilan.parBailleur).toEqual([{ bailleur: 'habitat', situations: 2, menages: 2 }]);
    expect([bilan.orientations.mds, bilan.sorties.total]).toEqual([1, 0]);
  });

  it('not one that withdrew before it was examined', () => {
    const left = effacee(examined('a', 'c1'));
    expect(bilanDe(2027, held(['2027-03-18', [left]]), new Map()).parBailleur).toEqual([]);
  });
});

describe('what became of a household after a session', () => {
  const SEANCE = '2027-03-18';
  it.each<[string, Draft[], Partial<Apres>]>([
    ['nothing', [], {}],
    [
      'a plan kept to its end',
      [{ kind: 'planApurement', actDate: '2027-09-01', etat: 'respecte' }],
      { planRespecte: true },
    ],
    ['a plan signed only', [{ kind: 'planApurement', actDate: '2027-04-01', etat: 'signe' }], {}],
    ['a plan denounced', [{ kind: 'planApurement', actDate: '2027-04-01', etat: 'denonce' }], {}],
    [
      'a plan kept to its end before',
      [{ kind: 'planApurement', actDate: '2027-03-17', etat: 'respecte' }],
      {},
    ],
    [
      'one kept that very day',
      [{ kind: 'planApurement', actDate: SEANCE, etat: 'respecte' }],
      { planRespecte: true },
    ],
    [
      'a protocole kept',
      [{ kind: 'protocoleCohesionSociale', actDate: '2027-09-01', etat: 'respecte' }],
      { protocoleRespecte: true },
    ],
    [
      'a protocole signed only',
      [{ kind: 'protocoleCohesionSociale', actDate: '2027-09-01', etat: 'signe' }],
      {},
    ],
    ['a new lease', [{ kind: 'nouveauBail', actDate: '2027-09-01' }], { nouveauBail: true }],
    [
      'the concours granted',
      [{ kind: 'decisionCfp', actDate: '2027-09-01', issue: 'accord' }],
      { cfpAccorde: true },
    ],
    ['the concours refused', [{ kind: 'decisionCfp', actDate: '2027-09-01', issue: 'refus' }], {}],
    ['the concours granted before', [{ kind: 'decisionCfp', actDate: '2027-03-17', issue: 'accord' }], {}],
  ])('%s', (_, drafts, expected) => {
    expect(apresSeance(eventsOf(...drafts), SEANCE)).toEqual({ ...NEVER, ...expected });
  });

  it('is not what was undone', () => {
    const [grant] = eventsOf({ kind: 'decisionCfp', actDate: '2027-09-01', issue: 'accord' });
    const undoing = anEvent({
      id: 'u',
      kind: 'acteAnnule',
      evenement: grant?.id,
      acte: 'decisionCfp',
      prevenus: [],
      alertes: [],
      actDate: '2027-09-01',
      receivedAt: '2027-09-02T08:00:00.000Z',
    });
    expect(apresSeance(grant ? [grant, undoing] : [], SEANCE).cfpAccorde).toBe(false);
    expect(apresSeance(grant ? [grant] : [], SEANCE).cfpAccorde).toBe(true);
  });
});
